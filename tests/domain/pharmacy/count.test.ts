import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import { movementSchema } from '#domain/records/stock-movement.ts'
import {
  approvedLines, countsBefore, differencePostings, frozen, linesThatCount, mayApprove, movementMoment, reconcile, shortRef, stillOutstanding, unexplained, type CountLine, type Moved,
} from '#domain/rules/pharmacy/count.ts'
import { reverseMovement, reversalId } from '#domain/rules/pharmacy/dispense.ts'
import { BATCH, move, sampleLine } from './count-sample.ts'

const post = (lines: readonly CountLine[], movements: readonly Moved[]): Moved[] => differencePostings('opname', 'KIARA-02-0001', reconcile('opname', lines, movements))
const total = (movements: readonly Moved[]): number => movements.reduce((sum, { data }) => sum + data.quantity, 0)
const upTo = (moment: string, movements: readonly Moved[]): number => total(movements.filter(({ data }) => movementMoment(data) <= moment))

describe('BR-37: a count against the ledger of its moment', () => {
  test('system 118, counted 115: difference −3, a reason is asked for, and −3 is posted', () => {
    const lines = [sampleLine('l1')]
    const movements = [move(120, '2025-12-01'), move(-2, '2025-12-17T09:30:00')]
    const [batch] = reconcile('opname', lines, movements)
    expect(batch).toMatchObject({ system: 118, counted: 115, difference: -3, posted: 0, outstanding: -3 })
    expect(unexplained(reconcile('opname', lines, movements))).toHaveLength(1)
    expect(unexplained(reconcile('opname', [sampleLine('l1', { reason: 'tablet pecah' })], movements))).toEqual([])
    const [posted] = post(lines, movements)
    expect(posted?.data).toMatchObject({ quantity: -3, reason: 'selisih', documentId: 'opname', document: 'KIARA-02-0001', on: '2025-12-17', at: '2025-12-17T10:00:00' })
    expect(movementSchema.safeParse(posted?.data).success).toBe(true)
  })

  test('work goes on: what moved after the count is no difference', () => {
    expect(post([sampleLine('l1', { counted: 118 })], [move(120, '2025-12-01'), move(-2, '2025-12-17T09:30:00'), move(-7, '2025-12-17T10:00:01'), move(500, '2025-12-18')])).toEqual([])
  })

  test('a movement at the very second of the count is before it', () => {
    expect(reconcile('opname', [sampleLine('l1')], [move(118, '2025-12-01'), move(-3, '2025-12-17T10:00:00')])[0]?.difference).toBe(0)
  })

  test('without a moment of its own day a movement counts from the start of its day', () => {
    expect(movementMoment(move(5, '2025-12-17').data)).toBe('2025-12-17T00:00:00')
    // Received on the 15th, entered two days later after the count: on the shelf it was there when it was counted.
    expect(movementMoment(move(5, '2025-12-15', { at: '2025-12-17T11:00:00' }).data)).toBe('2025-12-15T00:00:00')
    expect(movementMoment(move(5, '2025-12-17T11:00:00').data)).toBe('2025-12-17T11:00:00')
  })

  test('what is still to post is the same from the sums by day as from the whole ledger', () => {
    const moment = fc.constantFrom('2025-12-16', '2025-12-16T23:59:59', '2025-12-17', '2025-12-17T09:59:59', '2025-12-17T10:00:00', '2025-12-17T10:00:01', '2025-12-18')
    const one = fc.record({ quantity: fc.integer({ min: -9, max: 9 }).filter(n => n !== 0), at: moment, posts: fc.constantFrom(null, 'opname', 'opname lain') })
    fc.assert(fc.property(fc.array(one, { maxLength: 12 }), fc.integer({ min: 0, max: 20 }), (moves, counted) => {
      const movements = moves.map(({ quantity, at, posts }) => move(quantity, at, posts === null ? {} : { reason: 'selisih', documentId: posts }))
      const line = sampleLine('l1', { counted })
      const near = movements.filter(({ data }) => data.on === '2025-12-17' || data.documentId === 'opname')
      expect(stillOutstanding('opname', line, total(movements.filter(({ data }) => data.on < '2025-12-17')), near)).toBe(reconcile('opname', [line], movements)[0]?.outstanding)
    }))
  })

  test('each batch and fund by itself', () => {
    const other = [
      move(9, '2025-12-01', { batch: { number: 'A1', expiresOn: day('2026-04-30') } }), move(9, '2025-12-01', { fund: 'jkn' }), move(9, '2025-12-01', { source: 'koperasi' }),
      move(9, '2025-12-01', { drugId: 'lain' }),
    ]
    expect(reconcile('opname', [sampleLine('l1')], [move(115, '2025-12-01', { fund: 'program' }), ...other])[0]).toMatchObject({ system: 115, difference: 0 })
    const found = sampleLine('l2', { fund: 'jkn', counted: 4 })
    expect(post([found], other)[0]?.data).toMatchObject({ fund: 'jkn', quantity: -5 })
  })

  test('a batch that the ledger does not know is all difference', () => {
    expect(post([sampleLine('l1', { batch: { number: 'BARU', expiresOn: day('2027-01-31') }, counted: 12 })], [move(118, '2025-12-01')])[0]?.data.quantity).toBe(12)
  })
})

describe('which line of a batch counts', () => {
  const first = sampleLine('l1')
  test('the latest; at the same moment the explained one; then the greater id', () => {
    expect(countsBefore(sampleLine('a', { at: '2025-12-17T10:00:01' }), first)).toBe(true)
    expect(countsBefore(sampleLine('a', { reason: 'pecah' }), first)).toBe(true)
    expect(countsBefore(sampleLine('l2'), first)).toBe(true)
    expect(countsBefore(sampleLine('l0'), first)).toBe(false)
    expect(countsBefore(sampleLine('z', { at: '2025-12-17T09:59:59', reason: 'pecah' }), first)).toBe(false)
  })
  test('the same in every order of arrival', () => {
    const lines = [first, sampleLine('l2', { counted: 116 }), sampleLine('l3', { at: '2025-12-17T09:00:00' }), sampleLine('l0', { reason: 'pecah' })]
    fc.assert(fc.property(fc.shuffledSubarray(lines, { minLength: 4, maxLength: 4 }), shuffled => {
      expect([...linesThatCount(shuffled).values()].map(line => line.id)).toEqual(['l0'])
    }))
  })
})

describe('nothing is posted twice', () => {
  const lines = [sampleLine('l1')]
  const before = [move(118, '2025-12-01')]
  test('what is posted is left out the next time', () => {
    expect(post(lines, [...before, ...post(lines, before)])).toEqual([])
  })
  test('two approvers who know the same write the very same entry', () => {
    expect(post(lines, before)).toEqual(post([...lines].reverse(), [...before].reverse()))
    expect(post(lines, before)[0]?.id).toBe(`opname-d${shortRef('amlodipin-5-mg-tablet|program|A1|2026-03-31')}`)
  })
  test('a correction has its own id, and the next one another', () => {
    const [first] = post(lines, before) as [Moved]
    const late = move(-2, '2025-12-16')
    const [second] = post(lines, [...before, first, late]) as [Moved]
    expect([second.id, second.data.quantity]).toEqual([`${first.id}-k1`, 2])
    const [third] = post(lines, [...before, first, late, second, move(1, '2025-12-16')]) as [Moved]
    expect([third.id, third.data.quantity]).toEqual([`${first.id}-k2`, -1])
  })
  test('a posting that was taken back is still to post, under a new id', () => {
    const [first] = post(lines, before) as [Moved]
    const back: Moved = { id: reversalId(first.id), data: reverseMovement(first, day('2025-12-18'), 'salah', '2025-12-18T08:00:00') }
    const [again] = post(lines, [...before, first, back]) as [Moved]
    expect([again.id, again.data.quantity]).toEqual([`${first.id}-k1`, -3])
  })
  test('with a UUID of a count the ids stay within 64 characters, reversal and all', () => {
    const id = '0193d1c0-1111-7222-8333-444455556666'
    const [first] = differencePostings(id, 'N', reconcile(id, lines, before)) as [Moved]
    expect(reversalId(`${first.id}-k99`).length).toBeLessThanOrEqual(64)
  })
  test('references of five thousand batches differ', () => {
    const refs = Array.from({ length: 5000 }, (_, index) => shortRef(`parasetamol-500-mg-tablet|program|B${index}|2027-01-31`))
    expect(new Set(refs).size).toBe(5000)
    expect(refs.every(ref => /^[0-9a-f]{12}$/.test(ref))).toBe(true)
    expect(shortRef('')).toBe((0xcbf2n ^ 0x9ce484222325n).toString(16))
  })
})

describe('who approves, and what', () => {
  test('BR-37: not who counted, not who closed the counting; another may', () => {
    const submitted = { by: 'perawat', at: '2025-12-17T11:00:00', note: '', leftOut: [] }
    expect(mayApprove('bidan', submitted, [sampleLine('l1')])).toBe(false)
    expect(mayApprove('perawat', submitted, [sampleLine('l1')])).toBe(false)
    expect(mayApprove('kapus', submitted, [sampleLine('l1')])).toBe(true)
  })
  test('a line that arrives after approval changes nothing that was approved, and is shown', () => {
    const lines = [sampleLine('l1', { reason: 'pecah' }), sampleLine('l0')]
    const approval = { by: 'kapus', at: '2025-12-18T08:00:00', note: '', ...frozen(reconcile('opname', lines, [move(118, '2025-12-01')])) }
    const late = sampleLine('l9', { at: '2025-12-17T12:00:00', counted: 99, by: 'perawat' })
    const found = sampleLine('l8', { batch: { number: 'LAIN', expiresOn: BATCH.expiresOn } })
    const older = sampleLine('l7', { at: '2025-12-17T09:00:00' })
    const now = approvedLines(approval, [late, ...lines, found, older])
    expect(now.approved).toEqual([{ line: lines[0], system: 118 }])
    expect(now.late.map(line => line.id).sort()).toEqual(['l8', 'l9'])
  })
})

/** Anything that moves a few batches over three days, with and without a moment. */
const seconds = fc.integer({ min: 0, max: 3 * 86_400 - 1 }).map(n => new Date(Date.UTC(2025, 11, 16) + n * 1000).toISOString().slice(0, 19))
const batchNumber = fc.constantFrom('A1', 'B2', 'C3')
const movementArbitrary = fc.record({ quantity: fc.integer({ min: -50, max: 50 }).filter(n => n !== 0), at: fc.oneof(seconds, seconds.map(at => at.slice(0, 10))), number: batchNumber })
  .map(({ quantity, at, number }) => move(quantity, at, { batch: { ...BATCH, number } }))
const lineArbitrary = fc.record({ at: seconds, number: batchNumber, counted: fc.nat(80), reason: fc.constantFrom('', 'pecah'), by: fc.constantFrom('bidan', 'perawat') })
const linesArbitrary = fc.array(lineArbitrary, { minLength: 1, maxLength: 8 })
  .map(lines => lines.map(({ number, ...line }, index) => sampleLine(`l${index}`, { ...line, batch: { ...BATCH, number } })))

describe('BR-37: any interleaving of movements and moments of counting', () => {
  test('after posting, the ledger at the moment is what was counted, and later movements go on from there', () => {
    fc.assert(fc.property(linesArbitrary, fc.array(movementArbitrary, { maxLength: 30 }), (lines, movements) => {
      const all = [...movements, ...post(lines, movements)]
      for (const { line } of reconcile('opname', lines, all)) {
        const own = all.filter(({ data }) => data.batch.number === line.data.batch.number)
        expect(upTo(line.data.at, own)).toBe(line.data.counted)
        expect(total(own)).toBe(line.data.counted + total(movements.filter(({ data }) => data.batch.number === line.data.batch.number && movementMoment(data) > line.data.at)))
      }
    }))
  })
  test('whatever was known at approval, late entries and corrections end at the same balance as knowing all', () => {
    fc.assert(fc.property(linesArbitrary, fc.array(fc.tuple(movementArbitrary, fc.nat(3)), { maxLength: 30 }), (lines, arriving) => {
      const all = arriving.map(([movement]) => movement)
      let ledger: Moved[] = []
      for (let wave = 0; wave <= 3; wave += 1) {
        ledger.push(...arriving.filter(([, arrives]) => arrives === wave).map(([movement]) => movement))
        const posted = post(lines, ledger)
        expect(posted.filter(({ id }) => ledger.some(known => known.id === id))).toEqual([])
        ledger = [...posted, ...ledger]
      }
      const atOnce = [...all, ...post(lines, all)]
      for (const number of ['A1', 'B2', 'C3']) {
        const of = (movements: readonly Moved[]): number => total(movements.filter(({ data }) => data.batch.number === number))
        expect(of(ledger)).toBe(of(atOnce))
      }
    }))
  })
  test('a second count stands on the first: each in turn, and both are right at their moments', () => {
    fc.assert(fc.property(fc.array(movementArbitrary, { maxLength: 30 }), seconds, seconds, fc.nat(80), fc.nat(80), fc.boolean(), (movements, atA, atB, a, b, bFirst) => {
      fc.pre(atA < atB)
      const counts = [{ id: 'a', lines: [sampleLine('la', { countId: 'a', at: atA, counted: a })] }, { id: 'b', lines: [sampleLine('lb', { countId: 'b', at: atB, counted: b })] }]
      let ledger = movements.filter(({ data }) => data.batch.number === 'A1')
      // Two rounds: the later count, approved first, is corrected by what the earlier one posts before its moment.
      for (const count of [...(bFirst ? [...counts].reverse() : counts), ...counts]) ledger = [...ledger, ...differencePostings(count.id, count.id, reconcile(count.id, count.lines, ledger))]
      expect([upTo(atA, ledger), upTo(atB, ledger)]).toEqual([a, b])
    }))
  })
})
