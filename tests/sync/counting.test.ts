import { beforeEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '#domain/core/json.ts'
import { shortRef } from '#domain/rules/pharmacy/count.ts'
import type { Verdict } from '#sync/judge.ts'
import { fresh, MOVEMENT, opOf, SmallWorld, STOCK } from './small-world.ts'

/** What the server makes of a count that several tablets and people have had their hands on (BR-37). */
const AT = '2025-12-17T10:00:00'
const COUNT = { number: 'KIARA-02-0001', openedAt: '2025-12-17T09:00:00', openedBy: 'bidan', source: 'program', drugIds: [], submitted: null, returned: null, approval: null, cancelled: null } as const
const LINE = { countId: 'opname', drugId: 'parasetamol-500', source: 'program', batch: { number: 'B1', expiresOn: '2027-01-31' }, counted: 97, at: AT, reason: 'pecah', by: 'bidan' } as const
const SUBMITTED = { by: 'bidan', at: '2025-12-17T11:00:00', note: '', leftOut: [] } as const
const KEY = `opname-d${shortRef('parasetamol-500|program|B1|2027-01-31')}`

let world: SmallWorld
const code = (verdict: Verdict): string => (verdict.outcome === 'quarantined' ? verdict.code : verdict.outcome)
const rules = (verdict: Verdict): string[] => (verdict.outcome === 'quarantined' ? verdict.breaks.map(found => found.rule) : [])
const create = (kind: 'stock-count' | 'count-line' | 'stock-movement', id: string, data: JsonObject, actor: string) =>
  opOf({ kind, id, act: 'create', stream: STOCK, actor, schema: kind === 'stock-movement' ? 2 : 1, set: fresh(data) })
const patch = (set: Record<string, { from: JsonObject | null; to: JsonObject | null }>, actor: string) => opOf({ kind: 'stock-count', id: 'opname', act: 'patch', baseRev: 1, stream: STOCK, actor, set })
const posting = (quantity: number, actor: string) =>
  create('stock-movement', KEY, { ...MOVEMENT, quantity, reason: 'selisih', on: '2025-12-17', document: 'KIARA-02-0001', party: '', documentId: 'opname', at: AT }, actor)
const approval = (by: string, system = 100) => patch({ approval: { from: null, to: { by, at: '2025-12-18T08:00:00', note: '', lines: [shortRef('l1')], system: [system] } } }, by)

beforeEach(() => {
  world = new SmallWorld().grant('bidan', STOCK, 'nakes').grant('perawat', STOCK, 'nakes').grant('kapus', STOCK, 'kapus')
  for (const op of [create('stock-count', 'opname', COUNT, 'bidan'), create('count-line', 'l1', LINE, 'bidan')]) expect(code(world.take(op))).toBe('applied')
})

describe('a count at the server', () => {
  test('posts nothing before counting is over, and nothing by who counted', () => {
    expect(world.takeGroup([posting(-3, 'kapus'), approval('kapus')]).map(code)).toEqual(['INVALID', 'INVALID'])
    world.take(patch({ submitted: { from: null, to: SUBMITTED } }, 'bidan'))
    const own = world.takeGroup([posting(-3, 'bidan'), approval('bidan')])
    expect([own.map(code), own.flatMap(rules)]).toEqual([['INVALID', 'INVALID'], ['BR-37', 'BR-37']])
    expect(world.row(KEY)).toBeUndefined()
    expect(world.takeGroup([posting(-3, 'kapus'), approval('kapus')]).map(code)).toEqual(['applied', 'applied'])
    expect(world.row('opname')?.data).toMatchObject({ approval: { by: 'kapus', system: [100] } })
  })

  test('BR-37: an approval with another posting than its figures say is put aside whole', () => {
    world.take(patch({ submitted: { from: null, to: SUBMITTED } }, 'bidan'))
    const forged = world.takeGroup([posting(-3000, 'kapus'), approval('kapus')])
    expect([forged.map(code), forged.flatMap(rules)]).toEqual([['DEPENDS_ON', 'INVALID'], ['count-posted']])
    expect(world.row(KEY)).toBeUndefined()
  })

  test('two who approve offline post once: what they both know is there already, what differs is put aside whole', () => {
    world.take(patch({ submitted: { from: null, to: SUBMITTED } }, 'bidan'))
    world.takeGroup([posting(-3, 'kapus'), approval('kapus')])
    expect(world.takeGroup([posting(-3, 'perawat'), approval('perawat')]).map(code)).toEqual(['duplicate', 'conflict'])
    expect(world.row('opname')?.data).toMatchObject({ approval: { by: 'kapus' } })
    expect(world.takeGroup([posting(-5, 'perawat'), approval('perawat', 102)]).map(code)).toEqual(['ID_CONFLICT', 'DEPENDS_ON'])
    expect(world.row(KEY)?.data).toMatchObject({ quantity: -3 })
  })

  test('a line of a tablet that was offline is kept after approval, and changes nothing of it', () => {
    world.take(patch({ submitted: { from: null, to: SUBMITTED } }, 'bidan'))
    world.takeGroup([posting(-3, 'kapus'), approval('kapus')])
    const before = world.row('opname')
    expect(code(world.take(create('count-line', 'l2', { ...LINE, counted: 90, by: 'perawat' }, 'perawat')))).toBe('applied')
    expect(world.row('opname')).toEqual(before)
    expect(rules(world.take(create('count-line', 'l3', LINE, 'perawat')))).toEqual(['count-signer'])
  })

  test('sent back while another approves: the first to arrive stands', () => {
    world.take(patch({ submitted: { from: null, to: SUBMITTED } }, 'bidan'))
    const sentBack = patch({ submitted: { from: SUBMITTED, to: null }, returned: { from: null, to: { by: 'perawat', on: '2025-12-18', note: 'rak atas' } } }, 'perawat')
    expect(code(world.take(sentBack))).toBe('applied')
    expect(world.takeGroup([posting(-3, 'kapus'), approval('kapus')]).map(code)).toEqual(['INVALID', 'INVALID'])
    expect(world.row(KEY)).toBeUndefined()
    world.take(patch({ submitted: { from: null, to: SUBMITTED } }, 'bidan'))
    world.takeGroup([posting(-3, 'kapus'), approval('kapus')])
    expect(rules(world.take(patch({ cancelled: { from: null, to: { by: 'perawat', on: '2025-12-18', note: 'batal' } } }, 'perawat')))).toEqual(['count-closed'])
  })
})
