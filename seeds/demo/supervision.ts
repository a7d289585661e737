import { addDays, daysBetween, type Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { ActivityData } from '#domain/records/activity.ts'
import type { ComplaintData } from '#domain/records/complaint.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { ServiceDay } from '#domain/records/service-day.ts'
import type { ServiceHours } from '#domain/records/service-hours.ts'
import { weekdayOf } from '#domain/rules/supervision/working-days.ts'
import { createOf, groupOf, instantOf, isOpen, type DemoChange, type DemoGroup } from './groups.ts'
import { pad } from './people.ts'
import { DEMO_PUSKESMAS, DEMO_SITES, type DemoAccount, type DemoSite } from './places.ts'
import { createRandom, type Random } from './random.ts'

/** What the head supervises beside the records: hours, days, activities and complaints. Draws from a randomness of its own. */
export interface SupervisedDesk {
  readonly site: DemoSite
  readonly random: Random
  readonly nakes: readonly DemoAccount[]
  readonly head: DemoAccount
  readonly today: Day
  /** Answers to complaints, by the day on which they are given. */
  readonly replies: Map<Day, DemoGroup[]>
}

export function supervisedDesk(site: DemoSite, nakes: readonly DemoAccount[], head: DemoAccount, today: Day): SupervisedDesk {
  return { site, nakes, head, today, random: createRandom(`pengawasan|${site.slug}`), replies: new Map() }
}

const hm = (minutes: number): string => `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`
const OPENS = 7 * 60 + 30
/** Monday to Thursday until 14.00, Friday until 11.30, Saturday until 13.00. */
const closesOn = (weekday: number): number => (weekday === 5 ? 11 * 60 + 30 : weekday === 6 ? 13 * 60 : 14 * 60)
const SESSIONS: ServiceHours['sessions'] = [1, 2, 3, 4, 5, 6].map(weekday => ({ weekday, from: hm(OPENS), to: hm(closesOn(weekday)) }))
const HOLIDAYS = [['01-01', 'Tahun Baru'], ['08-17', 'Hari Kemerdekaan'], ['12-25', 'Hari Natal']] as const

/** Hours of all pustu, the working calendar, and the denominators that the insurer's list gives. Set by the head on the first day. */
export function supervisionSettings(random: Random, head: string, atMs: number, founded: Day, today: Day): DemoGroup {
  const stream = streamOf('catalogue', DEMO_PUSKESMAS)
  const years = [...new Set([founded.slice(0, 4), today.slice(0, 4), String(Number(today.slice(0, 4)) + 1)])]
  const outside = (count: number): { count: number; on: Day; source: string; by: string } => ({ count, on: founded, source: 'Daftar peserta terdaftar (DEMO)', by: head })
  const setting: DataOf<'supervision-setting'> = {
    participants: outside(4000), hypertension: outside(520), diabetes: outside(300),
    team: [{ id: head, name: 'dr. Ratna Puspita', task: 'Penanggung jawab mutu' }, { id: 'staff-bidan-kiara', name: 'Bidan Neneng Rahmawati', task: 'Pengaduan' }],
  }
  return groupOf(random, head, atMs, [
    createOf('working-calendar', `kalender-${DEMO_PUSKESMAS}`, stream, { weekdays: [1, 2, 3, 4, 5, 6], holidays: years.flatMap(year => HOLIDAYS.map(([date, name]) => ({ on: `${year}-${date}` as Day, name }))) }),
    createOf('supervision-setting', `binaan-${DEMO_PUSKESMAS}`, stream, setting),
    ...DEMO_SITES.map(({ pustu }) => createOf('service-hours', `jam-${pustu}`, stream, { pustu, sessions: [...SESSIONS], since: founded, earlier: [] })),
  ])
}

/** Everything of one working day. `until`: minutes from midnight up to which it has happened. */
export function supervisedDay(desk: SupervisedDesk, on: Day, until: number): DemoGroup[] {
  return [...openDay(desk, on, until), ...exercise(desk, on, until), ...posyandu(desk, on, until), ...complaintsOn(desk, on, until)]
}

const LATE = ['Motor mogok di jalan', 'Mengantar pasien rujukan', 'Hujan deras, jalan tergenang'] as const

function openDay({ site, random, nakes }: SupervisedDesk, on: Day, until: number): DemoGroup[] {
  const [first, ...others] = nakes
  if (!first) return []
  const minutes = OPENS + (random.chance(0.08) ? random.int(9, 40) : -random.int(2, 14))
  const reason = minutes > OPENS ? random.pick(LATE) : ''
  const closesAt = closesOn(weekdayOf(on)) + random.int(0, 12)
  const isShut = random.chance(0.015)
  if (until < minutes) return []
  const person = ({ id, staff }: DemoAccount): ServiceDay['onDuty'][number] => ({ id, name: staff.name, profession: staff.profession })
  const by = { by: first.id, name: first.staff.name }
  const data: ServiceDay = isShut
    ? { pustu: site.pustu, on, opened: null, onDuty: [], closed: null, shut: { reason: 'rapat-puskesmas', note: 'Pasien diarahkan ke puskesmas induk', ...by } }
    : {
        pustu: site.pustu, on, opened: { time: hm(minutes), ...by, reason }, onDuty: [person(first), ...others.filter(() => random.chance(0.8)).map(person)],
        closed: until >= closesAt ? { time: hm(closesAt), ...by, reason: '', note: '' } : null, shut: null,
      }
  const at = instantOf(on, isShut ? minutes : data.closed ? closesAt : minutes)
  return [groupOf(random, first.id, at, [createOf('service-day', random.id(at), streamOf('service', site.pustu), data)])]
}

const ran = (on: Day, from: number, to: number, who: DemoAccount, more: { people: number; waiting?: number; reason?: string }): NonNullable<ActivityData['actual']> => ({
  on, from: hm(from), to: hm(to), people: more.people, waiting: more.waiting ?? 0, reason: more.reason ?? '', note: '', by: who.id, name: who.staff.name,
})

/** Exercise of the chronically ill on Wednesdays at 06.30. The one two weeks ago began late and ran forty minutes into the hours of service (BR-62). */
function exercise({ site, random, nakes, today }: SupervisedDesk, on: Day, until: number): DemoGroup[] {
  const [first] = nakes
  if (!first || site.slug !== 'kiara') return []
  const plan = (day: Day, actual: ActivityData['actual']): ActivityData => ({
    pustu: site.pustu, type: 'senam-prolanis', title: 'Senam Prolanis', where: 'Halaman pustu', on: day, planned: { from: '06:30', to: '07:30' }, overlapReason: '', by: first.id,
    actual, seen: null, cancelled: null,
  })
  const stream = streamOf('service', site.pustu)
  const made = (data: ActivityData, minutes: number): DemoGroup => {
    const at = instantOf(on, minutes)
    return groupOf(random, first.id, at, [createOf('activity', random.id(at), stream, data)])
  }
  const groups: DemoGroup[] = []
  if (weekdayOf(on) === 3 && until >= 8 * 60 + 15) {
    const ago = daysBetween(on, today)
    const isLate = ago >= 8 && ago < 15
    groups.push(made(plan(on, isLate
      ? ran(on, 7 * 60 + 10, 8 * 60 + 10, first, { people: 24, waiting: 5, reason: 'Instruktur terlambat datang' })
      : ran(on, 6 * 60 + 30, 7 * 60 + 25, first, { people: random.int(15, 30) })), 8 * 60 + 12))
  }
  if (on === today && until >= 9 * 60) {
    const next = Array.from({ length: 7 }, (_, index) => addDays(today, index + 1)).find(day => weekdayOf(day) === 3)
    if (next) groups.push(made(plan(next, null), 8 * 60 + 40))
  }
  return groups
}

/** A posyandu a month in each kelurahan, on its second Tuesday, within the hours of service: the second person stays at the desk. */
function posyandu({ site, random, nakes, head, today }: SupervisedDesk, on: Day, until: number): DemoGroup[] {
  const [first] = nakes
  if (!first || weekdayOf(on) !== 2 || Number(on.slice(8)) < 8 || Number(on.slice(8)) > 14 || until < 12 * 60) return []
  const at = instantOf(on, 11 * 60 + 40)
  const reason = 'Posyandu mengikuti jadwal kader; kader menjaga antrean dan pasien gawat dirujuk ke puskesmas'
  const data: ActivityData = {
    pustu: site.pustu, type: 'posyandu', title: 'Posyandu balita', where: `Balai warga ${site.kampungs[0] ?? site.kelurahan}`, on, planned: { from: '09:00', to: '11:00' }, overlapReason: reason, by: first.id,
    actual: ran(on, 9 * 60, 11 * 60 + 10, first, { people: random.int(18, 40), waiting: random.int(0, 3), reason }), seen: null, cancelled: null,
  }
  const id = random.id(at)
  const stream = streamOf('service', site.pustu)
  const told = groupOf(random, first.id, at, [createOf('activity', id, stream, data)])
  // The head has seen those of the months before; the last ones wait for him.
  if (daysBetween(on, today) <= 20) return [told]
  const seen: ActivityData['seen'] = { by: head.id, name: head.staff.name, on, note: '' }
  return [told, groupOf(random, head.id, instantOf(on, 15 * 60 + 20), [{ act: 'patch', kind: 'activity', id, stream, set: { seen: { from: null, to: seen } } }])]
}

interface Told { readonly slug: string; readonly ago: number; readonly class: ComplaintData['class']; readonly topic: ComplaintData['topic']; readonly text: string; readonly from: ComplaintData['from']; readonly answered: { readonly after: number; readonly text: string; readonly answer: 'puas' | 'cukup' } | null }
const TOLD: readonly Told[] = [
  {
    slug: 'kiara', ago: 12, class: 'normatif', topic: 'kegiatan', from: null,
    text: 'Pasien menunggu lebih dari setengah jam karena petugas masih senam dengan peserta Prolanis.',
    answered: { after: 3, text: 'Mohon maaf. Senam sekarang selesai sebelum pukul 07.30 dan satu petugas selalu di loket.', answer: 'puas' },
  },
  { slug: 'teritih', ago: 9, class: 'ringan', topic: 'obat-kosong', from: { name: 'Warga RT 002', phone: null }, text: 'Obat batuk anak kosong dua minggu.', answered: { after: 1, text: 'Obat sudah dikirim dari gudang puskesmas dan tersedia sejak kemarin.', answer: 'cukup' } },
  { slug: 'pager-agung', ago: 6, class: 'ringan', topic: 'jam-buka', from: null, text: 'Pustu belum buka pukul 08.00 padahal jadwalnya 07.30.', answered: null },
  { slug: 'kiara', ago: 1, class: 'normatif', topic: 'waktu-tunggu', from: { name: 'Keluarga pasien', phone: null }, text: 'Antrean tidak urut, yang datang belakangan dipanggil lebih dulu.', answered: null },
]

function complaintsOn({ site, random, nakes, head, today, replies }: SupervisedDesk, on: Day, until: number): DemoGroup[] {
  const [first] = nakes
  // On a day without service the complaint is taken on the next one.
  const due = TOLD.filter(one => one.slug === site.slug && nextOpen(addDays(today, -one.ago)) === on)
  if (!first || until < 10 * 60) return []
  const taken = due.map((one, index) => {
    const at = instantOf(on, 9 * 60 + 20 + index)
    const id = random.id(at)
    const stream = streamOf('service', site.pustu)
    const owner = { id: head.id, name: head.staff.name }
    const data: ComplaintData = {
      number: `${site.code}-00-${pad(TOLD.indexOf(one) + 1, 4)}`, on, time: '09:20', channel: one.from ? 'loket' : 'kotak-saran', from: one.from, class: one.class, topic: one.topic, text: one.text,
      serviceOn: addDays(on, -1), owner: null, reply: null, satisfaction: null, by: first.id,
    }
    const group = groupOf(random, first.id, at, [createOf('complaint', id, stream, data)])
    if (!one.answered) return group
    const repliedOn = nextOpen(addDays(on, one.answered.after))
    const repliedAt = instantOf(repliedOn, 13 * 60)
    const reply = { on: repliedOn, text: one.answered.text, by: head.id, name: head.staff.name }
    const changes: DemoChange[] = [{
      act: 'patch', kind: 'complaint', id, stream,
      set: { owner: { from: null, to: owner }, reply: { from: null, to: reply }, satisfaction: { from: null, to: { answer: one.answered.answer, on: repliedOn, by: head.id } } },
    }]
    replies.set(repliedOn, [...(replies.get(repliedOn) ?? []), groupOf(random, head.id, repliedAt, changes)])
    return group
  })
  return [...taken, ...(until >= 13 * 60 ? (replies.get(on) ?? []) : [])]
}

/** The first day from this one on that the pustu are open. */
export const nextOpen = (on: Day): Day => (isOpen(on) ? on : nextOpen(addDays(on, 1)))
