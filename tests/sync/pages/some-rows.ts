import fc from 'fast-check'
import type { Json } from '#domain/core/json.ts'
import type { Row } from '#sync/messages.ts'

const twoDigits = (most: number): fc.Arbitrary<string> => fc.integer({ min: 0, max: most }).map(number => String(number).padStart(2, '0'))
const instant = fc.tuple(fc.date({ min: new Date('1960-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }), fc.constantFrom('', 'Z', '+07:00', '-03:30', '+14:00'), fc.boolean())
  .map(([date, zone, millis]) => `${date.toISOString().slice(0, millis ? 23 : 19)}${zone}`)

/** Strings as records hold them, and strings that nearly look like them. */
export const wordArbitrary: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('', 'a', 'é', '😀', '\ud800', '\udc00x', '\ufeff', '0', '00', '2024-02-30', '2023-02-29', '2024-02-29', '0000-01-01', '9999-12-31', '24:00', '23:59', 'abcd', 'ABCD', 'KIARA-00-0001', 'kata-baru', '9007199254740993'),
  fc.string({ unit: 'binary', maxLength: 8 }), fc.string({ maxLength: 8 }), fc.uuid({ version: 7 }), fc.uuid(), fc.stringMatching(/^\d{1,20}$/), fc.stringMatching(/^([0-9a-f]{2}){1,12}$/),
  fc.tuple(fc.constantFrom('2024', '1999', '0001'), twoDigits(13), twoDigits(32)).map(parts => parts.join('-')), fc.tuple(twoDigits(25), twoDigits(61)).map(parts => parts.join(':')), instant,
)
const numberArbitrary: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 2 ** 50, -(2 ** 50), 2 ** 50 + 1, 2 ** 53, -(2 ** 53), 1e300, 5e-324, 0.1, 36.5), fc.integer(), fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer().map(number => number / 10), fc.integer({ min: 0, max: 30 }),
)
const scalarArbitrary: fc.Arbitrary<Json> = fc.oneof(fc.constant(null), fc.boolean(), numberArbitrary, wordArbitrary)
const keyArbitrary = fc.oneof(fc.constantFrom('a', 'b', 'on', '__proto__', 'constructor', 'toString', '1', '10', '2', ''), wordArbitrary)
const valueArbitrary: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>(tie => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalarArbitrary, fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(keyArbitrary, tie('value')), { maxLength: 5 }).map(members => JSON.parse(`{${members.map(([key, value]) => `${JSON.stringify(key)}:${exactJson(value)}`).join(',')}}`) as Json)),
})).value

/** JSON that keeps −0. */
export function exactJson(value: unknown): string {
  if (Object.is(value, -0)) return '-0'
  if (Array.isArray(value)) return `[${value.map(exactJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  return `{${Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${exactJson(member)}`).join(',')}}`
}

/** The same values with their members in the same order. */
export const sameOrder = (a: unknown, b: unknown): boolean => exactJson(a) === exactJson(b)

/** A column of a page is often of one kind of values: either any for each row, or all of one kind. */
const columnArbitrary = (length: number): fc.Arbitrary<Json[]> => {
  const all = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json[]> => fc.array(value, { minLength: length, maxLength: length })
  return fc.oneof(all(valueArbitrary), all(numberArbitrary), all(fc.integer({ min: 0, max: 1000 })), all(instant), all(fc.uuid({ version: 7 })),
    all(fc.record({ on: instant, word: wordArbitrary, list: fc.array(fc.record({ n: fc.integer({ min: 0, max: 30 }) }), { maxLength: 3 }) }, { requiredKeys: ['on'], noNullPrototype: true })), all(wordArbitrary))
}

export const rowsOf = (datas: fc.Arbitrary<Json[]>, ids: fc.Arbitrary<string> = wordArbitrary): fc.Arbitrary<Row[]> => fc.tuple(datas, fc.infiniteStream(ids), fc.infiniteStream(fc.record({
  seq: fc.oneof(fc.nat(), fc.maxSafeInteger().map(Math.abs)), rev: fc.integer({ min: 1, max: 3 }), state: fc.constantFrom('live', 'void', 'moved') as fc.Arbitrary<Row['state']>,
  conflicts: fc.array(wordArbitrary, { maxLength: 2 }), by: fc.record({ actor: wordArbitrary, dev: wordArbitrary, at: wordArbitrary, reason: wordArbitrary }, { requiredKeys: ['actor', 'dev', 'at'], noNullPrototype: true }) as fc.Arbitrary<Row['by']>,
}))).map(([values, names, rests]) => {
  const found = [...new Set(values.map(() => names.next().value))].sort((a, b) => (a < b ? -1 : 1))
  return found.map((id, slot): Row => {
    const { seq, rev, state, conflicts, by } = rests.next().value
    return { stream: 'pustu:pustu-1/stock', seq, id, kind: 'thing', rev, state, data: values[slot] as Json, conflicts, by }
  })
})

export const anyRows = (): fc.Arbitrary<Row[]> => rowsOf(fc.integer({ min: 1, max: 12 }).chain(columnArbitrary))
