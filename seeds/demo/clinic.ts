import { addDays, ageInYears, type Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { AddendumData } from '#domain/records/addendum.ts'
import type { LetterData } from '#domain/records/letter.ts'
import type { ReadingData } from '#domain/records/reading.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { isLate } from '#domain/rules/clinic/addendum-rules.ts'
import { DIAGNOSES } from '#seeds/diagnoses.ts'
import type { DemoDesk } from './desk.ts'
import { createOf, groupOf, instantOf, type DemoChange, type DemoGroup } from './groups.ts'
import { pad, type Person } from './people.ts'
import { DEMO_PUSKESMAS, type DemoAccount } from './places.ts'
import { createRandom, type Random } from './random.ts'

/**
 * What surrounds the demo's consultations. It draws from dice of its own, so that adding to it leaves people, visits and
 * medicine as they were.
 */
export interface ClinicMemory {
  readonly random: Random
  /** Who is expected back: the open follow-up of a person. */
  readonly expected: Map<Person, { readonly id: string; readonly data: DataOf<'follow-up'> }>
  /** `2025|I10` of what was already counted for a person this year. */
  readonly counted: Map<Person, Set<string>>
  readonly insured: Set<Person>
  readonly issued: { letters: number }
  /** Signed visits that stand, the newest last; enough of them for what is written about them later. */
  readonly signed: SeenVisit[]
}
/** A visit of the demo with when in its day it began (minutes from midnight) and who wrote it. */
export interface SeenVisit { readonly visitId: string; readonly data: VisitData; readonly minutes: number; readonly by: string }
export const clinicMemory = (slug: string, seed: string): ClinicMemory => ({ random: createRandom(`klinik|${slug}|${seed}`), expected: new Map(), counted: new Map(), insured: new Set(), issued: { letters: 0 }, signed: [] })

const chronic = new Set(DIAGNOSES.filter(one => one.chronic).map(one => one.code))
const hm = (minutes: number): string => `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`

/** The letterhead and who signs for the house; everything else follows the house's defaults. */
export function clinicSettingGroup(random: Random, actor: string, atMs: number): DemoGroup {
  const data: DataOf<'clinic-setting'> = {
    gate: [], limits: [], limitsSigned: null, safetySigned: null,
    letterhead: { agency: 'Dinas Kesehatan Kota Serang (DEMO)', address: 'Jl. Raya Kalodran, Kec. Walantaka, Kota Serang', contact: '', town: 'Serang' },
    head: { name: 'dr. Ratna Puspita', nip: '' },
  }
  return groupOf(random, actor, atMs, [createOf('clinic-setting', `klinik-${DEMO_PUSKESMAS}`, streamOf('catalogue', DEMO_PUSKESMAS), data)])
}

type PatientMore = Pick<DataOf<'patient'>, 'kk' | 'jkn' | 'consent'>

/** Family card, insurance as last looked at, and consent; one in ten has not been asked yet. */
export function patientMore({ random, insured: active }: ClinicMemory, person: Person, on: Day, by: string): PatientMore {
  const isChild = ageInYears(person.bornOn, on) < 17
  const insured = random.next()
  if (insured < 0.72) active.add(person)
  const number = `000${String(Math.floor(random.next() * 1e10)).padStart(10, '0')}`
  return {
    kk: person.familyCard,
    jkn: insured < 0.72 ? { number, state: 'aktif', on, source: random.pick(['kartu', 'mobile-jkn', 'p-care']) }
      : insured < 0.82 ? { number, state: 'tidak-aktif', on, source: 'p-care' } : insured < 0.94 ? { number: null, state: 'bukan-peserta', on, source: 'keterangan-pasien' } : null,
    consent: random.chance(0.1) ? null : { answer: 'setuju', on, speaker: isChild ? `Orang tua ${person.name}` : person.name, relation: isChild ? 'orang-tua' : 'pasien', how: random.pick(['tertulis', 'tertulis', 'cap-jempol']), by },
  }
}

const EDUCATION: Readonly<Record<string, readonly string[]>> = {
  I10: ['Kurangi garam', 'Minum obat setiap hari'], 'E11.9': ['Kurangi gula', 'Rawat kaki setiap hari'], A09: ['Cuci tangan pakai sabun', 'Minum oralit'], 'J06.9': ['Minum air hangat', 'Etika batuk'],
  'Z34.9': ['Tanda bahaya kehamilan', 'Tablet tambah darah tiap malam'],
}
const DAYS_OF_SIGNA = /(\d+) hari/

/** What version 3 of a visit holds besides: who pays, whether the case is new, what is taken regularly, how it ended. */
export function visitMore(memory: ClinicMemory, person: Person, data: VisitData): VisitData {
  const { random } = memory
  const counted = memory.counted.get(person) ?? new Set<string>()
  memory.counted.set(person, counted)
  const year = data.on.slice(0, 4)
  const diagnoses = data.diagnoses.map(one => {
    const key = `${year}|${one.code}`
    const isOld = chronic.has(one.code) && counted.has(key)
    counted.add(key)
    return { ...one, case: isOld ? 'lama' as const : 'baru' as const }
  })
  const code = diagnoses[0]?.code ?? ''
  const refers = data.alarmPlan !== null && random.chance(0.4)
  return {
    ...data, diagnoses, payer: memory.insured.has(person) ? 'jkn' : 'umum', signature: data.signature && { ...data.signature, time: data.time },
    background: { past: person.chronic === 'ht' ? 'Hipertensi' : person.chronic === 'dm' ? 'Diabetes' : '', family: '', medicine: person.chronic === 'ht' ? 'Amlodipin' : person.chronic === 'dm' ? 'Metformin' : '' },
    education: [...(EDUCATION[code] ?? [])],
    prescription: data.prescription.map(line => {
      const days = Number(DAYS_OF_SIGNA.exec(line.signa)?.[1] ?? (person.chronic && line.quantity % 30 === 0 ? 30 : 0))
      return days > 0 ? { ...line, days } : line
    }),
    outcome: refers
      ? { how: 'rujuk', specialistic: false, tacc: ['complication'], to: 'Puskesmas Kalodran', note: '' }
      : { how: person.chronic ? 'kontrol' : 'pulang', specialistic: false, tacc: [], to: '', note: '' },
  }
}

/** The follow-ups and papers that come of a signed visit. */
export function afterVisit(desk: DemoDesk, memory: ClinicMemory, person: Person, visitId: string, data: VisitData, nakes: DemoAccount, atMs: number): DemoChange[] {
  const { random } = memory
  const stream = streamOf('clinical', desk.site.pustu)
  const changes: DemoChange[] = []
  const before = memory.expected.get(person)
  if (before) {
    memory.expected.delete(person)
    changes.push({ act: 'patch', kind: 'follow-up', id: before.id, stream, set: { outcome: { from: null, to: { how: 'datang', on: data.on, note: '', visitId, by: nakes.id } } } })
  }
  if (person.chronic && random.chance(0.8)) {
    const id = random.id(atMs)
    const planned: DataOf<'follow-up'> = {
      patientId: data.patientId, visitId, on: data.on, by: nakes.id, due: addDays(data.on, 28 + random.int(0, 4)), how: random.chance(0.85) ? 'kunjungan' : 'telepon',
      reason: person.chronic === 'hamil' ? 'Periksa kehamilan berikutnya' : 'Kontrol dan obat habis', attempts: [], outcome: null,
    }
    memory.expected.set(person, { id, data: planned })
    changes.push(createOf('follow-up', id, stream, planned))
  }
  if (data.outcome?.how === 'rujuk') changes.push(createOf('letter', random.id(atMs), stream, referral(desk, memory, visitId, data, nakes)))
  else if (ageInYears(person.bornOn, data.on) >= 18 && random.chance(0.04)) changes.push(createOf('letter', random.id(atMs), stream, sickLetter(desk, memory, visitId, data, nakes)))
  return changes
}

function paper(desk: DemoDesk, memory: ClinicMemory, visitId: string, data: VisitData, nakes: DemoAccount, content: LetterData['content']): LetterData {
  memory.issued.letters += 1
  return {
    number: `SURAT-${desk.site.code}-00-${pad(memory.issued.letters, 4)}`, patientId: data.patientId, visitId, on: data.on, content,
    signer: { by: nakes.id, name: nakes.staff.name, sip: nakes.staff.sip?.number ?? '' }, reply: null,
  }
}

const referral = (desk: DemoDesk, memory: ClinicMemory, visitId: string, data: VisitData, nakes: DemoAccount): LetterData => paper(desk, memory, visitId, data, nakes, {
  type: 'rujukan', to: 'Puskesmas Kalodran', unit: 'Poli umum', urgency: 'segera', reason: data.complaint, findings: data.examination, therapy: data.prescription.map(line => line.drug).join(', '),
  diagnoses: data.diagnoses.slice(0, 6), payer: data.payer ?? 'umum', jknNumber: '',
  specialistic: data.outcome?.specialistic ?? false, tacc: data.outcome?.tacc ?? [],
})
const sickLetter = (desk: DemoDesk, memory: ClinicMemory, visitId: string, data: VisitData, nakes: DemoAccount): LetterData => paper(desk, memory, visitId, data, nakes, {
  type: 'sakit', from: data.on, days: memory.random.int(1, 3), occupation: 'Karyawan', recipient: '', diagnosis: '', agreed: false,
})

/** On the demo's last day: who came, and who waits. */
export function arrivalsOf(desk: DemoDesk, memory: ClinicMemory, today: Day, until: number): DemoGroup[] {
  const { random } = memory
  const stream = streamOf('clinical', desk.site.pustu)
  const [first] = desk.nakes
  if (!first) return []
  const seen = memory.signed.filter(one => one.data.on === today)
  const groups = seen.map(one => {
    const atMs = instantOf(today, Math.min(until, one.minutes + 12))
    const data: DataOf<'arrival'> = {
      patientId: one.data.patientId, on: today, time: hm(Math.max(420, one.minutes - random.int(4, 25))), by: one.by, reason: one.data.complaint.slice(0, 200), payer: one.data.payer ?? 'umum',
      priority: { level: 'biasa', reason: '' }, triage: null, service: { by: one.by, name: nameOf(desk, one.by), time: hm(one.minutes) },
      ended: { how: 'selesai', time: hm(Math.min(until, one.minutes + 12)), visitId: one.visitId, reason: '', by: one.by },
    }
    return groupOf(random, one.by, atMs, [createOf('arrival', random.id(atMs), stream, data)])
  })
  const others = [...desk.patientIds].filter(([, id]) => !seen.some(one => one.data.patientId === id))
  for (const [index, reason] of ['Kontrol tensi', 'Batuk pilek', 'Demam sejak kemarin'].entries()) {
    const [person, patientId] = others[(index * 7 + 3) % Math.max(1, others.length)] ?? []
    const arrived = until - 8 - index * 9
    if (!person || !patientId || arrived < 440 || until > 18 * 60) continue
    const atMs = instantOf(today, arrived)
    const isOld = ageInYears(person.bornOn, today) >= 60
    const data: DataOf<'arrival'> = {
      patientId, on: today, time: hm(arrived), by: first.id, reason, payer: 'umum', priority: isOld ? { level: 'didahulukan', reason: 'Lanjut usia' } : { level: 'biasa', reason: '' },
      triage: null, service: null, ended: null,
    }
    groups.push(groupOf(random, first.id, atMs, [createOf('arrival', random.id(atMs), stream, data)]))
  }
  return groups
}

const nameOf = (desk: DemoDesk, id: string): string => desk.nakes.find(account => account.id === id)?.staff.name ?? id

/** A late addendum that waits for the head (BR-45). */
export function lateAddendum(desk: DemoDesk, memory: ClinicMemory, on: Day): DemoGroup[] {
  const [nakes] = desk.nakes
  const subject = memory.signed.findLast(one => one.data.on < addDays(on, -2))
  if (!nakes || !subject?.data.signature) return []
  const at = `${on}T13:10:00`
  const atMs = instantOf(on, 13 * 60 + 10)
  const data: AddendumData = {
    visitId: subject.visitId, patientId: subject.data.patientId, on, at, by: nakes.id, name: nakes.staff.name, sip: nakes.staff.sip?.number ?? '', reason: 'Hasil pemeriksaan baru diterima',
    text: 'Pasien datang membawa hasil pemeriksaan dari puskesmas; dicatat sebagai tambahan.', diagnoses: null, late: isLate(subject.data.signature, at), decision: null,
  }
  return [groupOf(memory.random, nakes.id, atMs, [createOf('addendum', memory.random.id(atMs), streamOf('clinical', desk.site.pustu), data)])]
}

/** Records that the head opened, and why (BR-66). */
export function headReads(desk: DemoDesk, memory: ClinicMemory, head: DemoAccount, on: Day): DemoGroup[] {
  return memory.signed.filter(one => one.data.on < on).slice(-4).map((one, index) => {
    const minutes = 9 * 60 + index * 6
    const atMs = instantOf(on, minutes)
    const data: ReadingData = {
      patientId: one.data.patientId, visitId: one.visitId, on, at: `${on}T${hm(minutes)}:00`, by: head.id, name: head.staff.name, role: 'kapus', purpose: index === 0 ? 'pengaduan' : 'pembinaan', note: '',
    }
    return groupOf(memory.random, head.id, atMs, [createOf('reading', memory.random.id(atMs), streamOf('clinical', desk.site.pustu), data)])
  })
}
