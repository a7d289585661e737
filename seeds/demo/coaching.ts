import { addDays, type Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { CoachingPlan } from '#domain/records/coaching-plan.ts'
import type { CoachingVisit } from '#domain/records/coaching-visit.ts'
import type { FindingData } from '#domain/records/finding.ts'
import { checklistName, itemsOf } from '#domain/rules/supervision/checklist.ts'
import { SUPERVISION_CHECKLIST } from '#seeds/checklists/checklists.ts'
import { createOf, groupOf, instantOf, type DemoChange, type DemoGroup } from './groups.ts'
import { nextOpen, type SupervisedDesk } from './supervision.ts'

/** Items that were not as they should be, at each pustu; a critical one always comes with a line of follow-up. */
interface Flaw { readonly item: string; readonly value: 0 | 1; readonly text: string; readonly cause: string; readonly action: string; readonly days: number; readonly done: { readonly after: number; readonly text: string; readonly closed: boolean } | null }
const FLAWS: Readonly<Record<string, readonly Flaw[]>> = {
  kiara: [
    { item: 'prolanis', value: 1, text: 'Senam Prolanis beberapa kali berlanjut sampai jam pelayanan', cause: 'Instruktur datang terlambat', action: 'Senam dimulai pukul 06.15 dan satu petugas tetap di loket', days: 30, done: { after: 12, text: 'Jadwal baru ditempel dan disepakati peserta', closed: true } },
    { item: 'kartu', value: 1, text: 'Kartu stok satu dari lima obat tidak cocok dengan hitungan', cause: 'Penyerahan sore belum dicatat', action: 'Opname lima obat setiap Jumat', days: 40, done: null },
    { item: 'tensi', value: 1, text: 'Tensimeter belum dikalibrasi tahun ini', cause: 'Menunggu jadwal dinas', action: 'Usulkan kalibrasi ke puskesmas', days: 75, done: { after: 35, text: 'Surat usulan sudah dikirim', closed: false } },
  ],
  teritih: [{ item: 'safety', value: 0, text: 'Kotak limbah tajam penuh', cause: 'Pengambilan limbah terlambat', action: 'Minta penggantian kotak dan jadwal ambil dua mingguan', days: 14, done: { after: 9, text: 'Kotak baru terpasang', closed: true } }],
  'pager-agung': [{ item: 'jadwal', value: 1, text: 'Jam pelayanan yang ditempel belum dijalankan tepat waktu', cause: 'Petugas merangkap dua tempat', action: 'Atur jadwal jaga bersama puskesmas', days: 45, done: null }],
  kalodran: [{ item: 'uraian', value: 1, text: 'Uraian tugas kader belum tertulis', cause: 'Kader baru', action: 'Buat uraian tugas kader', days: 60, done: null }],
}
/** Days before the last one on which each pustu was visited, and days after it on which the next visit is planned. */
const VISITED: Readonly<Record<string, readonly [ago: number, next: number]>> = { kiara: [58, 12], teritih: [51, 19], 'pager-agung': [50, 26], kalodran: [30, 33] }

/** The head's visits of supervision, what they found and what became of it, and what is planned. In order of the days that it is asked for. */
export function coachingOn(desk: SupervisedDesk, on: Day, until: number): DemoGroup[] {
  const [ago, next] = VISITED[desk.site.slug] ?? [0, 0]
  const visitedOn = nextOpen(addDays(desk.today, -ago))
  const groups = on === visitedOn ? [visit(desk, on)] : []
  if (on === desk.today && until >= 8 * 60) groups.push(plan(desk, on, nextOpen(addDays(on, next))))
  return [...groups, ...followUp(desk, on, visitedOn, until)]
}

function plan({ site, random, head }: SupervisedDesk, on: Day, planned: Day): DemoGroup {
  const at = instantOf(on, 7 * 60 + 50)
  const data: CoachingPlan = {
    pustu: site.pustu, on: planned, lead: { id: head.id, name: head.staff.name }, focus: 'Ketersediaan obat indikator, kelengkapan rekam medis, dan tindak lanjut kunjungan lalu', by: head.id, moves: [], visitId: null, cancelled: null,
  }
  return groupOf(random, head.id, at, [createOf('coaching-plan', random.id(at), streamOf('service', site.pustu), data)])
}

const idOf = ({ site }: SupervisedDesk, item: string): string => `rtl-demo-${site.slug}-${item}`

function visit(desk: SupervisedDesk, on: Day): DemoGroup {
  const { site, random, head, nakes } = desk
  const stream = streamOf('service', site.pustu)
  const at = instantOf(on, 9 * 60 + 30)
  const id = random.id(at)
  const flaws = FLAWS[site.slug] ?? []
  const [owner] = nakes
  const findings = flaws.map((flaw): DemoChange => {
    const data: FindingData = {
      pustu: site.pustu, on, by: head.id, visitId: id, item: flaw.item, critical: itemsOf(SUPERVISION_CHECKLIST).find(item => item.id === flaw.item)?.critical ?? false,
      text: flaw.text, cause: flaw.cause, action: flaw.action, owner: { id: owner?.id ?? null, name: owner?.staff.name ?? 'Petugas pustu' }, due: addDays(on, flaw.days), evidence: [], moves: [], closed: null,
    }
    return createOf('finding', idOf(desk, flaw.item), stream, data)
  })
  const data: CoachingVisit = {
    pustu: site.pustu, on, time: '09:30', author: head.id, planId: null, team: [head.staff.name], met: nakes.map(one => one.staff.name), checklist: checklistName(SUPERVISION_CHECKLIST),
    answers: itemsOf(SUPERVISION_CHECKLIST).map(item => ({ item: item.id, value: flaws.find(flaw => flaw.item === item.id)?.value ?? (item.id === 'kulkas' || item.id === 'psikotropika' ? null : 2), note: '' })),
    conclusion: 'Pelayanan berjalan baik; butir yang belum sesuai sudah dibahas bersama petugas dan dijadwalkan tindak lanjutnya.',
    signature: { by: head.id, name: head.staff.name, sip: head.staff.sip?.number ?? '', on, time: '11:10' },
  }
  return groupOf(random, head.id, at, [...findings, createOf('coaching-visit', id, stream, data)])
}

/** Evidence as the pustu gave it, and the head's closing two days later. */
function followUp(desk: SupervisedDesk, on: Day, visitedOn: Day, until: number): DemoGroup[] {
  const { site, random, head, nakes } = desk
  const [owner] = nakes
  if (!owner || until < 14 * 60) return []
  const stream = streamOf('service', site.pustu)
  return (FLAWS[site.slug] ?? []).flatMap(flaw => {
    if (!flaw.done) return []
    const givenOn = nextOpen(addDays(visitedOn, flaw.done.after))
    const evidence = [{ on: givenOn, text: flaw.done.text, photoId: null, by: owner.id, name: owner.staff.name }]
    const patch = (actor: string, minutes: number, set: Record<string, { from: unknown; to: unknown }>): DemoGroup =>
      groupOf(random, actor, instantOf(on, minutes), [{ act: 'patch', kind: 'finding', id: idOf(desk, flaw.item), stream, set }])
    if (on === givenOn) return [patch(owner.id, 13 * 60 + 20, { evidence: { from: [], to: evidence } })]
    if (flaw.done.closed && on === nextOpen(addDays(givenOn, 2))) return [patch(head.id, 13 * 60 + 40, { closed: { from: null, to: { on, by: head.id, name: head.staff.name, note: 'Dilihat saat rapat bulanan' } } })]
    return []
  })
}
