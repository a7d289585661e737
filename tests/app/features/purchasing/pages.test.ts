import { afterEach, describe, expect, it, vi } from 'vitest'
import type { RouteRecordRaw } from 'vue-router'
import { readPrices } from '#app/shared/pharmacy/prices.ts'
import { readBatches } from '#app/shared/pharmacy/stock.ts'
import { priceWords } from '#app/features/purchasing/price-words.ts'
import { routes as own } from '#app/features/purchasing/routes.ts'
import { purchasingWords } from '#app/features/purchasing/words.ts'
import { TODAY, type Desk } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { buy, formOf, lineOf, openRoom, PARACETAMOL, settingRow, STOCK } from './room.ts'

const routes = [...own, ...elsewhere('medicine', 'proposals'), { ...elsewhere('medicine-drug')[0], path: '/lain/obat/:drugId' } as RouteRecordRaw]
let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
})
const open = async (desk: Desk, path: string): Promise<Shown> => (shown = await show(desk, routes, path))
const choose = async (label: string, text: string): Promise<void> => {
  if (!shown) throw new Error('nothing is shown')
  await type(shown.screen, label, text)
  field(shown.screen, label).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await settle()
}
const at = (name: string) => (): boolean => shown?.router.currentRoute.value.name === name

describe('a selling price that is asked for', () => {
  it('BR-39: is checked as one that is set, needs its reason, and sets nothing by itself', async () => {
    const desk = await openRoom()
    const { screen } = await open(desk, `/obat/harga/${PARACETAMOL}`)
    await settle(() => words().includes('Usulkan ke kepala puskesmas'))
    await type(screen, 'Harga beli (HNA)', '16.000')
    await type(screen, 'Untuk berapa satuan', '100')
    await type(screen, 'Dasar harga', 'Daftar harga 12/2025')
    await type(screen, 'Harga umum', '201')
    await press('Usulkan ke kepala puskesmas')
    expect(words()).toContain('Harga umum paling tinggi Rp 200.')
    expect(words()).not.toContain('Harga di layar dikirim sebagai usulan.')
    await type(screen, 'Harga umum', '190')
    await press('Usulkan ke kepala puskesmas')
    await settle(() => words().includes('Harga di layar dikirim sebagai usulan.'))
    await press('Kirim usulan')
    expect(await desk.app.store.scan('price-proposal')).toEqual([])
    await type(screen, 'Alasan usulan', 'HNA naik')
    await press('Kirim usulan')
    await settle(() => at('prices')())
    const [proposal] = await desk.app.store.scan('price-proposal')
    expect(proposal?.data).toMatchObject({ drugId: PARACETAMOL, note: 'HNA naik', by: desk.app.user.id, decision: null, price: { general: 190, hna: { amount: 16_000, per: 100 }, document: 'Daftar harga 12/2025' } })
    expect(await desk.app.store.scan('price')).toEqual([])
    await shown?.router.push(`/obat/harga/${PARACETAMOL}`)
    await settle(() => words().includes('Usulan harga menunggu jawaban'))
  })
  it('is not offered to the head, who sets it', async () => {
    await open(await openRoom([], 'kapus'), `/obat/harga/${PARACETAMOL}?pustu=pustu-kiara`)
    await settle(() => words().includes('Dasar harga'))
    expect(words()).not.toContain('Usulkan ke kepala puskesmas')
  })
})

describe('the purchasing pages', () => {
  it('a supplier is recorded, changed and put out of use', async () => {
    const desk = await openRoom()
    const { screen, router } = await open(desk, '/obat/pemasok/baru')
    await settle(() => words().includes('Nama pemasok'))
    await press('Simpan')
    expect(words()).toContain('Isi nama pemasok.')
    await type(screen, 'Nama pemasok', 'pt. sumber sehat')
    expect(words()).toContain('Sudah ada pemasok dengan nama ini.')
    await type(screen, 'Nama pemasok', 'CV Obat Jaya')
    await press('Simpan')
    await settle(() => at('suppliers')() && words().includes('CV Obat Jaya'))
    const added = (await desk.app.store.scan('supplier')).find(supplier => supplier.data.name === 'CV Obat Jaya')
    await router.push(`/obat/pemasok/${added?.id ?? ''}`)
    await settle(() => words().includes('Masih dipakai'))
    field(screen, 'Masih dipakai').click()
    await press('Simpan')
    await settle(() => at('suppliers')() && !words().includes('CV Obat Jaya'))
    field(screen, 'Tampilkan yang tidak dipakai').click()
    await settle(() => words().includes('CV Obat Jaya'))
  })

  it('an order is written, sent, answered in part, and closed with a reason', async () => {
    const desk = await openRoom()
    const { screen, router } = await open(desk, '/obat/pesanan/baru')
    await settle(() => words().includes('Obat ke-1'))
    await choose('Pemasok', 'PT Sumber Sehat')
    await choose('Obat', 'parasetamol')
    expect(field(screen, 'Isi per kemasan').value).toBe('100')
    await type(screen, 'Jumlah kemasan', '20')
    await type(screen, 'Harga per kemasan', '12.350')
    expect(words()).toContain('Rp 247.000')
    await press('Simpan')
    await settle(() => at('order')() && words().includes('Pesanan SP-KIARA-02-0001'))
    // The paper for the supplier: figures in words, the supplier, and who knows of it.
    expect(words()).toContain('Surat Pesanan')
    expect(words()).toContain('dua puluh')
    expect(words()).toContain('dr. Kepala')
    const orderId = String(router.currentRoute.value.params['id'])
    await press('Tandai terkirim')
    await settle(() => words().includes('Terima barang'))

    // Goods of a supplier that still owes an order are asked whether they are it.
    await router.push('/obat/pembelian/baru')
    await settle(() => words().includes('Pembelian baru') && words().includes('Obat ke-1'))
    await choose('Pemasok', 'PT Sumber Sehat')
    await press('Terima dari SP-KIARA-02-0001')
    await settle(() => words().includes('Dari pesanan SP-KIARA-02-0001') && words().includes('Obat ke-1'))
    expect(router.currentRoute.value.query['pesanan']).toBe(orderId)
    expect(field(screen, 'Jumlah kemasan').value).toBe('20')
    await type(screen, 'Nomor faktur', 'F-77')
    await type(screen, 'Nomor batch', 'pct1')
    await type(screen, 'Kedaluwarsa', '03/2028')
    await type(screen, 'Jumlah kemasan', '8')
    await type(screen, 'Total pada faktur', '109.700')
    expect(words()).toContain('Selisih +Rp 32 antara faktur dan hitungan')
    await press('Simpan')
    expect(words()).toContain('tandai bahwa selisihnya sudah diperiksa')
    await type(screen, 'Total pada faktur', '109.668')
    expect(words()).toContain('Sama dengan faktur.')
    expect(words()).toContain('(Rp 12.350 / 100 + PPN 11 %) × 1,25 = 171,356')
    expect(words()).toContain('Paling tinggi Rp 171 per tablet')
    await type(screen, 'Harga anggota', '172')
    expect(words()).toContain('Harga anggota tidak boleh di atas harga umum, Rp 171.')
    await type(screen, 'Harga anggota', '165')
    await press('Simpan')
    await settle(() => at('goods-receipt')() && words().includes('Faktur F-77'))
    expect((await readBatches(desk.app.store, STOCK)).map(batch => [batch.number, batch.source, batch.quantity])).toEqual([['PCT1', 'koperasi', 800]])
    expect((await readPrices(desk.app.store, STOCK, TODAY)).get(PARACETAMOL)?.data).toMatchObject({ general: 171, member: 165, document: 'F-77' })

    await router.push(`/obat/pesanan/${orderId}`)
    await settle(() => words().includes('Datang sebagian'))
    expect(words()).toContain('1.200 tablet')
    await press('Tutup pesanan')
    await type(screen, 'Alasan menutup', 'kosong di pabrik')
    const confirm = [...document.querySelectorAll<HTMLElement>('[role=dialog] button')].find(button => button.textContent?.trim() === 'Tutup pesanan')
    confirm?.click()
    await settle(() => words().includes('kosong di pabrik') && words().includes('Ditutup 17 Des 2025'))
    expect(words()).not.toContain('Terima barang')
  })

  it('a purchase is cancelled with a reason and stays to be seen', async () => {
    const desk = await openRoom()
    const saved = await buy(desk)
    if (!saved.ok) throw new Error('not saved')
    const { screen } = await open(desk, `/obat/pembelian/${saved.value}`)
    await settle(() => words().includes('Faktur F-001'))
    await press('Batalkan pembelian')
    const confirm = (): void => [...document.querySelectorAll<HTMLElement>('[role=dialog] button')].find(button => button.textContent?.trim() === 'Batalkan pembelian')?.click()
    confirm()
    await settle(() => words().includes('Tulis alasannya.'))
    await type(screen, 'Alasan pembatalan', 'salah pemasok')
    confirm()
    await settle(() => words().includes('Dibatalkan 17 Des 2025'))
    expect((await readBatches(desk.app.store, STOCK)).map(batch => batch.quantity)).toEqual([0])
  })

  it('the same invoice warns while it is typed', async () => {
    const desk = await openRoom()
    await buy(desk)
    const { screen } = await open(desk, '/obat/pembelian/baru')
    await settle(() => words().includes('Obat ke-1'))
    await choose('Pemasok', 'PT Sumber Sehat')
    await type(screen, 'Nomor faktur', 'f-001')
    expect(words()).toContain('Nomor faktur ini sudah tercatat')
    expect(words()).toContain('Rp 137.085')
  })

  it('an invoice that two tablets entered offline stands out in the list', async () => {
    const desk = await openRoom()
    await buy(desk)
    await buy(desk, formOf({ invoice: 'F-002' }))
    await open(desk, '/obat/pembelian')
    await settle(() => words().includes('F-002'))
    expect(words()).not.toContain('Faktur tercatat dua kali')
    await buy(desk, formOf({ again: true }))
    await settle(() => words().includes('Faktur tercatat dua kali'))
  })

  it('what a scanner reads from a box fills the line that waits for it', async () => {
    const desk = await openRoom()
    const { screen } = await open(desk, '/obat/pembelian/baru')
    await settle(() => words().includes('Obat ke-1'))
    await type(screen, 'Pindai kode kemasan', '(01)08991234567891(17)280331(10)LOT9')
    await press('Baca kode')
    expect([field(screen, 'Isi per kemasan').value, field(screen, 'Nomor batch').value, field(screen, 'Kedaluwarsa').value]).toEqual(['100', 'LOT9', '03/2028'])
    expect(words()).toContain('Parasetamol 500 mg tablet: kode kemasan terbaca.')
  })

  it('a half-filled purchase is on the tablet after the page was closed', async () => {
    const desk = await openRoom()
    const first = await open(desk, '/obat/pembelian/baru')
    await settle(() => words().includes('Obat ke-1'))
    await type(first.screen, 'Nomor faktur', 'F-88')
    first.screen.unmount()
    await settle()
    const second = await open(desk, '/obat/pembelian/baru')
    await settle(() => words().includes('Isian yang belum disimpan dipulihkan'))
    expect(field(second.screen, 'Nomor faktur').value).toBe('F-88')
    await press('Mulai dari kosong')
    await settle(() => field(second.screen, 'Nomor faktur').value === '')
  })

  it('a form that cannot be read says so instead of staying blank; a price history that cannot be read is not an empty one', async () => {
    const desk = await openRoom()
    const broken = vi.spyOn(desk.app.store, 'loadFormDraft').mockRejectedValue(new Error('disk'))
    const { router } = await open(desk, '/obat/pesanan/baru')
    for (const path of ['/obat/pesanan/baru', '/obat/pembelian/baru', '/obat/pemasok/baru', `/obat/harga/${PARACETAMOL}`]) {
      await router.push(path)
      await settle(() => words().includes(purchasingWords.id.readFailed))
    }
    broken.mockRestore()
    // The form asks once, between the two times that the history does.
    const read = desk.app.store.byKey.bind(desk.app.store)
    let asked = 0
    const readings = vi.spyOn(desk.app.store, 'byKey').mockImplementation((...of) => (of[0] !== 'price' || (asked += 1) === 2 ? read(...of) : Promise.reject(new Error('disk'))))
    await router.push('/obat/pemasok/baru')
    await router.push(`/obat/harga/${PARACETAMOL}`)
    await settle(() => words().includes(priceWords.id.change) && words().includes(purchasingWords.id.readFailed))
    expect(words()).not.toContain(priceWords.id.historyNone)
    readings.mockRestore()
  })

  it('prices are listed with what has none yet, changed with their calculation, and printed for the wall', async () => {
    const desk = await openRoom([])
    await buy(desk, formOf({ lines: [lineOf()] }))
    const { screen, router } = await open(desk, '/obat/harga')
    await settle(() => words().includes('Belum ada harga (1)'))
    await router.push(`/obat/harga/${PARACETAMOL}`)
    await settle(() => words().includes('Obat ini belum punya harga'))
    await type(screen, 'Harga beli (HNA)', '16.000')
    await type(screen, 'Untuk berapa satuan', '100')
    await type(screen, 'Dasar harga', 'F-001')
    expect(words()).toContain('Dibatasi HET: Rp 200 per tablet (hitungan Rp 222)')
    await type(screen, 'Harga umum', '201')
    expect(words()).toContain('Harga umum paling tinggi Rp 200.')
    await type(screen, 'Harga umum', '190')
    await press('Simpan')
    await settle(() => at('prices')() && words().includes('Daftar Harga Obat'))
    expect(words()).toContain('Rp 190')
    await router.push(`/obat/harga/${PARACETAMOL}`)
    await settle(() => words().includes('Sekarang: umum Rp 190, anggota Rp 190, sejak 17 Des 2025'))
  })

  it('the head reads and buys nothing, but may set a price', async () => {
    const desk = await openRoom([settingRow()], 'kapus')
    await open(desk, '/obat/pesanan?pustu=pustu-kiara')
    await settle(() => words().includes('Pustu ini belum membuat pesanan.'))
    expect(words()).not.toContain('Pesanan baru')
    expect(own.filter(route => !(route.meta?.roles ?? []).includes('kapus')).map(route => route.name)).toEqual(['supplier-new', 'supplier', 'order-new', 'order-edit', 'goods-receipt-new'])
  })
})
