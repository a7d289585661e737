import type { BoxCode } from '#domain/rules/pharmacy/barcode.ts'
import { scanInto } from '#app/features/medicine/scan-line.ts'
import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { foldBalances } from '#domain/rules/pharmacy/balance.ts'
import { emptyLine, emptyReceipt, lineWarnings, MOST_LINES, receiptMovements, receiptOf, receiptProblems, restoreReceipt, unitsOfPacks, type ReceiptForm, type ReceiptLine } from '#app/features/medicine/receipt-form.ts'

const TODAY = day('2025-12-17')
const line = (changes: Partial<ReceiptLine> = {}): ReceiptLine => ({ ...emptyLine(), drugId: 'oralit', batch: 'B1', expires: '03/2027', quantity: '100', ...changes })
const receipt = (lines: ReceiptLine[], changes: Partial<ReceiptForm> = {}): ReceiptForm => ({ document: 'SBBK-7', from: 'Gudang farmasi', on: TODAY, lines, ...changes })
const NOW = '2025-12-17T09:30:00'
const words = (form: ReceiptForm): string[] => receiptProblems(form, TODAY, drugId => drugId !== 'diazepam').map(problem => `${problem.field}:${problem.word}`)

describe('a receipt', () => {
  it('BR-32: an expiry of a month is its last day, and quantities are whole smallest units', () => {
    expect(words(receipt([line()]))).toEqual([])
    expect(receiptMovements(receipt([line({ batch: ' b1 x', quantity: '1.000' })]), NOW)[0]).toMatchObject({ batch: { number: 'B1 X', expiresOn: '2027-03-31' }, quantity: 1000, reason: 'diterima', document: 'SBBK-7', party: 'Gudang farmasi' })
  })

  it('names each mistake at its own field, also of the second line', () => {
    expect(words(emptyReceipt(TODAY))).toEqual(['document:errDocument', 'from:errFrom', 'drugId0:errDrug', 'batch0:errBatch', 'expires0:errExpires', 'quantity0:errQuantity'])
    expect(words(receipt([line(), line({ batch: 'B2', expires: '13/2027', quantity: '0' })], { on: '2025-12-18' }))).toEqual(['receivedOn:errDayFuture', 'expires1:errExpires', 'quantity1:errQuantity'])
    expect(words(receipt([line({ quantity: '99.000.000' })]))).toEqual(['quantity0:errQuantityBig'])
    expect(words(receipt([line(), line({ batch: 'b1', quantity: '5' })]))).toEqual(['batch1:errSameLine'])
  })

  it('BR-38: refuses a drug that may not be held here, at its own line', () => {
    expect(words(receipt([line(), line({ drugId: 'diazepam', batch: 'B2' })]))).toEqual(['drugId1:errControlled'])
  })

  it('what has arrived is recorded even when it is expired; a near or another expiry is said', () => {
    expect(words(receipt([line({ expires: '11/2025' })]))).toEqual([])
    expect(lineWarnings(line({ expires: '11/2025' }), [], TODAY)).toEqual([{ kind: 'expired' }])
    expect(lineWarnings(line({ expires: '16/01/2026' }), [], TODAY)).toEqual([{ kind: 'soon', days: 30 }])
    const held = [...foldBalances(receiptMovements(receipt([line({ expires: '06/2027' })]), NOW)).values()]
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
    const movement = receiptMovements(form, NOW)[0]
    expect(receiptOf(movement ?? {}, TODAY)).toEqual(form)
  })

  it('keeps the fund of programme stock, and says no fund where it is the usual one or the cooperative', () => {
    const [usual, jkn, ours] = receiptMovements(receipt([line(), line({ fund: 'jkn' }), line({ source: 'koperasi', fund: 'jkn' })]), NOW)
    expect([usual && 'fund' in usual, jkn?.fund, ours && 'fund' in ours]).toEqual([false, 'jkn', false])
    expect(words(receipt([line(), line({ fund: 'jkn' })]))).toEqual([])
    expect(words(receipt([line({ fund: 'apa' })]))).toEqual(['fund0:errFund'])
    expect(words(receipt([line({ source: 'lain' })]))).toEqual(['source0:errSource'])
    expect(receiptOf(jkn ?? {}, TODAY).lines[0]?.fund).toBe('jkn')
  })

  it('carries the moment of what came today, and none for what came before', () => {
    expect(receiptMovements(receipt([line()]), NOW)[0]?.at).toBe(NOW)
    expect(receiptMovements(receipt([line()], { on: '2025-12-16' }), NOW)[0]).not.toHaveProperty('at')
  })
})

describe('a scanned box', () => {
  const drugs = [{ id: 'oralit', packs: [{ name: 'dus', size: 100, barcode: '8991234567891' }] }]
  const code = (changes: Partial<BoxCode> = {}): BoxCode => ({ gtin: '08991234567891', batch: 'b7', expiresOn: day('2027-03-31'), serial: null, ...changes })

  it('fills drug, batch, expiry and a pack; the same box again is a second pack', () => {
    const lines = [emptyLine()]
    expect(scanInto(lines, code(), drugs)).toEqual({ kind: 'filled', index: 0, known: true })
    expect(lines[0]).toMatchObject({ drugId: 'oralit', batch: 'B7', expires: '03/2027', packCount: '1', packSize: '100', quantity: '100', source: 'program' })
    expect(scanInto(lines, code(), drugs)).toEqual({ kind: 'counted', index: 0, known: true })
    expect(lines).toMatchObject([{ packCount: '2', quantity: '200' }])
    expect(scanInto(lines, code({ batch: 'B8' }), drugs)).toEqual({ kind: 'filled', index: 1, known: true })
  })

  it('leaves the drug to the person where the catalogue does not know the code, and guesses nothing from a plain EAN', () => {
    const lines = [line(), emptyLine({ source: 'program', fund: 'jkn' })]
    expect(scanInto(lines, code({ gtin: '00000096385074' }), drugs)).toEqual({ kind: 'filled', index: 1, known: false })
    expect(lines[1]).toMatchObject({ drugId: '', batch: 'B7', expires: '03/2027', quantity: '', fund: 'jkn' })
    expect(scanInto(lines, code({ batch: null, expiresOn: null }), drugs)).toEqual({ kind: 'filled', index: 2, known: true })
    expect(lines[2]).toMatchObject({ drugId: 'oralit', batch: '', expires: '', quantity: '100', fund: 'jkn' })
  })

  it('says when the receipt is full', () => {
    const lines = Array.from({ length: MOST_LINES }, (_, index) => line({ batch: `B${index}` }))
    expect(scanInto(lines, code({ batch: 'LAIN' }), drugs)).toEqual({ kind: 'full' })
    expect(lines).toHaveLength(MOST_LINES)
  })
})
