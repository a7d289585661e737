import { describe, expect, it } from 'vitest'
import { emptyOrder, type OrderForm } from '#app/features/purchasing/order-form.ts'
import { awaitedUnits, changeOrder, readOrder, readOrders, saveOrder } from '#app/features/purchasing/orders.ts'
import { saveSupplier } from '#app/features/purchasing/suppliers.ts'
import { cancelPurchase } from '#app/features/purchasing/purchases.ts'
import { readMovements } from '#app/shared/pharmacy/stock.ts'
import { createDraft } from '#app/db/record-store.ts'
import { reversalId, reverseMovement } from '#domain/rules/pharmacy/dispense.ts'
import { TODAY, type Desk } from '../support/desk.ts'
import { AMOXICILLIN, buy, formOf, lineOf, openRoom, PARACETAMOL, STOCK, supplierRow } from './room.ts'

const form = (packs = '20'): OrderForm => ({ ...emptyOrder(TODAY), supplierId: 'pemasok-1', lines: [{ drugId: PARACETAMOL, packs, packSize: '100', packPrice: '' }, { drugId: AMOXICILLIN, packs: '2', packSize: '50', packPrice: '21.000' }] })
const ordered = async (desk: Desk): Promise<string> => {
  const saved = await saveOrder(desk.app, STOCK, null, form())
  if (!saved.ok) throw new Error('not saved')
  return saved.value
}

describe('an order of the cooperative', () => {
  it('has a number of this tablet’s own, and is changed only until it is sent', async () => {
    const desk = await openRoom()
    const id = await ordered(desk)
    await ordered(desk)
    expect((await readOrders(desk.app.store, STOCK)).map(file => [file.order.data.number, file.state])).toEqual([['SP-KIARA-02-0002', 'draft'], ['SP-KIARA-02-0001', 'draft']])
    const file = await readOrder(desk.app.store, id)
    if (!file) throw new Error('not there')
    expect(await saveOrder(desk.app, STOCK, file.order, form('30'))).toEqual({ ok: true, value: id })
    expect(await changeOrder(desk.app, id, { sent: true })).toEqual({ ok: true, value: null })
    expect(await saveOrder(desk.app, STOCK, file.order, form('40'))).toEqual({ ok: false, error: { kind: 'changed' } })
    expect(await changeOrder(desk.app, id, { sent: true })).toEqual({ ok: false, error: { kind: 'changed' } })
    expect((await readOrder(desk.app.store, id))?.arrivals[0]).toEqual({ drugId: PARACETAMOL, ordered: 3000, arrived: 0, awaited: 3000 })
  })

  it('is awaited until everything has come, a cancelled purchase does not count, and closing ends it', async () => {
    const desk = await openRoom()
    const id = await ordered(desk)
    expect(awaitedUnits(await readOrders(desk.app.store, STOCK)).size).toBe(0)
    await changeOrder(desk.app, id, { sent: true })
    const part = await buy(desk, formOf(), id)
    if (!part.ok) throw new Error('not saved')
    expect((await readOrder(desk.app.store, id))?.state).toBe('part')
    expect([...awaitedUnits(await readOrders(desk.app.store, STOCK))]).toEqual([[PARACETAMOL, 1000], [AMOXICILLIN, 100]])
    await cancelPurchase(desk.app, STOCK, part.value, 'salah')
    expect((await readOrder(desk.app.store, id))?.state).toBe('sent')
    await buy(desk, formOf({ lines: [lineOf({ packs: '20' }), lineOf({ drugId: AMOXICILLIN, packs: '1', packSize: '100' })] }), id)
    expect((await readOrder(desk.app.store, id))?.state).toBe('complete')
    expect(awaitedUnits(await readOrders(desk.app.store, STOCK)).size).toBe(0)
    expect(await changeOrder(desk.app, id, { closed: ' kosong di pabrik ' })).toEqual({ ok: true, value: null })
    expect((await readOrder(desk.app.store, id))?.order.data.closed).toEqual({ by: 'staf-bidan', on: TODAY, reason: 'kosong di pabrik' })
    expect(await changeOrder(desk.app, id, { closed: 'lagi' })).toEqual({ ok: false, error: { kind: 'changed' } })
  })
})

describe('a purchase of which one line was taken back on the stock card', () => {
  it('takes back the other lines only', async () => {
    const desk = await openRoom()
    const saved = await buy(desk, formOf({ lines: [lineOf(), lineOf({ drugId: AMOXICILLIN, batch: 'x1' })] }))
    if (!saved.ok) throw new Error('not saved')
    const [first] = await readMovements(desk.app.store, STOCK, PARACETAMOL)
    if (!first) throw new Error('no movement')
    await desk.app.store.writeGroup(async () => ({ ok: true, value: [createDraft('stock-movement', reversalId(first.id), STOCK, reverseMovement(first, TODAY, 'salah'))] }))
    expect(await cancelPurchase(desk.app, STOCK, saved.value, 'x')).toEqual({ ok: true, value: null })
    const sums = await Promise.all([PARACETAMOL, AMOXICILLIN].map(async drugId => (await readMovements(desk.app.store, STOCK, drugId)).reduce((sum, movement) => sum + movement.data.quantity, 0)))
    expect(sums).toEqual([0, 0])
  })
})

describe('a supplier', () => {
  it('is saved without blanks around its words, and a change writes only what differs', async () => {
    const desk = await openRoom()
    const record = await desk.app.store.get('supplier', 'pemasok-1')
    if (!record) throw new Error('no supplier')
    expect(await saveSupplier(desk.app, STOCK, record, { ...supplierRow().data, phone: ' 0254 1 ' })).toEqual({ ok: true, value: 'pemasok-1' })
    expect((await desk.core.loadPending()).map(item => Object.keys(item.op.set ?? {}))).toEqual([['phone']])
    expect((await desk.app.store.get('supplier', 'pemasok-1'))?.data.phone).toBe('0254 1')
  })
})
