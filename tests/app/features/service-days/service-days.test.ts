import { afterEach, describe, expect, it, vi } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { Grant } from '#domain/core/roles.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { ServiceDay } from '#domain/records/service-day.ts'
import type { ServiceHours } from '#domain/records/service-hours.ts'
import { daysSheet } from '#app/features/service-days/days-sheet.ts'
import { fieldOf, hoursForm, hoursProblems, restoreHours, sessionsOf, type HoursForm } from '#app/features/service-days/hours-form.ts'
import { readAllHours, saveHours } from '#app/features/service-days/hours.ts'
import { readMonth, voidDay } from '#app/features/service-days/month.ts'
import { routes } from '#app/features/service-days/routes.ts'
import { weekText } from '#app/features/service-days/say.ts'
import { closeDay, openDay, readDuty, reopenDay, setOnDuty, shutDay } from '#app/shared/service/duty.ts'
import DutyCard from '#app/shared/service/DutyCard.vue'
import { readServiceHours } from '#app/shared/service/service-time.ts'
import { typedTime } from '#app/shared/service/typed-time.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, press, settle, show, type as typeInto, words, type Shown } from '../support/show.ts'

const NURSE: readonly Grant[] = [{ role: 'nakes', place: 'pustu-kiara' }]
const HEAD: readonly Grant[] = [{ role: 'kapus', place: 'pkm-uji' }]
const CATALOGUE = streamOf('catalogue', 'pkm-uji')
const HOURS: ServiceHours = { pustu: 'pustu-kiara', sessions: [1, 2, 3, 4, 5, 6].map(weekday => ({ weekday, from: '07:30', to: '14:00' })), since: day('2025-12-01'), earlier: [] }
const hoursRow = (change: Partial<ServiceHours> = {}): PlacedRow<'service-hours'> => ({ kind: 'service-hours', id: 'jam-pustu-kiara', stream: CATALOGUE, data: { ...HOURS, ...change } })
const staff = (id: string, name: string, grants: readonly Grant[] = NURSE): PlacedRow<'staff'> => ({ kind: 'staff', id, stream: CATALOGUE, data: { name, profession: 'kebidanan', grants: [...grants], sip: null, active: true } })
const TEAM = [staff('staf-bidan', 'Bidan Uji'), staff('staf-perawat', 'Perawat Uji'), staff('staf-lain', 'Bidan Teritih', [{ role: 'nakes', place: 'pustu-teritih' }])]
const BIDAN = { id: 'staf-bidan', name: 'Bidan Uji', profession: 'kebidanan' } as const
const dayRow = (id: string, change: Partial<ServiceDay> = {}, place = 'pustu-kiara'): PlacedRow<'service-day'> => ({
  kind: 'service-day', id, stream: streamOf('service', place),
  data: { pustu: place, on: TODAY, opened: { time: '07:40', by: 'staf-perawat', name: 'Perawat Uji', reason: 'Hujan' }, onDuty: [{ id: 'staf-perawat', name: 'Perawat Uji', profession: 'keperawatan' }], closed: null, shut: null, ...change },
})
const nurse = (...rows: PlacedRow[]): Promise<Desk> => openDesk({ grants: NURSE, rows: [hoursRow(), ...TEAM, ...rows] })
const head = (...rows: PlacedRow[]): Promise<Desk> => openDesk({ grants: HEAD, actor: 'staf-kapus', rows: [...TEAM, ...rows] })
const AT = { pustu: 'pustu-kiara', on: TODAY }

describe('the day of service', () => {
  it('is opened, closed, opened again and closed once more, by who did it', async () => {
    const one = await nurse()
    expect((await readDuty(one.app, 'pustu-kiara')).measured.state).toBe('waiting')
    expect(await openDay(one.app, AT, { onDuty: [BIDAN], reason: 'Hujan' })).toMatchObject({ ok: true })
    expect(await openDay(one.app, AT, { onDuty: [BIDAN], reason: '' })).toMatchObject({ ok: false, error: { kind: 'opened' } })
    const open = await readDuty(one.app, 'pustu-kiara')
    expect(open).toMatchObject({ kept: { opened: { time: '12:00', by: 'staf-bidan', reason: 'Hujan' } }, measured: { state: 'open', late: 270 } })
    expect(open.staff.map(({ name }) => name)).toEqual(['Bidan Uji', 'Perawat Uji'])
    expect(await closeDay(one.app, AT, { reason: 'Rapat', note: '' })).toMatchObject({ ok: true })
    expect((await readDuty(one.app, 'pustu-kiara')).measured).toMatchObject({ state: 'closed', early: 120 })
    expect(await closeDay(one.app, AT, { reason: '', note: '' })).toMatchObject({ ok: false, error: { kind: 'closed' } })
    expect(await reopenDay(one.app, AT)).toMatchObject({ ok: true })
    expect((await readDuty(one.app, 'pustu-kiara')).measured.state).toBe('open')
  })
  it('opened on two tablets without a network it is one day; what is written goes to both', async () => {
    const one = await nurse()
    await openDay(one.app, AT, { onDuty: [BIDAN], reason: 'Hujan' })
    await one.arrive([dayRow('lain')])
    const merged = await readDuty(one.app, 'pustu-kiara')
    expect(merged.kept).toMatchObject({ opened: { time: '07:40' } })
    expect(merged.kept.onDuty.map(({ id }) => id).sort()).toEqual(['staf-bidan', 'staf-perawat'])
    expect(await setOnDuty(one.app, AT, [BIDAN])).toMatchObject({ ok: true })
    expect(await closeDay(one.app, AT, { reason: '', note: '' })).toMatchObject({ ok: false, error: { kind: 'rules-broken' } })
    expect(await closeDay(one.app, AT, { reason: 'Rapat', note: '' })).toMatchObject({ ok: true })
    expect((await one.app.store.byDay('service-day', TODAY)).map(({ data }) => data.closed?.time)).toEqual(['12:00', '12:00'])
  })
  it('said to be shut, it can be opened after all; open, it is not shut', async () => {
    const one = await nurse()
    expect(await shutDay(one.app, AT, { reason: 'lainnya', note: '' })).toMatchObject({ ok: false, error: { kind: 'rules-broken' } })
    expect(await shutDay(one.app, AT, { reason: 'pelatihan', note: '' })).toMatchObject({ ok: true })
    expect((await readDuty(one.app, 'pustu-kiara')).measured.state).toBe('shut')
    expect(await openDay(one.app, AT, { onDuty: [BIDAN], reason: '' })).toMatchObject({ ok: false, error: { kind: 'rules-broken' } })
    expect(await openDay(one.app, AT, { onDuty: [BIDAN], reason: 'Hujan' })).toMatchObject({ ok: true })
    expect(await shutDay(one.app, AT, { reason: 'pelatihan', note: '' })).toMatchObject({ ok: false, error: { kind: 'opened' } })
    expect((await one.app.store.byDay('service-day', TODAY))).toHaveLength(1)
  })
  it('of another pustu is not written by who does not work there', async () => {
    expect(await openDay((await nurse()).app, { pustu: 'pustu-teritih', on: TODAY }, { onDuty: [BIDAN], reason: '' })).toMatchObject({ ok: false, error: { kind: 'no-place' } })
  })
  it('that serves past midnight stays at work until it is closed', async () => {
    const night = hoursRow({ sessions: [{ weekday: 2, from: '20:00', to: '12:30' }] })
    const one = await openDesk({ grants: NURSE, rows: [night, ...TEAM, dayRow('malam', { on: day('2025-12-16'), opened: { time: '20:00', by: 'staf-perawat', name: 'Perawat Uji', reason: '' } })] })
    expect((await readDuty(one.app, 'pustu-kiara')).on).toBe('2025-12-16')
  })
})

describe('hours of service', () => {
  const form = (change: Partial<HoursForm> = {}): HoursForm => ({ ...hoursForm(HOURS, TODAY), ...change })
  const week = (sessions: Record<number, [string, string][]>): HoursForm['week'] => [1, 2, 3, 4, 5, 6, 7].map(one => (sessions[one] ?? []).map(([from, to]) => ({ from, to })))
  it('as typed are sessions, or say what is wrong where it is wrong', () => {
    expect(sessionsOf(form({ week: week({ 1: [['7.30', '1200'], ['', '']], 3: [['13:00', '16.00']] }) }))).toEqual([{ weekday: 1, from: '07:30', to: '12:00' }, { weekday: 3, from: '13:00', to: '16:00' }])
    const faults = (one: HoursForm): string[] => hoursProblems(one, day('2025-12-10')).map(({ field, word }) => `${field} ${word}`)
    expect(faults(form())).toEqual([])
    expect(faults(form({ since: '2025-12-09', week: week({ 1: [['25.00', '']], 2: [['08.00', '08.00']], 3: [['08.00', '12.00'], ['11.00', '13.00']] }) }))).toEqual([
      `${fieldOf(1, 0, 'from')} errTime`, `${fieldOf(1, 0, 'to')} errTime`, `${fieldOf(2, 0, 'to')} errEqual`, `${fieldOf(3, 0, 'from')} errTwice`, `${fieldOf(3, 1, 'from')} errTwice`, 'since errBefore',
    ])
    expect([restoreHours(form() as never), restoreHours({ since: 'x', week: [] }), restoreHours(undefined)]).toEqual([form(), null, null])
    expect(['7.30', '0730', '07:30', '24.00', '7:3', 'x'].map(typedTime)).toEqual(['07:30', '07:30', '07:30', null, null, null])
  })
  it('are told in few words', () => {
    expect(weekText([...HOURS.sessions.filter(({ weekday }) => weekday !== 5), { weekday: 5, from: '07:30', to: '11:30' }])).toBe('Senin–Kamis 07.30–14.00; Jumat 07.30–11.30; Sabtu 07.30–14.00')
    expect(weekText([])).toBe('tanpa pelayanan')
  })
  it('are set by the head from a day on, and what held before is kept', async () => {
    const one = await head()
    const sessions = [{ weekday: 1, from: '08:00', to: '12:00' }]
    expect(await saveHours(one.app, 'pustu-kiara', null, { since: day('2025-12-01'), sessions })).toMatchObject({ ok: true })
    const first = await readServiceHours(one.app.store, 'pustu-kiara')
    expect(await saveHours(one.app, 'pustu-kiara', first, { since: day('2025-12-01'), sessions: [] }), 'mended').toMatchObject({ ok: true })
    expect(await readServiceHours(one.app.store, 'pustu-kiara')).toMatchObject({ sessions: [], earlier: [] })
    expect(await saveHours(one.app, 'pustu-kiara', first, { since: TODAY, sessions }), 'read before it was mended').toMatchObject({ ok: false, error: { kind: 'changed' } })
    const mended = await readServiceHours(one.app.store, 'pustu-kiara')
    expect(await saveHours(one.app, 'pustu-kiara', mended, { since: TODAY, sessions })).toMatchObject({ ok: true })
    expect(await readServiceHours(one.app.store, 'pustu-kiara')).toMatchObject({ since: TODAY, sessions, earlier: [{ since: '2025-12-01', sessions: [] }] })
    const now = await readServiceHours(one.app.store, 'pustu-kiara')
    expect(await saveHours(one.app, 'pustu-kiara', now, { since: day('2025-12-20'), sessions }), 'nothing changed').toMatchObject({ ok: false, error: { kind: 'same' } })
    expect((await readAllHours(one.app)).map(({ place, hours }) => `${place.name} ${hours === null}`)).toEqual(['Pustu Kiara false', 'Pustu Teritih true'])
  })
  it('are not set by a nurse', async () => {
    expect(await saveHours((await nurse()).app, 'pustu-kiara', HOURS, { since: TODAY, sessions: [] })).toMatchObject({ ok: false })
  })
})

describe('a month of days', () => {
  const rows = [
    dayRow('a', { on: day('2025-12-01'), closed: { time: '14:05', by: 'staf-perawat', name: 'Perawat Uji', reason: '', note: '' } }), dayRow('b', { on: day('2025-12-02'), opened: { time: '07:20', by: 'x', name: 'X', reason: '' }, closed: { time: '13:00', by: 'x', name: 'X', reason: '=1+1', note: '' } }),
    dayRow('c', { on: day('2025-12-03'), opened: null, onDuty: [], shut: { reason: 'pelatihan', note: 'PONED', by: 'x', name: 'X' } }), dayRow('d', { on: day('2025-12-04') }), dayRow('t', { on: day('2025-12-04') }, 'pustu-teritih'),
    { kind: 'working-calendar', id: 'kalender-pkm-uji', stream: CATALOGUE, data: { weekdays: [1, 2, 3, 4, 5, 6], holidays: [{ on: day('2025-12-05'), name: 'Libur Uji' }] } } satisfies PlacedRow<'working-calendar'>,
  ]
  it('counts what was open, late, early, shut, and what nobody kept', async () => {
    const one = await head(hoursRow(), ...rows)
    const [kiara, teritih] = await readMonth(one.app, '2025-12' as never)
    // Thirteen days of service from the 1st to the 16th, without two Sundays and the holiday on the 5th; four of them were kept.
    expect(kiara?.figures).toEqual({ due: 13, open: 3, late: 2, early: 1, shut: 1, unkept: 9, unclosed: 1 })
    expect(kiara?.lines.slice(0, 8).map(({ measured }) => measured.state)).toEqual(['closed', 'closed', 'shut', 'unclosed', 'off', 'unkept', 'off', 'unkept'])
    expect(kiara?.lines[4]?.holiday).toBe('Libur Uji')
    expect(teritih).toMatchObject({ hasHours: false, figures: { open: 1, due: 1, unkept: 0 } })
    const sheet = daysSheet(kiara?.lines.slice(0, 3) ?? [], 'Pustu Kiara', '2025-12')
    expect(sheet.rows[0]).toEqual(['Pustu Kiara', '2025-12-01', 'Senin, 1 Des 2025', '07.30–14.00', 'Buka 07.40–14.05', '07.40', '14.05', 10, 0, 'Perawat Uji', 'Terlambat: Hujan'])
    expect(sheet.rows[2]?.slice(4)).toEqual(['Tutup', null, null, null, null, '', 'Pelatihan: PONED'])
  })
  it('what was kept by mistake is voided by the head, with why', async () => {
    const one = await head(hoursRow(), ...rows)
    const line = (await readMonth(one.app, '2025-12' as never))[0]?.lines[0]
    if (!line) throw new Error('no line')
    expect(await voidDay(one.app, line, 'Salah tanggal')).toMatchObject({ ok: true })
    expect((await readMonth(one.app, '2025-12' as never))[0]?.lines[0]?.measured.state).toBe('unkept')
  })
})

describe('the screens', () => {
  let shown: Shown | null = null
  afterEach(() => { shown?.screen.unmount(); shown = null; document.body.replaceChildren() })
  const links = elsewhere('home', 'supervision', 'working-calendar')
  const select = async (label: string, value: string): Promise<void> => {
    const box = [...document.querySelectorAll('label')].find(one => one.textContent?.trim().startsWith(label))
    const found = document.getElementById(box?.htmlFor ?? '') as HTMLSelectElement | null
    if (!found) throw new Error(`no list ${label}`)
    found.value = value
    found.dispatchEvent(new Event('change', { bubbles: true }))
    await settle()
  }
  it('the first page opens the day by one press and a confirmation, asks why where the hour is past, and closes it', async () => {
    const one = await nurse()
    shown = await show(one, [{ path: '/beranda', component: DutyCard }, ...routes, ...links], '/beranda')
    await settle(() => words().includes('Belum dibuka'))
    await press('Buka pelayanan')
    await settle(() => words().includes('Siapa yang bertugas?'))
    expect(words()).toContain('Mengapa terlambat 4 jam 30 menit?')
    const confirm = async (label: string): Promise<void> => { await settle(); const found = [...document.querySelectorAll<HTMLElement>('[role="dialog"] button')].find(button => button.textContent?.trim() === label); await new Promise(resolve => setTimeout(resolve, 3)); found?.click(); await settle() }
    await confirm('Buka pelayanan')
    expect(words()).toContain('Tulis alasan terlambat.')
    await typeInto(shown.screen, 'Mengapa terlambat', 'Banjir')
    await confirm('Buka pelayanan')
    await settle(() => words().includes('Buka sejak 12.00'))
    expect(words()).toContain('Bertugas: Bidan Uji')
    await press('Tutup pelayanan')
    await settle(() => words().includes('Mengapa 2 jam lebih awal?'))
    await typeInto(shown.screen, 'Mengapa', 'Rapat desa')
    await confirm('Tutup pelayanan')
    await settle(() => words().includes('Buka 12.00–12.00'))
    await press('Buka lagi')
    await settle(() => words().includes('Buka sejak 12.00'))
  })
  it('a day is said to be shut only with its reason', async () => {
    const one = await nurse()
    shown = await show(one, [{ path: '/beranda', component: DutyCard }, ...routes, ...links], '/beranda')
    await press('Hari ini tutup')
    await press('Catat tutup')
    expect(words()).toContain('Pilih alasannya.')
    await select('Alasan', 'lainnya')
    await press('Catat tutup')
    expect(words()).toContain('Tulis keterangannya.')
    await typeInto(shown.screen, 'Catatan', 'Pemakaman')
    await press('Catat tutup')
    await settle(() => words().includes('Lainnya. Pemakaman'))
  })
  it('the month shows the nurse her days, and the head all pustu', async () => {
    const one = await nurse(dayRow('x', { on: day('2025-12-15') }))
    shown = await show(one, [...routes, ...links], '/pengawasan/hari-pelayanan')
    await settle(() => words().includes('Senin, 15 Des 2025'))
    expect(words()).toContain('terlambat 10 menit')
    expect(words()).toContain('Tidak dicatat')
    shown.screen.unmount()
    const chief = await head(hoursRow(), dayRow('x', { on: day('2025-12-15') }))
    shown = await show(chief, [...routes, ...links], '/pengawasan/hari-pelayanan')
    await settle(() => words().includes('jam belum diatur'))
    await press('Pustu Kiara')
    await settle(() => words().includes('Senin, 15 Des 2025'))
    await press('Catat tutup Selasa, 16 Des 2025')
    await settle(() => words().includes('Catat tutup, Selasa, 16 Des 2025'))
  })
  it('hours are typed day by day, said to be wrong beside the field, copied, and saved', async () => {
    const one = await head()
    shown = await show(one, [...routes, ...links], '/pengawasan/jam-pelayanan')
    await press('Tambah sesi Senin')
    await typeInto(shown.screen, 'Buka', '0730')
    await press('Simpan')
    await settle(() => words().includes('Isi jamnya, misalnya 07.30.'))
    await typeInto(shown.screen, 'Tutup', '14.00')
    await press('Salin jam Senin ke hari lain')
    await press('Salin')
    await settle(() => document.getElementById('field-h6-0-from') !== null)
    expect((document.getElementById('field-h6-0-from') as HTMLInputElement).value).toBe('0730')
    await press('Simpan')
    await settle(() => words().includes('Senin–Sabtu 07.30–14.00'))
    expect((await readServiceHours(one.app.store, 'pustu-kiara'))?.sessions).toHaveLength(6)
  })
  it('prints the month', async () => {
    const print = vi.fn()
    vi.stubGlobal('print', print)
    shown = await show(await nurse(dayRow('x', { on: day('2025-12-15') })), [...routes, ...links], '/pengawasan/hari-pelayanan')
    await press('Cetak')
    expect(print).toHaveBeenCalled()
    expect(document.querySelector('.print-sheet')?.textContent).toContain('Perawat Uji')
    vi.unstubAllGlobals()
  })
})
