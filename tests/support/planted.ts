import type { JsonObject } from '#domain/core/json.ts'
import { streamOf } from '#domain/core/streams.ts'
import { handoverSchema } from '#domain/records/handover.ts'
import { patientSchema } from '#domain/records/patient.ts'
import { visitSchema } from '#domain/records/visit.ts'
import type { DrugLine, Planted } from './clinic.ts'

const SYLLABLES = ['zar', 'wix', 'qob', 'yun', 'vel', 'kru', 'fyo', 'jaq', 'pho', 'gwe', 'xim', 'bru', 'nyz', 'vok']
/** A word that no program, library or list contains, so that finding it means that it leaked. */
const oddWord = (index: number, ending: string): string => {
  const [first, second] = [SYLLABLES[index % 14], SYLLABLES[(index * 5 + 3) % 14]] as [string, string]
  return `${first[0]?.toUpperCase()}${first.slice(1)}${second}${ending}${index}`
}

export interface PlantedPerson { readonly name: string; readonly nik: string; readonly complaint: string }

/** Twelve people with a name, a NIK and a complaint, and fourteen medicines: fifty words to look for. */
export const PEOPLE: readonly PlantedPerson[] = Array.from({ length: 12 }, (_, index) => ({
  name: `${oddWord(index, 'ami')} ${oddWord(index + 3, 'adi')}`,
  nik: `367399${String(index + 1).padStart(2, '0')}0688${String(7100 + index)}`,
  complaint: `${oddWord(index, 'itis')} sejak kemarin`,
}))
export const PLANTED_DRUGS: readonly DrugLine[] = Array.from({ length: 14 }, (_, index) => ({ id: `obat-${index}`, name: oddWord(index, 'zol'), strength: '10 mg', form: 'tablet', unit: 'tablet' }))

/** What must stay within the pustu: said by a patient or written about one. */
export const CLINICAL_WORDS: readonly string[] = PEOPLE.flatMap(({ name, nik, complaint }) => [name, nik, complaint])
export const ALL_WORDS: readonly string[] = [...CLINICAL_WORDS, ...PLANTED_DRUGS.map(drug => drug.name)]

/** Medicine that was sold to few, and is in no catalogue: the name of it says what somebody is ill with. */
export const SOLD_WORDS: readonly string[] = Array.from({ length: 6 }, (_, index) => oddWord(index + 2, 'vir'))

/** Sales of the cooperative at Pustu Kiara: to members, to patients that are members, on account, and what came back. */
export function plantedSales(): Planted[] {
  const stream = streamOf('stock', 'pustu-kiara')
  return SOLD_WORDS.map((drug, index) => {
    const person = PEOPLE[index] as PlantedPerson
    const member = { id: `anggota-${index}`, number: `UJI-${index}` }
    const isTempo = index % 2 === 0
    const sale = handoverSchema.parse({
      number: `UJI-${index}`, on: '2026-01-05', time: '09:00', source: 'koperasi', visitId: index % 3 === 0 ? `visit-${index}` : null,
      taker: index % 3 === 0 ? { kind: 'pasien', id: `patient-${index}`, name: person.name, member } : { kind: 'anggota', id: member.id, name: person.name, member },
      prescription: null, total: 5000,
      lines: [{ drugId: drug.toLowerCase(), drug, unit: 'tablet', quantity: 10, unitPrice: 500, amount: 5000, batches: [{ batch: { number: `${drug}-1`, expiresOn: '2030-01-31' }, quantity: 10 }], directions: null, signa: `untuk ${drug}` }],
      payment: { method: isTempo ? 'tempo' : 'tunai', paid: isTempo ? 0 : 5000, change: 0, reference: '' }, reverses: null, reason: '', by: 'someone',
    })
    return { stream, id: `sale-${index}`, kind: 'handover', data: sale as unknown as JsonObject }
  })
}

/** The people as patients of Pustu Kiara, each with a visit. */
export function plantedRecords(): Planted[] {
  const stream = streamOf('clinical', 'pustu-kiara')
  return PEOPLE.flatMap((person, index) => {
    const patient = patientSchema.parse({
      rm: `UJI-${index}`, name: person.name, identity: { nik: person.nik, noNikReason: '', parentNik: null }, birth: { on: '1988-06-01', estimated: false }, sex: 'L',
      phone: null, address: { street: '', rt: '001', rw: '002', kelurahan: 'Kiara' }, memberId: null,
    })
    const visit = visitSchema.parse({
      patientId: `patient-${index}`, on: '2026-01-05', time: '08:00', author: 'someone', complaint: person.complaint, history: '', allergy: { answer: 'tidak-ada', substances: '' },
      vitals: {}, pregnant: false, alarmPlan: null, examination: '', diagnoses: [], prescription: [], plan: '', signature: null,
    })
    return [
      { stream, id: `patient-${index}`, kind: 'patient', data: patient as JsonObject },
      { stream, id: `visit-${index}`, kind: 'visit', data: visit as unknown as JsonObject },
    ]
  })
}
