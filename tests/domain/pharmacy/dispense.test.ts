import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import { foldBalances, type Balance } from '#domain/rules/pharmacy/balance.ts'
import { decideDispense, reverseMovement, type DispenseRequest } from '#domain/rules/pharmacy/dispense.ts'
import { checkMovement } from '#domain/rules/pharmacy/movement-rules.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { sampleMovement } from './sample.ts'

const TODAY = day('2025-12-17')
const DRUG = 'amlodipin-5-mg-tablet'
const receipt = (number: string, expiresOn: string, quantity: number, source: MovementData['source'] = 'program'): MovementData => sampleMovement({ batch: { number, expiresOn: day(expiresOn) }, quantity, source })
const balancesOf = (...movements: MovementData[]): Balance[] => [...foldBalances(movements).values()]
const request = (quantity: number, changes: Partial<DispenseRequest> = {}): DispenseRequest => ({ drugId: DRUG, source: 'program', quantity, today: TODAY, visitId: 'v1', ...changes })
const SOON = receipt('SOON', '2026-01-31', 20)
const LATE = receipt('LATE', '2026-06-30', 50)
const EXPIRED = receipt('OLD', '2025-12-16', 30)
const keyOf = (movement: MovementData): string => balancesOf(movement)[0]?.key ?? ''

describe('handing out', () => {
  test('BR-31: takes soonest expiry first, as negative movements of the visit', () => {
    const decided = decideDispense(balancesOf(LATE, SOON), request(30))
    expect(decided.ok && decided.value.map(one => [one.batch.number, one.quantity, one.reason, one.visitId, one.override, one.on])).toEqual([
      ['SOON', -20, 'diserahkan', 'v1', null, TODAY], ['LATE', -10, 'diserahkan', 'v1', null, TODAY],
    ])
  })

  test('BR-30: one device never goes below zero: nothing is taken, the shortfall and the expired stock are told', () => {
    expect(decideDispense(balancesOf(SOON, EXPIRED), request(25))).toEqual({ ok: false, error: { kind: 'shortfall', available: 20, shortfall: 5, expired: 30 } })
  })

  test('BR-35: cooperative stock does not make up for programme stock', () => {
    const held = balancesOf(SOON, receipt('KOP', '2026-06-30', 500, 'koperasi'))
    expect(decideDispense(held, request(25))).toMatchObject({ ok: false, error: { kind: 'shortfall', available: 20 } })
    const decided = decideDispense(held, request(25, { source: 'koperasi' }))
    expect(decided.ok && decided.value.map(one => [one.source, one.batch.number])).toEqual([['koperasi', 'KOP']])
  })

  test('BR-34: another batch than the first needs a reason, which is kept', () => {
    const held = balancesOf(SOON, LATE)
    expect(decideDispense(held, request(5, { chosen: { key: keyOf(LATE), reason: ' ' } }))).toEqual({ ok: false, error: { kind: 'override-needs-reason' } })
    const decided = decideDispense(held, request(5, { chosen: { key: keyOf(LATE), reason: 'Kemasan SOON rusak' } }))
    expect(decided.ok && decided.value.map(one => [one.batch.number, one.override])).toEqual([['LATE', 'Kemasan SOON rusak']])
  })

  test('BR-34: choosing the first batch is no override', () => {
    const decided = decideDispense(balancesOf(SOON, LATE), request(5, { chosen: { key: keyOf(SOON), reason: '' } }))
    expect(decided.ok && decided.value.map(one => one.override)).toEqual([null])
  })

  test('BR-32: a chosen batch that has expired stays blocked, one that is too small is not overdrawn', () => {
    expect(decideDispense(balancesOf(EXPIRED), request(5, { chosen: { key: keyOf(EXPIRED), reason: 'darurat' } }))).toEqual({ ok: false, error: { kind: 'expired-batch', expiresOn: '2025-12-16' } })
    expect(decideDispense(balancesOf(SOON, LATE), request(21, { chosen: { key: keyOf(SOON), reason: 'x' } }))).toMatchObject({ ok: false, error: { kind: 'shortfall', available: 20, shortfall: 1 } })
    expect(decideDispense(balancesOf(SOON), request(1, { chosen: { key: 'other', reason: 'x' } }))).toEqual({ ok: false, error: { kind: 'unknown-batch' } })
  })

  test.each([0, -3, 2.5])('%d units are no request', quantity => {
    expect(decideDispense(balancesOf(SOON), request(quantity))).toEqual({ ok: false, error: { kind: 'invalid-quantity', requested: quantity } })
  })

  test('however often it is asked, no batch goes below zero, and received − handed out = on hand', () => {
    const receipts = fc.array(fc.tuple(fc.integer({ min: -10, max: 100 }), fc.integer({ min: 1, max: 80 })), { maxLength: 8 })
    fc.assert(fc.property(receipts, fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 20 }), (incoming, requests) => {
      const ledger = incoming.map(([expiry, quantity], index) => receipt(`B${index}`, addDays(TODAY, expiry), quantity))
      let handedOut = 0
      for (const quantity of requests) {
        const decided = decideDispense(foldBalances(ledger).values(), request(quantity))
        if (!decided.ok) continue
        expect(decided.value.flatMap(one => checkMovement(one, { id: 'x', actor: 'a', roles: [], stream: '', before: null, found: () => [] }))).toEqual([])
        handedOut += quantity
        ledger.push(...decided.value)
      }
      const balances = balancesOf(...ledger)
      expect(balances.filter(balance => balance.quantity < 0)).toEqual([])
      expect(balances.reduce((sum, balance) => sum + balance.quantity, 0)).toBe(incoming.reduce((sum, [, quantity]) => sum + quantity, 0) - handedOut)
    }))
  })

  test('a reversing entry brings the balance back to what it was', () => {
    const decided = decideDispense(balancesOf(SOON), request(5))
    const original = { id: 'm1', data: (decided.ok ? decided.value[0] : undefined) as MovementData }
    const back = reverseMovement(original, TODAY, 'Salah pasien')
    expect(back).toMatchObject({ quantity: 5, reason: 'dibalik', reverses: 'm1' })
    expect(balancesOf(SOON, original.data, back)[0]?.quantity).toBe(20)
  })
})
