import { webcrypto } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PageEntry } from '#sync/messages.ts'
import { Directory, lastAtOrBelow, openDirectory, sealDirectory } from '#app/db/pages/directory.ts'
import { webSealing } from '#app/vault/sealing.ts'
import { openStreamKey } from '#app/vault/stream-keys.ts'
import { KIARA } from '../fold-world.ts'

const entryOf = (first: string, last: string, kind = 'patient', more: Partial<PageEntry> = {}): PageEntry =>
  ({ kind, first, last, count: 3, maxSeq: 3, maxRev: 1, sum: '0'.repeat(64), hash: `${kind}-${first}`.padEnd(64, '0'), bytes: 9, ...more })

/** Disjoint ranges over words, in any order; a page of one row begins and ends with it. */
const pagesArbitrary = fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', 'Z', '0', '-'), minLength: 1, maxLength: 3 }), { maxLength: 14 })
  .chain(ids => fc.tuple(fc.constant([...ids].sort((a, b) => (a < b ? -1 : 1))), fc.array(fc.boolean(), { minLength: 14, maxLength: 14 }), fc.array(fc.integer(), { minLength: 14, maxLength: 14 })))
  .map(([ids, alone, order]) => {
    const pages: PageEntry[] = []
    for (let at = 0; at < ids.length; at += 1) {
      const first = ids[at] as string
      if (!alone[at] && at + 1 < ids.length) at += 1
      pages.push(entryOf(first, ids[at] as string))
    }
    return pages.map((page, index) => ({ page, order: order[index] as number })).sort((a, b) => a.order - b.order).map(({ page }) => page)
  })

describe('a directory', () => {
  it('finds the page in whose range an id lies, and none for an id before, between and after', () => {
    fc.assert(fc.property(pagesArbitrary, fc.string({ unit: fc.constantFrom('a', 'b', 'Z', '0', '-', 'é'), maxLength: 4 }), (pages, id) => {
      const directory = new Directory(pages)
      const ids = [id, ...pages.flatMap(({ first, last }) => [first, last, `${first} `, `${last}~`])]
      for (const one of ids) {
        expect(directory.pageOf('patient', one)).toEqual(pages.find(page => page.first <= one && one <= page.last))
        expect(directory.pageOf('visit', one)).toBeUndefined()
      }
      expect(directory.of('patient').map(({ first }) => first)).toEqual(pages.map(({ first }) => first).sort((a, b) => (a < b ? -1 : 1)))
    }))
  })

  it('says which page begins last at or below an id', () => {
    const pages = ['b', 'd', 'f'].map(first => entryOf(first, `${first}z`))
    expect(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(id => lastAtOrBelow(pages, id))).toEqual([-1, 0, 0, 1, 1, 2, 2])
    expect(lastAtOrBelow([], 'a')).toBe(-1)
  })

  it('keeps the kinds apart, and knows how far the pages of each reach', () => {
    const directory = new Directory([entryOf('a', 'm', 'patient', { maxSeq: 7 }), entryOf('n', 'z', 'patient', { maxSeq: 4 }), entryOf('b', 'y', 'visit', { maxSeq: 9 })])
    expect([directory.reach('patient'), directory.reach('visit'), directory.reach('referral')]).toEqual([7, 9, 0])
    expect([directory.pageOf('patient', 'c')?.kind, directory.pageOf('visit', 'c')?.kind]).toEqual(['patient', 'visit'])
  })

  it('with others in the place of some is another directory; the first stays as it is', () => {
    const [a, b, visits] = [entryOf('a', 'c'), entryOf('e', 'g'), entryOf('a', 'z', 'visit')]
    const before = new Directory([a, b, visits])
    const made = [entryOf('d', 'e', 'patient', { hash: 'new-1' }), entryOf('f', 'h', 'patient', { hash: 'new-2' })]
    const after = before.with(new Set([b.hash]), made)
    expect(after.of('patient')).toEqual([a, ...made])
    expect(after.of('visit')).toEqual([visits])
    expect(before.of('patient')).toEqual([a, b])
    expect(after.pageOf('patient', 'h')).toEqual(made[1])
  })

  it('opens as it was sealed, and only in its own place and generation', async () => {
    const sealing = webSealing(webcrypto.subtle as SubtleCrypto, length => webcrypto.getRandomValues(new Uint8Array(length)))
    const [key, other] = await Promise.all([1, 2].map(byte => openStreamKey(KIARA, Buffer.alloc(32, byte).toString('base64'), sealing)))
    const entries = [entryOf('a', 'c', 'patient', { hash: 'a'.repeat(64) }), entryOf('d', 'f', 'patient', { hash: 'b'.repeat(64) })]
    const sealed = await sealDirectory(`${KIARA}#1`, 4, new Directory(entries), key as never, sealing)
    expect(sealed).toMatchObject({ space: `${KIARA}#1`, generation: 4, kid: key?.kid })
    expect((await openDirectory(sealed, key as never, sealing)).entries).toEqual(entries)
    for (const wrong of [{ ...sealed, generation: 5 }, { ...sealed, space: `${KIARA}#2` }, { ...sealed, box: sealed.box.slice(0, -1) }]) await expect(openDirectory(wrong, key as never, sealing)).rejects.toThrow()
    await expect(openDirectory(sealed, other as never, sealing)).rejects.toThrow()
  })
})
