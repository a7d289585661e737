import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { PriceData } from '#domain/records/price.ts'
import { DEFAULT_PHARMACY_SETTING } from '#domain/rules/pharmacy/drug-facts.ts'
import type { Balance } from '#domain/rules/pharmacy/balance.ts'
import { buyable, readDesk } from '#app/features/purchasing/catalogue.ts'
import { emptyOrder, orderEstimate, orderProblems, restoreOrder, suggestedLines, type OrderForm } from '#app/features/purchasing/order-form.ts'
import { priceFormOf, priceFormPlan, priceFormProblems } from '#app/features/purchasing/price-form.ts'
import { proposedMember } from '#app/features/purchasing/price-plan.ts'
import { lineWarnings, purchaseDataOf, purchaseProblems, restorePurchase, sumsOf } from '#app/features/purchasing/purchase-form.ts'
import { purchasePlans } from '#app/features/purchasing/purchase-plans.ts'
import { spelled } from '#app/features/purchasing/spelled.ts'
import { wholeOf } from '#app/shared/forms/typed.ts'
import { TODAY } from '../support/desk.ts'
import { buy, DIAZEPAM, formOf, lineOf, openRoom, PARACETAMOL, roomOf, settingRow, STOCK } from './room.ts'

const room = await roomOf(await openRoom())
const wordsOf = (form = formOf(), twin = false, desk = room): string[] => purchaseProblems(form, desk, TODAY, { twin }).map(problem => `${problem.field} ${problem.word}`)
const PRICE: PriceData = {
  drugId: PARACETAMOL, from: day('2025-11-01'), hna: { amount: 12_000, per: 100 }, ppnPercent: 11, indexHundredths: 125, embalase: 0, tuslah: 0, het: 200, general: 160, member: 150, document: 'F', by: 'a',
}
const planned = (form = formOf(), old: PriceData | null = null) => purchasePlans(form, room, new Map(old ? [[PARACETAMOL, { data: old }]] : []))[0]

describe('the form of a purchase', () => {
  it('adds up while it is typed, with dots between thousands', () => {
    expect(wordsOf()).toEqual([])
    expect(sumsOf(formOf())).toEqual({ net: 123_500, ppn: 13_585, total: 137_085 })
    expect(purchaseDataOf(formOf(), null, 'a').lines).toEqual([{ drugId: PARACETAMOL, batch: { number: 'A1', expiresOn: '2028-03-31' }, packs: 10, packSize: 100, packPrice: 12_350, discount: 0 }])
    expect(wholeOf('Rp 12.350', 0, 100_000)).toBe(12_350)
  })
  it('names what is missing or wrong beside its field', () => {
    expect(wordsOf(formOf({ supplierId: '', invoice: ' ', invoiceOn: '', dueOn: '2025-01-01', on: '2025-12-18', ppn: '31', invoiceTotal: '' }))).toEqual([
      'supplierId errSupplier', 'invoice errInvoice', 'invoiceOn errDayMissing', 'on errDayFuture', 'ppn errPpn', 'invoiceTotal errTotal',
    ])
    expect(wordsOf(formOf({ dueOn: '2025-12-16' }))).toEqual(['dueOn errDue'])
    const empty = lineOf({ drugId: '', batch: '', expires: '', packs: '0', packSize: '', packPrice: '', discount: 'x' })
    expect(wordsOf(formOf({ lines: [empty], accepted: true }))).toEqual(['drugId0 errDrug', 'batch0 errBatch', 'expires0 errExpires', 'packs0 errPacks', 'packSize0 errPackSize', 'packPrice0 errMoney', 'discount0 errMoney'])
    expect(wordsOf(formOf({ lines: [lineOf({ packs: '100001', discount: '2000000000' })], accepted: true }))).toEqual(['packs0 errTooMuch', 'discount0 errDiscount'])
  })
  it('a total other than the paper’s is saved only after it was seen', () => {
    expect(wordsOf(formOf({ invoiceTotal: '137.100' }))).toEqual(['accepted errDifference'])
    expect(wordsOf(formOf({ invoiceTotal: '137.100', accepted: true }))).toEqual([])
    expect(purchaseDataOf(formOf({ invoiceTotal: '137.100' }), null, 'a')).toMatchObject({ total: 137_085, invoiceTotal: 137_100 })
  })
  it('an invoice number that is there already has to be looked at', () => {
    expect(wordsOf(formOf(), true)).toEqual(['again errAgain'])
    expect(wordsOf(formOf({ again: true }), true)).toEqual([])
  })
  it('the same batch twice is one line, unless its price differs', () => {
    const lines = [lineOf(), lineOf({ batch: 'A1 ' })]
    expect(wordsOf(formOf({ lines, accepted: true }))).toEqual(['batch1 errSameBatch'])
    expect(wordsOf(formOf({ lines: [lineOf(), lineOf({ packPrice: '0' })], accepted: true }))).toEqual([])
  })
  it('BR-38: a psychotropic drug comes in only where the head enabled the pustu', async () => {
    const form = formOf({ lines: [lineOf({ drugId: DIAZEPAM })] })
    expect(wordsOf(form)).toEqual(['drugId0 errControlled'])
    expect(buyable(room).map(option => option.value)).not.toContain(DIAZEPAM)
    const desk = await openRoom()
    await desk.arrive([{ ...settingRow({ controlledAt: ['pustu-kiara'] }), rev: 2 }])
    const enabled = await readDesk(desk.app, STOCK)
    expect(wordsOf(form, false, enabled)).toEqual([])
    expect(buyable(enabled).map(option => option.value)).toContain(DIAZEPAM)
  })
  it('BR-32: expiry is the last day of its month; less than a year of it is pointed out', () => {
    const batch: Balance = { key: 'k', drugId: PARACETAMOL, source: 'koperasi', fund: 'program', number: 'A1', expiresOn: day('2027-03-31'), receivedOn: null, quantity: 1 }
    expect(lineWarnings(lineOf(), [], TODAY)).toEqual([])
    expect(lineWarnings(lineOf({ expires: '12/2025' }), [], TODAY)).toEqual([{ kind: 'soon', days: 14 }])
    expect(lineWarnings(lineOf({ expires: '11/2025' }), [], TODAY)).toEqual([{ kind: 'expired' }])
    expect(lineWarnings(lineOf(), [batch], TODAY)).toEqual([{ kind: 'other-expiry', expiresOn: '2027-03-31' }])
  })
  it('is kept half filled, but nothing that was accepted', () => {
    const kept = { ...formOf({ invoice: 'F-9', accepted: true, again: true, wishes: { [PARACETAMOL]: { use: true, general: '150' } } }), more: 1 }
    expect(restorePurchase(JSON.parse(JSON.stringify(kept)), formOf({ invoice: '' }))).toEqual({ ...formOf({ invoice: 'F-9' }), wishes: { [PARACETAMOL]: { use: true, general: '150' } } })
    expect(restorePurchase(undefined, formOf())).toBeNull()
    expect(restorePurchase('x', formOf())).toBeNull()
  })
})

describe('the prices that follow from a purchase', () => {
  it('BR-39: (HNA + PPN) × index, under the HET of the catalogue', () => {
    expect(planned()?.plan).toMatchObject({ work: { ruled: 171, price: 171, capped: false }, general: '171', member: '171', problems: [] })
    expect(planned(formOf({ lines: [lineOf({ packPrice: '20.000' })] }))?.plan.work).toMatchObject({ ruled: 278, price: 200, capped: true })
  })
  it('BR-39: dearer than the rule or dearer for members is refused; cheaper is not', () => {
    const typed = (wish: object) => planned(formOf({ wishes: { [PARACETAMOL]: wish } }))?.plan.problems.map(problem => `${problem.field} ${problem.word} ${problem.most}`)
    expect(typed({ general: '172' })).toEqual(['general errAbove 171', 'member errPrice 171'])
    expect(typed({ general: '160', member: '161' })).toEqual(['member errMember 160'])
    expect(typed({ general: '160', member: '150' })).toEqual([])
    expect(typed({ general: '0', member: '' })).toEqual(['general errPrice 171', 'member errPrice 171'])
  })
  it('members keep the reduction they had', () => {
    expect(proposedMember(171, PRICE)).toBe(160)
    expect(planned(formOf(), PRICE)?.plan.member).toBe('160')
    expect(proposedMember(171, null)).toBe(171)
  })
  it('a new price is due for a new HNA or where the old one is no longer lawful, else the old stays', () => {
    expect(planned()?.use).toBe(true)
    expect(planned(formOf(), PRICE)?.use).toBe(true)
    expect(planned(formOf(), { ...PRICE, hna: { amount: 1235, per: 10 } })?.use).toBe(false)
    expect(planned(formOf({ lines: [lineOf({ packPrice: '10.000' })] }), { ...PRICE, hna: { amount: 100, per: 1 } })).toMatchObject({ use: true, plan: { warnings: ['old-too-high'] } })
    expect(planned(formOf({ wishes: { [PARACETAMOL]: { use: false } } }))?.use).toBe(false)
  })
  it('a price below cost is pointed out, and goods that came free set none', () => {
    expect(planned(formOf({ wishes: { [PARACETAMOL]: { general: '138', member: '137' } } }))?.plan.warnings).toEqual(['below-cost'])
    expect(planned(formOf({ lines: [lineOf({ packPrice: '0' })] }))).toBeUndefined()
  })
  it('where the supplier charges no PPN, none is asked of the buyer', () => {
    expect(planned(formOf({ ppn: '0' }))?.plan.work.price).toBe(154)
  })
})

describe('the form of a price', () => {
  const drug = room.drugs.find(found => found.id === PARACETAMOL)?.data
  if (!drug) throw new Error('no drug')
  const form = (changes = {}) => ({ ...priceFormOf(drug, PRICE, DEFAULT_PHARMACY_SETTING, TODAY), document: 'Daftar harga 2026', ...changes })
  const problems = (changes = {}) => priceFormProblems(form(changes), priceFormPlan(PARACETAMOL, form(changes), drug, PRICE, DEFAULT_PHARMACY_SETTING), TODAY).map(problem => problem.word)
  it('starts from the price that counts and shows what follows', () => {
    expect(form()).toMatchObject({ amount: '12000', per: '100', ppn: '11', index: '1,25', from: TODAY })
    expect(priceFormPlan(PARACETAMOL, form({ amount: '13.000' }), drug, PRICE, DEFAULT_PHARMACY_SETTING)).toMatchObject({ work: { price: 180 }, general: '180', member: '168' })
    expect(problems()).toEqual([])
  })
  it('BR-39: an index outside 1,10 to 1,25 is refused', () => {
    for (const index of ['1,09', '1,26', '125', '', '1,255']) expect(problems({ index })).toContain('errIndex')
    for (const index of ['1,1', '1,10', '1,25', '1.2']) expect(problems({ index })).toEqual([])
  })
  it('begins today or later, and says what it follows from', () => {
    expect(problems({ from: '2025-12-16', document: ' ' })).toEqual(['errFrom', 'errDocument'])
    expect(problems({ from: '2026-01-01' })).toEqual([])
    expect(problems({ amount: '0', per: '0', ppn: '' })).toEqual(['errHna', 'errPer', 'errPpn'])
    expect(problems({ amount: '1', per: '100' })).toEqual(['errTooSmall'])
  })
})

describe('the form of an order', () => {
  const order = (changes: Partial<OrderForm> = {}): OrderForm => ({ ...emptyOrder(TODAY), supplierId: 'pemasok-1', lines: [{ drugId: PARACETAMOL, packs: '10', packSize: '100', packPrice: '' }], ...changes })
  const line = order().lines[0]
  if (!line) throw new Error('no line')
  it('names each drug once; a price may be left open', () => {
    expect(orderProblems(order(), room, TODAY)).toEqual([])
    expect(orderProblems(order({ supplierId: '', on: '', lines: [line, line, { ...line, drugId: DIAZEPAM, packs: '1,5' }] }), room, TODAY).map(problem => `${problem.field} ${problem.word}`)).toEqual([
      'supplierId errSupplier', 'on errDayMissing', 'drugId1 errDrugTwice', 'drugId2 errControlled', 'packs2 errPacks',
    ])
    expect(orderEstimate([line, { ...line, packPrice: '12.350' }])).toEqual({ sum: 123_500, open: 1 })
    expect(restoreOrder(JSON.parse(JSON.stringify(order({ note: 'pagi' }))), emptyOrder(TODAY))).toEqual(order({ note: 'pagi' }))
  })
  it('proposes what the cooperative sells and has too little of, in whole packs, less what is on its way', async () => {
    const desk = await openRoom()
    await buy(desk, formOf({ lines: [lineOf({ packs: '2' })] }))
    const own = await roomOf(desk)
    const balance: Balance = { key: 'k', drugId: PARACETAMOL, source: 'koperasi', fund: 'program', number: 'A1', expiresOn: day('2028-03-31'), receivedOn: null, quantity: 200 }
    const expired: Balance = { ...balance, key: 'e', expiresOn: day('2025-01-31'), quantity: 5000 }
    const programme: Balance = { ...balance, key: 'p', source: 'program', quantity: 9000 }
    expect(suggestedLines(own, [balance, expired, programme], new Map(), TODAY)).toEqual([{ drugId: PARACETAMOL, packs: '8', packSize: '100', packPrice: '12350' }])
    expect(suggestedLines(own, [balance], new Map([[PARACETAMOL, 750]]), TODAY)).toEqual([{ drugId: PARACETAMOL, packs: '1', packSize: '100', packPrice: '12350' }])
    expect(suggestedLines(own, [balance], new Map([[PARACETAMOL, 800]]), TODAY)).toEqual([])
    expect(suggestedLines(room, [], new Map(), TODAY)).toEqual([])
  })
  it('says figures in words, as an order has to', () => {
    expect([0, 1, 10, 11, 15, 20, 21, 100, 110, 115, 200, 1000, 1250, 2000, 11_000, 100_000, 1_000_000].map(spelled)).toEqual([
      'nol', 'satu', 'sepuluh', 'sebelas', 'lima belas', 'dua puluh', 'dua puluh satu', 'seratus', 'seratus sepuluh', 'seratus lima belas', 'dua ratus', 'seribu', 'seribu dua ratus lima puluh', 'dua ribu',
      'sebelas ribu', 'seratus ribu', 'satu juta',
    ])
  })
})
