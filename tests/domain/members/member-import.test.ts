import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { readAmount, readDay, readSigned, readState, readUnit, splitBirth, splitRtRw, readPhone } from '#domain/rules/members/member-cells.ts'
import { guessMemberColumns } from '#domain/rules/members/member-columns.ts'
import { planMembers } from '#domain/rules/members/member-import.ts'
import type { KnownMember, MemberImportInput, MemberLine } from '#domain/rules/members/member-import-line.ts'

const TODAY = day('2025-12-17')
const HEAD = ['No', 'No Anggota', 'Nama', 'NIK', 'No KK', 'Tempat lahir', 'Tgl lahir', 'JK', 'Pekerjaan', 'Alamat', 'RT', 'RW', 'Tgl masuk', 'HP', 'Simpanan pokok', 'Simpanan wajib', 'Simpanan sukarela', 'TTD', 'Status', 'Tanggal keluar', 'Sebab']
const SITI: Readonly<Record<string, string>> = {
  'No': '1', 'No Anggota': '017', 'Nama': 'Siti Aminah', 'NIK': '3673035708900002', 'No KK': '3673030101100001', 'Tempat lahir': 'Serang', 'Tgl lahir': '17-08-1990', 'JK': 'P', 'Pekerjaan': 'Petani',
  'Alamat': 'Kp. Kiara', 'RT': '2', 'RW': '4', 'Tgl masuk': '15-07-2025', 'HP': '081234567890', 'Simpanan pokok': '50.000', 'Simpanan wajib': '60.000', 'Simpanan sukarela': '25.000', 'TTD': 'ya', 'Status': 'aktif',
}
const BUDI = { ...SITI, 'No Anggota': '018', 'Nama': 'Budi Santoso', 'NIK': '3673031708850001', 'Tgl lahir': '17-08-1985', 'JK': 'L' }
const file = (...people: readonly Readonly<Record<string, string>>[]): string[][] => [HEAD, ...people.map(person => HEAD.map(head => person[head] ?? ''))]
const input = (rows: readonly (readonly string[])[], more: Partial<MemberImportInput> = {}): MemberImportInput => ({
  rows, ...guessMemberColumns(rows), today: TODAY, asOf: TODAY, members: [], kelurahan: { name: 'Kiara', code: '3673031006' }, pokok: 50_000, confirmed: false, mayKeepMoney: true, ...more,
})
const plan = (rows: readonly (readonly string[])[], more: Partial<MemberImportInput> = {}): MemberLine[] => [...planMembers(input(rows, more))]
const one = (changes: Readonly<Record<string, string>> = {}, more: Partial<MemberImportInput> = {}): MemberLine => plan(file({ ...SITI, ...changes }), more)[0] as MemberLine
const known = (more: Partial<KnownMember> = {}): KnownMember => ({ number: 'KIARA-01-0001', name: 'Siti Aminah', nik: '3673035708900002', bornOn: '1990-08-17', sex: 'P', state: 'aktif', joinedOn: '2025-07-15', familyCard: '', rtRw: '', ...more })
const kinds = (line: MemberLine): string[] => [...line.problems, ...line.doubts].map(found => found.kind)

describe('the head of a register', () => {
  it('is found under its title lines, by the usual headings', () => {
    const { headRow, places } = guessMemberColumns([['KMP Kiara'], ['Buku Daftar Anggota', '', '2025'], [], HEAD, ['1', '017', 'Siti']])
    expect(headRow).toBe(3)
    expect(places).toMatchObject({ number: 1, name: 2, nik: 3, familyCard: 4, birthPlace: 5, bornOn: 6, sex: 7, occupation: 8, street: 9, rt: 10, rw: 11, joinedOn: 12, phone: 13, pokok: 14, wajib: 15, sukarela: 16, book: 17, state: 18, exitOn: 19, reason: 20 })
  })
  it('the running number is not taken for the member number', () => {
    expect(guessMemberColumns([['No', 'Nama Anggota', 'No. KTP', 'L/P', 'Tempat, Tgl Lahir', 'RT/RW']]).places).toEqual({ name: 1, nik: 2, sex: 3, birth: 4, rtRw: 5 })
  })
  it('column numbers under the head, blank rows and a two-in-one column are understood', () => {
    const rows = [['No', 'Nama', 'NIK', 'TTL', 'RT/RW', 'Tgl masuk'], ['1', '2', '3', '4', '5', '6'], [], ['1', 'Siti Aminah', '3673035708900002', 'Serang, 17 Agustus 1990', '2/4', '15/07/2025']]
    expect(plan(rows).map(line => [line.row, line.outcome, line.member?.birthPlace, line.member?.birth.on, line.member?.address.rt, line.member?.address.rw])).toEqual([[4, 'good', 'Serang', '1990-08-17', '002', '004']])
  })
})

describe('cells', () => {
  it.each([
    ['17-08-1990', '1990-08-17'], ['17/8/1990', '1990-08-17'], ['17.08.1990', '1990-08-17'], ['17 Agustus 1990', '1990-08-17'], ['17 Agt 1990', '1990-08-17'], ['17-Aug-1990', '1990-08-17'],
    ['17081990', '1990-08-17'], ['1990-08-17', '1990-08-17'], ['1990-08-17 00:00:00', '1990-08-17'], ['33102', '1990-08-17'], ['5 Nopember 2001', '2001-11-05'], ['29-02-2000', '2000-02-29'],
  ])('a day written “%s” is %s', (text, expected) => { expect(readDay(text, TODAY)).toEqual({ ok: true, value: { day: expected, twoDigits: false } }) })
  it('BR-03: a two-digit year is the latest that is not after today, and is told', () => {
    expect(readDay('17/8/90', TODAY)).toEqual({ ok: true, value: { day: '1990-08-17', twoDigits: true } })
    expect(readDay('17-12-25', TODAY)).toMatchObject({ value: { day: '2025-12-17' } })
    expect(readDay('18-12-25', TODAY)).toMatchObject({ value: { day: '1925-12-18' } })
  })
  it.each([['31-02-1995', 'impossible'], ['08/17/1990', 'impossible'], ['17-08-0990', 'impossible'], ['1990', 'unreadable'], ['lupa', 'unreadable'], ['17 Foo 1990', 'unreadable']])('a day “%s” is %s', (text, kind) => {
    expect(readDay(text, TODAY)).toEqual({ ok: false, error: { kind } })
  })
  it.each([['50.000', 50_000], ['50000', 50_000], ['Rp 50.000,-', 50_000], ['Rp. 1.250.000,00', 1_250_000], ['-', null], ['', null], ['0', 0]])('an amount “%s” is %s', (text, amount) => {
    expect(readAmount(text)).toEqual({ ok: true, value: amount })
  })
  it.each([['50,000', 'unreadable'], ['lima puluh', 'unreadable'], ['12,5', 'unreadable'], ['-50000', 'negative'], ['50.00', 'unreadable'], ['99999999999999', 'unreadable']])('an amount “%s” is %s, never guessed', (text, kind) => {
    expect(readAmount(text)).toEqual({ ok: false, error: { kind } })
  })
  it('reads states, marks, RT and RW, places and phones', () => {
    expect(['Aktif', 'MENINGGAL DUNIA', 'Alm.', 'dipecat', 'pindah', 'tidak aktif', ''].map(readState)).toEqual(['aktif', 'meninggal', 'meninggal', 'diberhentikan', 'keluar', null, null])
    expect(['ya', '√', 'Cap jempol', 'belum', '', '?'].map(readSigned)).toEqual(['tanda-tangan', 'tanda-tangan', 'cap-jempol', 'no', null, null])
    expect(['2', '02', 'RT 002', '1234', '–'].map(readUnit)).toEqual(['002', '002', '002', null, null])
    expect([splitRtRw('002/004'), splitRtRw('RT 2 RW 4'), splitRtRw('2')]).toEqual([{ rt: '002', rw: '004' }, { rt: '002', rw: '004' }, null])
    expect([splitBirth('Serang, 17-08-1990'), splitBirth('Kab. Serang / 17 Agustus 1990'), splitBirth('33102'), splitBirth('Serang')]).toEqual([
      { place: 'Serang', day: '17-08-1990' }, { place: 'Kab. Serang', day: '17 Agustus 1990' }, { place: '', day: '33102' }, { place: 'Serang', day: '' },
    ])
    expect(['0812-3456-7890', '81234567890', '62 812 3456 7890', '12'].map(readPhone)).toEqual(['+6281234567890', '+6281234567890', '+6281234567890', null])
  })
})

describe('a row of the register', () => {
  it('a good one becomes a member with what he holds', () => {
    const line = one()
    expect(line).toMatchObject({ row: 2, outcome: 'good', waits: null, savings: { pokok: 50_000, wajib: 60_000, sukarela: 25_000, on: TODAY } })
    expect(line.member).toEqual({
      number: '017', name: 'Siti Aminah', nik: '3673035708900002', familyCard: '3673030101100001', birth: { on: '1990-08-17', estimated: false }, sex: 'P', occupation: 'Petani', phone: '+6281234567890',
      address: { street: 'Kp. Kiara', rt: '002', rw: '004', kelurahan: 'Kiara' }, joinedOn: '2025-07-15', status: { state: 'aktif', on: '2025-07-15', reason: '' }, birthPlace: 'Serang',
      kelurahanCode: '3673031006', book: { signed: 'tanda-tangan', on: '2025-07-15' }, accepted: null, consent: null,
    })
  })

  it.each([
    ['367303570890000', 'length'], ['36730357089000021', 'length'], ['3673035708900O02', 'characters'], ['3673035708900000', 'serial'], ['3.67304E+15', 'characters'],
  ])('BR-01: a NIK “%s” is refused (%s)', (nik, kind) => { expect(one({ NIK: nik }).problems).toContainEqual({ kind: 'nik', error: expect.objectContaining({ kind, rule: 'BR-01' }) }) })
  it.each(['3673033102950004', '3673030012950001', '3673036902010006'])('BR-04: the date in %s does not exist', nik => {
    expect(one({ NIK: nik }).problems).toEqual([{ kind: 'nik', error: expect.objectContaining({ rule: 'BR-04' }) }])
  })
  it('BR-01: spaces and the apostrophe of a spreadsheet are no part of a NIK', () => { expect(one({ NIK: "'3673 0357 0890 0002" }).nik).toBe('3673035708900002') })
  it('BR-07: without a NIK nobody is a member', () => { expect(one({ NIK: '' }).problems).toEqual([{ kind: 'missing', column: 'nik' }]) })

  it('BR-05: another birth date, sex or district than the NIK says is a doubt, never a refusal', () => {
    expect(one({ 'Tgl lahir': '18-08-1990', 'JK': 'L' })).toMatchObject({ outcome: 'doubt', doubts: [
      { kind: 'nik-differs', warning: { kind: 'birth', inNik: '1990-08-17', entered: '1990-08-18' } }, { kind: 'nik-differs', warning: { kind: 'sex' } },
    ] })
    expect(one({ NIK: '3201015708900002' })).toMatchObject({ outcome: 'doubt', doubts: [{ kind: 'nik-differs', warning: { kind: 'region', inNik: '320101', entered: '367303' } }] })
  })

  it('BR-06: a NIK that is in the book already is there, and twice in the file is refused', () => {
    expect(one({}, { members: [known()] }).outcome).toBe('there')
    expect(one({}, { members: [known({ state: 'calon' })] }).outcome).toBe('there')
    expect(one({}, { members: [known({ joinedOn: '2024-01-01' })] }).outcome).toBe('there')
    const [first, second] = plan(file(SITI, { ...SITI, 'No Anggota': '099' }))
    expect([first?.outcome, second?.outcome, second?.problems]).toEqual(['good', 'refused', [{ kind: 'twice', row: 2 }]])
  })
  it('BR-06: who left may come back as a new line, with a doubt; the line that left is known again', () => {
    const left = known({ state: 'keluar', joinedOn: '2020-01-05', number: '003' })
    expect(one({}, { members: [left] })).toMatchObject({ outcome: 'doubt', doubts: [{ kind: 'rejoins', number: '003' }] })
    expect(one({ 'Status': 'keluar', 'Tgl masuk': '05-01-2020', 'Tanggal keluar': '01-02-2023' }, { members: [left] }).outcome).toBe('there')
    const both = plan(file({ ...SITI, 'No Anggota': '003', 'Status': 'keluar', 'Tgl masuk': '05-01-2020', 'Tanggal keluar': '01-02-2023', 'Simpanan pokok': '', 'Simpanan wajib': '', 'Simpanan sukarela': '', 'Sebab': 'pindah' }, SITI))
    expect(both.map(line => [line.outcome, line.member?.status.state])).toEqual([['good', 'keluar'], ['good', 'aktif']])
  })
  it('an exit that was imported before is known by its day of joining, whatever number it bears', () => {
    expect(one({}, { members: [known({ state: 'meninggal', number: 'X' })] }).outcome).toBe('there')
  })

  it('BR-15: out before in is refused, and in before birth', () => {
    expect(one({ 'Status': 'keluar', 'Tanggal keluar': '01-07-2025' }).problems).toEqual([{ kind: 'exit-before-joined' }])
    expect(one({ 'Tgl masuk': '01-07-1989' }).problems).toEqual([{ kind: 'joined-before-birth' }])
    expect(one({ 'Status': 'keluar' }).problems).toEqual([{ kind: 'missing', column: 'exitOn' }])
  })
  it('days that do not exist or have not come are refused with what was written', () => {
    expect(one({ 'Tgl lahir': '31-02-1990' }).problems).toEqual([{ kind: 'day', column: 'bornOn', text: '31-02-1990', why: 'impossible' }])
    expect(one({ 'Tgl masuk': '18-12-2025' }).problems).toEqual([{ kind: 'day', column: 'joinedOn', text: '18-12-2025', why: 'future' }])
  })
  it('amounts that cannot be read are refused with what was written, each of them', () => {
    expect(one({ 'Simpanan wajib': '60,000', 'Simpanan sukarela': '-5' }).problems).toEqual([
      { kind: 'amount', column: 'wajib', text: '60,000', why: 'unreadable' }, { kind: 'amount', column: 'sukarela', text: '-5', why: 'negative' },
    ])
  })

  it('BR-09: active only with the book signed and pokok paid; else an applicant, and that is said', () => {
    expect(one({ TTD: '', Status: '' })).toMatchObject({ outcome: 'good', waits: 'book', member: { status: { state: 'calon' }, book: null } })
    expect(one({ TTD: '' })).toMatchObject({ outcome: 'doubt', waits: 'book', doubts: [{ kind: 'stays-applicant', why: 'book' }] })
    expect(one({ 'Simpanan pokok': '20.000' })).toMatchObject({ waits: 'pokok', member: { status: { state: 'calon' } }, savings: { pokok: 20_000 } })
    expect(one({ 'Simpanan pokok': '49.999' }).waits).toBe('pokok')
    expect(one({ 'Simpanan pokok': '50.001' }).problems).toEqual([{ kind: 'pokok-over', amount: 50_001, asked: 50_000 }])
  })
  it('BR-09: what a person confirmed for all counts where the file says nothing, not where it says no', () => {
    expect(one({ 'TTD': '', 'Simpanan pokok': '' }, { confirmed: true })).toMatchObject({ outcome: 'good', waits: null, member: { status: { state: 'aktif' }, book: { signed: 'tanda-tangan' } }, savings: { pokok: 50_000 } })
    expect(one({ TTD: 'belum' }, { confirmed: true })).toMatchObject({ waits: 'book', member: { status: { state: 'calon' } } })
    expect(one({ 'Simpanan pokok': '20.000' }, { confirmed: true })).toMatchObject({ waits: 'pokok' })
  })

  it('who has left or died keeps the line; savings in the file are not brought over and that is said', () => {
    expect(one({ 'Status': 'meninggal', 'Tanggal keluar': '01-10-2025', 'Sebab': 'sakit' })).toMatchObject({ outcome: 'doubt', savings: null, member: { status: { state: 'meninggal', on: '2025-10-01', reason: 'sakit' } }, doubts: [{ kind: 'left-savings', amount: 135_000 }, { kind: 'heir-unknown' }] })
    expect(one({ 'Status': '', 'Tanggal keluar': '01-10-2025', 'Sebab': 'meninggal dunia' }).member?.status.state).toBe('meninggal')
    expect(one({ Status: 'tidak aktif' }).problems).toEqual([{ kind: 'unknown-word', column: 'state', text: 'tidak aktif' }])
  })

  it('keeps the paper number where it is free, in the book and in the file', () => {
    expect(one().member?.number).toBe('017')
    expect(one({}, { members: [known({ nik: '3673030101700004', name: 'Ujang', bornOn: '1970-01-01', sex: 'L', number: '017' })] })).toMatchObject({ outcome: 'doubt', member: { number: null }, doubts: [{ kind: 'number-taken', number: '017' }] })
    expect(plan(file(SITI, { ...BUDI, 'No Anggota': '017' }))[1]).toMatchObject({ member: { number: null }, doubts: [{ kind: 'number-taken' }] })
    expect(one({ 'No Anggota': '' }).member?.number).toBe(null)
  })

  it('a name that sounds alike, born the same day, is a doubt, in the book and in the file', () => {
    expect(one({}, { members: [known({ nik: '3673035708900009', name: 'Sitti Amina', number: '003' })] })).toMatchObject({ outcome: 'doubt', doubts: [{ kind: 'alike', how: 'same-birth', name: 'Sitti Amina', number: '003' }] })
    expect(plan(file(SITI, { ...SITI, 'No Anggota': '099', 'NIK': '3673035708900009', 'Nama': 'Sity Aminah' }))[1]).toMatchObject({ doubts: [{ kind: 'alike', row: 2 }] })
    expect(plan(file(SITI, BUDI)).map(line => line.outcome)).toEqual(['good', 'good'])
    const neighbour = known({ nik: '3673035105910009', name: 'Sitti Amina', bornOn: '1991-05-11', number: '003', rtRw: '002/004' })
    expect(one({}, { members: [neighbour] })).toMatchObject({ doubts: [{ kind: 'alike', how: 'sound', number: '003' }] })
    // Of the same name and age three streets away: a village has many.
    expect(one({}, { members: [{ ...neighbour, rtRw: '001/004' }] }).outcome).toBe('good')
    expect(one({}, { members: [{ ...neighbour, bornOn: '1994-05-11' }] }).outcome).toBe('good')
  })

  it('what is missing or not understood among the optional is a doubt with its column', () => {
    expect(kinds(one({ 'No KK': '', 'Alamat': '' }))).toEqual(['empty', 'empty'])
    expect(one({ 'No KK': '123', 'HP': '12', 'RT': '1234' }).doubts.map(doubt => doubt.kind === 'dropped' && doubt.column)).toEqual(['familyCard', 'phone', 'rt'])
    expect(one({ 'Tgl lahir': '', 'JK': '' })).toMatchObject({ outcome: 'doubt', member: { birth: { on: '1990-08-17' }, sex: 'P' } })
    expect(one({ 'Tgl masuk': '' }, { asOf: day('2025-11-30') })).toMatchObject({ member: { joinedOn: '2025-11-30' }, doubts: [{ kind: 'joined-empty', day: '2025-11-30' }] })
    expect(one({ 'Tgl lahir': '17-08-90' }).doubts).toEqual([{ kind: 'two-digits', column: 'bornOn', text: '17-08-90', day: '1990-08-17' }])
  })

  it('a column of NIK that a spreadsheet has rounded to 15 digits is refused as a whole, not taken as it stands', () => {
    const people = ['01', '02', '03', '04', '05'].map((at, index) => ({ ...SITI, 'No Anggota': at, 'Nama': `Orang ${at}`, 'NIK': `367303570${890 + index}0010` }))
    expect(plan(file(...people)).flatMap(line => line.problems.map(problem => problem.kind))).toEqual(people.map(() => 'nik-rounded'))
    expect(plan(file(SITI, { ...BUDI, NIK: '3673031708850010' })).map(line => line.outcome)).toEqual(['good', 'good'])
  })

  it('the balance stands on the day that was named, or on the day of joining where that is later', () => {
    expect(one({}, { asOf: day('2025-11-30') }).savings?.on).toBe('2025-11-30')
    expect(one({ 'Tgl masuk': '01-12-2025' }, { asOf: day('2025-11-30') }).savings?.on).toBe('2025-12-01')
  })

  it('who may not enter money brings members without it, and is told', () => {
    expect(one({}, { mayKeepMoney: false })).toMatchObject({ savings: null, waits: 'pokok', member: { status: { state: 'calon' } }, doubts: [{ kind: 'no-money-rights', amount: 135_000 }, { kind: 'stays-applicant' }] })
  })

  it('a text that does not fit its field is refused, not cut', () => { expect(one({ Pekerjaan: 'x'.repeat(81) }).problems).toEqual([{ kind: 'too-long', column: 'occupation' }]) })
})
