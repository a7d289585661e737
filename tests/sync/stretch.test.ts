import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chainEntry, sha256Hex } from '#sync/chain.ts'
import { LIMITS, pushRequest, type Entry, type PushRequest, type Stretch } from '#sync/messages.ts'
import { linesOf, stretchOf } from '#sync/stretch.ts'

type Line = ReturnType<typeof chainEntry>
/** Lines as a tablet makes them, from anywhere in its journal. */
const chain = (from: number, bodies: readonly string[]): Line[] => {
  let head = { dev: 'd1', seq: from, hash: from === 0 ? '' : sha256Hex('before') }
  return bodies.map(body => {
    const line = chainEntry(head, body)
    head = line
    return line
  })
}
/** What arrives of a stretch that was sent. */
const arrived = (stretch: Stretch | null): PushRequest => pushRequest.parse(JSON.parse(JSON.stringify({ epoch: 'e', dev: 'd1', stretch })))
const expanded = (stretch: Stretch | null): readonly Entry[] | null => linesOf(arrived(stretch))

const body = fc.oneof(
  fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('"', '\'', '\\', '\n', '\u2028', '\0', 'é', '😀', '{') }),
  fc.json(), fc.constant('{"__proto__":{"a":"\'"}}'),
)
const lines = fc.tuple(fc.nat({ max: 20_000 }), fc.array(body, { minLength: 1, maxLength: 12 })).map(([from, bodies]) => chain(from, bodies))

describe('a stretch of a journal without its hashes', () => {
  test('gives back the very same lines, byte for byte', () => {
    fc.assert(fc.property(lines, entries => { expect(expanded(stretchOf(entries))).toEqual(entries) }))
  })
  test('lines that came whole are what they are', () => {
    const entries = chain(0, ['a', 'b'])
    expect(linesOf({ epoch: 'e', dev: 'd1', entries })).toBe(entries)
  })
  test('adds up to nothing once a body, an order, a number, a start or the proof is another', () => {
    fc.assert(fc.property(lines, fc.nat(), (entries, at) => {
      const stretch = stretchOf(entries) as Stretch
      const { bodies } = stretch
      const here = at % bodies.length
      const [one, next] = [bodies[here] as string, bodies[(here + 1) % bodies.length] as string]
      expect(expanded({ ...stretch, bodies: bodies.with(here, `${one} `) })).toBeNull()
      expect(expanded({ ...stretch, bodies: [...bodies, one] })).toBeNull()
      if (bodies.length > 1) expect(expanded({ ...stretch, bodies: bodies.toSpliced(here, 1) })).toBeNull()
      if (one !== next) expect(expanded({ ...stretch, bodies: bodies.with(here, next).with((here + 1) % bodies.length, one) })).toBeNull()
      expect(expanded({ ...stretch, seq: stretch.seq + 1 })).toBeNull()
      expect(expanded({ ...stretch, prev: sha256Hex('another start') })).toBeNull()
      expect(expanded({ ...stretch, hash: sha256Hex('another end') })).toBeNull()
      expect(linesOf({ ...arrived(stretch), dev: 'd2' })).toBeNull()
    }))
  })
  test('a line whose own hashes are wrong passes in neither form', () => {
    const [one, two, three] = chain(4, ['a', 'b', 'c']) as [Line, Line, Line]
    expect(stretchOf([one, { ...two, prev: sha256Hex('x') }, three])).toBeNull()
    expect(stretchOf([one, { ...two, hash: sha256Hex('x') }, three])).toBeNull()
    expect(expanded(stretchOf([one, two, { ...three, hash: sha256Hex('x') }]))).toBeNull()
    expect(expanded(stretchOf([one, { ...two, body: 'changed' }, three]))).toBeNull()
  })
  test('sealed lines, lines keyed anew and lines that do not follow one another go whole', () => {
    const [one, two, three] = chain(0, ['a', 'b', 'c']) as [Line, Line, Line]
    const { body: _unread, ...closed } = two
    expect(stretchOf([one, { ...closed, sealed: { epk: '', iv: '', box: '' } }, three])).toBeNull()
    expect(stretchOf([one, { ...two, sealed: { epk: '', iv: '', box: '' } }, three])).toBeNull()
    expect(stretchOf([one, { ...two, origin: 'd0:7' }, three])).toBeNull()
    expect(stretchOf([one, three])).toBeNull()
    expect(stretchOf([one, chainEntry({ dev: 'd1', seq: 5, hash: one.hash }, 'b')])).toBeNull()
    expect(stretchOf([one, chainEntry({ dev: 'd2', seq: 1, hash: one.hash }, 'b')])).toBeNull()
    expect(stretchOf([])).toBeNull()
  })
  test('holds 1 to 200 bodies, none longer than an operation may be', () => {
    const parses = (bodies: readonly string[]): boolean => pushRequest.safeParse({ epoch: 'e', dev: 'd1', stretch: { seq: 1, prev: '', hash: sha256Hex(''), bodies } }).success
    expect([0, 1, LIMITS.pushEntries, LIMITS.pushEntries + 1].map(count => parses(new Array<string>(count).fill('{}')))).toEqual([false, true, true, false])
    expect([parses(['x'.repeat(LIMITS.operationBytes)]), parses(['x'.repeat(LIMITS.operationBytes + 1)])]).toEqual([true, false])
  })
})
