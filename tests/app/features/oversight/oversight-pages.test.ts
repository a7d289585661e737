import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { routes } from '#app/features/oversight/routes.ts'
import type { Desk, PlacedRow } from '../support/desk.ts'
import { elsewhere, press, settle, show, type as typeInto, words, type Shown } from '../support/show.ts'
import { KETUA, KLERK, LURAH, memberRow, noFigures, openVillage, PLANTED, remarkRow, reportRow } from './village.ts'
import { day } from '#domain/core/day.ts'

const others = elsewhere('reports', 'member-report', 'review', 'home')
let shown: Shown | undefined
async function open(desk: Desk, path: string): Promise<Shown> {
  shown = await show(desk, [...routes, ...others], path)
  return shown
}
beforeEach(() => setActivePinia(createPinia()))
afterEach(() => { shown?.screen.unmount(); shown = undefined; document.body.innerHTML = '' })
const link = (start: string): HTMLAnchorElement | undefined => [...document.querySelectorAll('a')].find(element => element.getAttribute('aria-label')?.startsWith(start))

describe('the report of a month', () => {
  it('BR-15: says 120 + 9 − 4 = 125 and opens the names behind it, with four digits of the NIK', async () => {
    await open(await openVillage(LURAH), '/laporan/koperasi?bulan=2025-11')
    await settle(() => words().includes('120 + 9 − 4 = 125'))
    expect(words()).toContain('Cocok')
    expect(words()).toContain('Rp 125.000')
    expect(words()).not.toContain('Kirim laporan bulan')
    await press('Buka rincian Keluar: 4')
    await settle(() => words().includes('Anggota 118'))
    expect(words()).toMatch(/NIK \(4 angka akhir\).*0118/)
    expect(/\d{16}/.test(document.body.innerHTML)).toBe(false)
  })

  it('BR-67: complaints are told as <5 and disembunyikan, and nothing is behind them', async () => {
    await open(await openVillage(LURAH), '/laporan/koperasi?bulan=2025-11')
    await settle(() => words().includes('Pengaduan dalam angka'))
    expect(words()).toMatch(/Diterima\s*disembunyikan\s*Selesai\s*7\s*Belum selesai\s*<5\s*Terlambat\s*0/)
    expect(link('Buka rincian Diterima')).toBeUndefined()
  })

  it('no planted word, address or whole NIK is anywhere on his pages', async () => {
    const desk = await openVillage(LURAH, 'staf-lurah', [remarkRow('r-1', '2025-12-15')])
    for (const path of ['/laporan/koperasi?bulan=2025-11', '/laporan/koperasi/rincian?bulan=2025-11&angka=akhir', '/laporan/koperasi/rincian?bulan=2025-11&angka=pengurus', '/laporan/koperasi/catatan/r-1']) {
      const page = await open(desk, path)
      await settle(() => !words().includes('Memuat'))
      const said = document.documentElement.innerHTML
      expect([...PLANTED, 'Pohgwe', '+62812'].filter(word => said.includes(word))).toEqual([])
      expect(/\d{16}/.test(said)).toBe(false)
      page.screen.unmount()
    }
  })

  it('the ketua sends it with a note; then sent and now stand side by side', async () => {
    const desk = await openVillage(KETUA, 'ketua-1')
    await open(desk, '/laporan/koperasi?bulan=2025-11')
    await settle(() => words().includes('Laporan bulan ini belum dikirim.'))
    await press('Kirim laporan bulan')
    await typeInto(shown!.screen, 'Keterangan untuk pemeriksa', 'Sudah dicocokkan dengan bank.')
    const confirm = [...document.querySelectorAll<HTMLButtonElement>('[role="dialog"] button')].find(button => button.textContent?.trim() === 'Kirim laporan bulan')
    confirm?.click()
    await settle(() => words().includes('Tidak ada angka yang berubah sejak dikirim.'))
    expect(words()).toContain('Sudah dicocokkan dengan bank.')
  })

  it('what changed since is told with both figures', async () => {
    await open(await openVillage(LURAH, 'staf-lurah', [reportRow('l-1', '2025-12-09', { ...noFigures, 'anggota-akhir': 125, 'piutang': 65_000 })]), '/laporan/koperasi?bulan=2025-11')
    await settle(() => words().includes('Dikirim dan sekarang'))
    expect(words()).toMatch(/Dikirim 9 Des 2025 oleh Ketua Kiara/)
    // The list is drawn in stages.
    await settle(() => words().includes('Rp 65.000'))
    expect(words()).toContain('Rp 35.000')
  })

  it('a running month is not sent, and says from when on', async () => {
    await open(await openVillage(KLERK, 'staf-1'), '/laporan/koperasi')
    await settle(() => words().includes('dapat dikirim mulai 31 Des 2025'))
    expect(words()).toContain('Bulan masih berjalan')
  })
})

describe('whole numbers', () => {
  const twin = (): PlacedRow => memberRow(500, day('2025-11-07'), undefined, '3673990101900007')

  it('a double NIK is shown whole only after the reason is written down', async () => {
    const desk = await openVillage(LURAH, 'staf-lurah', [twin()])
    await open(desk, '/laporan/koperasi/rincian?bulan=2025-11&angka=ganda')
    await settle(() => words().includes('Anggota 500'))
    expect(words()).not.toContain('3673990101900007')
    await press('Lihat NIK utuh')
    await press('Catat dan lihat')
    expect(words()).toContain('Tulis alasan melihat nomor ini.')
    expect(await desk.app.store.scan('member-reading')).toEqual([])
    await typeInto(shown!.screen, 'Alasan', 'Mencocokkan dengan KTP')
    await press('Catat dan lihat')
    await settle(() => words().includes('3673990101900007'))
    expect((await desk.app.store.scan('member-reading')).map(line => line.data.reason)).toEqual(['Mencocokkan dengan KTP'])
  })

  it('where the tablet cannot write it down the number stays covered', async () => {
    const desk = await openVillage(LURAH, 'staf-lurah', [twin()])
    const full: Desk = { ...desk, app: { ...desk.app, store: { ...desk.app.store, writeGroup: async () => ({ ok: false, error: { kind: 'storage-full' } }) } as Desk['app']['store'] } }
    await open(full, '/laporan/koperasi/rincian?bulan=2025-11&angka=ganda')
    await settle(() => words().includes('Anggota 500'))
    await press('Lihat NIK utuh')
    await typeInto(shown!.screen, 'Alasan', 'Mencocokkan dengan KTP')
    await press('Catat dan lihat')
    await settle(() => words().includes('Belum tercatat, jadi nomor belum ditampilkan'))
    expect(words()).not.toContain('3673990101900007')
  })

  it('the clerk reads whole numbers without being asked, and all of the log', async () => {
    const reading = { kind: 'member-reading', stream: 'kmp:kmp-kiara/members', id: 'b-1', data: { memberId: 'm-2', what: 'nik', on: day('2025-12-01'), at: '2025-12-01T09:00:00', reason: 'cek KTP', by: 'pengawas-1', name: 'Pengawas Kiara' } } as const
    const desk = await openVillage(KLERK, 'staf-1', [twin(), reading])
    await open(desk, '/laporan/koperasi/rincian?bulan=2025-11&angka=ganda')
    await settle(() => words().includes('3673990101900007'))
    shown?.screen.unmount()
    await open(desk, '/laporan/koperasi/pembacaan')
    await settle(() => words().includes('cek KTP'))
    expect(words()).toContain('Pengawas Kiara')
  })
})

describe('remarks', () => {
  it('each missing thing is said beside its field, and nothing typed is lost', async () => {
    const desk = await openVillage(LURAH)
    await open(desk, '/laporan/koperasi/catatan/baru?bulan=2025-11')
    await typeInto(shown!.screen, 'Catatan', 'Kas 15 November belum cocok.')
    await press('Kirim catatan')
    expect(words()).toContain('Pilih tentang apa catatan ini.')
    expect((document.querySelector('textarea') as HTMLTextAreaElement).value).toBe('Kas 15 November belum cocok.')
    expect(await desk.app.store.scan('remark')).toEqual([])
    const topic = document.querySelector('#field-topic') as HTMLSelectElement
    topic.value = 'kas'
    topic.dispatchEvent(new Event('change', { bubbles: true }))
    await press('Kirim catatan')
    await settle(() => words().includes('Menunggu jawaban'))
    expect((await desk.app.store.scan('remark')).map(remark => [remark.data.month, remark.data.topic, remark.data.dueOn])).toEqual([['2025-11', 'kas', '2025-12-31']])
  })

  it('the bendahara answers; an empty answer is asked for', async () => {
    const desk = await openVillage([{ role: 'bendahara', place: 'kmp-kiara' }], 'bendahara-1', [remarkRow('r-1', '2025-12-15')])
    await open(desk, '/laporan/koperasi/catatan')
    await settle(() => words().includes('Lewat tenggat'))
    expect(words()).not.toContain('Tulis catatan')
    shown?.screen.unmount()
    await open(desk, '/laporan/koperasi/catatan/r-1')
    await press('Kirim jawaban')
    expect(words()).toContain('Tulis jawabannya.')
    await typeInto(shown!.screen, 'Jawaban', 'Salah hitung, sudah dibetulkan.')
    await press('Kirim jawaban')
    await settle(() => words().includes('Dijawab'))
    expect((await desk.app.store.get('remark', 'r-1'))?.data.answer).toMatchObject({ text: 'Salah hitung, sudah dibetulkan.', by: 'bendahara-1' })
    expect(words()).not.toContain('Tutup catatan')
  })

  it('the lurah closes what is answered', async () => {
    const desk = await openVillage(LURAH, 'staf-lurah', [remarkRow('r-1', '2025-12-15', { answer: { text: 'Sudah.', on: day('2025-12-10'), by: 'ketua-1', name: 'Ketua' } })])
    await open(desk, '/laporan/koperasi/catatan/r-1')
    await press('Tutup catatan')
    const confirm = [...document.querySelectorAll<HTMLButtonElement>('[role="dialog"] button')].find(button => button.textContent?.trim() === 'Tutup catatan')
    confirm?.click()
    await settle(() => words().includes('Ditutup Bidan Uji'))
    expect((await desk.app.store.get('remark', 'r-1'))?.data.closed).toMatchObject({ by: 'staf-lurah' })
  })
})
