import { beforeEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '#domain/core/json.ts'
import type { Kind } from '#domain/records/index.ts'
import type { Verdict } from '#sync/judge.ts'
import { CLINICAL, fresh, MOVEMENT, opOf, SmallWorld, STOCK, VISIT } from './small-world.ts'

/** Somebody who works at two pustu, and a paper of one that is named at the other. */
const TERITIH = 'pustu:pustu-teritih/stock'
const TERITIH_CLINICAL = 'pustu:pustu-teritih/clinical'
const COUNT = { number: 'KIARA-02-0001', openedAt: '2025-12-17T09:00:00', openedBy: 'bidan', source: 'program', drugIds: [], submitted: null, returned: null, approval: null, cancelled: null } as const
const LINE = { countId: 'opname', drugId: 'parasetamol-500', source: 'program', batch: MOVEMENT.batch, counted: 97, at: '2025-12-17T10:00:00', reason: 'pecah', by: 'bidan' } as const
const GIVEN = {
  number: 'KIARA-02-0002', on: '2025-12-17', time: '09:10', source: 'program', visitId: null, taker: { kind: 'umum', id: null, name: '', member: null }, prescription: null,
  lines: [{ drugId: 'parasetamol-500', drug: 'Parasetamol', unit: 'tablet', quantity: 10, unitPrice: 0, amount: 0, batches: [{ batch: MOVEMENT.batch, quantity: 10 }], directions: null, signa: '' }],
  total: 0, payment: { method: 'gratis', paid: 0, change: 0, reference: '' }, reverses: null, reason: '', by: 'bidan',
} as const
const BACK = { ...GIVEN, lines: [{ ...GIVEN.lines[0], quantity: -10, batches: [{ batch: MOVEMENT.batch, quantity: -10 }] }], reverses: 'h', reason: 'tidak jadi' } as const

let world: SmallWorld
const create = (kind: Kind, id: string, data: JsonObject, stream = STOCK, actor = 'bidan') =>
  opOf({ kind, id, act: 'create', stream, actor, schema: kind === 'stock-movement' ? 2 : 1, set: fresh(data) })
const outcome = (verdict: Verdict): string => (verdict.outcome === 'quarantined' ? verdict.breaks.map(found => `${found.rule} ${found.field}`).join(', ') : verdict.outcome)
const difference = (id: string) => ({ ...MOVEMENT, quantity: -40, reason: 'selisih', on: '2025-12-17', at: '2025-12-17T10:00:00', document: '', party: '', documentId: id }) as unknown as JsonObject

beforeEach(() => {
  world = new SmallWorld()
  for (const stream of [STOCK, TERITIH, CLINICAL, TERITIH_CLINICAL]) world.grant('bidan', stream, 'nakes').grant('perawat', stream, 'nakes')
})

describe('a paper of one pustu says nothing at another', () => {
  test('a difference is not posted for a count of another pustu, whoever counted there', () => {
    for (const op of [create('stock-count', 'opname', COUNT), create('count-line', 'l1', LINE)]) expect(outcome(world.take(op))).toBe('applied')
    world.take(opOf({ kind: 'stock-count', id: 'opname', act: 'patch', stream: STOCK, baseRev: 1, set: { submitted: { from: null, to: { by: 'bidan', at: '2025-12-17T11:00:00', note: '', leftOut: [] } } } }))
    expect(outcome(world.take(create('stock-movement', 'd1', difference('opname'), TERITIH)))).toContain('other-place documentId')
    expect(outcome(world.take(create('count-line', 'l2', LINE, TERITIH)))).toBe('other-place countId')
  })

  test('a hand-over of another pustu is not taken back here: its own take-backs are not seen from here', () => {
    expect(outcome(world.take(create('handover', 'h', GIVEN)))).toBe('applied')
    expect(outcome(world.take(create('handover', 'h-batal', BACK)))).toBe('applied')
    expect(outcome(world.take(create('handover', 'h-lagi', BACK, TERITIH)))).toBe('other-place reverses')
    expect(outcome(world.take(create('stock-movement', 'm', { ...MOVEMENT })))).toBe('applied')
    expect(outcome(world.take(create('stock-movement', 'm-balik', { ...MOVEMENT, quantity: -100, reason: 'dibalik', reverses: 'm' }, TERITIH)))).toBe('other-place reverses')
  })

  test('what is not known here is still not judged, and another purpose is looked at across', () => {
    expect(outcome(world.take(create('stock-movement', 'm-balik', { ...MOVEMENT, quantity: -100, reason: 'dibalik', reverses: 'm' }, TERITIH)))).toBe('applied')
    world.take(create('visit', 'v', { ...VISIT, author: 'bidan' }, CLINICAL))
    expect(outcome(world.take(create('handover', 'h', { ...GIVEN, visitId: 'v' })))).toBe('applied')
  })

  test('what was moved away from here may still be named by who had not heard of it', () => {
    world.take(create('stock-count', 'opname', COUNT, TERITIH))
    expect(outcome(world.take(create('count-line', 'l1', LINE)))).toBe('other-place countId')
    world.tombstones.add(`${STOCK} opname`)
    expect(outcome(world.take(create('count-line', 'l1', LINE)))).toBe('applied')
  })
})
