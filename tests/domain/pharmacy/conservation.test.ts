import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import { FUNDS, MOVEMENT_REASONS, stockMovement, type MovementData, type MovementReason } from '#domain/records/stock-movement.ts'
import { balanceKey, foldBalances } from '#domain/rules/pharmacy/balance.ts'
import { reverseMovement } from '#domain/rules/pharmacy/dispense.ts'
import { flowOf, foldMonths, LEDGER_COLUMNS, netOf, noFlows, reasonUndone, type Flows, type LedgerColumn } from '#domain/rules/pharmacy/ledger.ts'
import { checkMovement } from '#domain/rules/pharmacy/movement-rules.ts'
import { sampleMovement } from './sample.ts'

const DIRECT = MOVEMENT_REASONS.filter(reason => reason !== 'dibalik' && reason !== 'dikembalikan')
const OUTGOING: ReadonlySet<MovementReason> = new Set(['diserahkan', 'dikirim', 'diretur', 'dimusnahkan'])

/** A movement of one of three batches, of any direct reason, with or without what version 2 added. */
const direct = fc.record({
  drug: fc.constantFrom('a', 'b'), source: fc.constantFrom('program' as const, 'koperasi' as const), batch: fc.constantFrom('1', '2', '3'), reason: fc.constantFrom(...DIRECT),
  amount: fc.integer({ min: 1, max: 500 }), sign: fc.boolean(), daysAgo: fc.integer({ min: 0, max: 200 }), fund: fc.option(fc.constantFrom(...FUNDS), { nil: undefined }), isOld: fc.boolean(),
}).map(({ drug, source, batch, reason, amount, sign, daysAgo, fund, isOld }): MovementData => {
  // Version 1 knew receipts, hand-overs and their reversals only, and no fund.
  const known = isOld ? (sign ? 'diterima' : 'diserahkan') : reason
  const quantity = known === 'selisih' ? (sign ? amount : -amount) : OUTGOING.has(known) ? -amount : amount
  return sampleMovement({
    drugId: drug, source, batch: { number: batch, expiresOn: day('2027-01-31') }, reason: known, quantity, on: addDays(day('2025-12-17'), -daysAgo),
    ...(isOld || fund === undefined || source === 'koperasi' ? {} : { fund, at: '2025-12-17T08:00:00' }),
  })
})

/** A ledger: direct movements, some taken back whole and some hand-overs brought back in part, in any order. */
const ledger = fc.array(fc.tuple(direct, fc.constantFrom('keep', 'undo', 'undo-v1', 'return')), { maxLength: 60 }).chain(list => {
  const lines = list.flatMap(([movement, fate], index): MovementData[] => {
    const undone = reverseMovement({ id: `m${index}`, data: movement }, movement.on, 'salah')
    if (fate === 'undo') return [movement, undone]
    if (fate === 'return' && movement.reason === 'diserahkan') return [movement, { ...movement, reason: 'dikembalikan', quantity: Math.ceil(-movement.quantity / 2), reverses: `m${index}` }]
    // Version 1 wrote no `undoes`; what it took back was a receipt or a hand-over.
    const { undoes: _, ...bare } = undone
    return fate === 'undo-v1' && (movement.reason === 'diterima' || movement.reason === 'diserahkan') ? [movement, bare] : [movement]
  })
  return fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length }))
})

const sumOf = (flows: Iterable<Flows>): Flows => {
  const sum = noFlows()
  for (const flow of flows) for (const column of LEDGER_COLUMNS) sum[column] += flow[column]
  return sum
}

describe('nothing is lost and nothing appears', () => {
  test('per batch: received + moved in + difference − used − moved out − returned − lost = on hand', () => {
    fc.assert(fc.property(ledger, ([lines]) => {
      for (const [key, balance] of foldBalances(lines)) {
        const flows = noFlows()
        for (const line of lines.filter(movement => balanceKey(movement) === key)) {
          const { column, amount } = flowOf(line)
          flows[column] += amount
        }
        expect(flows.received + flows.movedIn + flows.difference - flows.used - flows.movedOut - flows.returned - flows.lost).toBe(balance.quantity)
      }
    }))
  })

  test('the months of a drug, source and fund add up to what its batches hold, and each month to its days', () => {
    fc.assert(fc.property(ledger, ([lines, shuffled]) => {
      const months = foldMonths(lines)
      const held = new Map<string, number>()
      for (const batch of foldBalances(lines).values()) held.set(`${batch.drugId}|${batch.source}|${batch.fund}`, (held.get(`${batch.drugId}|${batch.source}|${batch.fund}`) ?? 0) + batch.quantity)
      for (const [key, quantity] of held) expect(netOf(sumOf([...months].filter(([month]) => month.startsWith(`${key}|`)).map(([, month]) => month.flows)))).toBe(quantity)
      for (const month of months.values()) expect(Object.values(month.days).reduce((sum, net) => sum + net, 0)).toBe(netOf(month.flows))
      expect(foldMonths(shuffled)).toEqual(months)
    }))
  })

  test('what is taken back leaves no trace in the columns, whatever it was', () => {
    fc.assert(fc.property(direct, movement => {
      const undone = reverseMovement({ id: 'm1', data: movement }, movement.on, 'salah')
      expect(reasonUndone(undone)).toBe(movement.reason)
      expect([...foldMonths([movement, undone]).values()].map(month => month.flows)).toEqual([noFlows()])
      expect([...foldBalances([movement, undone]).values()].map(batch => batch.quantity)).toEqual([0])
      const broken = checkMovement(undone, { id: 'x', actor: 'a', roles: [], stream: '', before: null, found: () => [{ id: 'm1', kind: 'stock-movement', stream: '', rev: 1, state: 'live', data: movement as never }] })
      expect(broken).toEqual([])
    }))
  })

  const COLUMNS: Readonly<Record<MovementReason, readonly [quantity: number, column: LedgerColumn, amount: number]>> = {
    diterima: [10, 'received', 10], pindahan: [10, 'movedIn', 10], diserahkan: [-10, 'used', 10], dikembalikan: [4, 'used', -4], dikirim: [-10, 'movedOut', 10],
    diretur: [-10, 'returned', 10], dimusnahkan: [-10, 'lost', 10], selisih: [-3, 'difference', -3], dibalik: [10, 'used', -10],
  }
  test.each(Object.entries(COLUMNS))('%s counts in its own column, with its natural sign', (reason, [quantity, column, amount]) => {
    expect(flowOf({ reason: reason as MovementReason, quantity })).toEqual({ column, amount })
  })

  test('rows of version 1, without fund, moment or what they undo, count with those of version 2', () => {
    const old = [sampleMovement({ quantity: 100 }), sampleMovement({ quantity: -30, reason: 'diserahkan' }), sampleMovement({ quantity: 30, reason: 'dibalik', reverses: 'm2' }), sampleMovement({ quantity: -100, reason: 'dibalik', reverses: 'm1' })]
    for (const row of old) expect(stockMovement.schema.safeParse(row).success).toBe(true)
    const [month] = foldMonths(old).values()
    expect(month).toMatchObject({ fund: 'program', flows: noFlows() })
    const [batch, ...others] = foldBalances([...old, sampleMovement({ quantity: 7, fund: 'program', at: '2025-10-01T09:00:00' })]).values()
    expect([batch?.quantity, others.length]).toEqual([7, 0])
  })

  test('two funds of one batch number are two ledgers (BR-35)', () => {
    const balances = foldBalances([sampleMovement({ quantity: 10 }), sampleMovement({ quantity: 10, fund: 'jkn' }), sampleMovement({ quantity: -4, reason: 'diserahkan', fund: 'jkn' }), sampleMovement({ quantity: 5, source: 'koperasi' })])
    expect([...balances.values()].map(batch => [batch.source, batch.fund, batch.quantity])).toEqual([['program', 'program', 10], ['program', 'jkn', 6], ['koperasi', 'program', 5]])
    expect(foldMonths([sampleMovement({ quantity: 10 }), sampleMovement({ quantity: 10, fund: 'jkn' })]).size).toBe(2)
  })
})
