import jsQR from 'jsqr'
import { afterEach, describe, expect, it } from 'vitest'
import { streamOf } from '#domain/core/streams.ts'
import type { MemberData } from '#domain/records/member.ts'
import { readCardPeople, sheetsOf } from '#app/features/member-papers/cards.ts'
import { routes } from '#app/features/member-papers/routes.ts'
import { findPeople as findMembers } from '#app/shared/coop/member-search.ts'
import { QUIET_ZONE } from '#app/shared/qr/qr-modules.ts'
import { findPeople, peopleOf } from '#app/features/service/logic/find-people.ts'
import { openDesk, staffRow, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, press, settle, show, type, words, type Shown } from '../support/show.ts'

const MEMBERS = streamOf('members', 'kmp-kiara')
const FINANCE = streamOf('finance', 'kmp-kiara')
const PHOTO = 'data:image/jpeg;base64,/9j/4AAQSkZJRg=='
const member = (id: string, data: Partial<MemberData>): PlacedRow<'member'> => ({
  kind: 'member', id, stream: MEMBERS,
  data: {
    number: `KIARA-01-000${id}`, name: 'Siti Aminah', nik: '3673995708900002', familyCard: '3673990101100001', birth: { on: '1990-08-17' as never, estimated: false }, sex: 'P', occupation: 'Petani', phone: '+6281234567890',
    address: { street: 'Kp. Kiara', rt: '002', rw: '004', kelurahan: 'Kiara' }, joinedOn: '2025-07-15' as never, status: { state: 'aktif', on: '2025-07-15' as never, reason: '' },
    birthPlace: 'Serang', book: { signed: 'cap-jempol', on: '2025-07-15' as never }, consent: { on: '2025-07-15' as never, how: 'tertulis', by: 'staf-bidan', guardian: '' }, ...data,
  },
})
const entry = (id: string, amount: number, type: 'pokok' | 'sukarela' = 'pokok'): PlacedRow<'saving-entry'> => ({
  kind: 'saving-entry', id, stream: FINANCE,
  data: { number: `S-${id}`, memberId: '1', type, act: 'setor', amount, method: 'tunai', on: '2025-07-15' as never, time: '08:00', note: '', reverses: null, reason: '', by: 'staf-bidan' },
})
const ROWS: readonly PlacedRow[] = [
  member('1', {}), member('2', { name: 'Ahmad Santoso', nik: '3673991208850002', address: { street: '', rt: '003', rw: '004', kelurahan: 'Kiara' } }), member('3', { name: 'Wati', nik: '3673994101700004' }),
  member('4', { name: 'Ujang Calon', nik: '3673990101700009', status: { state: 'calon', on: '2025-11-01' as never, reason: '' } }),
  member('5', { name: 'Siti Aminah', nik: '3673995708900012' }),
  { kind: 'member-merge', id: 'g-1', stream: MEMBERS, data: { keepId: '1', dropId: '5', on: '2025-12-01' as never, reason: 'tercatat dua kali', by: 'staf-bidan', name: 'Bidan Uji', undone: null } },
  { kind: 'member-photo', id: 'foto-1', stream: MEMBERS, data: { memberId: '1', image: PHOTO, on: '2025-07-15' as never, by: 'staf-bidan' } },
  { kind: 'member-reading', id: 'r-1', stream: MEMBERS, data: { memberId: '1', what: 'nik', on: '2025-12-05' as never, at: '2025-12-05T09:00:00.000+07:00', reason: 'memeriksa ganda', by: 'lurah-1', name: 'H. Sanusi' } },
  entry('s1', 50_000), entry('s2', 25_000, 'sukarela'),
]
const desk = (): Promise<Desk> => openDesk({ grants: [{ role: 'koperasi', place: 'kmp-kiara' }], rows: [...ROWS, staffRow('lurah-1', 'H. Sanusi')] })

let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
})
const open = async (at: Desk, path: string): Promise<Shown> => (shown = await show(at, [...routes, ...elsewhere('members', 'member')], path))

/** What a camera reads from a code as it is drawn on the page. */
function scanned(svg: Element): string | undefined {
  const [, , side] = (svg.getAttribute('viewBox') ?? '').split(' ').map(Number)
  const size = (side ?? 0) * 4
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255)
  for (const [, x, y, length] of (svg.querySelector('path')?.getAttribute('d') ?? '').matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let row = Number(y) * 4; row < Number(y) * 4 + 4; row += 1) for (let column = Number(x) * 4; column < (Number(x) + Number(length)) * 4; column += 1) pixels.fill(0, (row * size + column) * 4, (row * size + column) * 4 + 3)
  }
  return jsQR(pixels, size, size)?.data
}

describe('member cards', () => {
  it('show the cooperative, name, number, month of joining and picture, and nothing else of a person', async () => {
    await open(await desk(), '/anggota/kartu?ids=1')
    await settle(() => document.querySelector('.member-card img') !== null)
    const card = document.querySelector('.member-card')
    expect((card?.textContent ?? '').replace(/\s+/g, ' ').trim()).toBe('KMP KiaraKARTU ANGGOTASiti AminahNomor anggotaKIARA-01-0001Anggota sejak Juli 2025')
    expect(card?.querySelector('img')?.getAttribute('src')).toBe(PHOTO)
    for (const secret of ['3673995708900002', '3673990101100001', '08123', 'Kp. Kiara', '002', '1990']) expect(document.querySelector('.card-sheet')?.innerHTML).not.toContain(secret)
  })

  it('the code says the number, by which the desk of the pustu and the list of members find him', async () => {
    const at = await desk()
    await open(at, '/anggota/kartu?ids=1')
    await settle(() => document.querySelector('.member-card svg') !== null)
    const code = scanned(document.querySelector('.member-card svg') as Element) ?? ''
    expect(code).toBe('KIARA-01-0001')
    expect(QUIET_ZONE).toBe(4)
    const deskMembers = ['1', '2', '3'].map(id => ({ ...({ kind: 'desk-member', id, stream: '', rev: 1, state: 'live', conflicts: [], by: null, pending: 'none' } as const), data: { number: `KIARA-01-000${id}`, name: `Orang ${id}`, state: 'aktif', household: null } }))
    expect(findPeople(peopleOf([], deskMembers as never), code, 20).found.map(person => person.memberId)).toEqual(['1'])
    expect(findMembers(await readCardPeople(at.app.store, MEMBERS), code)[0]?.id).toBe('1')
  })

  it('are for active members once each: no applicant, and of merged lines the one that stays', async () => {
    const at = await desk()
    expect((await readCardPeople(at.app.store, MEMBERS)).map(person => person.id)).toEqual(['2', '1', '3'])
  })

  it('are chosen by RT or one by one, ten on a sheet or one', async () => {
    const { screen } = await open(await desk(), '/anggota/kartu')
    await settle(() => words().includes('Ahmad Santoso'))
    expect(words()).toContain('Belum ada yang dipilih')
    await press('Pilih semua yang tampil (3)')
    await settle(() => words().includes('3 kartu, 1 lembar A4'))
    await press('Kosongkan pilihan')
    const place = screen.find('select[name="rt-rw"], #rt-rw, select').element as HTMLSelectElement
    place.value = '002/004'
    place.dispatchEvent(new Event('change', { bubbles: true }))
    await settle(() => words().includes('Pilih semua yang tampil (2)'))
    await type(screen, 'Cari anggota', 'wati')
    await press('Pilih semua yang tampil (1)')
    await settle(() => words().includes('1 kartu, 1 lembar A4'))
    expect([sheetsOf([...Array(23).keys()], 10).map(sheet => sheet.length), sheetsOf([1, 2], 1).length]).toEqual([[10, 10, 3], 2])
  })
})

describe('a member’s own data', () => {
  it('are all on paper: identity, savings, consent, who read his NIK, merges; and where medical data are to be asked for', async () => {
    await open(await desk(), '/anggota/1/data-diri')
    await settle(() => words().includes('DATA DIRI ANGGOTA'))
    for (const text of [
      'KIARA-01-0001', 'Siti Aminah', '3673995708900002', '3673990101100001', 'Serang, 17 Agu 1990', 'Petani', '081234567890', 'Kp. Kiara, RT 002 / RW 004, Kelurahan Kiara', '15 Jul 2025', 'cap jempol',
      'Diberikan tertulis pada 15 Jul 2025, dicatat oleh Bidan Uji', 'Pokok Rp 50.000', 'Sukarela Rp 25.000', 'Jumlah semua Rp 75.000', 'S-s1', 'H. Sanusi', 'memeriksa ganda', 'KIARA-01-0005', 'tercatat dua kali',
      'Mintalah kepada puskesmas', 'Saya telah menerima salinan data diri ini',
    ]) expect(words()).toContain(text)
  })

  it('beside them is the form to agree by hand', async () => {
    await open(await desk(), '/anggota/1/data-diri?kertas=persetujuan')
    await settle(() => words().includes('PERSETUJUAN PENYIMPANAN DATA PRIBADI'))
    expect(words()).toContain('tidak menyimpan data kesehatan saya')
    expect(words()).toContain('Persetujuan sudah dicatat: tertulis, 15 Jul 2025')
  })

  it('of nobody says so, with a way back', async () => {
    await open(await desk(), '/anggota/tidak-ada/data-diri')
    await settle(() => words().includes('Anggota tidak ditemukan'))
    expect(words()).toContain('Buka daftar anggota')
  })
})
