import { afterEach, describe, expect, it, vi } from 'vitest'
import { day, type Day } from '#domain/core/day.ts'
import type { Grant } from '#domain/core/roles.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { ComplaintData } from '#domain/records/complaint.ts'
import { DEFAULT_CALENDAR } from '#domain/rules/supervision/working-days.ts'
import { calendarForm, calendarProblems, holidayProblems, holidaysByYear, readCalendarFile, restoreCalendar, saveCalendar } from '#app/features/complaints/calendar.ts'
import { complaintForm, complaintOf, complaintProblems, replyProblems, restoreForm, timeOf } from '#app/features/complaints/complaint-form.ts'
import { complaintSheet } from '#app/features/complaints/complaint-sheet.ts'
import { filterLines, readComplaint, readComplaints, saveReply, saveSatisfaction, setOwner, takeComplaint, voidComplaint, type Taken } from '#app/features/complaints/complaints.ts'
import { routes } from '#app/features/complaints/routes.ts'
import { complaintCounts } from '#app/shared/complaints.ts'
import { csvText } from '#app/shared/spreadsheet/download-sheet.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type as typeInto, words, type Shown } from '../support/show.ts'

const NURSE: readonly Grant[] = [{ role: 'nakes', place: 'pustu-kiara' }]
const HEAD: readonly Grant[] = [{ role: 'kapus', place: 'pkm-uji' }]
const CATALOGUE = streamOf('catalogue', 'pkm-uji')
const row = (id: string, change: Partial<ComplaintData> = {}, place = 'pustu-kiara'): PlacedRow<'complaint'> => ({
  kind: 'complaint', id, stream: streamOf('service', place),
  data: { number: `ADU-${id}`, on: TODAY, time: '09:00', channel: 'loket', from: null, class: 'ringan', topic: 'waktu-tunggu', text: `Isi ${id}`, serviceOn: null, owner: null, reply: null, satisfaction: null, by: 'staf-bidan', ...change },
})
const staff = (id: string, name: string, grants: readonly Grant[], active = true): PlacedRow<'staff'> => ({ kind: 'staff', id, stream: CATALOGUE, data: { name, profession: 'kebidanan', grants: [...grants], sip: null, active } })
const TEAM = [staff('staf-perawat', 'Perawat Uji', NURSE), staff('staf-kapus', 'Kepala Uji', HEAD), staff('staf-lain', 'Bidan Teritih', [{ role: 'nakes', place: 'pustu-teritih' }]), staff('staf-keluar', 'Sudah Keluar', NURSE, false)]
const replied = (on: string): ComplaintData['reply'] => ({ on: day(on), text: 'Sudah dijelaskan', by: 'staf-bidan', name: 'Bidan Uji' })
const taken: Taken = { on: TODAY, time: '09:00', channel: 'loket', from: null, class: 'ringan', topic: 'biaya', text: 'Diminta bayar', serviceOn: null }
const nurse = (...rows: PlacedRow[]): Promise<Desk> => openDesk({ grants: NURSE, rows: [...TEAM, ...rows] })
const head = (...rows: PlacedRow[]): Promise<Desk> => openDesk({ grants: HEAD, actor: 'staf-kapus', rows: [...TEAM, ...rows] })

describe('the list of complaints', () => {
  const rows = [
    row('baru'), row('lewat', { on: day('2025-12-10') }), row('lama', { on: day('2025-12-08') }), row('panjang', { class: 'pengawasan', on: day('2025-12-01') }),
    row('jawab', { on: day('2025-12-01'), reply: replied('2025-12-03') }), row('telat', { on: day('2025-11-03'), reply: replied('2025-12-08') }), row('teritih', { on: day('2025-12-16') }, 'pustu-teritih'),
  ]
  const names = (lines: Awaited<ReturnType<typeof readComplaints>>): string[] => lines.map(line => line.complaint.id)
  it('shows what is overdue first, then by due day, then what was answered, the latest first', async () => {
    const lines = await readComplaints((await head(...rows)).app)
    expect(lines.map(line => `${line.complaint.id} ${line.state} ${line.due}`)).toEqual([
      'lama overdue 2025-12-10', 'lewat overdue 2025-12-12', 'teritih open 2025-12-18', 'baru open 2025-12-19', 'panjang open 2026-02-09', 'telat answered-late 2025-11-05', 'jawab answered 2025-12-03',
    ])
    expect(names(filterLines(lines, { shown: 'belum', month: '', place: 'pustu-kiara' }))).toEqual(['lama', 'lewat', 'baru', 'panjang'])
    expect(names(filterLines(lines, { shown: 'lewat', month: '', place: '' }))).toEqual(['lama', 'lewat'])
    expect(names(filterLines(lines, { shown: 'sudah', month: '2025-11', place: '' }))).toEqual(['telat'])
  })
  it('a nurse reads those of her own pustu; the counts are of what waits', async () => {
    const one = await nurse(...rows)
    expect((await readComplaints(one.app)).some(line => line.placeId !== 'pustu-kiara')).toBe(false)
    expect(await complaintCounts(one.app.store, TODAY)).toEqual({ open: 4, overdue: 2 })
  })
  it('BR-63 is due by the calendar of the puskesmas as soon as it stands', async () => {
    const one = await head(row('baru'))
    const dueOf = async () => (await readComplaints(one.app))[0]?.due
    expect(await dueOf()).toBe('2025-12-19')
    await saveCalendar(one.app, DEFAULT_CALENDAR, { ...calendarForm(DEFAULT_CALENDAR), holidays: [{ on: '2025-12-18', name: 'Cuti bersama' }] })
    expect(await dueOf()).toBe('2025-12-20')
    expect((await readCalendarFile(one.app))?.changed).toMatchObject({ on: TODAY })
    const seen = (await readCalendarFile(one.app))?.calendar ?? DEFAULT_CALENDAR
    await saveCalendar(one.app, seen, { ...calendarForm(seen), weekdays: [1, 2, 3, 4, 5] })
    expect(await dueOf()).toBe('2025-12-22')
  })
  it('a holiday that came from another tablet stays when this one saves', async () => {
    const one = await head()
    await saveCalendar(one.app, DEFAULT_CALENDAR, { ...calendarForm(DEFAULT_CALENDAR), holidays: [{ on: '2025-12-25', name: 'Natal' }] })
    await saveCalendar(one.app, DEFAULT_CALENDAR, { ...calendarForm(DEFAULT_CALENDAR), holidays: [{ on: '2025-08-17', name: 'Kemerdekaan' }] })
    const seen = (await readCalendarFile(one.app))?.calendar ?? DEFAULT_CALENDAR
    expect(seen.holidays.map(holiday => holiday.on)).toEqual(['2025-08-17', '2025-12-25'])
    await saveCalendar(one.app, seen, { ...calendarForm(seen), holidays: [{ on: '2025-12-25', name: 'Natal' }] })
    expect((await readCalendarFile(one.app))?.calendar.holidays).toEqual([{ on: '2025-12-25', name: 'Natal' }])
  })
  it('goes to Excel with what was said guarded against formulas', () => {
    const lines = [{ complaint: { id: 'x', kind: 'complaint' as const, stream: 's', rev: 1, state: 'live' as const, data: { ...row('x').data, text: '=HYPERLINK("http://x")', from: { name: '+cmd', phone: '+6281234567890' } }, conflicts: [], by: null, pending: 'none' as const }, placeId: 'p', place: 'Pustu Kiara', due: day('2025-12-19'), state: 'open' as const }]
    const sheet = complaintSheet(lines, 'Semua')
    const text = csvText(sheet.columns, sheet.rows)
    expect(text).toContain('0812-3456-7890')
    expect(text).not.toMatch(/[;"](=HYPERLINK|\+cmd)/)
  })
})

describe('a complaint', () => {
  it('is taken under a number of the tablet, taken up, answered, asked about, and voided by the head alone', async () => {
    const one = await nurse()
    const made = await takeComplaint(one.app, 'pustu-kiara', taken)
    const id = made.ok ? made.value.id : ''
    expect(made).toMatchObject({ ok: true, value: { number: 'ADU-KIARA-02-0001' } })
    expect(await saveSatisfaction(one.app, id, 'puas')).toMatchObject({ ok: false, error: { kind: 'unanswered' } })
    expect(await setOwner(one.app, id, { id: 'staf-perawat', name: 'Perawat Uji' })).toMatchObject({ ok: true })
    const seen = (await readComplaint(one.app, id))?.line.complaint
    if (!seen) throw new Error('not read')
    expect(await saveReply(one.app, seen, { on: TODAY, text: 'Sudah dijelaskan' })).toMatchObject({ ok: true })
    expect(await saveReply(one.app, seen, { on: TODAY, text: 'Yang lain' }), 'somebody answered since').toMatchObject({ ok: false, error: { kind: 'answered' } })
    expect(await saveSatisfaction(one.app, id, 'cukup')).toMatchObject({ ok: true })
    const file = await readComplaint(one.app, id)
    expect(file?.line).toMatchObject({ state: 'answered', complaint: { data: { owner: { id: 'staf-perawat' }, reply: { text: 'Sudah dijelaskan', by: 'staf-bidan' }, satisfaction: { answer: 'cukup' } } } })
    expect(await voidComplaint(one.app, id, 'Salah catat')).toMatchObject({ ok: false })
    const chief = await head(row('a'))
    expect(await voidComplaint(chief.app, 'a', 'Salah catat')).toMatchObject({ ok: true })
    expect((await readComplaints(chief.app))[0]?.state).toBe('void')
    expect(await setOwner(chief.app, 'a', { id: 'x', name: 'X' })).toMatchObject({ ok: false, error: { kind: 'gone' } })
  })
  it('is answered for by the staff of its pustu or the head above it', async () => {
    const file = await readComplaint((await nurse(row('a'))).app, 'a')
    expect(file?.team.map(person => person.name)).toEqual(['Kepala Uji', 'Perawat Uji'])
  })
})

describe('what is typed', () => {
  const start = complaintForm('pustu-kiara', TODAY, '09:05')
  const right = { ...start, name: ' Ibu Sari ', phone: '0812 3456 7890', class: 'ringan', topic: 'biaya', text: ' Diminta bayar ', serviceOn: '2025-12-16' }
  const faults = (change: Partial<typeof start>) => complaintProblems({ ...right, ...change }, TODAY).map(problem => `${problem.field} ${problem.word}`)
  it('of a complaint is right, or says what is wrong where it is wrong', () => {
    expect(faults({})).toEqual([])
    expect(complaintOf(right)).toEqual({ on: TODAY, time: '09:05', channel: 'loket', from: { name: 'Ibu Sari', phone: '+6281234567890' }, class: 'ringan', topic: 'biaya', text: 'Diminta bayar', serviceOn: '2025-12-16' })
    expect(complaintOf({ ...right, named: 'tidak' }).from).toBeNull()
    expect(faults({ place: '', on: '2025-12-18', time: '25.00', name: ' ', phone: '123', class: '', topic: '', text: ' ', serviceOn: '2025-12-18' })).toEqual([
      'place errPlace', 'on errOn', 'time errTime', 'name errName', 'phone errPhone', 'class errClass', 'topic errTopic', 'text errText', 'serviceOn errServiceOn',
    ])
    expect(faults({ named: 'tidak', name: '', phone: '1' })).toEqual([])
    expect(['9.05', '0905', '9:5', '24.00', '23:59'].map(timeOf)).toEqual(['09:05', '09:05', null, null, '23:59'])
    expect([restoreForm({ ...right }, start), restoreForm({ place: '' }, start), restoreForm(undefined, start)]).toEqual([right, null, null])
  })
  it('of an answer is not before the complaint and not after today', () => {
    expect(['2025-12-15', '2025-12-16', '2025-12-17', '2025-12-18', ''].map(on => replyProblems({ on, text: 'x' }, '2025-12-16' as Day, TODAY).length)).toEqual([1, 0, 0, 1, 1])
  })
  it('of a calendar has a weekday, and each holiday once and with its name', () => {
    const form = { ...calendarForm(DEFAULT_CALENDAR), holidays: [{ on: '2025-12-25', name: 'Natal' }] }
    expect(calendarProblems({ ...form, weekdays: [] }).map(one => one.word)).toEqual(['errWeekdays'])
    expect(calendarProblems({ ...form, newName: 'Tahun baru' }).map(one => one.word)).toEqual(['errHolidayPending'])
    expect(holidayProblems({ ...form, newOn: '2025-12-25', newName: ' ' }).map(one => one.word)).toEqual(['errHolidayTwice', 'errHolidayName'])
    expect(holidaysByYear([{ on: '2025-12-25', name: 'b' }, { on: '2026-01-01', name: 'c' }, { on: '2025-08-17', name: 'a' }]).map(({ year, holidays }) => `${year} ${holidays.map(one => one.name).join('')}`)).toEqual(['2026 c', '2025 ab'])
    expect([restoreCalendar({ ...form } as never), restoreCalendar({ weekdays: ['1'] }), restoreCalendar(undefined)]).toEqual([form, null, null])
  })
})

describe('the pages', () => {
  let shown: Shown | null = null
  afterEach(() => { shown?.screen.unmount(); shown = null; document.body.replaceChildren() })
  const open = async (one: Desk, path: string): Promise<Shown> => { shown = await show(one, [...routes, ...elsewhere('home', 'supervision', 'review', 'service-days')], path); return shown }
  const choose = async (name: string, value: string): Promise<void> => {
    await settle(() => document.querySelector(`input[name="field-${name}"][value="${value}"]`) !== null)
    document.querySelector<HTMLInputElement>(`input[name="field-${name}"][value="${value}"]`)?.click()
    await settle()
  }
  const select = async (label: string, value: string): Promise<void> => {
    const box = field((shown as Shown).screen, label) as unknown as HTMLSelectElement
    box.value = value
    box.dispatchEvent(new Event('change', { bubbles: true }))
    await settle()
  }
  it('say what is wrong beside its field, show the due day while choosing, and save', async () => {
    const one = await nurse()
    const { screen, router } = await open(one, '/pengaduan/baru')
    await settle(() => words().includes('Isi pengaduan'))
    await press('Simpan')
    await settle(() => words().includes('Pilih kelas pengaduan.'))
    expect(document.getElementById('field-text-error')?.textContent).toContain('Tulis isi pengaduan.')
    expect(document.getElementById('field-name-error')?.textContent).toContain('Tanpa nama')
    await choose('named', 'tidak')
    await choose('class', 'ringan')
    await settle(() => words().includes('Dijawab paling lambat Jumat, 19 Des 2025 (2 hari kerja sejak diterima).'))
    await choose('class', 'normatif')
    await settle(() => words().includes('Selasa, 23 Des 2025 (5 hari kerja'))
    await select('Perihal', 'obat-kosong')
    await typeInto(screen, 'Isi pengaduan', 'Obat batuk selalu habis')
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'complaint')
    await settle(() => words().includes('Obat batuk selalu habis') && words().includes('ADU-KIARA-02-0001'))
  })
  it('keep what was typed when the page is closed', async () => {
    const one = await nurse()
    const { screen } = await open(one, '/pengaduan/baru')
    await typeInto(screen, 'Isi pengaduan', 'Setengah jadi')
    await settle()
    shown?.screen.unmount()
    await settle()
    await open(one, '/pengaduan/baru')
    await settle(() => words().includes('dipulihkan'))
    expect((document.getElementById('field-text') as HTMLTextAreaElement).value).toBe('Setengah jadi')
  })
  it('take a complaint up and answer it; an empty answer is refused beside its field', async () => {
    const one = await nurse(row('a', { on: day('2025-12-10') }))
    const { screen } = await open(one, '/pengaduan/a')
    await settle(() => words().includes('Lewat tenggat · lewat 5 hari'))
    await press('Ambil')
    await settle(() => words().includes('Bidan Uji') && !words().includes('Ambil'))
    await press('Jawab')
    await press('Simpan jawaban')
    await settle(() => document.getElementById('field-reply-text-error')?.textContent?.includes('Tulis isi jawaban.') === true)
    await typeInto(screen, 'Isi jawaban', 'Jadwal ditambah')
    await press('Simpan jawaban')
    await settle(() => words().includes('Dijawab terlambat · terlambat 5 hari') && words().includes('Jadwal ditambah'))
    expect(words()).not.toContain('Batalkan pengaduan')
    await press('Catat kepuasan')
    await choose('satisfaction', 'tidak-puas')
    await press('Simpan')
    await settle(() => words().includes('Kepuasan: Tidak puas, dicatat Bidan Uji'))
  })
  it('give it another class as the head, with a reason asked for beside its field; the first class stays in the history', async () => {
    const one = await head(row('a', { on: day('2025-12-10') }))
    const { screen } = await open(one, '/pengaduan/a')
    await settle(() => words().includes('lewat 5 hari'))
    await press('Ubah kelas')
    await press('Simpan')
    await settle(() => words().includes('Pilih kelas atau perihal yang lain.') && words().includes('Tulis alasannya.'))
    await select('Kelas', 'non-pengawasan')
    await typeInto(screen, 'Alasan diubah', 'Perlu diperiksa di lapangan')
    await press('Simpan')
    await settle(() => words().includes('sisa 9 hari') && words().includes('Perlu diperiksa di lapangan'))
    expect((await one.app.store.get('complaint', 'a'))?.data).toMatchObject({ class: 'ringan', reclassed: [{ class: 'non-pengawasan', by: 'staf-kapus' }] })
  })
  it('show the day of service complained of: when it opened, who served, and the exercise that ran into its hours', async () => {
    const service = streamOf('service', 'pustu-kiara')
    const one = await nurse(
      row('a', { serviceOn: TODAY }),
      { kind: 'service-hours', id: 'jam-pustu-kiara', stream: CATALOGUE, data: { pustu: 'pustu-kiara', sessions: [{ weekday: 3, from: '07:30', to: '14:00' }], since: day('2025-12-01'), earlier: [] } },
      { kind: 'service-day', id: 'hari-a', stream: service, data: { pustu: 'pustu-kiara', on: TODAY, opened: { time: '08:10', by: 'staf-bidan', name: 'Bidan Uji', reason: 'Hujan' }, onDuty: [{ id: 'staf-bidan', name: 'Bidan Uji', profession: 'kebidanan' }], closed: null, shut: null } },
      { kind: 'activity', id: 'senam', stream: service, data: { pustu: 'pustu-kiara', type: 'senam-prolanis', title: 'Senam Prolanis', where: '', on: TODAY, planned: { from: '06:30', to: '07:30' }, overlapReason: '', by: 'staf-bidan', actual: { on: TODAY, from: '07:10', to: '08:10', people: 20, waiting: 3, reason: 'Instruktur terlambat', note: '', by: 'staf-bidan', name: 'Bidan Uji' }, seen: null, cancelled: null } },
    )
    await open(one, '/pengaduan/a')
    await settle(() => words().includes('Senam Prolanis, 07.10–08.10, 40 menit dalam jam pelayanan'))
    expect(words()).toContain('Buka sejak 08.10 (terlambat 40 menit)')
    expect(words()).toContain('Bertugas: Bidan Uji')
  })
  it('list the complaints of all pustu for the head, and say what to do where there are none', async () => {
    const one = await head()
    await open(one, '/pengaduan')
    await settle(() => words().includes('Belum ada pengaduan') && words().includes('Kalender kerja'))
    await one.arrive([row('a', { on: day('2025-12-10') }), row('b', {}, 'pustu-teritih')])
    await settle(() => words().includes('lewat 5 hari') && words().includes('sisa 2 hari'))
    expect(words()).toMatch(/Belum dijawab \(2\).*Lewat tenggat \(1\).*Sudah dijawab \(0\).*Semua \(2\)/)
    await select('Pustu', 'pustu-teritih')
    await settle(() => words().includes('Semua (1)') && !words().includes('lewat 5 hari'))
  })
  it('set the calendar: a holiday twice is refused beside its field, one not added is asked for', async () => {
    vi.spyOn(window, 'scrollTo').mockImplementation(() => {})
    const one = await head()
    const { screen, router } = await open(one, '/pengaduan/kalender')
    await settle(() => words().includes('berlaku Senin sampai Sabtu'))
    await press('Tambah')
    await settle(() => document.getElementById('field-newOn-error')?.textContent?.includes('Isi tanggal liburnya.') === true)
    await typeInto(screen, 'Nama hari libur', 'Natal')
    for (const [id, text] of [['field-newOn', '25'], ['field-newOn-month', '12'], ['field-newOn-year', '2025']] as const) {
      const box = document.getElementById(id) as HTMLInputElement
      box.value = text
      box.dispatchEvent(new Event('input', { bubbles: true }))
    }
    await settle()
    await press('Simpan')
    await settle(() => words().includes('Tekan "Tambah" dulu'))
    await press('Tambah')
    await settle(() => words().includes('Hari libur 2025') && words().includes('Kamis, 25 Des 2025'))
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'complaints')
    expect((await readCalendarFile(one.app))?.calendar).toEqual({ weekdays: [1, 2, 3, 4, 5, 6], holidays: [{ on: '2025-12-25', name: 'Natal' }] })
  })
})
