import { afterEach, describe, expect, it, vi } from 'vitest'
import { routes as own } from '#app/features/dispensing/routes.ts'
import { keepAllForms } from '#app/shared/form-keeper.ts'
import { scanWords } from '#app/shared/pharmacy/scan-words.ts'
import { readBatches } from '#app/shared/pharmacy/stock.ts'
import { STOCK } from '../medicine/shelf.ts'
import type { Desk } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { AMOXICILLIN, classRow, memberRow, openCounter, PARACETAMOL, priceRow } from './counter.ts'

const routes = [...own, ...elsewhere('medicine', 'medicine-receipt', 'visit', 'prices')]
let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
})
const open = async (...args: Parameters<typeof show>): Promise<Shown> => (shown = await show(...args))
const choose = (name: string, index: number): void => document.querySelector<HTMLInputElement>(`#field-${name}${index === 0 ? '' : `-${index}`}`)?.click()
const pick = async (screen: Shown['screen'], label: string, text: string): Promise<void> => {
  await type(screen, label, text)
  field(screen, label).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await settle()
}
const left = async (desk: Desk): Promise<Record<string, number>> => Object.fromEntries((await readBatches(desk.app.store, STOCK)).map(batch => [batch.number, batch.quantity]))

describe('the page of handing out', () => {
  it('shows the batches before it is saved, soonest expiry first, states a shortfall, and leads to the hand-over', async () => {
    const at = await openCounter()
    const { screen, router } = await open(at, routes, `/obat/penyerahan?obat=${PARACETAMOL}`)
    await settle(() => words().includes('Obat ke-1'))
    choose('source', 0)
    await settle(() => words().includes('Stok tersedia 50 tablet'))
    await type(screen, 'Jumlah', '60')
    expect(words()).toContain('Diminta 60 tablet, tersedia 50 tablet; kurang 10 tablet.')
    expect(words()).toContain('Melebihi batas resep Fornas: 30 tab/bulan.')
    await press('Simpan')
    expect(router.currentRoute.value.name).toBe('medicine-dispense')
    expect(field(screen, 'Jumlah').getAttribute('aria-invalid')).toBe('true')
    await type(screen, 'Jumlah', '15')
    expect(words()).toMatch(/Ambil dari batch berikut.*B.*10 tablet.*A.*5 tablet/)
    await type(screen, 'Aturan pakai', '3x1 pc 5 hari')
    expect(words()).toContain('Pada etiket: 3 kali sehari 1 tablet, sesudah makan, 5 hari')
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'handover' && words().includes('KIARA-02-0001'))
    expect(await left(at)).toEqual({ A: 35, B: 0, K: 100, X: 50 })
    expect(words()).toContain('3 kali sehari 1 tablet, sesudah makan, 5 hari')
  })

  it('sells to a member at the price of members, and says what to give back', async () => {
    const at = await openCounter([priceRow(PARACETAMOL, 400, 350), memberRow('0007', 'Siti Contoh'), memberRow('0008', 'Sudah Keluar', 'keluar')])
    const { screen, router } = await open(at, routes, `/obat/penyerahan?obat=${PARACETAMOL}`)
    await settle(() => words().includes('Obat ke-1'))
    choose('takerKind', 1)
    choose('source', 1)
    await settle(() => words().includes('Cari anggota'))
    await type(screen, 'Cari anggota', 'sudah')
    expect(words()).not.toContain('Sudah Keluar')
    await pick(screen, 'Cari anggota', '0007')
    await settle(() => words().includes('Anggota KIARA-01-0007: harga anggota berlaku.'))
    await type(screen, 'Jumlah', '10')
    expect(words()).toContain('Harga anggota: 10 × Rp 350 = Rp 3.500')
    await type(screen, 'Uang diterima', '3000')
    await press('Simpan')
    expect(words()).toContain('Isi uang yang diterima dalam rupiah bulat, paling sedikit Rp 3.500.')
    await type(screen, 'Uang diterima', '5.000')
    expect(words()).toMatch(/Uang kembaliRp 1.500/)
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'handover' && words().includes('KIARA-02-0001'))
    const [saved] = await at.app.store.scan('handover')
    expect(saved?.data).toMatchObject({ taker: { kind: 'anggota', id: '0007', name: 'Siti Contoh', member: { number: 'KIARA-01-0007' } }, total: 3500, payment: { paid: 5000, change: 1500 } })
  })

  it('a drug without a price says where to set it; keras asks for the outside prescription', async () => {
    const at = await openCounter([priceRow(PARACETAMOL, 400, 350)])
    const { screen, router } = await open(at, routes, `/obat/penyerahan?obat=${AMOXICILLIN}`)
    await settle(() => words().includes('Golongan: Keras'))
    expect(words()).toContain('Obat ini belum punya harga jual. Atur di Obat › Harga.')
    await at.arrive([priceRow(AMOXICILLIN, 1000, 900)])
    await type(screen, 'Jumlah', '10')
    await settle(() => words().includes('Harga umum: 10 × Rp 1.000 = Rp 10.000'))
    await press('Simpan')
    expect(words()).toContain('Isi nomor resep.')
    expect(router.currentRoute.value.name).toBe('medicine-dispense')
    await type(screen, 'Nomor resep', 'R-12')
    await type(screen, 'Penulis resep', 'dr. Contoh')
    for (const [part, text] of [['', '17'], ['-month', '12'], ['-year', '2025']] as const) {
      const box = document.querySelector<HTMLInputElement>(`#field-rxOn${part}`)
      if (!box) continue
      box.value = text
      box.dispatchEvent(new Event('input', { bubbles: true }))
    }
    await settle()
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'handover' && words().includes('R-12, dr. Contoh, 17 Des 2025'))
  })

  it('a scanned box names its drug on a line, and leaves how much of it to be typed', async () => {
    const at = await openCounter([classRow(PARACETAMOL, 'Parasetamol', 'bebas', { packs: [{ name: 'dus', size: 100, barcode: '8992772101011' }] })])
    const { screen } = await open(at, routes, '/obat/penyerahan')
    await settle(() => words().includes('Obat ke-1'))
    const box = field(screen, scanWords.id.scan)
    box.value = '8992772101011'
    box.dispatchEvent(new Event('input', { bubbles: true }))
    box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await settle(() => words().includes('Kemasan Parasetamol 500 mg tablet. Isi jumlahnya.'))
    expect(field(screen, 'Obat').value).toBe('Parasetamol 500 mg tablet')
    expect(field(screen, 'Jumlah').value).toBe('')
  })

  it('a hand-over that was left half typed is opened again when another drug is pressed on, which joins it', async () => {
    const at = await openCounter()
    const { screen, router } = await open(at, routes, `/obat/penyerahan?obat=${PARACETAMOL}`)
    await settle(() => words().includes('Obat ke-1'))
    choose('source', 1)
    await type(screen, 'Jumlah', '12')
    await type(screen, 'Aturan pakai', '3x1')
    await keepAllForms()
    await router.push('/lain/medicine')
    await router.push(`/obat/penyerahan?obat=${AMOXICILLIN}`)
    await settle(() => words().includes('Amoksisilin 500 mg tablet ditambahkan pada isian ini.'))
    expect(document.querySelector<HTMLInputElement>('#field-quantity0')?.value).toBe('12')
    expect(document.querySelector<HTMLInputElement>('#field-signa0')?.value).toBe('3x1')
    expect(document.querySelector<HTMLInputElement>('#field-drugId1')?.value).toBe('Amoksisilin 500 mg tablet')
    await router.push('/lain/medicine')
    await router.push(`/obat/penyerahan?obat=${PARACETAMOL}`)
    await settle(() => words().includes('Parasetamol 500 mg tablet sudah ada pada isian ini.'))
    await press('Mulai dari kosong')
    await settle(() => !words().includes('Obat ke-2') && document.querySelector<HTMLInputElement>('#field-quantity0')?.value === '')
    expect(field(screen, 'Obat').value).toBe('Parasetamol 500 mg tablet')
  })

  it('a drug that was only pressed on leaves nothing behind for the next', async () => {
    const at = await openCounter()
    const { screen, router } = await open(at, routes, `/obat/penyerahan?obat=${AMOXICILLIN}`)
    await settle(() => words().includes('Golongan: Keras'))
    await keepAllForms()
    await router.push('/lain/medicine')
    await router.push(`/obat/penyerahan?obat=${PARACETAMOL}`)
    await settle(() => words().includes('Golongan: Bebas'))
    expect(words()).not.toContain('Obat ke-2')
    expect(words()).not.toContain('ditambahkan')
    expect(field(screen, 'Obat').value).toBe('Parasetamol 500 mg tablet')
  })

  it('what is typed stays when the store cannot be read once more', async () => {
    const at = await openCounter()
    const { screen } = await open(at, routes, `/obat/penyerahan?obat=${PARACETAMOL}`)
    await settle(() => words().includes('Obat ke-1'))
    await type(screen, 'Jumlah', '7')
    const spied = vi.spyOn(at.app.store, 'scan').mockRejectedValue(new Error('disk'))
    await at.arrive([priceRow(PARACETAMOL, 400, 350)])
    await settle()
    expect(spied).toHaveBeenCalled()
    spied.mockRestore()
    expect(field(screen, 'Jumlah').value).toBe('7')
    expect(words()).not.toContain('Data tidak dapat dibaca')
  })

  it('a line can be added and taken away, and the same drug twice is put together', async () => {
    const at = await openCounter()
    const { screen } = await open(at, routes, `/obat/penyerahan?obat=${PARACETAMOL}`)
    await settle(() => words().includes('Obat ke-1'))
    choose('source', 0)
    await press('Tambah obat')
    const second = document.querySelector<HTMLInputElement>('#field-drugId1')
    if (!second) throw new Error('no second line')
    second.value = 'parasetamol'
    second.dispatchEvent(new Event('input', { bubbles: true }))
    await settle()
    second.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await type(screen, 'Jumlah', '5')
    await press('Simpan')
    expect(words()).toContain('Obat ke-2: Obat ini sudah ada di atas. Gabungkan jumlahnya.')
    await press('Hapus obat ke-2')
    expect(words()).not.toContain('Obat ke-2')
  })
})

describe('the page of a hand-over', () => {
  const handover = async (): Promise<{ at: Desk; shown: Shown }> => {
    const at = await openCounter([priceRow(PARACETAMOL, 400, 350)])
    const page = await open(at, routes, `/obat/penyerahan?obat=${PARACETAMOL}`)
    await settle(() => words().includes('Obat ke-1'))
    choose('source', 1)
    await type(page.screen, 'Jumlah', '10')
    await press('Simpan')
    await settle(() => page.router.currentRoute.value.name === 'handover' && words().includes('KIARA-02-0001'))
    return { at, shown: page }
  }

  it('BR-40: no label is printed before patient, dose, times and days are filled in, each asked for at its field', async () => {
    const print = vi.fn()
    vi.stubGlobal('print', print)
    const { shown: { screen } } = await handover()
    await press('Cetak etiket')
    await press('Cetak 58 mm')
    expect(print).not.toHaveBeenCalled()
    for (const text of ['Isi nama pasien.', 'Isi berapa sekali pakai.', 'Pilih berapa kali sehari.', 'Isi untuk berapa hari.']) expect(words()).toContain(text)
    expect(field(screen, 'Sekali pakai').getAttribute('aria-invalid')).toBe('true')
    await type(screen, 'Nama pasien', 'Siti Contoh')
    await type(screen, 'Sekali pakai', '1 tablet')
    const times = document.querySelector<HTMLSelectElement>('#field-perDay0')
    if (!times) throw new Error('no field for the times')
    times.value = '3'
    times.dispatchEvent(new Event('change', { bubbles: true }))
    await type(screen, 'Berapa hari', '5')
    await press('Cetak 58 mm')
    expect(print).toHaveBeenCalledOnce()
    expect(document.querySelector('.print-roll-labels')?.textContent).toMatch(/Siti Contoh.*Parasetamol 500 mg tablet · 10 tablet.*3 kali sehari 1 tablet, 5 hari.*ED 01\/2027/)
    await press('Cetak A4')
    expect(document.querySelectorAll('.print-roll-sheet .etiket')).toHaveLength(1)
    await press('Cetak kuitansi')
    expect(document.querySelector('.print-roll-roll')?.textContent).toMatch(/KUITANSI.*KIARA-02-0001.*10 tablet × 400.*4\.000.*JUMLAH.*Rp 4\.000/)
    vi.unstubAllGlobals()
  })

  it('takes some of it back with a reason, then names what is left, and the day shows both', async () => {
    const { at, shown: { screen, router } } = await handover()
    await press('Kembalikan sebagian')
    await press('Kembalikan')
    expect(words()).toContain('Isi jumlah yang dikembalikan.')
    await type(screen, 'Parasetamol 500 mg tablet, batch K', '11')
    expect(words()).toContain('Paling banyak 10.')
    await type(screen, 'Parasetamol 500 mg tablet, batch K', '4')
    await type(screen, 'Alasan', 'salah beli')
    expect(words()).toContain('Uang dikembalikan: Rp 1.600')
    await press('Kembalikan')
    await settle(() => words().includes('Dikembalikan sebagian') && words().includes('kembali 4 tablet'))
    expect(await left(at)).toMatchObject({ K: 94 })
    expect(words()).not.toContain('Batalkan')
    await router.push('/obat/penyerahan/riwayat')
    await settle(() => words().includes('KIARA-02-0002') && words().includes('Rp 2.400'))
  })

  it('a return that breaks off says so and can be pressed again; voiding asks for its own reason', async () => {
    const { at, shown: { screen } } = await handover()
    await press('Kembalikan sebagian')
    await type(screen, 'Parasetamol 500 mg tablet, batch K', '4')
    await type(screen, 'Alasan', 'salah beli')
    const broken = vi.spyOn(at.app.store, 'writeGroup').mockRejectedValueOnce(new Error('disk'))
    await press('Kembalikan')
    await settle(() => words().includes('Tablet gagal menyimpan, jadi ini BELUM tercatat.'))
    broken.mockRestore()
    await press('Batal')
    await press('Batalkan')
    expect(words()).toContain('Uang yang dikembalikan: Rp 4.000.')
    expect(field(screen, 'Alasan').value).toBe('')
    await type(screen, 'Alasan', 'salah orang')
    await press('Batalkan penyerahan')
    await settle(() => words().includes('Dikembalikan semua'))
    expect(await left(at)).toMatchObject({ K: 100 })
  })

  it('the head reads it and takes nothing back', async () => {
    const at = await openCounter([], [{ role: 'kapus', place: 'pkm-uji' }])
    await open(at, routes, '/obat/penyerahan/riwayat')
    await settle(() => words().includes('Belum ada penyerahan'))
    expect(words()).not.toContain('Penyerahan baru')
  })
})
