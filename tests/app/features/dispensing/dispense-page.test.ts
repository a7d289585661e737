import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { routes as own } from '#app/features/dispensing/routes.ts'
import { readBatches } from '#app/shared/pharmacy/stock.ts'
import { openDesk, type Desk } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { drugRow, movementRow, STOCK } from '../medicine/shelf.ts'

const routes = [...own, ...elsewhere('medicine', 'medicine-receipt')]
const ORALIT = 'oralit-serbuk'
const received = (number: string, expiresOn: string, quantity: number) => movementRow(`m-${number}`, { drugId: ORALIT, batch: { number, expiresOn: day(expiresOn) }, quantity, on: day('2025-10-01') })
const desk = (): Promise<Desk> => openDesk({
  grants: [{ role: 'nakes', place: 'pustu-kiara' }],
  rows: [drugRow(ORALIT, 'Oralit', '', 'sachet'), received('A', '2027-03-31', 40), received('B', '2026-01-10', 10)],
})
let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
})
const open = async (...args: Parameters<typeof show>): Promise<Shown> => (shown = await show(...args))

describe('handing out over the counter', () => {
  it('a hand-over shows its batches before it is saved, soonest expiry first, and states a shortfall', async () => {
    const at = await desk()
    const { screen, router } = await open(at, routes, `/obat/penyerahan?obat=${ORALIT}`)
    await settle(() => words().includes('Program (50 sachet)'))
    await type(screen, 'Jumlah', '60')
    expect(words()).toContain('Diminta 60 sachet, tersedia 50 sachet; kurang 10 sachet.')
    await press('Simpan')
    expect(router.currentRoute.value.name).toBe('medicine-dispense')
    expect(field(screen, 'Jumlah').getAttribute('aria-invalid')).toBe('true')
    await type(screen, 'Jumlah', '15')
    expect(words()).toMatch(/Ambil dari batch berikut.*B.*10 sachet.*A.*5 sachet/)
    await press('Simpan')
    await settle(() => router.currentRoute.value.name === 'medicine')
    expect(Object.fromEntries((await readBatches(at.app.store, STOCK)).map(batch => [batch.number, batch.quantity]))).toEqual({ A: 35, B: 0 })
  })
})
