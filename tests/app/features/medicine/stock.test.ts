import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { decideLines, movementDrafts, readBatches } from '#app/shared/pharmacy/stock.ts'
import { emptyDispense, planOf, requestOf } from '#app/features/dispensing/dispense-form.ts'
import { cardLines } from '#app/features/medicine/stock-card.ts'
import { handOut } from '#app/features/dispensing/repository.ts'
import { drugFile, readShelf, receive, reverse } from '#app/features/medicine/repository.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { drugRow, movementRow, STOCK } from './shelf.ts'

const NAKES = [{ role: 'nakes', place: 'pustu-kiara' }] as const
const KAPUS = [{ role: 'kapus', place: 'pkm-uji' }] as const
const PARACETAMOL = 'parasetamol-500-mg-tablet'
const received = (number: string, expiresOn: string, quantity: number, on: string, more: Partial<MovementData> = {}): PlacedRow<'stock-movement'> =>
  movementRow(`m-${number}-${on}`, { drugId: PARACETAMOL, batch: { number, expiresOn: day(expiresOn) }, quantity, on: day(on), ...more })
/** The shelf of BR-31, without the batch in quarantine. */
const SHELF = [received('A', '2026-03-31', 40, '2025-10-01'), received('B', '2026-01-31', 30, '2025-10-05'), received('D', '2026-01-31', 20, '2025-09-01')]
const shelfDesk = (rows: readonly PlacedRow[] = SHELF): Promise<Desk> => openDesk({ grants: NAKES, rows: [drugRow(PARACETAMOL, 'Parasetamol', '500 mg', 'tablet'), ...rows] })
const form = (quantity: string, more: Partial<ReturnType<typeof emptyDispense>> = {}) => ({ ...emptyDispense(PARACETAMOL), source: 'program', quantity, ...more })
const dispense = async (desk: Desk, quantity: string, more = {}) => {
  const typed = form(quantity, more)
  const plan = planOf(typed, await readBatches(desk.app.store, STOCK), TODAY)
  const request = requestOf(typed, TODAY)
  if (!plan?.ok || !request) return plan
  return handOut(desk.app, STOCK, request, plan.value)
}
const left = async (desk: Desk): Promise<Record<string, number>> => Object.fromEntries((await readBatches(desk.app.store, STOCK)).map(batch => [batch.number, batch.quantity]))

describe('stock of a pustu', () => {
  it('BR-31: sixty are taken from D, B and A in one group, and the balance is the sum of movements', async () => {
    const desk = await shelfDesk()
    expect(await dispense(desk, '60')).toEqual({ ok: true, value: null })
    expect(await left(desk)).toEqual({ A: 30, B: 0, D: 0 })
    const taken = (await desk.core.loadPending()).map(item => item.op)
    expect(new Set(taken.map(op => op.tx)).size).toBe(1)
    expect(taken.map(op => [op.set?.['batch']?.to, op.set?.['quantity']?.to, op.set?.['party']?.to])).toEqual([
      [{ number: 'D', expiresOn: '2026-01-31' }, -20, 'umum'], [{ number: 'B', expiresOn: '2026-01-31' }, -30, 'umum'], [{ number: 'A', expiresOn: '2026-03-31' }, -10, 'umum'],
    ])
  })

  it('BR-30: more than there is takes nothing, and the shortfall is stated', async () => {
    const desk = await shelfDesk()
    expect(await dispense(desk, '100')).toEqual({ ok: false, error: { kind: 'shortfall', available: 90, shortfall: 10, expired: 0 } })
    expect(await left(desk)).toEqual({ A: 40, B: 30, D: 20 })
  })

  it('BR-32: the last day of a batch counts, the next day blocks it', async () => {
    const desk = await shelfDesk([received('HARI-INI', TODAY, 5, '2025-01-01'), received('KEMARIN', '2025-12-16', 7, '2025-01-01')])
    expect(await dispense(desk, '5')).toMatchObject({ ok: true })
    expect(await dispense(desk, '1')).toEqual({ ok: false, error: { kind: 'shortfall', available: 0, shortfall: 1, expired: 7 } })
  })

  it('BR-34: another batch than the first is taken only with a reason, which the ledger keeps', async () => {
    const desk = await shelfDesk()
    const chosen = `${PARACETAMOL}|program|A|2026-03-31`
    expect(await dispense(desk, '10', { chosen })).toEqual({ ok: false, error: { kind: 'override-needs-reason' } })
    expect(await dispense(desk, '10', { chosen, reason: 'kemasan B basah' })).toEqual({ ok: true, value: null })
    expect((await desk.core.loadPending())[0]?.op.set?.['override']?.to).toBe('kemasan B basah')
  })

  it('BR-35: cooperative stock does not fill up what the programme lacks', async () => {
    const desk = await shelfDesk([...SHELF, received('K', '2027-01-31', 500, '2025-10-01', { source: 'koperasi' })])
    expect(await dispense(desk, '100')).toMatchObject({ ok: false, error: { kind: 'shortfall', available: 90 } })
    const shelf = await readShelf(desk.app.store, STOCK, TODAY)
    expect(shelf.lines.map(line => [line.name, line.usable])).toEqual([['Parasetamol 500 mg tablet', { program: 90, koperasi: 500 }]])
  })

  it('two lines of one drug in one prescription do not take the same tablets', async () => {
    const desk = await shelfDesk()
    const line = (quantity: number) => ({ drugId: PARACETAMOL, source: 'program' as const, quantity, today: TODAY, visitId: 'v1' })
    const refused = await desk.app.store.writeGroup(async view => {
      const lines = await decideLines(view, STOCK, [line(50), line(50)])
      return lines.ok ? { ok: true as const, value: movementDrafts(lines.value, STOCK, desk.app.newId) } : lines
    })
    expect(refused).toEqual({ ok: false, error: { kind: 'line-refused', line: 1, drugId: PARACETAMOL, error: { kind: 'shortfall', available: 40, shortfall: 10, expired: 0 } } })
    expect(await left(desk)).toEqual({ A: 40, B: 30, D: 20 })
  })

  it('what the screen showed is what is taken: a shelf that changed meanwhile is looked at again', async () => {
    const desk = await shelfDesk()
    const typed = form('25')
    const plan = planOf(typed, await readBatches(desk.app.store, STOCK), TODAY)
    await desk.arrive([movementRow('m-lain', { drugId: PARACETAMOL, batch: { number: 'D', expiresOn: day('2026-01-31') }, quantity: -15, on: TODAY, reason: 'diserahkan' })])
    const request = requestOf(typed, TODAY)
    if (!plan?.ok || !request) throw new Error('the shelf has twenty-five')
    expect(await handOut(desk.app, STOCK, request, plan.value)).toEqual({ ok: false, error: { kind: 'changed' } })
    expect(await left(desk)).toEqual({ A: 40, B: 30, D: 5 })
  })

  it('a receipt of two drugs is one group', async () => {
    const desk = await shelfDesk([])
    const lines = ['A', 'B'].map(number => received(number, '2027-01-31', 100, TODAY).data)
    expect(await receive(desk.app, STOCK, lines, null)).toEqual({ ok: true, value: null })
    const saved = (await desk.core.loadPending()).map(item => item.op)
    expect(saved.map(op => [op.tx === saved[0]?.tx, op.txn])).toEqual([[true, 2], [true, 2]])
  })

  it('a movement is reversed once, by its opposite, and a receipt not below what is left', async () => {
    const desk = await shelfDesk([received('A', '2026-03-31', 40, '2025-10-01'), movementRow('keluar', { drugId: PARACETAMOL, batch: { number: 'A', expiresOn: day('2026-03-31') }, quantity: -30, on: TODAY, reason: 'diserahkan' })])
    expect(await reverse(desk.app, STOCK, 'm-A-2025-10-01', 'salah catat')).toEqual({ ok: false, error: { kind: 'short', held: 10 } })
    expect(await reverse(desk.app, STOCK, 'keluar', 'salah jumlah')).toEqual({ ok: true, value: null })
    expect(await left(desk)).toEqual({ A: 40 })
    expect(await reverse(desk.app, STOCK, 'keluar', 'sekali lagi')).toEqual({ ok: false, error: { kind: 'twice' } })
    const file = await drugFile(desk.app.store, STOCK, PARACETAMOL)
    // Lines of one day follow their ids, so the card is the same on every tablet.
    expect(cardLines(file?.movements ?? [], 'program', null).map(line => [line.in, line.out, line.balance])).toEqual([[40, 0, 40], [0, 30, 10], [30, 0, 40]])
    expect(file?.reversed.has('keluar')).toBe(true)
  })

  it('what a prescription took is reversed by its visit, not here', async () => {
    const desk = await shelfDesk([...SHELF, movementRow('resep', { drugId: PARACETAMOL, batch: { number: 'A', expiresOn: day('2026-03-31') }, quantity: -3, on: TODAY, reason: 'diserahkan', visitId: 'v1' })])
    expect(await reverse(desk.app, STOCK, 'resep', 'salah')).toEqual({ ok: false, error: { kind: 'of-a-visit' } })
  })

  it('BR-30: a batch below zero after two offline tablets stands there as it is and needs attention first', async () => {
    const desk = await shelfDesk([...SHELF, movementRow('dua-kali', { drugId: PARACETAMOL, batch: { number: 'D', expiresOn: day('2026-01-31') }, quantity: -25, on: TODAY, reason: 'diserahkan' })])
    const [line] = (await readShelf(desk.app.store, STOCK, TODAY)).lines
    expect(line).toMatchObject({ level: 'negative', usable: { program: 70, koperasi: null } })
    expect(await left(desk)).toMatchObject({ D: -5 })
  })

  it('each pustu of a head is its own shelf', async () => {
    const elsewhere = movementRow('m-teritih', { drugId: PARACETAMOL, batch: { number: 'Z', expiresOn: day('2027-01-31') }, quantity: 9, on: TODAY }, streamOf('stock', 'pustu-teritih'))
    const desk = await openDesk({ grants: KAPUS, rows: [drugRow(PARACETAMOL, 'Parasetamol', '500 mg', 'tablet'), ...SHELF, elsewhere] })
    expect((await readShelf(desk.app.store, streamOf('stock', 'pustu-teritih'), TODAY)).lines[0]?.usable.program).toBe(9)
    expect((await readShelf(desk.app.store, STOCK, TODAY)).lines[0]?.usable.program).toBe(90)
  })
})
