import { describe, expect, test } from 'vitest'
import { entrySchema, LIMITS, opSchema, pullResponse, pushRequest, QUARANTINE_CODES } from '#sync/messages.ts'
import { chainEntry } from '#sync/chain.ts'
import { opOf } from './small-world.ts'

const entry = chainEntry({ dev: 'd1', seq: 0, hash: '' }, JSON.stringify(opOf({ kind: 'patient', id: 'p', act: 'void', reason: 'ganda' })))

describe('messages', () => {
  test('limits are those of the protocol', () => {
    expect(LIMITS).toMatchObject({ operationBytes: 32_768, pushEntries: 200, pushBytes: 524_288, pullBytes: 1_048_576, retainedOperations: 20_000, retainedDays: 90 })
  })
  test('every quarantine code of the protocol, and no other', () => {
    expect([...QUARANTINE_CODES].sort()).toEqual(['ACTOR_REVOKED', 'ACTOR_UNKNOWN', 'CLOCK_REVIEW', 'DEPENDS_ON', 'DEVICE_REVOKED', 'ID_CONFLICT', 'INVALID', 'ROLE', 'SCOPE', 'SIGNED', 'UNKNOWN_RECORD', 'VOIDED'])
  })
  test('an entry has hex hashes, counts from 1 and may leave prev empty', () => {
    expect(entrySchema.safeParse(entry).success).toBe(true)
    for (const broken of [{ seq: 0 }, { seq: 1.5 }, { bh: entry.bh.toUpperCase() }, { hash: 'ab' }, { prev: 'x' }, { dev: 'a b' }, { body: 'x'.repeat(LIMITS.operationBytes + 1) }]) {
      expect(entrySchema.safeParse({ ...entry, ...broken }).success).toBe(false)
    }
  })
  test('a push holds 1 to 200 entries', () => {
    const push = (count: number): boolean => pushRequest.safeParse({ epoch: 'e', dev: 'd1', entries: new Array(count).fill(entry) }).success
    expect([push(0), push(1), push(200), push(201)]).toEqual([false, true, true, false])
  })
  test('an operation needs an act, a salt of 128 bits and a group size', () => {
    const op = opOf({ kind: 'patient', id: 'p', act: 'create' })
    expect(opSchema.safeParse(op).success).toBe(true)
    for (const broken of [{ act: 'erase' }, { salt: 'ff' }, { txn: 0 }, { baseRev: -1 }, { schema: 0 }, { id: 'a/b' }, { set: { name: { to: 1 } } }]) {
      expect(opSchema.safeParse({ ...op, ...broken }).success).toBe(false)
    }
  })
  test('unknown groups and words inside a row survive reading', () => {
    const row = { stream: 'pustu:a/clinical', seq: 1, id: 'x', kind: 'of-next-year', rev: 1, state: 'live', data: { later: { deep: ['kata-baru'] } }, conflicts: [], by: { actor: 'a', dev: 'd', at: '' } }
    expect(pullResponse.parse({ rows: [row], cursor: {}, more: false, streams: [], dropped: [] }).rows[0]).toEqual(row)
  })
})
