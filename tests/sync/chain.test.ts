import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, sameJson } from '#domain/core/json.ts'
import { jsonArbitrary } from '#tests/support/generators.ts'
import { chainEntry, entryHash, envelopeHolds, parseOp, sha256Hex } from '#sync/chain.ts'
import { opOf } from './small-world.ts'

const nodeSha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

describe('hashes', () => {
  test('SHA-256 over UTF-8, lower-case hex: the published vectors', () => {
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(sha256Hex('Pustu Kiara – é 😀')).toBe(nodeSha256('Pustu Kiara – é 😀'))
  })
  test('hash = SHA-256(dev|seq|prev|bh), seq in decimal', () => {
    expect(entryHash('d1', 12, 'aa', 'bb')).toBe(nodeSha256('d1|12|aa|bb'))
  })
  test('seq starts at 1 with an empty prev, and every line carries the hash before it', () => {
    const first = chainEntry({ dev: 'd1', seq: 0, hash: '' }, '{"a":1}')
    const second = chainEntry({ dev: 'd1', seq: first.seq, hash: first.hash }, '{"a":2}')
    expect(first).toEqual({ dev: 'd1', seq: 1, prev: '', bh: nodeSha256('{"a":1}'), hash: nodeSha256(`d1|1||${nodeSha256('{"a":1}')}`), body: '{"a":1}' })
    expect([second.seq, second.prev]).toEqual([2, first.hash])
  })
  test('a re-keyed line keeps its body hash and says where it came from; origin is not hashed', () => {
    const before = chainEntry({ dev: 'd1', seq: 4, hash: 'cc' }, 'body')
    const after = chainEntry({ dev: 'd2', seq: 0, hash: '' }, 'body', 'd1:5')
    expect([after.bh, after.origin]).toEqual([before.bh, 'd1:5'])
    expect(after.hash).toBe(entryHash('d2', 1, '', before.bh))
  })
  test('an envelope holds as made, and not with any one field changed', () => {
    fc.assert(fc.property(fc.string(), fc.nat({ max: 9999 }), (body, seq) => {
      const entry = chainEntry({ dev: 'dev-x', seq, hash: seq === 0 ? '' : sha256Hex('p') }, body)
      expect(envelopeHolds(entry, body)).toBe(true)
      expect(envelopeHolds(entry, `${body} `)).toBe(false)
      expect(envelopeHolds({ ...entry, dev: 'dev-y' }, body)).toBe(false)
      expect(envelopeHolds({ ...entry, seq: entry.seq + 1 }, body)).toBe(false)
      expect(envelopeHolds({ ...entry, prev: sha256Hex('q') }, body)).toBe(false)
      expect(envelopeHolds({ ...entry, bh: sha256Hex('other') }, body)).toBe(false)
    }))
  })
})

describe('canonical JSON (RFC 8785)', () => {
  test('the example of the RFC, section 3.2.2', () => {
    const input = JSON.parse(String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`) as unknown
    expect(canonicalJson(input)).toBe(String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`)
  })
  test('members are sorted by UTF-16 code units, as in section 3.2.3', () => {
    const input = JSON.parse(String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`) as object
    expect(Object.values(JSON.parse(canonicalJson(input)) as object)[0]).toBe('One')
    expect([...canonicalJson(input).matchAll(/"(Carriage Return|One|Control|Latin Small Letter O With Diaeresis|Euro Sign|Emoji: Grinning Face|Hebrew Letter Dalet With Dagesh)"/g)].map(found => found[1]))
      .toEqual(['Carriage Return', 'One', 'Control', 'Latin Small Letter O With Diaeresis', 'Euro Sign', 'Emoji: Grinning Face', 'Hebrew Letter Dalet With Dagesh'])
  })
  test('minus zero is 0, and an undefined member is left out as JSON.stringify does', () => {
    expect(canonicalJson({ b: -0, a: undefined })).toBe('{"b":0}')
  })
  test('same value, same text: the order in which members were written does not show, and nothing is lost', () => {
    const shuffled = (value: unknown): unknown => Array.isArray(value) ? value.map(shuffled)
      : value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).reverse().map(([key, member]) => [key, shuffled(member)])) : value
    fc.assert(fc.property(jsonArbitrary, value => {
      expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value))
      expect(JSON.parse(canonicalJson(value))).toEqual(value)
      expect(sameJson(value, shuffled(value))).toBe(true)
    }))
  })
})

describe('the operation in a body', () => {
  const op = opOf({ kind: 'patient', id: 'p-1', act: 'patch', set: { phone: { from: null, to: '+628111111111' } } })
  test('is read back as written', () => {
    expect(parseOp(JSON.stringify(op))).toEqual(op)
  })
  test.each([
    ['no JSON', 'not json'], ['no object', '5'], ['another act', JSON.stringify({ ...op, act: 'delete' })],
    ['no salt', JSON.stringify({ ...op, salt: 'short' })], ['a number beyond JSON', JSON.stringify({ ...op, baseRev: 0 }).replace('"baseRev":0', '"baseRev":1e999')],
  ])('%s is no operation', (_name, body) => {
    expect(parseOp(body)).toBeNull()
  })
  test('a member __proto__ would vanish in copying, so such a body is no operation rather than half of one', () => {
    expect(parseOp(JSON.stringify(op).replace('"phone"', '"__proto__"'))).toBeNull()
    expect(parseOp(JSON.stringify({ ...op, reason: 'says __proto__' }))).not.toBeNull()
  })
  test('fields of a newer version do not hinder an older reader', () => {
    expect(parseOp(JSON.stringify({ ...op, priority: 'high' }))).toEqual(op)
  })
})
