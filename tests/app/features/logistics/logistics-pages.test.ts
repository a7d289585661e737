import { afterEach, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import type { RouteRecordRaw } from 'vue-router'
import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DeliveryData } from '#domain/records/delivery.ts'
import { keepAllForms } from '#app/shared/form-keeper.ts'
import { readBatches } from '#app/shared/pharmacy/stock.ts'
import { readDeliveries, readShipments } from '#app/shared/pharmacy/transit.ts'
import { routes as own } from '#app/features/logistics/routes.ts'
import { drugRow, movementRow, STOCK } from '../medicine/shelf.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { field, press, settle, show, type, words, type Shown } from '../support/show.ts'

/** The way back leads to the medicine room, which is another feature's. */
const routes: RouteRecordRaw[] = [...own, { path: '/obat', name: 'medicine', component: defineComponent({ render: () => h('div') }) }]
const ORALIT = 'oralit-serbuk'
const TERITIH = streamOf('stock', 'pustu-teritih')
const A = { number: 'A', expiresOn: day('2027-03-31') }
const deliveryRow = (id: string, data: Partial<DeliveryData> = {}, stream: string = STOCK): PlacedRow<'delivery'> => ({
  kind: 'delivery', id, stream,
  data: { number: `SBBK-${id}`, from: { kind: 'puskesmas', id: 'pkm-uji', name: 'Puskesmas Uji' }, on: day('2025-12-14'), lplpoId: null, shipmentId: null, note: '', confirmation: null, cancelled: null, lines: [{ drugId: ORALIT, batch: A, quantity: 100 }], ...data },
})
const CONFIRMED = { by: 'staf-bidan', on: TODAY, received: [98], note: 'dua sobek' }
const ROWS: PlacedRow[] = [drugRow(ORALIT, 'Oralit', '', 'sachet'), movementRow('m1', { drugId: ORALIT, batch: A, quantity: 40, on: day('2025-10-01') })]
const desk = (role: 'nakes' | 'kapus', rows: PlacedRow[] = []): Promise<Desk> => openDesk({ grants: [role === 'nakes' ? { role, place: 'pustu-kiara' } : { role, place: 'pkm-uji' }], rows: [...ROWS, ...rows], ...(role === 'kapus' ? { actor: 'kapus' } : {}) })

let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
})
const open = async (...args: Parameters<typeof show>): Promise<Shown> => (shown = await show(...args))
const heading = (): string => document.querySelector('h1')?.textContent ?? ''
async function chooseDrug(screen: Shown['screen']): Promise<void> {
  await type(screen, 'Obat', 'oralit')
  field(screen, 'Obat').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await settle()
}
async function select(screen: Shown['screen'], label: string, value: string): Promise<void> {
  const box = field(screen, label) as unknown as HTMLSelectElement
  box.value = value
  box.dispatchEvent(new Event('change', { bubbles: true }))
  await settle()
}

describe('goods on the way, on the screen', () => {
  it('the desk opens on what is on the way, with its age', async () => {
    await open(await desk('nakes', [deliveryRow('baru'), deliveryRow('lama', { confirmation: CONFIRMED, number: 'SBBK-SELISIH' })]), routes, '/obat/kiriman')
    await settle(() => words().includes('SBBK-baru'))
    expect(words()).toContain('Di jalan (1)')
    expect(words()).toContain('Selisih (1)')
    expect(words()).toContain('3 hari')
    expect(words()).not.toContain('SBBK-SELISIH')
    expect(words()).not.toContain('Kiriman baru')
  })

  it('the head sees the differences of every pustu', async () => {
    await open(await desk('kapus', [deliveryRow('k', { confirmation: CONFIRMED }), deliveryRow('t', {}, TERITIH)]), routes, '/obat/kiriman?tampil=selisih')
    await settle(() => words().includes('SBBK-k'))
    expect(words()).toContain('Diterima dengan selisih')
    expect(words()).not.toContain('SBBK-t')
    expect(words()).toContain('Semua pustu')
  })

  it('one press confirms what is as written; afterwards there is nothing left to confirm', async () => {
    const at = await desk('nakes', [deliveryRow('d1')])
    await open(at, routes, '/obat/kiriman/d1')
    await settle(() => words().includes('Konfirmasi penerimaan'))
    await press('Konfirmasi')
    await settle(() => words().includes('Bidan Uji') && !words().includes('Konfirmasi penerimaan'))
    expect((await readBatches(at.app.store, STOCK)).map(batch => batch.quantity)).toEqual([140])
    expect(words()).toContain('Diterima')
  })

  it('a difference asks for a note beside its field, and then stands line by line', async () => {
    const at = await desk('nakes', [deliveryRow('d1')])
    const { screen } = await open(at, routes, '/obat/kiriman/d1')
    await settle(() => words().includes('Konfirmasi penerimaan'))
    await type(screen, 'Diterima', '98')
    await press('Konfirmasi')
    expect(screen.get('[role=alert]').text()).toContain('Ada selisih: tulis apa yang terjadi.')
    await type(screen, 'Catatan selisih', 'dua sobek')
    await press('Konfirmasi')
    await settle(() => words().includes('Diterima dengan selisih') && !words().includes('Konfirmasi penerimaan'))
    expect(words()).toContain('dua sobek')
    expect(words()).toContain('−2')
    expect((await readBatches(at.app.store, STOCK)).map(batch => batch.quantity)).toEqual([138])
    await press('Balik penerimaan Oralit sachet')
    await settle(() => words().includes('Balik penerimaan ini?'))
    expect(words()).toContain('98 sachet Oralit sachet batch A keluar lagi dari stok.')
    await type(screen, 'Alasan', 'salah hitung')
    ;[...(document.querySelector('[role=dialog]')?.querySelectorAll('button') ?? [])].find(button => button.textContent?.trim() === 'Balik penerimaan')?.click()
    await settle(() => words().includes('sudah dibalik'))
    expect((await readBatches(at.app.store, STOCK)).map(batch => batch.quantity)).toEqual([40])
  })

  it('another batch on the box becomes the batch on the shelf', async () => {
    const at = await desk('nakes', [deliveryRow('d1')])
    const { screen } = await open(at, routes, '/obat/kiriman/d1')
    await settle(() => words().includes('Konfirmasi penerimaan'))
    await press('Batch obat ke-1 pada kemasan berbeda')
    expect(field(screen, 'Nomor batch').value).toBe('A')
    await type(screen, 'Nomor batch', 'z9')
    await type(screen, 'Catatan selisih', 'kemasan Z9')
    await press('Konfirmasi')
    await settle(() => words().includes('kemasan: Z9, ED 03/2027'))
    expect(Object.fromEntries((await readBatches(at.app.store, STOCK)).map(batch => [batch.number, batch.quantity]))).toEqual({ A: 40, Z9: 100 })
  })

  it('what was typed and not confirmed is there again', async () => {
    const at = await desk('nakes', [deliveryRow('d1')])
    const { screen } = await open(at, routes, '/obat/kiriman/d1')
    await settle(() => words().includes('Konfirmasi penerimaan'))
    await type(screen, 'Diterima', '90')
    await keepAllForms()
    shown?.screen.unmount()
    document.body.innerHTML = ''
    const again = await open(at, routes, '/obat/kiriman/d1')
    await settle(() => words().includes('Isian yang belum disimpan'))
    expect(field(again.screen, 'Diterima').value).toBe('90')
  })

  it('the head writes an SBBK, sees its paper, and may call it back with a reason; he never confirms', async () => {
    const at = await desk('kapus')
    const { screen, router } = await open(at, routes, '/obat/kiriman/baru')
    await settle(() => heading() === 'Kiriman baru' && words().includes('Obat ke-1'))
    await press('Kirim')
    expect(screen.get('[role=alert]').text()).toContain('Pilih pustu tujuan.')
    await select(screen, 'Kirim ke', 'pustu-teritih')
    await chooseDrug(screen)
    await type(screen, 'Nomor batch', 'b7')
    await type(screen, 'Kedaluwarsa', '06/2027')
    await type(screen, 'Jumlah', '500')
    await press('Kirim')
    await settle(() => router.currentRoute.value.name === 'delivery' && words().includes('Menunggu konfirmasi pustu'))
    expect(words()).toContain('Surat Bukti Barang Keluar (SBBK)')
    expect(words()).not.toContain('Konfirmasi penerimaan')
    const [sent] = await readDeliveries(at.app.store, TERITIH)
    expect(sent?.data).toMatchObject({ number: 'SBBK-KIARA-02-0001', lines: [{ drugId: ORALIT, batch: { number: 'B7', expiresOn: '2027-06-30' }, quantity: 500 }] })
    await press('Batalkan kiriman')
    await settle(() => words().includes('Batalkan kiriman ini?'))
    await type(screen, 'Alasan', 'salah pustu')
    const dialog = document.querySelector('[role=dialog]')
    ;[...(dialog?.querySelectorAll('button') ?? [])].find(button => button.textContent?.trim() === 'Batalkan kiriman')?.click()
    await settle(() => words().includes('DIBATALKAN'))
    expect((await at.app.store.get('delivery', sent?.id ?? ''))?.data.cancelled?.reason).toBe('salah pustu')
  })

  it('goods leave for another pustu from a batch of the shelf, and never more than is there', async () => {
    const at = await desk('nakes')
    const { screen, router } = await open(at, routes, '/obat/pengeluaran/baru')
    await settle(() => words().includes('Obat ke-1'))
    await select(screen, 'Kirim ke', 'pustu-teritih')
    await type(screen, 'Alasan', 'kosong di sana')
    await chooseDrug(screen)
    await type(screen, 'Jumlah', '41')
    await press('Simpan')
    expect(screen.get('[role=alert]').text()).toContain('Batch ini tinggal 40.')
    await type(screen, 'Jumlah', '15')
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'shipment' && words().includes('Menunggu konfirmasi Pustu Teritih'))
    expect((await readBatches(at.app.store, STOCK)).map(batch => batch.quantity)).toEqual([25])
    expect((await readShipments(at.app.store))[0]?.shipment.data).toMatchObject({ number: 'SBBK-KIARA-02-0001', to: { id: 'pustu-teritih' }, reason: 'kosong di sana' })
    expect(words()).toContain('Pustu Kiara')
  })

  it('the head reads what left every pustu and sends nothing himself', async () => {
    const shipment: PlacedRow<'shipment'> = { kind: 'shipment', id: 's1', stream: STOCK, data: { number: 'SBBK-9', to: { kind: 'pustu', id: 'pustu-teritih', name: 'Pustu Teritih' }, on: TODAY, lines: [{ drugId: ORALIT, source: 'program', batch: A, quantity: 10 }], reason: 'kosong', by: 'staf-bidan' } }
    const at = await desk('kapus', [shipment, { kind: 'shipment-receipt', id: 'tiba-s1', stream: STOCK, data: { shipmentId: 's1', by: 'teritih', on: TODAY, received: [9], note: 'satu hilang' } }])
    await open(at, routes, '/obat/pengeluaran?tampil=selisih')
    await settle(() => words().includes('SBBK-9'))
    expect(words()).not.toContain('Pengeluaran baru')
    await press('SBBK-9')
    await settle(() => words().includes('Jawaban Pustu Teritih'))
    expect(words()).toContain('satu hilang')
    expect(words()).not.toContain('Batalkan pengeluaran')
  })
})

describe('a shipment that was left half typed', () => {
  const K = { number: 'K', expiresOn: day('2027-06-30') }
  const both = (): Promise<Desk> => desk('nakes', [movementRow('mk', { drugId: ORALIT, batch: K, source: 'koperasi', quantity: 30, on: day('2025-10-01') })])
  const lineTyped = async (screen: Shown['screen']): Promise<void> => {
    await settle(() => words().includes('Obat ke-1'))
    await chooseDrug(screen)
    await type(screen, 'Jumlah', '5')
    await type(screen, 'Alasan', 'kosong di sana')
  }

  it('is opened again, also where another destination was asked for, and says so', async () => {
    const { screen, router } = await open(await both(), routes, '/obat/pengeluaran/baru')
    await lineTyped(screen)
    await keepAllForms()
    await router.push('/obat')
    await router.push('/obat/pengeluaran/baru?ke=pemasok')
    await settle(() => words().includes('Yang dibuka isian sebelumnya: Pustu lain'))
    expect(field(screen, 'Jumlah').value).toBe('5')
    expect(field(screen, 'Alasan').value).toBe('kosong di sana')
    await press('Mulai dari kosong')
    await settle(() => words().includes('Nama pemasok'))
    expect(field(screen, 'Jumlah').value).toBe('')
  })

  it('keeps a line where another destination may take its batch, puts it aside where not, and brings it back', async () => {
    const { screen } = await open(await both(), routes, '/obat/pengeluaran/baru')
    await lineTyped(screen)
    const target = async (index: number): Promise<void> => {
      document.querySelector<HTMLInputElement>(`#field-kind${index === 0 ? '' : `-${index}`}`)?.click()
      await settle()
    }
    await target(1)
    await settle(() => words().includes('juga yang kedaluwarsa atau ditahan. Tercatat'))
    expect(field(screen, 'Jumlah').value).toBe('5')
    await target(2)
    await settle(() => words().includes('Sebagian obat tidak dapat ke tujuan ini'))
    expect(words()).toContain('Oralit sachet: batchnya tidak boleh ke tujuan ini')
    expect(field(screen, 'Jumlah').value).toBe('')
    await target(0)
    await settle(() => !words().includes('Sebagian obat tidak dapat ke tujuan ini'))
    expect(field(screen, 'Jumlah').value).toBe('5')
    expect(field(screen, 'Alasan').value).toBe('kosong di sana')
  })
})
