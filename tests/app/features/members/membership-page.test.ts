import { afterEach, describe, expect, it } from 'vitest'
import { streamOf } from '#domain/core/streams.ts'
import type { Role } from '#domain/core/roles.ts'
import type { MemberData } from '#domain/records/member.ts'
import { DEFAULT_SETTING } from '#app/shared/coop/setting.ts'
import { routes } from '#app/features/members/routes.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { openDesk, type Desk, type PlacedRow } from '../support/desk.ts'

const MEMBERS = streamOf('members', 'kmp-kiara')
const FINANCE = streamOf('finance', 'kmp-kiara')
const as = (role: Role) => [{ role, place: 'kmp-kiara' }] as const
const member = (id: string, data: Partial<MemberData> = {}): PlacedRow<'member'> => ({
  kind: 'member', id, stream: MEMBERS,
  data: {
    number: `KIARA-01-${id}`, name: 'Siti Aminah', nik: '3673995708900002', familyCard: '3673990101100001', birth: { on: '1990-08-17' as never, estimated: false }, sex: 'P', occupation: '', phone: null,
    address: { street: '', rt: '002', rw: '004', kelurahan: 'Kiara' }, joinedOn: '2025-07-15' as never, status: { state: 'aktif', on: '2025-07-15' as never, reason: '' }, ...data,
  },
})
const APPLICANT = member('0001', { status: { state: 'calon', on: '2025-12-01' as never, reason: '' }, joinedOn: '2025-12-01' as never })
const TWIN = member('0002', { name: 'Sitti Aminah', nik: '3673995708900012' })
const SETTING: PlacedRow<'coop-setting'> = { kind: 'coop-setting', id: 'koperasi-kmp-kiara', stream: FINANCE, data: DEFAULT_SETTING('2025-07-01' as never) }
const saving = (memberId: string, type: 'pokok' | 'wajib', amount: number): PlacedRow<'saving-entry'> => ({
  kind: 'saving-entry', id: `s-${memberId}-${type}`, stream: FINANCE,
  data: { number: `K-${type}`, memberId, type, act: 'setor', amount, method: 'tunai', on: '2025-08-01' as never, time: '09:00', note: '', reverses: null, reason: '', by: 'staf-bidan' },
})

let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
})
const open = async (desk: Desk, path: string): Promise<Shown> => (shown = await show(desk, [...routes, ...elsewhere('saving-new', 'savings-member')], path))
/** Chooses among a few by the word on it. */
async function choose(label: string): Promise<void> {
  const input = (): HTMLInputElement | null | undefined => [...document.querySelectorAll('label')].find(one => one.textContent?.trim() === label)?.querySelector('input')
  await settle(() => Boolean(input()))
  input()?.click()
  await settle()
}
const stateOf = async (desk: Desk, id: string): Promise<string | undefined> => (await desk.app.store.get('member', id))?.data.status.state

describe('joining on the screen', () => {
  it('BR-09: the form says what saving will make of the person, and with money and signature makes a member', async () => {
    const desk = await openDesk({ grants: as('koperasi'), rows: [SETTING] })
    const { screen, router } = await open(desk, '/anggota/baru')
    await settle(() => words().includes('Diterima sekarang'))
    expect(field(screen, 'Diterima sekarang').value).toBe('50.000')
    expect(words()).toContain('Disimpan sebagai calon anggota: buku anggota belum ditandatangani.')
    await type(screen, 'NIK', '3673995708900002')
    await type(screen, 'Nama lengkap', 'Siti Aminah')
    await type(screen, 'Diterima sekarang', '60000')
    await press('Simpan')
    expect(words()).toContain('Simpanan pokok hanya Rp 50.000.')
    await type(screen, 'Diterima sekarang', 'lima')
    expect(words()).toContain('Tulis jumlah rupiah dengan angka')
    await type(screen, 'Diterima sekarang', '50000')
    await choose('Cap jempol')
    expect(words()).toContain('Lengkap: ia menjadi anggota aktif begitu disimpan.')
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'member')
    expect(await stateOf(desk, String(router.currentRoute.value.params['id']))).toBe('aktif')
    expect((await desk.app.store.scan('saving-entry')).map(({ data }) => [data.type, data.amount, data.number])).toEqual([['pokok', 50_000, 'KIARA-02-0001']])
  })

  it('UU PDP: for a child the guardian is asked for; a kelurahan elsewhere is a warning', async () => {
    const { screen } = await open(await openDesk({ grants: as('koperasi') }), '/anggota/baru')
    await settle(() => words().includes('Identitas'))
    await type(screen, 'Tahun', '2012')
    await type(screen, 'Tgl', '1')
    await type(screen, 'Bln', '2')
    await choose('Lisan')
    await press('Simpan')
    expect(words()).toContain('Isi nama wali: anggota belum 18 tahun.')
    await type(screen, 'Kelurahan', 'Cilegon Barat')
    field(screen, 'Kelurahan').dispatchEvent(new Event('blur'))
    await settle()
    await choose('Belum')
    expect(words()).not.toContain('harus tinggal di Kelurahan')
    await type(screen, 'Kelurahan', 'Teritih')
    const option = [...document.querySelectorAll<HTMLElement>('[role=option]')].find(one => one.textContent?.startsWith('Teritih'))
    option?.click()
    await settle(() => words().includes('harus tinggal di Kelurahan Kiara'))
  })

  it('an applicant’s page says what is missing and finishes it', async () => {
    const desk = await openDesk({ grants: as('koperasi'), rows: [SETTING, APPLICANT] })
    await open(desk, '/anggota/0001')
    await settle(() => words().includes('Simpanan pokok kurang Rp 50.000 dari Rp 50.000'))
    expect(words()).toContain('Buku anggota belum ditandatangani')
    await press('Sahkan anggota')
    await settle(() => document.querySelector('[role=dialog]') !== null)
    const dialog = document.querySelector('[role=dialog]') as HTMLElement
    const confirm = [...dialog.querySelectorAll('button')].find(one => one.textContent?.trim() === 'Sahkan anggota')
    await new Promise(resolve => setTimeout(resolve, 2))
    confirm?.click()
    await settle(() => words().includes('Terima Rp 50.000 dulu'))
    expect(words()).toContain('Pilih cara anggota menandatangani buku.')
    await choose('Rp 50.000 diterima')
    await choose('Tanda tangan')
    confirm?.click()
    await settle(() => document.querySelector('[role=dialog]') === null)
    expect(await stateOf(desk, '0001')).toBe('aktif')
  })

  it('the ketua accepts whoever has paid, and takes no money', async () => {
    const desk = await openDesk({ grants: as('ketua'), rows: [SETTING, APPLICANT] })
    await open(desk, '/anggota/0001')
    await settle(() => words().includes('Simpanan pokok kurang'))
    expect(words()).not.toContain('Setor sebagian')
    await press('Sahkan anggota')
    await settle(() => words().includes('Uang diterima oleh petugas koperasi atau bendahara'))
    expect(words()).not.toContain('Rp 50.000 diterima')
  })
})

describe('leaving on the screen', () => {
  it('BR-13: shows what is returned before it is saved, asks how it is paid, and pays it', async () => {
    const desk = await openDesk({ grants: as('koperasi'), rows: [SETTING, member('0001'), saving('0001', 'pokok', 50_000), saving('0001', 'wajib', 240_000), {
      kind: 'member-trade', id: 'd1', stream: streamOf('trade', 'kmp-kiara'), data: { memberId: '0001', month: '2025-11', sales: 90_000, tempo: 90_000 },
    }] })
    const { screen } = await open(desk, '/anggota/0001')
    await settle(() => words().includes('Ubah status'))
    await press('Ubah status')
    await settle(() => words().includes('DikembalikanRp 200.000'))
    expect(words()).toContain('Utang belanja−Rp 90.000')
    await choose('Tidak lagi memenuhi syarat')
    await type(screen, 'Alasan', 'pindah ke Serang')
    await press('Simpan status')
    expect(words()).toContain('Pilih cara membayar')
    await choose('Tunai')
    await press('Simpan status')
    await settle(() => words().includes('Tidak ada simpanan yang tersisa dan tidak ada utang.'))
    expect((await desk.app.store.get('member', '0001'))?.data.status).toMatchObject({ state: 'keluar', reason: 'Tidak lagi memenuhi syarat: pindah ke Serang' })
    expect(words()).toContain('Daftarkan kembali')
  })
})

describe('doubles on the screen', () => {
  it('are a list of their own, merged with a preview and a reason, and the line says where it went', async () => {
    const desk = await openDesk({ grants: as('koperasi'), rows: [member('0001'), TWIN, member('0003', { name: 'Ahmad', nik: '3673991208850002', birth: { on: '1985-08-12' as never, estimated: false } })] })
    const { screen, router } = await open(desk, '/anggota?tampil=ganda')
    await settle(() => words().includes('2 mungkin tercatat ganda'))
    expect(words()).not.toContain('Ahmad')
    await router.push('/anggota/0002')
    await settle(() => words().includes('Satu kartu keluarga'))
    await press('Gabungkan')
    await settle(() => words().includes('Gabungkan dua baris'))
    await type(screen, 'Baris yang lain', 'siti')
    await settle(() => [...document.querySelectorAll('[role=option]')].some(one => one.textContent?.includes('KIARA-01-0001')))
    ;([...document.querySelectorAll('[role=option]')].find(one => one.textContent?.includes('KIARA-01-0001')) as HTMLElement).click()
    await settle(() => words().includes('Nomor yang dipakai'))
    const dialog = (): HTMLElement => document.querySelector('[role=dialog]') as HTMLElement
    const confirm = async (): Promise<void> => {
      await new Promise(resolve => setTimeout(resolve, 2))
      ;[...dialog().querySelectorAll('button')].find(one => one.textContent?.trim() === 'Gabungkan')?.click()
      await settle()
    }
    await confirm()
    expect(words()).toContain('Pilih nomor yang dipakai.')
    expect(words()).toContain('Tulis alasannya.')
    await choose('KIARA-01-0001')
    await type(screen, 'Alasan', 'KTP sudah dicocokkan')
    await confirm()
    await settle(() => words().includes('Baris ini digabung ke Siti Aminah, nomor KIARA-01-0001'))
    expect(words()).not.toContain('Ubah status')
    await press('Pisahkan kembali')
    await type(screen, 'Alasan', 'ternyata kakak beradik')
    await new Promise(resolve => setTimeout(resolve, 2))
    ;[...dialog().querySelectorAll('button')].find(one => one.textContent?.trim() === 'Pisahkan kembali')?.click()
    await settle(() => !words().includes('Baris ini digabung'))
    expect(words()).toContain('Ubah status')
  })
})

describe('who examines the books', () => {
  it('reads the list and the page with NIK and KK masked, and changes nothing', async () => {
    const desk = await openDesk({ grants: as('lurah'), rows: [SETTING, APPLICANT, TWIN] })
    const { router } = await open(desk, '/anggota?tampil=calon')
    await settle(() => words().includes('1 calon anggota'))
    await router.push('/anggota/0001')
    await settle(() => words().includes('Belum menjadi anggota'))
    for (const whole of ['3673995708900002', '3673990101100001', '3673995708900012']) expect(document.body.innerHTML).not.toContain(whole)
    expect(words()).toContain('••••0002')
    for (const act of ['Sahkan anggota', 'Ubah', 'Gabungkan', 'Ambil foto', 'Batalkan permohonan', 'Setor sebagian']) {
      expect([...document.querySelectorAll('button, a')].map(one => one.textContent?.trim())).not.toContain(act)
    }
    expect(words()).toContain('Sitti Aminah')
  })
})
