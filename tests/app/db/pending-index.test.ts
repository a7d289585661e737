import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PendingOps, type PendingOp } from '#app/db/pending.ts'
import type { Op } from '#sync/messages.ts'

const KEY = ['number', 'nik'] as const
const step = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), act: fc.constantFrom('create' as const, 'patch' as const), phase: fc.constantFrom('unsent' as const, 'sent' as const), quarantined: fc.boolean(), number: fc.constantFrom('1', '2', '3'), nik: fc.constantFrom('x', 'y') })
const opOf = (one: { id: string; act: 'create' | 'patch'; phase: 'unsent' | 'sent'; quarantined: boolean; number: string; nik: string }, order: number): PendingOp => ({
  dev: 'tab', seq: order, order, phase: one.phase, quarantined: one.quarantined, row: null,
  op: {
    kind: 'member', id: one.id, act: one.act, stream: 'kmp:k/members', schema: 2, actor: 'ich', at: { wall: '', tz: 'Asia/Jakarta', skewMs: null }, baseRev: 0, app: 'uji', salt: '', tx: 't', txn: 1,
    set: { number: { from: null, to: one.number }, ...(one.act === 'create' ? { nik: { from: null, to: one.nik } } : {}) },
  } as unknown as Op,
})

describe('what is unsettled', () => {
  it('is never passed over by the index of its values, whatever was made, changed, sent or put aside', () => {
    fc.assert(fc.property(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 5 }), fc.boolean(), (groups, isReloaded) => {
      const pending = new PendingOps('ich')
      const ops = groups.map((group, at) => group.map((one, index) => opOf(one, at * 10 + index)))
      for (const group of ops) pending.add(group)
      if (isReloaded) pending.replaceAll(ops.flat())
      for (const id of pending.idsOf('member')) {
        const data = pending.merge('member', id, undefined)?.data as Record<string, string> | undefined
        for (const key of KEY) if (data?.[key] !== undefined) expect(pending.candidates('member', key, data[key])).toContain(id)
      }
    }), { numRuns: 300 })
  })

  it('of one value does not name thousands that were made with others', () => {
    const pending = new PendingOps('ich')
    pending.add(Array.from({ length: 5_000 }, (_, at) => opOf({ id: `m-${at}`, act: 'create', phase: 'unsent', quarantined: false, number: String(at), nik: 'x' }, at)))
    expect(pending.candidates('member', 'number', '17')).toEqual(['m-17'])
  })
})
