import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonArbitrary } from '#tests/support/generators.ts'
import { bucketOf, bucketSums, digestOf, digestWith, EMPTY_DIGEST, rowHash } from '#sync/digest.ts'

const hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
const rowArbitrary = fc.record({
  id: fc.stringMatching(/^[a-z0-9]{1,6}$/), rev: fc.integer({ min: 1, max: 5 }), state: fc.constantFrom('live' as const, 'void' as const, 'moved' as const),
  conflicts: fc.array(fc.stringMatching(/^c-[0-9a-f]{4}$/), { maxLength: 2 }), data: jsonArbitrary,
})

describe('digest of a stream', () => {
  test('a row is hashed as SHA-256(id|rev|state|conflicts|data), the last two as canonical JSON', () => {
    expect(rowHash({ id: 'a', rev: 3, state: 'void', conflicts: ['c-2', 'c-1'], data: { b: 1, a: 'x|y' } })).toBe(hex('a|3|void|["c-2","c-1"]|{"a":"x|y","b":1}'))
  })
  test('nothing has count 0 and 64 zeros', () => {
    expect(digestOf([])).toEqual({ count: 0, sum: '0'.repeat(64) })
    expect(EMPTY_DIGEST).toEqual(digestOf([]))
  })
  test('the sum is taken modulo 2^256 and stays 64 digits', () => {
    const most = 'f'.repeat(64)
    expect(digestOf([most, `${'0'.repeat(63)}2`])).toEqual({ count: 2, sum: `${'0'.repeat(63)}1` })
    expect(digestWith({ count: 1, sum: `${'0'.repeat(63)}1` }, `${'0'.repeat(63)}1`, `${'0'.repeat(63)}3`)).toEqual({ count: 1, sum: most })
  })
  test('the order of rows does not matter', () => {
    fc.assert(fc.property(fc.array(fc.string().map(hex)), fc.integer(), (hashes, turn) => {
      const rotated = hashes.map((_, index) => hashes[(index + Math.abs(turn)) % hashes.length] as string)
      expect(digestOf(rotated)).toEqual(digestOf(hashes))
    }))
  })
  test('kept row by row it is what a sum from nothing gives, whatever came and was replaced', () => {
    fc.assert(fc.property(fc.array(rowArbitrary, { maxLength: 30 }), rows => {
      const held = new Map<string, string>()
      let digest = EMPTY_DIGEST
      for (const row of rows) {
        const hash = rowHash(row)
        digest = digestWith(digest, hash, held.get(row.id) ?? null)
        held.set(row.id, hash)
      }
      expect(digest).toEqual(digestOf(held.values()))
    }))
  })
  test('any change of revision, state, conflicts or data shows', () => {
    const row = { id: 'a', rev: 1, state: 'live' as const, conflicts: [], data: { n: 1 } }
    const others = [{ ...row, rev: 2 }, { ...row, state: 'void' as const }, { ...row, conflicts: ['c'] }, { ...row, data: { n: 2 } }, { ...row, id: 'b' }]
    expect(new Set([row, ...others].map(rowHash)).size).toBe(6)
  })
  test('a bucket is the first byte of SHA-256(id), and the 256 buckets add up to the whole', () => {
    expect(bucketOf('abc')).toBe(0xba)
    fc.assert(fc.property(fc.uniqueArray(rowArbitrary, { selector: row => row.id, maxLength: 40 }), rows => {
      const hashed = rows.map(row => ({ id: row.id, hash: rowHash(row) }))
      const buckets = bucketSums(hashed)
      expect(buckets).toHaveLength(256)
      expect(digestOf(buckets).sum).toBe(digestOf(hashed.map(row => row.hash)).sum)
      for (const { id } of hashed) expect(buckets[bucketOf(id)]).toBe(digestOf(hashed.filter(row => bucketOf(row.id) === bucketOf(id)).map(row => row.hash)).sum)
    }))
  })
})
