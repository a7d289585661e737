import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { foldBalances } from '#domain/rules/pharmacy/balance.ts'
import { emptyLine, emptyReceipt, lineWarnings, receiptMovements, receiptOf, receiptProblems, restoreReceipt, unitsOfPacks, type ReceiptForm, type ReceiptLine } from '#app/features/medicine/receipt-form.ts'

const TODAY = day('2025-12-17')
const line = (changes: Partial<ReceiptLine> = {}): ReceiptLine => ({ ...emptyLine('program'), drugId: 'oralit', batch: 'B1', expires: '03/2027', quantity: '100', ...changes })
const receipt = (lines: ReceiptLine[], changes: Partial<ReceiptForm> = {}): ReceiptForm => ({ document: 'SBBK-7', from: 'Gudang farmasi', on: TODAY, lines, ...changes })
const words = (form: ReceiptForm): string[] => receiptProblems(form, TODAY).map(problem => `${problem.field}:${problem.word}`)

describe('a receipt', () => {
  it('BR-32: an expiry of a month is its last day, and quantities are whole smallest units', () => {
    expect(words(receipt([line()]))).toEqual([])
    expect(receiptMovements(receipt([line({ batch: ' b1 x', quantity: '1.000' })]))[0]).toMatchObject({ batch: { number: 'B1 X', expiresOn: '2027-03-31' }, quantity: 1000, reason: 'diterima', document: 'SBBK-7', party: 'Gudang farmasi' })
  })

  it('names each mistake at its own field, also of the second line', () => {
    expect(words(emptyReceipt(TODAY))).toEqual(['document:errDocument', 'from:errFrom', 'drugId0:errDrug', 'batch0:errBatch', 'expires0:errExpires', 'source0:errSource', 'quantity0:errQuantity'])
    expect(words(receipt([line(), line({ batch: 'B2', expires: '13/2027', quantity: '0' })], { on: '2025-12-18' }))).toEqual(['receivedOn:errDayFuture', 'expires1:errExpires', 'quantity1:errQuantity'])
    expect(words(receipt([line({ quantity: '99.000.000' })]))).toEqual(['quantity0:errQuantityBig'])
    expect(words(receipt([line(), line({ batch: 'b1', quantity: '5' })]))).toEqual(['batch1:errSameLine'])
  })

  it('what has arrived is recorded even when it is expired; a near or another expiry is said', () => {
    expect(words(receipt([line({ expires: '11/2025' })]))).toEqual([])
    expect(lineWarnings(line({ expires: '11/2025' }), [], TODAY)).toEqual([{ kind: 'expired' }])
    expect(lineWarnings(line({ expires: '16/01/2026' }), [], TODAY)).toEqual([{ kind: 'soon', days: 30 }])
    const held = [...foldBalances(receiptMovements(receipt([line({ expires: '06/2027' })]))).values()]
    expect(lineWarnings(line(), held, TODAY)).toEqual([{ kind: 'other-expiry', batch: 'B1', expiresOn: '2027-06-30' }])
  })

  it('counts units from packs, and only from whole ones', () => {
    expect(unitsOfPacks({ packCount: '12', packSize: '100' })).toBe(1200)
    expect(unitsOfPacks({ packCount: '1,5', packSize: '100' })).toBeNull()
  })

  it('comes back from a draft and from a quarantined line as it was typed', () => {
    const form = receipt([line()])
    expect(restoreReceipt(JSON.parse(JSON.stringify(form)), emptyReceipt(TODAY))).toEqual(form)
    expect(restoreReceipt({ lines: 3 }, emptyReceipt(TODAY))).toBeNull()
    const movement = receiptMovements(form)[0]
    expect(receiptOf(movement ?? {}, TODAY)).toEqual(form)
  })
})
