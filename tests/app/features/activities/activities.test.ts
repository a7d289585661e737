import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { Grant } from '#domain/core/roles.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { ActivityData } from '#domain/records/activity.ts'
import type { ArrivalData } from '#domain/records/arrival.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { ServiceHours } from '#domain/records/service-hours.ts'
import { plannedDays, planForm, planOf, planProblems, restoreTexts, tellForm, tellProblems, toldOf, type PlanForm } from '#app/features/activities/activity-form.ts'
import { cancelActivity, isShown, planActivities, readActivities, readActivity, replan, seeActivity, tell, type Told } from '#app/features/activities/activities.ts'
import { routes } from '#app/features/activities/routes.ts'
import { activityFlags, type ServiceTime } from '#app/shared/service/service-time.ts'
import { DEFAULT_CALENDAR } from '#domain/rules/supervision/working-days.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, press, settle, show, type as typeInto, words, type Shown } from '../support/show.ts'

/** Wednesday 17-12-2025; the desk's clock shows 12.00. */
const NURSE: readonly Grant[] = [{ role: 'nakes', place: 'pustu-kiara' }]
const HEAD: readonly Grant[] = [{ role: 'kapus', place: 'pkm-uji' }]
const CATALOGUE = streamOf('catalogue', 'pkm-uji')
const HOURS: ServiceHours = { pustu: 'pustu-kiara', sessions: [1, 2, 3, 4, 5, 6].map(weekday => ({ weekday, from: '07:30', to: '14:00' })), since: day('2025-01-01'), earlier: [] }
const TIME: ServiceTime = { hours: HOURS, calendar: DEFAULT_CALENDAR }
const hoursRow: PlacedRow<'service-hours'> = { kind: 'service-hours', id: 'jam-pustu-kiara', stream: CATALOGUE, data: HOURS }
const EXERCISE: ActivityData = {
  pustu: 'pustu-kiara', type: 'senam-prolanis', title: 'Senam Prolanis', where: 'Halaman pustu', on: TODAY, planned: { from: '06:30', to: '07:30' }, overlapReason: '', by: 'staf-bidan', actual: null, seen: null, cancelled: null,
}
const held = (on: string, from: string, to: string, reason = ''): ActivityData['actual'] => ({ on: day(on), from, to, people: 20, waiting: 0, reason, note: '', by: 'staf-bidan', name: 'Bidan Uji' })
const row = (id: string, change: Partial<ActivityData> = {}, place = 'pustu-kiara'): PlacedRow<'activity'> => ({ kind: 'activity', id, stream: streamOf('service', place), data: { ...EXERCISE, pustu: place, ...change } })
const queued = (id: string, time: string, change: Partial<ArrivalData> = {}, place = 'pustu-kiara'): PlacedRow<'arrival'> => ({
  kind: 'arrival', id, stream: streamOf('clinical', place),
  data: { patientId: `p-${id}`, on: TODAY, time, by: 'staf-bidan', reason: '', payer: 'umum', priority: { level: 'biasa', reason: '' }, triage: null, service: null, ended: null, ...change } as DataOf<'arrival'>,
})
const served = (time: string): Partial<ArrivalData> => ({ service: { by: 'staf-bidan', name: 'Bidan Uji', time } })
const nurse = (...rows: PlacedRow[]): Promise<Desk> => openDesk({ grants: NURSE, rows: [hoursRow, ...rows] })
const head = (...rows: PlacedRow[]): Promise<Desk> => openDesk({ grants: HEAD, actor: 'staf-kapus', rows: [hoursRow, ...rows] })
const told = (from: string, to: string, reason = ''): Told => ({ on: TODAY, from, to, people: 24, reason, note: '' })
const fileOf = async (one: Desk, id: string) => { const file = await readActivity(one.app, id); if (!file) throw new Error('not read'); return file }

describe('BR-62 at the desk: exercise on Wednesday 06.30–07.30, service from 07.30', () => {
  const queue = [queued('a', '07:00', served('08:15')), queued('b', '07:30', served('07:45')), queued('c', '06:40', served('07:05')), queued('d', '08:05'), queued('t', '07:30', {}, 'pustu-teritih')]
  it('planned it is clear; begun at 07.10 for 60 minutes it takes 40 minutes, with three people waiting, a reason, and a flag for the head until he has seen it', async () => {
    const one = await nurse(...queue)
    const made = await planActivities(one.app, 'pustu-kiara', { type: 'senam-prolanis', title: 'Senam Prolanis', where: '', planned: { from: '06:30', to: '07:30' }, reason: '' }, [TODAY])
    const id = made.ok ? made.value : ''
    const planned = await fileOf(one, id)
    expect(planned.line).toMatchObject({ overlap: 0, state: 'due' })
    expect(await tell(one.app, planned.line.record, told('07:10', '08:10'))).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'BR-62', policy: true, detail: { minutes: 40 } }] } })
    expect(await tell(one.app, planned.line.record, told('07:10', '08:10', 'Instruktur terlambat'))).toMatchObject({ ok: true })
    const now = await fileOf(one, id)
    expect(now.line).toMatchObject({ overlap: 40, state: 'done', record: { data: { actual: { waiting: 3, reason: 'Instruktur terlambat' } } } })
    expect(await tell(one.app, planned.line.record, told('06:30', '07:30')), 'somebody told of it since').toMatchObject({ ok: false, error: { kind: 'told' } })
    expect(await seeActivity(one.app, id, '')).toMatchObject({ ok: false })

    const chief = await head(row('x', { actual: held('2025-12-17', '07:10', '08:10', 'Instruktur terlambat') }))
    const unseen = async (): Promise<number> => (await activityFlags(chief.app.store, ['pustu-kiara', 'pustu-teritih'], '2025-12' as never)).unseen.length
    expect(await unseen()).toBe(1)
    expect(await seeActivity(chief.app, 'x', 'Mulai lebih pagi')).toMatchObject({ ok: true })
    expect(await unseen()).toBe(0)
    expect(await tell(chief.app, (await fileOf(chief, 'x')).line.record, told('07:20', '08:20', 'Instruktur terlambat'))).toMatchObject({ ok: true })
    expect(await unseen(), 'told anew it is to be seen anew').toBe(1)
  })
})

describe('the month', () => {
  const rows = [
    row('clear', { on: day('2025-12-03'), actual: held('2025-12-03', '06:30', '07:30') }), row('flagged', { on: day('2025-12-10'), actual: held('2025-12-10', '07:10', '08:10', 'x'), seen: { by: 'staf-kapus', name: 'Kepala', on: day('2025-12-11'), note: '' } }),
    row('late', { on: day('2025-11-26'), actual: held('2025-12-01', '09:00', '10:00', 'x') }), row('due', { on: day('2025-11-19') }), row('today'), row('ahead', { on: day('2025-12-24'), planned: { from: '07:00', to: '08:00' }, overlapReason: 'x' }),
    row('off', { on: day('2025-12-08'), cancelled: { reason: 'Hujan', by: 'staf-bidan', on: day('2025-12-08') } }), row('lain', { on: day('2025-12-04'), actual: held('2025-12-04', '09:00', '10:00') }, 'pustu-teritih'),
  ]
  it('is told by the day it was held on; what nobody has told of stays in sight', async () => {
    const one = await head(...rows)
    const { lines, withoutHours } = await readActivities(one.app, '2025-12' as never)
    expect(lines.map(line => `${line.record.id} ${line.state} ${line.overlap}`)).toEqual(['due due 0', 'late done 60', 'clear done 0', 'lain done 0', 'off cancelled 0', 'flagged done 40', 'today due 0', 'ahead planned 30'])
    expect(withoutHours).toEqual(['Pustu Teritih'])
    expect(lines.filter(line => isShown(line, 'menabrak')).map(({ record }) => record.id)).toEqual(['late', 'flagged', 'ahead'])
    expect(lines.filter(line => isShown(line, 'lapor')).map(({ record }) => record.id)).toEqual(['due', 'today'])
  })
  it('two of four were clear of hours of service', async () => {
    const one = await head(...rows)
    const flags = await activityFlags(one.app.store, ['pustu-kiara', 'pustu-teritih'], '2025-12' as never)
    const ids = (list: readonly { record: { id: string } }[]): string[] => list.map(({ record }) => record.id)
    expect([ids(flags.all), ids(flags.clear), ids(flags.flagged), ids(flags.unseen), ids(flags.warned)]).toEqual([['late', 'clear', 'lain', 'flagged'], ['clear', 'lain'], ['late', 'flagged'], ['late'], ['ahead']])
    expect(ids((await activityFlags(one.app.store, ['pustu-kiara'], '2025-11' as never)).all)).toEqual([])
    expect(ids((await activityFlags(one.app.store, ['pustu-teritih'], '2025-12' as never)).all)).toEqual(['lain'])
  })
})

describe('an activity', () => {
  it('is planned for some weeks as one group, with the reason where it is needed', async () => {
    const holiday: PlacedRow<'working-calendar'> = { kind: 'working-calendar', id: 'kalender-pkm-uji', stream: CATALOGUE, data: { weekdays: [1, 2, 3, 4, 5, 6], holidays: [{ on: day('2025-12-24'), name: 'Libur' }] } }
    const one = await nurse(holiday)
    await planActivities(one.app, 'pustu-kiara', { type: 'posyandu', title: 'Posyandu', where: '', planned: { from: '09:00', to: '10:00' }, reason: 'Jadwal kader' }, [day('2025-12-17'), day('2025-12-24'), day('2025-12-31')])
    const made = await one.app.store.scan('activity')
    expect(made.map(({ data }) => `${data.on} ${data.overlapReason}`).sort()).toEqual(['2025-12-17 Jadwal kader', '2025-12-24 ', '2025-12-31 Jadwal kader'])
    expect(await planActivities(one.app, 'pustu-kiara', { type: 'posyandu', title: 'Posyandu', where: '', planned: { from: '09:00', to: '10:00' }, reason: '' }, [day('2025-12-24'), day('2025-12-31')]), 'all or none').toMatchObject({ ok: false })
    expect(await one.app.store.scan('activity')).toHaveLength(3)
  })
  it('is planned anew or cancelled until somebody has told of it', async () => {
    const one = await nurse(row('a'), row('b'), row('c', { actual: held('2025-12-17', '06:30', '07:30') }))
    const plan = { type: 'senam-prolanis', title: 'Senam', where: '', planned: { from: '06:00', to: '07:00' }, reason: 'tidak perlu' } as const
    expect(await replan(one.app, 'a', plan, day('2025-12-18'))).toMatchObject({ ok: true })
    expect((await fileOf(one, 'a')).line.record.data).toMatchObject({ on: '2025-12-18', overlapReason: '' })
    expect(await cancelActivity(one.app, 'b', 'Hujan')).toMatchObject({ ok: true })
    expect(await replan(one.app, 'b', plan, TODAY)).toMatchObject({ ok: false, error: { kind: 'gone' } })
    expect(await cancelActivity(one.app, 'c', 'Hujan')).toMatchObject({ ok: false, error: { kind: 'told' } })
  })
})

describe('what is typed', () => {
  const right: PlanForm = { ...planForm('pustu-kiara', TODAY), type: 'posyandu', title: ' Posyandu ', from: '6.30', to: '0730' }
  const faults = (change: Partial<PlanForm>): string[] => planProblems({ ...right, ...change }, TIME).map(({ field, word }) => `${field} ${word}`)
  it('of a plan is right, or says what is wrong where it is wrong', () => {
    expect(faults({})).toEqual([])
    expect(planOf(right)).toEqual({ type: 'posyandu', title: 'Posyandu', where: '', planned: { from: '06:30', to: '07:30' }, reason: '' })
    expect(faults({ place: '', type: '', title: ' ', on: '', from: '25', to: '', weeks: '0' })).toEqual(['place errPlace', 'type errType', 'title errTitle', 'on errOn', 'from errFrom', 'to errTo', 'weeks errWeeks'])
    expect(faults({ to: '06.30' })).toEqual(['to errOrder'])
    expect(faults({ to: '07.31' })).toEqual(['reason errOverlap'])
    expect(faults({ to: '07.31', reason: 'x' })).toEqual([])
    expect(faults({ weeks: '14' })).toEqual(['weeks errWeeks'])
    expect(restoreTexts({ ...right }, right)).toEqual(right)
    expect(restoreTexts({ place: 'x' }, right)).toBeNull()
  })
  it('a series meets the hours of each of its days', () => {
    const changed: ServiceTime = { hours: { ...HOURS, since: day('2025-12-20'), sessions: [{ weekday: 3, from: '07:00', to: '14:00' }], earlier: [{ since: day('2025-01-01'), sessions: HOURS.sessions }] }, calendar: { ...DEFAULT_CALENDAR, holidays: [{ on: day('2025-12-31'), name: 'Libur' }] } }
    expect(plannedDays({ ...right, weeks: '4' }, changed).map(({ on, overlap }) => `${on} ${overlap}`)).toEqual(['2025-12-17 0', '2025-12-24 30', '2025-12-31 0', '2026-01-07 30'])
    expect(plannedDays({ ...right, from: '' }, changed)).toEqual([])
  })
  it('of a report is neither before its day nor still to come, and asks why', () => {
    const start = tellForm(EXERCISE)
    expect(start).toMatchObject({ on: TODAY, from: '06.30', to: '07.30', people: '' })
    const wrong = (change: Partial<typeof start>): string[] => tellProblems({ ...start, ...change }, TODAY, TIME, { today: TODAY, wall: '12:00' }).map(({ field, word }) => `${field} ${word}`)
    expect(wrong({})).toEqual([])
    expect(wrong({ on: '2025-12-16' })).toEqual(['on errToldOn'])
    expect(wrong({ on: '2025-12-18' })).toEqual(['on errToldOn'])
    expect(wrong({ from: '14.00', to: '15.00' })).toEqual(['to errNotOver'])
    expect(wrong({ from: '8', to: '07.00', people: '12,5' })).toEqual(['from errFrom', 'people errPeople'])
    expect(wrong({ from: '07.10', to: '08.10' })).toEqual(['reason errOverlap'])
    expect(toldOf({ ...start, people: '24', reason: 'lama' }, TIME)).toEqual({ on: TODAY, from: '06:30', to: '07:30', people: 24, reason: '', note: '' })
  })
})

describe('the pages', () => {
  let shown: Shown | null = null
  afterEach(() => { shown?.screen.unmount(); shown = null; document.body.replaceChildren() })
  const open = async (one: Desk, path: string): Promise<Shown> => { shown = await show(one, [...routes, ...elsewhere('home', 'review', 'service-days')], path); return shown }
  const select = async (label: string, value: string): Promise<void> => {
    const box = [...document.querySelectorAll('label')].find(one => one.textContent?.trim().startsWith(label))
    const found = document.getElementById(box?.htmlFor ?? '') as HTMLSelectElement
    found.value = value
    found.dispatchEvent(new Event('change', { bubbles: true }))
    await settle()
  }
  it('say what is wrong beside its field, warn while the time is typed, and save', async () => {
    const one = await nurse()
    const { screen, router } = await open(one, '/program/kegiatan/baru')
    await settle(() => words().includes('Jenis kegiatan'))
    await press('Simpan')
    await settle(() => document.getElementById('field-type-error')?.textContent?.includes('Pilih jenis kegiatannya.') === true)
    await select('Jenis kegiatan', 'senam-prolanis')
    expect((document.getElementById('field-title') as HTMLInputElement).value).toBe('Senam Prolanis')
    await typeInto(screen, 'Mulai', '0710')
    await typeInto(screen, 'Selesai', '08.10')
    await settle(() => words().includes('Menabrak jam pelayanan 40 menit') && words().includes('Jam pelayanan Rabu, 17 Des 2025: 07.30–14.00'))
    expect(document.getElementById('field-reason-error')?.textContent).toContain('tulis alasannya')
    await typeInto(screen, 'Mulai', '06.30')
    await typeInto(screen, 'Selesai', '07.30')
    await settle(() => !words().includes('Menabrak'))
    await typeInto(screen, 'Ulangi setiap minggu', '3')
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'activities')
    await settle(() => words().includes('Semua (3)'))
    expect(await one.app.store.scan('activity')).toHaveLength(3)
  })
  it('keep a report that was begun when the page is closed', async () => {
    const one = await nurse(row('a'))
    const { screen } = await open(one, '/program/kegiatan/a')
    await press('Laporkan')
    await typeInto(screen, 'Jumlah peserta', '24')
    await settle()
    shown?.screen.unmount()
    await settle()
    await open(one, '/program/kegiatan/a')
    await settle(() => words().includes('dipulihkan'))
    expect((document.getElementById('field-told-people') as HTMLInputElement).value).toBe('24')
  })
  it('the nurse reports what happened, with why; the head says that he has seen it', async () => {
    const one = await nurse(row('a'), queued('q', '07:30', served('08:20')))
    const { screen } = await open(one, '/program/kegiatan/a')
    await press('Laporkan')
    await typeInto(screen, 'Mulai', '07.10')
    await typeInto(screen, 'Selesai', '08.10')
    await settle(() => words().includes('1 orang di antrean menunggu selama kegiatan'))
    await press('Simpan laporan')
    await settle(() => document.getElementById('field-told-reason-error')?.textContent?.includes('tulis alasannya') === true)
    await typeInto(screen, 'Alasan memakai jam pelayanan', 'Instruktur terlambat')
    await press('Simpan laporan')
    await settle(() => words().includes('Terlaksana') && words().includes('Alasan: Instruktur terlambat') && words().includes('menunggu dilihat'))
    expect(words()).not.toContain('Sudah dilihat')
    shown?.screen.unmount()

    const chief = await head(row('a', { actual: held('2025-12-17', '07:10', '08:10', 'Instruktur terlambat') }))
    await open(chief, '/program')
    await settle(() => words().includes('0 dari 1') && words().includes('1 belum dilihat'))
    shown?.screen.unmount()
    const page = await open(chief, '/program/kegiatan/a')
    await press('Sudah dilihat')
    await typeInto(page.screen, 'Catatan untuk petugas', 'Mulai lebih pagi')
    const confirm = [...document.querySelectorAll<HTMLElement>('[role="dialog"] button')].find(button => button.textContent?.trim() === 'Sudah dilihat')
    confirm?.click()
    await settle(() => words().includes('Mulai lebih pagi') && words().includes('Bidan Uji, 17 Des 2025'))
  })
  it('cancel with a reason, and say what to do where nothing is planned', async () => {
    const one = await nurse()
    await open(one, '/program')
    await settle(() => words().includes('Belum ada kegiatan bulan ini') && words().includes('Tidak ada kegiatan'))
    await one.arrive([row('a')])
    await settle(() => words().includes('Senam Prolanis'))
    shown?.screen.unmount()
    const { screen } = await open(one, '/program/kegiatan/a')
    await press('Batalkan kegiatan')
    await typeInto(screen, 'Alasan dibatalkan', 'Hujan')
    const confirm = [...document.querySelectorAll<HTMLElement>('[role="dialog"] button')].find(button => button.textContent?.trim() === 'Batalkan kegiatan')
    confirm?.click()
    await settle(() => words().includes('Kegiatan ini dibatalkan') && words().includes('Hujan'))
    expect(words()).not.toContain('Laporkan')
  })
})
