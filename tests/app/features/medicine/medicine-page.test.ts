import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import { DEFAULT_PHARMACY_SETTING, pharmacySettingId } from '#domain/rules/pharmacy/drug-facts.ts'
import { receive } from '#app/features/medicine/repository.ts'
import { routes as own } from '#app/features/medicine/routes.ts'
import { readBatches } from '#app/shared/pharmacy/stock.ts'
import { inboxRow, openDesk, TODAY, type Desk } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { countRow, drugRow, movementRow, STOCK } from './shelf.ts'

const routes = [...own, ...elsewhere('medicine-dispense')]
const ORALIT = 'oralit-serbuk'
const received = (number: string, expiresOn: string, quantity: number) => movementRow(`m-${number}`, { drugId: ORALIT, batch: { number, expiresOn: day(expiresOn) }, quantity, on: day('2025-10-01') })
const desk = (role: 'nakes' | 'kapus' = 'nakes'): Promise<Desk> => openDesk({
  grants: [role === 'nakes' ? { role, place: 'pustu-kiara' } : { role, place: 'pkm-uji' }],
  rows: [drugRow(ORALIT, 'Oralit', '', 'sachet'), received('A', '2027-03-31', 40), received('B', '2026-01-10', 10)],
})
let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
})
const open = async (...args: Parameters<typeof show>): Promise<Shown> => (shown = await show(...args))

describe('the medicine pages', () => {
  it('BR-33: the shelf says what is near its expiry, and each fund has its own figure', async () => {
    await open(await desk(), routes, '/obat')
    await settle(() => words().includes('Oralit sachet'))
    expect(words()).toContain('Perlu perhatian (1)')
    expect(words()).toContain('50 sachet')
    expect(words()).toContain('≤ 30 hari')
  })

  it('the head reads every pustu and receives or hands out nothing', async () => {
    const { router } = await open(await desk('kapus'), routes, '/obat')
    await settle(() => words().includes('Pustu Teritih') && words().includes('Oralit sachet'))
    expect(words()).not.toContain('Penerimaan')
    await router.replace('/obat?pustu=pustu-teritih')
    await settle(() => words().includes('Pustu ini belum mencatat penerimaan obat.'))
  })

  it('the stock card says why a movement was corrected, on the screen and on paper', async () => {
    const rows = [drugRow(ORALIT, 'Oralit', '', 'sachet'), received('A', '2027-03-31', 40), movementRow('m-k', { drugId: ORALIT, batch: { number: 'A', expiresOn: day('2027-03-31') }, quantity: -2, reason: 'selisih', on: day('2025-10-02'), note: 'catatan terlambat' })]
    await open(await openDesk({ grants: [{ role: 'nakes', place: 'pustu-kiara' }], rows }), routes, `/obat/${ORALIT}`)
    await settle(() => words().includes('catatan terlambat'))
    expect(words().split('catatan terlambat')).toHaveLength(3)
  })

  it('a receipt names what is missing beside its fields, then adds to the shelf', async () => {
    const at = await desk()
    const { screen, router } = await open(at, routes, '/obat/penerimaan')
    await settle(() => words().includes('Obat ke-1'))
    await press('Simpan')
    expect(screen.get('[role=alert]').text()).toContain('Isi nomor dokumen')
    await type(screen, 'Nomor dokumen', 'SBBK-12')
    await type(screen, 'Diterima dari', 'Gudang farmasi')
    await type(screen, 'Obat', 'oralit sachet')
    field(screen, 'Obat').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await type(screen, 'Nomor batch', 'c1')
    await type(screen, 'Kedaluwarsa', '06/2027')
    expect(words()).toContain('Dapat dipakai sampai 30 Jun 2027')
    screen.get<HTMLInputElement>('#field-source0').element.click()
    await type(screen, 'Jumlah', '1.200')
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'medicine')
    expect((await readBatches(at.app.store, STOCK, ORALIT)).find(batch => batch.number === 'C1')).toMatchObject({ quantity: 1200, expiresOn: '2027-06-30', receivedOn: TODAY, source: 'program' })
  })

  it('the stock card shows every movement with its balance and who signed it', async () => {
    await open(await desk(), routes, `/obat/${ORALIT}`)
    await settle(() => words().includes('Kartu stok') && words().includes('Bidan Uji'))
    expect(words()).toContain('SBBK-01')
    expect(words()).toContain('24 hari lagi')
  })

  it('leads to the parts of the room that are there and that the role may enter, and says what waits', async () => {
    const at = await desk()
    await at.arrive([countRow('op-1')])
    await open(at, [...routes, ...elsewhere('counts')], '/obat')
    await settle(() => words().includes('Oralit sachet'))
    const ways = [...document.querySelectorAll('nav[aria-label="Bagian ruang obat"] a')].map(way => way.getAttribute('aria-label') ?? way.textContent?.trim())
    expect(ways).toEqual(['Penyerahan', 'Penerimaan', 'Stok opname, 1 menunggu'])
  })

  it('opens on the view that a figure of Beranda leads to', async () => {
    await open(await desk(), routes, '/obat?saring=kedaluwarsa')
    await settle(() => words().includes('Oralit sachet'))
    expect(document.querySelector<HTMLInputElement>('input[value=kedaluwarsa]')?.checked).toBe(true)
  })

  it('BR-30: a batch below zero leads to a count of its own source; of both sources to one each', async () => {
    const at = await desk()
    const taken = (source: 'program' | 'koperasi', number: string) =>
      movementRow(`minus-${number}`, { drugId: ORALIT, source, batch: { number, expiresOn: day('2027-03-31') }, quantity: -3, on: day('2025-11-10'), reason: 'diserahkan' })
    const ways = (): (readonly [string, string | null])[] => [...document.querySelectorAll('a')].filter(way => way.textContent?.includes('Hitung obat ini')).map(way => [way.textContent?.trim() ?? '', way.getAttribute('href')])
    await at.arrive([taken('koperasi', 'K')])
    await open(at, [...routes, ...elsewhere('counts')], `/obat/${ORALIT}`)
    await settle(() => words().includes('−3 sachet'))
    expect(ways()).toEqual([['Hitung obat ini', `/lain/counts?drug=${ORALIT}&source=koperasi`]])
    await at.arrive([taken('program', 'P')])
    await settle(() => ways().length === 2)
    expect(ways()).toEqual([['Hitung obat ini: Program', `/lain/counts?drug=${ORALIT}&source=program`], ['Hitung obat ini: Koperasi', `/lain/counts?drug=${ORALIT}&source=koperasi`]])
  })

  it('a batch is put aside with its reason and released again, from its line', async () => {
    const at = await desk()
    const { screen } = await open(at, routes, `/obat/${ORALIT}`)
    await settle(() => words().includes('Stok tersedia 50 sachet'))
    await press('Tahan batch A')
    await press('Tahan batch')
    expect(words()).toContain('Tulis alasannya.')
    await type(screen, 'Alasan', 'Ditarik BPOM')
    await press('Tahan batch')
    await settle(() => words().includes('Stok tersedia 10 sachet'))
    expect(words()).toContain('Ditarik BPOM (Bidan Uji, 17 Des 2025)')
    await press('Lepas A')
    await type(screen, 'Alasan', 'Surat BPOM 12')
    await press('Lepas')
    await settle(() => words().includes('Stok tersedia 50 sachet'))
    expect(words()).not.toContain('Ditarik BPOM')
  })

  it('shows how long the stock lasts with the sum it comes from', async () => {
    const at = await desk()
    await at.arrive([movementRow('keluar', { drugId: ORALIT, batch: { number: 'A', expiresOn: day('2027-03-31') }, quantity: -26, on: day('2025-11-10'), reason: 'diserahkan' })])
    await open(at, routes, `/obat/${ORALIT}`)
    // Here since 1 October: 78 days with stock, 30 without.
    await settle(() => words().includes('26 ÷ 78 hari ada stok × 30 = 10. 30 hari kosong tidak dihitung. Dihitung 1 Sep 2025 sampai 17 Des 2025.'))
    expect(words()).toContain('24 ÷ 10 = 2,4 bulan.')
    expect(words()).toContain('SK 10 + SWT 1,92 (10 ÷ 26 hari kerja × 5 hari tunggu) + SP 1 (10 %) = stok optimum 13')
    expect(words()).toContain('Stok tersedia 24 sudah mencapai 13, jadi tidak ada permintaan.')
  })

  it('a scanned box fills a line of the receipt, and again counts a second pack', async () => {
    const oralit = drugRow(ORALIT, 'Oralit', '', 'sachet')
    const at = await openDesk({ grants: [{ role: 'nakes', place: 'pustu-kiara' }], rows: [{ ...oralit, data: { ...oralit.data, packs: [{ name: 'dus', size: 100, barcode: '8991234567891' }] } }] })
    const { screen } = await open(at, routes, '/obat/penerimaan')
    await settle(() => words().includes('Obat ke-1'))
    const scan = async (text: string): Promise<void> => {
      await type(screen, 'Pindai kode kemasan', text)
      field(screen, 'Pindai kode kemasan').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
      await settle()
    }
    await scan('0108991234567896')
    expect(words()).toContain('Angkanya tidak cocok')
    await scan('(01)08991234567891(17)270300(10)ab12')
    expect(words()).toContain('Obat ke-1: Oralit sachet, 1 kemasan.')
    await scan('(01)08991234567891(17)270300(10)AB12')
    expect([field(screen, 'Obat').value, field(screen, 'Nomor batch').value, field(screen, 'Kedaluwarsa').value, field(screen, 'Jumlah').value]).toEqual(['Oralit sachet', 'AB12', '03/2027', '200'])
  })

  it('BR-38: a psychotropic is offered only where the pustu is enabled for it; a scan that brings it is refused beside the field', async () => {
    const diazepam = drugRow('diazepam-tablet', 'Diazepam', '2 mg', 'tablet')
    const at = await openDesk({
      grants: [{ role: 'nakes', place: 'pustu-kiara' }],
      rows: [drugRow(ORALIT, 'Oralit', '', 'sachet'), { ...diazepam, data: { ...diazepam.data, class: 'psikotropika', packs: [{ name: 'dus', size: 100, barcode: '8991234567891' }] } }],
    })
    const { screen } = await open(at, routes, '/obat/penerimaan')
    await settle(() => words().includes('Obat ke-1'))
    const offered = async (): Promise<boolean> => {
      await type(screen, 'Obat', 'dia')
      return words().includes('Diazepam 2 mg')
    }
    expect(await offered()).toBe(false)
    await type(screen, 'Pindai kode kemasan', '(01)08991234567891(17)270300(10)AB12')
    field(screen, 'Pindai kode kemasan').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    await settle(() => words().includes('tidak boleh disimpan di pustu ini'))
    expect(field(screen, 'Obat').value).toContain('Diazepam 2 mg')
    await press('Simpan')
    expect(await readBatches(at.app.store, STOCK, 'diazepam-tablet')).toEqual([])

    await at.arrive([{ kind: 'pharmacy-setting', id: pharmacySettingId('pkm-uji'), stream: streamOf('catalogue', 'pkm-uji'), data: { ...DEFAULT_PHARMACY_SETTING, controlledAt: ['pustu-kiara'] } }])
    await settle(() => !words().includes('tidak boleh disimpan di pustu ini'))
  })
})

describe('who keeps the stock of two pustu', () => {
  const TERITIH = streamOf('stock', 'pustu-teritih')
  const both = (): Promise<Desk> => openDesk({
    grants: [{ role: 'nakes', place: 'pustu-kiara' }, { role: 'nakes', place: 'pustu-teritih' }],
    rows: [drugRow(ORALIT, 'Oralit', '', 'sachet'), { ...received('T', '2027-03-31', 30), stream: TERITIH }],
  })

  it('takes the pustu along to the hand-over and to the receipt', async () => {
    const { router } = await open(await both(), [...routes, ...elsewhere('catalogue-drug')], `/obat/${ORALIT}?pustu=pustu-teritih`)
    const way = (text: string): string | null | undefined => [...document.querySelectorAll('a')].find(link => link.textContent?.trim() === text)?.getAttribute('href')
    await settle(() => way('Penyerahan') !== undefined)
    expect(way('Penyerahan')).toBe(`/lain/medicine-dispense?pustu=pustu-teritih&obat=${ORALIT}`)
    expect(way('Lihat di Katalog')).toBe('/lain/catalogue-drug?pustu=pustu-teritih')
    await router.push('/obat?pustu=pustu-kiara')
    await settle(() => words().includes('Stok masih kosong') || way('Penerimaan') !== undefined)
    expect(way('Penerimaan')).toBe('/obat/penerimaan?pustu=pustu-kiara')
  })

  it('a receipt that was put aside is corrected at its own pustu, whatever the address says', async () => {
    const at = await both()
    const saved = await receive(at.app, TERITIH, [{ drugId: ORALIT, source: 'program', batch: { number: 'Z', expiresOn: day('2027-03-31') }, quantity: 7, reason: 'diterima', on: TODAY, document: 'SBBK-9', party: 'Gudang', visitId: null, reverses: null, override: null }], null)
    expect(saved.ok).toBe(true)
    const record = (await at.app.store.scan('stock-movement')).find(movement => movement.data.batch.number === 'Z')
    await at.putAside('BR-38')
    const aside = await inboxRow(at, record?.id ?? '', 'BR-38')
    await at.arrive([aside])
    const { screen, router } = await open(at, routes, `/obat/penerimaan?perbaiki=${aside.id}&pustu=pustu-kiara`)
    await settle(() => words().includes('Obat ke-1') && words().includes('Pustu Teritih'))
    await type(screen, 'Nomor batch', 'Z2')
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'medicine')
    expect(router.currentRoute.value.query).toEqual({ pustu: 'pustu-teritih' })
    const fixed = (await at.app.store.scan('stock-movement')).filter(movement => movement.data.batch.number === 'Z2')
    expect(fixed.map(movement => movement.stream)).toEqual([TERITIH])
  })
})
