import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { Role } from '#domain/core/roles.ts'
import { streamOf } from '#domain/core/streams.ts'
import { routes } from '#app/features/member-import/routes.ts'
import { DEFAULT_SETTING } from '#app/shared/coop/setting.ts'
import { openDesk, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'

const setting: PlacedRow<'coop-setting'> = { kind: 'coop-setting', id: 'koperasi-kmp-kiara', stream: streamOf('finance', 'kmp-kiara'), data: DEFAULT_SETTING(day('2025-01-01')) }
const desk = (role: Role = 'koperasi'): Promise<Desk> => openDesk({ grants: [{ role, place: 'kmp-kiara' }], rows: [setting] })
const HEAD = 'No;Nama;NIK;Tgl lahir;JK;Tgl masuk;Pokok;TTD'
const SITI = '1;Siti Aminah;3673035708900002;17-08-1990;P;15-07-2025;50.000;ya'
const BUDI = '2;Budi Santoso;3673031708850001;17-08-85;L;15-07-2025;50.000;ya'
const WRONG = '3;Ujang;367303;17-08-1985;L;15-07-2025;50.000;ya'

let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
})
const open = async (at: Desk): Promise<Shown> => (shown = await show(at, [...routes, ...elsewhere('members')], '/anggota/impor'))
async function choose({ screen }: Shown, text: string): Promise<void> {
  const input = screen.find('input[type=file]').element as HTMLInputElement
  Object.defineProperty(input, 'files', { configurable: true, value: [new File([text], 'buku.csv')] })
  input.dispatchEvent(new Event('change'))
  await settle(() => /baris terbaca|tidak dapat dibaca/.test(words()))
}
const tick = async (label: string): Promise<void> => {
  const box = [...document.querySelectorAll('label')].find(one => one.textContent?.trim().startsWith(label))
  box?.click()
  await settle()
}

describe('the import page', () => {
  it('goes from the file to the report, and saves only when told to', async () => {
    const at = await desk()
    const page = await open(at)
    expect(words()).toContain('Tidak ada yang tersimpan sebelum Anda menyetujui')
    await choose(page, [HEAD, SITI, BUDI, WRONG].join('\n'))
    expect(field(page.screen, 'Kolom untuk NIK').value).toBe('2')
    await press('Periksa berkas')
    await settle(() => words().includes('Ditolak (1)'))
    expect(words()).toContain('NIK 6 angka, harus 16')
    expect(words()).toContain('Meragukan (1)')
    expect(words()).toContain('Baik (1)')
    expect(await at.core.db.strict.journal.count()).toBe(0)
    await tick('Impor juga 1 baris')
    await press('Impor 2 anggota')
    await settle(() => words().includes('Impor selesai'))
    expect(words()).toContain('2 anggota tersimpan di tablet')
    expect((await at.app.store.scan('member')).map(member => member.data.name).sort()).toEqual(['Budi Santoso', 'Siti Aminah'])

    await press('Impor berkas lain')
    await choose(page, [HEAD, SITI, BUDI].join('\n'))
    await press('Periksa berkas')
    await settle(() => words().includes('Sudah ada (2)'))
    expect(words()).toContain('Tidak ada yang perlu disimpan')
  })

  it('says beside the field what the day of the balances must be, and does not check before', async () => {
    const page = await open(await desk())
    await choose(page, [HEAD, SITI].join('\n'))
    await type(page.screen, 'Tahun', '2031')
    await settle(() => words().includes('Isi tanggal sampai hari ini.'))
    expect([...document.querySelectorAll('button')].find(button => button.textContent?.includes('Periksa berkas'))?.disabled).toBe(true)
  })

  it('asks for the columns it needs, and tells a file that is none', async () => {
    const page = await open(await desk())
    await choose(page, 'Nama;Alamat\nSiti;Kiara')
    expect(words()).toContain('Kolom yang wajib belum dipilih: NIK')
    await choose(page, 'a;"b')
    expect(words()).toContain('Berkas tidak dapat dibaca')
  })

  it('BR-09: what a person confirms for all makes applicants members', async () => {
    const page = await open(await desk())
    await choose(page, 'Nama;NIK;Tgl masuk\nSiti Aminah;3673035708900002;15-07-2025')
    await press('Periksa berkas')
    await settle(() => words().includes('Baik (1)'))
    expect(words()).toContain('calon: buku belum ditandatangani')
    await press('Ubah kolom')
    await tick('Semua anggota di berkas ini')
    await press('Periksa berkas')
    await settle(() => words().includes('aktif, nomor baru'))
    expect(words()).toContain('1 anggota akan disimpan, dengan simpanan Rp 50.000')
  })

  it('tells the ketua that money is not his to record', async () => {
    const at = await desk('ketua')
    const page = await open(at)
    await choose(page, [HEAD, SITI].join('\n'))
    expect(words()).toContain('Simpanan tidak ikut diimpor')
    await press('Periksa berkas')
    await settle(() => words().includes('Meragukan (1)'))
    await tick('Impor juga 1 baris')
    await press('Impor 1 anggota')
    await settle(() => words().includes('Impor selesai'))
    expect((await at.app.store.scan('member')).map(member => member.data.status.state)).toEqual(['calon'])
    expect(await at.app.store.scan('saving-entry')).toEqual([])
  })
})
