import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '#sync/messages.ts'
import { openPage } from '#sync/pages/open.ts'
import { packPage } from '#sync/pages/pack.ts'
import { DamagedPageError, type PageDamage } from '#sync/pages/page.ts'
import { anyRows } from './some-rows.ts'
import { GOLDEN, GOLDEN_ROWS } from './golden.ts'

/** Asks a page everything; null where it was read, or what was said to be wrong. Another exception is a failure. */
function damageOf(bytes: Uint8Array): PageDamage | null {
  try {
    const page = openPage(bytes)
    page.ids(); page.seqs(); page.states(); page.datas(); page.slotOf('x')
    for (let slot = 0; slot < page.count; slot += 1) page.row(slot)
    page.rows()
    return null
  } catch (error) {
    if (error instanceof DamagedPageError) return error.damage
    throw error
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))

describe('the packed form', () => {
  it('has not changed unnoticed: pages that lie on tablets have to be read for ever', () => {
    expect(hex(packPage(GOLDEN_ROWS))).toBe(GOLDEN.replaceAll(/\s/g, ''))
    expect(openPage(bytesOf(GOLDEN)).rows()).toStrictEqual(GOLDEN_ROWS)
  })

  it('holds unknown fields and words of newer versions', () => {
    const rows: Row[] = ['a', 'b'].map(id => ({ ...(GOLDEN_ROWS[0] as Row), id, data: { reason: 'kata-baru', later: [{ x: [null, { y: 1.5 }] }] } }))
    expect(openPage(packPage(rows)).rows()).toStrictEqual(rows)
  })

  it('is packed of ascending rows of one stream and kind only', () => {
    const [row] = GOLDEN_ROWS as [Row]
    for (const rows of [[], [row, row], [row, { ...row, id: 'zz', kind: 'other' }], [row, { ...row, id: 'zz', stream: 'other' }], [{ ...row, id: 'b' }, { ...row, id: 'a' }]]) expect(() => packPage(rows)).toThrow(Error)
  })

  it('holds ten thousand equal values of a row, which would take too few bytes to be believed', () => {
    const rows: Row[] = Array.from({ length: 20 }, (_, slot) => ({ ...(GOLDEN_ROWS[0] as Row), id: `a${slot + 10}`, data: { many: new Array<null>(10_000).fill(null) } }))
    expect(openPage(packPage(rows)).rows()).toEqual(rows)
  })

  it('holds values that lie deep in each other', () => {
    let deep: Row['data'] = 1
    for (let depth = 0; depth < 200; depth += 1) deep = depth % 2 === 0 ? [deep] : { deep }
    const rows = [{ ...(GOLDEN_ROWS[0] as Row), data: deep }]
    expect(openPage(packPage(rows)).rows()).toEqual(rows)
  })
})

describe('a damaged page', () => {
  it('is refused wherever it is cut', () => {
    const page = packPage(GOLDEN_ROWS)
    for (let length = 0; length < page.length; length += 1) expect(damageOf(page.subarray(0, length)), `cut at ${length}`).not.toBeNull()
    fc.assert(fc.property(anyRows(), fc.nat(), (rows, cut) => {
      const bytes = packPage(rows)
      expect(damageOf(bytes.subarray(0, cut % bytes.length))).not.toBeNull()
    }), { numRuns: 100 })
  })

  it('is refused with bytes behind its end', () => {
    expect(damageOf(Uint8Array.of(...packPage(GOLDEN_ROWS), 0))).toBe('malformed')
  })

  it('is refused by name when a newer version wrote it, and when it is something else', () => {
    const page = packPage(GOLDEN_ROWS)
    expect(damageOf(Uint8Array.from(page, (byte, at) => (at === 4 ? 2 : byte)))).toBe('newer-format')
    expect(damageOf(Uint8Array.from(page, (byte, at) => (at === 0 ? 0 : byte)))).toBe('not-a-page')
    expect(damageOf(new Uint8Array(0))).toBe('truncated')
  })

  it('gives rows or is refused after any change of a byte, and nothing else happens', () => {
    const page = packPage(GOLDEN_ROWS)
    for (let at = 0; at < page.length; at += 1) for (const flip of [1, 2, 8, 64, 128, 255]) damageOf(Uint8Array.from(page, (byte, place) => (place === at ? byte ^ flip : byte)))
    fc.assert(fc.property(anyRows(), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 3 }), (rows, changes) => {
      const bytes = packPage(rows)
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte
      damageOf(bytes)
    }), { numRuns: 400 })
  })

  it('gives rows or is refused when a piece of another page stands in it', () => {
    fc.assert(fc.property(anyRows(), anyRows(), fc.nat(), fc.nat(), fc.nat({ max: 40 }), (a, b, from, to, length) => {
      const [bytes, other] = [packPage(a), packPage(b)]
      bytes.set(other.subarray(from % other.length, (from % other.length) + length).subarray(0, bytes.length - (to % bytes.length)), to % bytes.length)
      damageOf(bytes)
    }), { numRuns: 300 })
  })

  it('is refused where its ids do not ascend: places are looked up by halving', () => {
    const rows = ['a1', 'a2'].map(id => ({ ...(GOLDEN_ROWS[0] as Row), id, data: null }))
    const page = hex(packPage(rows))
    expect(page).toContain('a1a2')
    expect(damageOf(bytesOf(page.replace('a1a2', 'a2a1')))).toBe('malformed')
    expect(damageOf(bytesOf(page.replace('a1a2', 'a1a1')))).toBe('malformed')
  })

  it('is refused where a value names a word that its dictionary does not have', () => {
    const rows = [0, 1, 2, 3, 4, 5, 6, 7].map(slot => ({ ...(GOLDEN_ROWS[0] as Row), id: `a${slot}`, data: { word: slot % 2 === 0 ? 'satu dua tiga' : 'lima enam' } }))
    const page = hex(packPage(rows))
    expect(page).toContain('0001000100010001')
    expect(damageOf(bytesOf(page.replace('0001000100010001', '0001000100010002')))).toBe('malformed')
  })

  it('that claims 2^31 rows, or elements, is refused before anything is made', () => {
    const [row] = GOLDEN_ROWS as [Row]
    const head = hex(packPage([row])).slice(0, 10)
    const huge = bytesOf(`${head} 0161 0162 8080808008 00 ${'00'.repeat(80)}`)
    expect(damageOf(huge)).toBe('malformed')
    // One row, whose data is one array of 2^31 nulls: its length is the constant whole number before the type of its elements.
    const page = hex(packPage([{ ...row, data: [null, null] }]))
    expect(page.endsWith('04' + '05' + '0004' + '01')).toBe(true)
    expect(damageOf(bytesOf(`${page.slice(0, -10)} 08 05 00 8080808010 01`))).toBe('malformed')
  })
})
