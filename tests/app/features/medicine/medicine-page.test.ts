import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { routes as own } from '#app/features/medicine/routes.ts'
import { readBatches } from '#app/shared/pharmacy/stock.ts'
import { openDesk, TODAY, type Desk } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { drugRow, movementRow, STOCK } from './shelf.ts'

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
})
