import { describe, expect, it } from 'vitest'
import { receiptSums } from '#domain/rules/pharmacy/purchase-rules.ts'
import { readPrices } from '#app/shared/pharmacy/prices.ts'
import { readBatches } from '#app/shared/pharmacy/stock.ts'
import { readReceipts } from '#app/features/purchasing/catalogue.ts'
import { priceDataOf } from '#app/features/purchasing/price-plan.ts'
import { purchaseDataOf } from '#app/features/purchasing/purchase-form.ts'
import { purchasePlans } from '#app/features/purchasing/purchase-plans.ts'
import { cancelPurchase, readPurchase, savePurchase } from '#app/features/purchasing/purchases.ts'
import { TODAY, type Desk } from '../support/desk.ts'
import { AMOXICILLIN, buy, formOf, lineOf, openRoom, PARACETAMOL, roomOf, soldRow, STOCK } from './room.ts'

const held = async (desk: Desk): Promise<Record<string, number>> => Object.fromEntries((await readBatches(desk.app.store, STOCK)).map(batch => [`${batch.source} ${batch.number}`, batch.quantity]))
const total = async (desk: Desk): Promise<number> => (await readReceipts(desk.app.store, STOCK)).reduce((sum, receipt) => sum + receipt.data.total, 0)

describe('a purchase of the cooperative', () => {
  it('is one group: the invoice, the stock it brings, and the prices that follow from it', async () => {
    const desk = await openRoom()
    const form = formOf({ lines: [lineOf(), lineOf({ drugId: AMOXICILLIN, batch: 'x9', packs: '2', packSize: '50', packPrice: '21.000', discount: '1.000' })], invoiceTotal: '' })
    const plans = purchasePlans(form, await roomOf(desk), await readPrices(desk.app.store, STOCK, TODAY))
    const data = purchaseDataOf(form, null, desk.app.user.id)
    const prices = plans.map(({ plan }) => priceDataOf(plan, { from: TODAY, document: data.invoice, by: desk.app.user.id }))
    expect(await savePurchase(desk.app, STOCK, data, prices, false)).toMatchObject({ ok: true })
    const ops = (await desk.core.loadPending()).map(item => item.op)
    expect(ops.map(op => op.kind)).toEqual(['goods-receipt', 'stock-movement', 'stock-movement', 'price', 'price'])
    expect(new Set(ops.map(op => op.tx)).size).toBe(1)
    expect(await held(desk)).toEqual({ 'koperasi A1': 1000, 'koperasi X9': 100 })
    // 123,5 × 1,11 × 1,25 = 171,36 → 171; 420 × 1,11 × 1,25 = 582,75 → 583, HNA before the discount.
    const now = await readPrices(desk.app.store, STOCK, TODAY)
    expect([...now.values()].map(price => [price.data.drugId, price.data.general, price.data.member, price.data.hna])).toEqual([
      [PARACETAMOL, 171, 171, { amount: 12_350, per: 100 }], [AMOXICILLIN, 583, 583, { amount: 21_000, per: 50 }],
    ])
    expect((await readReceipts(desk.app.store, STOCK))[0]?.data).toMatchObject({ net: 164_500, ppn: 18_095, total: 182_595 })
    expect(receiptSums(data.lines, 11)).toEqual({ net: 164_500, ppn: 18_095, total: 182_595 })
  })

  it('of sixty lines with sixty prices still is one group that the tablet takes', async () => {
    const desk = await openRoom()
    const lines = Array.from({ length: 60 }, (_, index) => lineOf({ batch: `b${index}` }))
    const data = purchaseDataOf(formOf({ lines }), null, desk.app.user.id)
    const [plan] = purchasePlans(formOf(), await roomOf(desk), new Map())
    if (!plan) throw new Error('no plan')
    const price = priceDataOf(plan.plan, { from: TODAY, document: 'F-001', by: desk.app.user.id })
    expect(await savePurchase(desk.app, STOCK, data, lines.map(() => price), false)).toMatchObject({ ok: true })
    expect((await desk.core.loadPending()).length).toBe(121)
  })

  it('the same invoice of a supplier is not recorded twice unseen', async () => {
    const desk = await openRoom()
    expect(await buy(desk)).toMatchObject({ ok: true })
    expect(await buy(desk, formOf({ invoice: 'f-001 ' }))).toEqual({ ok: false, error: { kind: 'same-invoice' } })
    expect(await held(desk)).toEqual({ 'koperasi A1': 1000 })
    expect(await buy(desk, formOf({ again: true }))).toMatchObject({ ok: true })
  })

  it('carries the moment only on the day itself, so that a count knows what came before it', async () => {
    const desk = await openRoom()
    await buy(desk)
    await buy(desk, formOf({ invoice: 'F-002', on: '2025-12-16' }))
    const movements = (await desk.core.loadPending()).map(item => item.op).filter(op => op.kind === 'stock-movement')
    expect(movements.map(op => [op.set?.['on']?.to, op.set?.['at']?.to])).toEqual([[TODAY, '2025-12-17T12:00:00'], ['2025-12-16', undefined]])
  })
})

describe('a purchase taken back', () => {
  it('leaves by its opposites with the reason, and all entries add up to nothing', async () => {
    const desk = await openRoom()
    const saved = await buy(desk)
    if (!saved.ok) throw new Error('not saved')
    expect(await cancelPurchase(desk.app, STOCK, saved.value, 'salah pemasok')).toEqual({ ok: true, value: null })
    expect(await held(desk)).toEqual({ 'koperasi A1': 0 })
    expect(await total(desk)).toBe(0)
    const file = await readPurchase(desk.app.store, saved.value)
    expect(file?.cancellation?.data).toMatchObject({ reason: 'salah pemasok', reverses: saved.value, total: -137_085 })
    expect(await cancelPurchase(desk.app, STOCK, saved.value, 'lagi')).toEqual({ ok: false, error: { kind: 'twice' } })
    // Its number is free again.
    expect(await buy(desk)).toMatchObject({ ok: true })
  })

  it('BR-30: not below what is left of a batch', async () => {
    const desk = await openRoom()
    const saved = await buy(desk)
    if (!saved.ok) throw new Error('not saved')
    await desk.arrive([soldRow('jual-1', PARACETAMOL, 'A1', '2028-03-31', 1)])
    expect(await cancelPurchase(desk.app, STOCK, saved.value, 'x')).toEqual({ ok: false, error: { kind: 'short', drugId: PARACETAMOL, batch: 'A1', held: 999, needed: 1000 } })
    expect(await held(desk)).toEqual({ 'koperasi A1': 999 })
    expect(await total(desk)).toBe(137_085)
  })

  it('two lines of one batch are weighed together', async () => {
    const desk = await openRoom()
    const saved = await buy(desk, formOf({ lines: [lineOf(), lineOf({ packs: '1', packPrice: '0' })] }))
    if (!saved.ok) throw new Error('not saved')
    await desk.arrive([soldRow('jual-1', PARACETAMOL, 'A1', '2028-03-31', 50)])
    expect(await cancelPurchase(desk.app, STOCK, saved.value, 'x')).toMatchObject({ ok: false, error: { kind: 'short', held: 1050, needed: 1100 } })
  })

  it('stock of the same batch from elsewhere covers what has been sold', async () => {
    const desk = await openRoom()
    const first = await buy(desk)
    await buy(desk, formOf({ invoice: 'F-002', lines: [lineOf({ packs: '1' })] }))
    if (!first.ok) throw new Error('not saved')
    await desk.arrive([soldRow('jual-1', PARACETAMOL, 'A1', '2028-03-31', 100)])
    expect(await cancelPurchase(desk.app, STOCK, first.value, 'x')).toEqual({ ok: true, value: null })
    expect(await held(desk)).toEqual({ 'koperasi A1': 0 })
  })

  it('is nobody’s to take back where it never was', async () => {
    const desk = await openRoom()
    expect(await cancelPurchase(desk.app, STOCK, 'tidak-ada', 'x')).toEqual({ ok: false, error: { kind: 'gone' } })
  })
})
