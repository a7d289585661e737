import { afterEach, describe, expect, it } from 'vitest'
import { streamOf } from '#domain/core/streams.ts'
import type { MemberData } from '#domain/records/member.ts'
import { routes } from '#app/features/members/routes.ts'
import { openDesk, type PlacedRow } from '../support/desk.ts'
import { field, press, settle, show, type, words, type Shown } from '../support/show.ts'

const MEMBERS = streamOf('members', 'kmp-kiara')
const KOPERASI = [{ role: 'koperasi', place: 'kmp-kiara' }] as const
const LURAH = [{ role: 'lurah', place: 'kmp-kiara' }] as const
const member = (id: string, data: Partial<MemberData>): PlacedRow<'member'> => ({
  kind: 'member', id, stream: MEMBERS,
  data: {
    number: `KIARA-01-${id}`, name: 'Siti Aminah', nik: '3673995708900002', familyCard: null, birth: { on: '1990-08-17' as never, estimated: false }, sex: 'P', occupation: '', phone: null,
    address: { street: '', rt: '002', rw: '004', kelurahan: 'Kiara' }, joinedOn: '2025-07-15' as never, status: { state: 'aktif', on: '2025-07-15' as never, reason: '' }, ...data,
  },
})
const SITI = member('0001', {})
const AHMAD = member('0002', { name: 'Ahmad Santoso', nik: '3673991208850002' })
const GONE = member('0003', { name: 'Ujang Hidayat', nik: '3673990101700004', status: { state: 'keluar', on: '2025-11-01' as never, reason: 'pindah' } })

let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
})
const open = async (...args: Parameters<typeof show>): Promise<Shown> => (shown = await show(...args))

describe('the members page', () => {
  it('opens on the active members with their count, and finds by name while typing', async () => {
    const { screen } = await open(await openDesk({ grants: KOPERASI, rows: [SITI, AHMAD, GONE] }), routes, '/anggota')
    await settle(() => words().includes('2 anggota aktif'))
    expect(words()).toContain('Siti Aminah')
    expect(words()).not.toContain('Ujang Hidayat')
    await type(screen, 'Cari anggota', 'ahm')
    expect(words()).toContain('Ahmad Santoso')
    expect(words()).not.toContain('Siti Aminah')
    await type(screen, 'Cari anggota', 'xyz')
    expect(words()).toContain('Tidak ada anggota yang cocok dengan “xyz”')
  })

  it('an empty list says what to do', async () => {
    await open(await openDesk({ grants: KOPERASI }), routes, '/anggota')
    await settle(() => words().includes('Belum ada anggota'))
    expect(words()).toContain('Anggota baru')
  })

  it('the lurah reads, with the NIK masked to its last four digits, and can register nobody', async () => {
    await open(await openDesk({ grants: LURAH, rows: [SITI] }), routes, '/anggota')
    await settle(() => words().includes('Siti Aminah'))
    expect(words()).toContain('••••••••••••0002')
    expect(words()).not.toContain('3673995708900002')
    expect(words()).not.toContain('Anggota baru')
  })
})

describe('the member form on the screen', () => {
  it('fills birth date and sex from the NIK, saves, and shows the member as saved on the tablet', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [AHMAD] })
    const { screen, router } = await open(desk, routes, '/anggota/baru')
    await settle(() => words().includes('Identitas'))
    await type(screen, 'NIK', '3673995708900002')
    await type(screen, 'Nama lengkap', 'Siti Aminah')
    expect([field(screen, 'Tgl').value, field(screen, 'Bln').value, field(screen, 'Tahun').value]).toEqual(['17', '8', '1990'])
    expect(screen.get<HTMLInputElement>('#field-sex-1').element.checked).toBe(true)
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'member' && words().includes('Tersimpan di tablet'))
    expect((await desk.app.store.byKey('member', 'nik', '3673995708900002')).map(found => [found.data.name, found.data.number, found.data.address.kelurahan])).toEqual([['Siti Aminah', 'KIARA-02-0001', 'Kiara']])
  })

  it('BR-01: counts the digits while they are typed, and names a bad date at once', async () => {
    const { screen } = await open(await openDesk({ grants: KOPERASI }), routes, '/anggota/baru')
    await settle(() => words().includes('Identitas'))
    await type(screen, 'NIK', '36739931')
    expect(words()).toContain('8 dari 16 angka')
    expect(words()).not.toContain('NIK harus 16 angka')
    await type(screen, 'NIK', '3673993102950004')
    expect(words()).toContain('tidak ada di kalender')
    expect(field(screen, 'NIK').getAttribute('aria-invalid')).toBe('true')
  })

  it('BR-05: a mismatch is said with its reason and blocks nothing; BR-06: a taken NIK is said while typing and blocks', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [AHMAD] })
    const { screen, router } = await open(desk, routes, '/anggota/baru')
    await settle(() => words().includes('Identitas'))
    await type(screen, 'Nama lengkap', 'Ahmad')
    await type(screen, 'NIK', '3673991208850002')
    await settle(() => words().includes('sudah dipakai anggota aktif Ahmad Santoso'))
    await press('Simpan')
    expect(router.currentRoute.value.name).toBe('member-new')
    await type(screen, 'NIK', '3673991208850003')
    await type(screen, 'Tahun', '1984')
    expect(words()).toContain('NIK menunjukkan lahir 12 Agu 1985')
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'member')
    expect((await desk.app.store.byKey('member', 'nik', '3673991208850003'))[0]?.data.birth.on).toBe('1984-08-12')
  })

  it('a half-typed form survives a closed page and says so', async () => {
    const desk = await openDesk({ grants: KOPERASI })
    const first = await open(desk, routes, '/anggota/baru')
    await settle(() => words().includes('Identitas'))
    await type(first.screen, 'Nama lengkap', 'Siti Ami')
    first.screen.unmount()
    document.body.innerHTML = ''
    const kept = async (): Promise<unknown> => desk.app.store.loadFormDraft('member-new')
    for (let tries = 0; tries < 100 && (await kept()) === undefined; tries += 1) await settle()
    const { screen } = await open(desk, routes, '/anggota/baru')
    await settle(() => words().includes('Isian yang belum disimpan dipulihkan'))
    expect(field(screen, 'Nama lengkap').value).toBe('Siti Ami')
    await press('Mulai dari kosong')
    await settle(() => field(screen, 'Nama lengkap').value === '')
    expect(await kept()).toBeUndefined()
  })

  it('says at each field what is missing, and leads there from the top', async () => {
    const { screen } = await open(await openDesk({ grants: KOPERASI }), routes, '/anggota/baru')
    await settle(() => words().includes('Identitas'))
    await press('Simpan')
    expect(screen.get('[role=alert]').text()).toContain('Isi nama lengkap seperti pada KTP.')
    const name = field(screen, 'Nama lengkap')
    expect(document.getElementById(name.getAttribute('aria-describedby')?.split(' ').at(-1) ?? '')?.textContent).toContain('Isi nama lengkap')
    screen.get<HTMLAnchorElement>('a[href="#field-name"]').element.click()
    expect(document.activeElement).toBe(name)
  })
})

describe('a member on the screen', () => {
  it('an exit needs a reason and a day, and moves the member to those who left', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [SITI] })
    await open(desk, routes, '/anggota/0001')
    await settle(() => words().includes('Ubah status'))
    await press('Ubah status')
    await settle(() => words().includes('Ubah status keanggotaan'))
    await press('Simpan status')
    expect(words()).toContain('Tulis alasannya')
    const dead = [...document.querySelectorAll('label')].find(label => label.textContent?.trim() === 'Meninggal')?.querySelector('input')
    dead?.click()
    const fill = (id: string, text: string): void => {
      const box = document.getElementById(id) as HTMLInputElement
      box.value = text
      box.dispatchEvent(new Event('input', { bubbles: true }))
    }
    fill('field-statusReason', 'surat kematian 12/2025')
    await settle(() => document.getElementById('field-heirName') !== null)
    await press('Simpan status')
    expect(words()).toContain('Tulis nama ahli waris.')
    fill('field-heirName', 'Budi Aminah')
    fill('field-heirRelation', 'anak')
    await settle()
    await press('Simpan status')
    await settle(() => words().includes('surat kematian 12/2025') && !words().includes('Simpan status'))
    expect((await desk.app.store.get('member', '0001'))?.data.status).toEqual({ state: 'meninggal', on: '2025-12-17', reason: 'surat kematian 12/2025', heir: { name: 'Budi Aminah', relation: 'anak', phone: null } })
  })

  it('an unknown member says so instead of staying empty', async () => {
    await open(await openDesk({ grants: KOPERASI }), routes, '/anggota/tidak-ada')
    await settle(() => words().includes('Anggota tidak ditemukan'))
    expect(words()).toContain('Kembali ke daftar anggota')
  })
})
