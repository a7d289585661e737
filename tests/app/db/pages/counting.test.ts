import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketOf, bucketSums, digestOf, EMPTY_DIGEST, rowHash } from '#sync/digest.ts'
import { replaceBucket } from '#app/db/copies.ts'
import { digestOfPages, recount, recountBuckets } from '#app/db/counting.ts'
import { compact } from '#app/db/pages/compact.ts'
import { KIARA, Ledgers, movement, Tablet, type Tab } from '../fold-world.ts'
import { id, upTo, write } from './reading.ts'

async function counts(tab: Tab, ledgers: Ledgers): Promise<void> {
  const rows = ledgers.digest(KIARA)
  const state = await tab.core.db.relaxed.streams.get(KIARA)
  expect(await recount(tab.core, KIARA)).toEqual({ digest: digestOf(rows.map(rowHash)), seq: state?.seq })
  expect((await recountBuckets(tab.core, KIARA))?.buckets).toEqual(bucketSums(rows.map(row => ({ id: row.id, hash: rowHash(row) }))))
  expect(state).toMatchObject(digestOf(rows.map(rowHash)))
}

const change = fc.record({ number: fc.integer({ min: 1, max: 25 }), state: fc.constantFrom('live' as const, 'void' as const, 'moved' as const), quantity: fc.integer({ min: 1, max: 99 }) })

describe('counting a stream of pages with rows over them', () => {
  it('counts each record once, in its latest version, whatever lies over what; before and after packing', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.array(change, { maxLength: 8 }), { minLength: 1, maxLength: 4 }), fc.boolean(), async (rounds, packs) => {
      const tab = await new Tablet().open({ paging: { rows: 3, compactAt: 2 } })
      try {
        const ledgers = new Ledgers()
        write(ledgers, upTo(12, 1, 2))
        await tab.downloadPages(ledgers, KIARA, 3)
        await counts(tab, ledgers)
        const revs = new Map<number, number>()
        for (const changes of rounds) {
          for (const { number, state, quantity } of changes) {
            const rev = (revs.get(number) ?? 1) + 1
            revs.set(number, rev)
            ledgers.put(KIARA, id(number), state === 'moved' ? null : movement(quantity), { rev, state })
          }
          await tab.pull(ledgers)
          await counts(tab, ledgers)
          if (!packs) continue
          await compact(tab.core)
          await counts(tab, ledgers)
        }
      } finally {
        tab.close()
      }
    }), { numRuns: 15 })
  }, 60_000)

  it('a bucket that is taken from the server lies over pages and is counted once', async () => {
    const tab = await new Tablet().open()
    const ledgers = new Ledgers()
    write(ledgers, upTo(9))
    await tab.downloadPages(ledgers, KIARA, 3)
    for (const number of [2, 8]) {
      ledgers.rows.get(KIARA)?.set(id(number), { ...ledgers.rows.get(KIARA)?.get(id(number)) as never as object, rev: 2, data: movement(500) } as never)
      const bucket = bucketOf(id(number))
      await replaceBucket(tab.core, KIARA, bucket, ledgers.after(KIARA, 0).filter(row => bucketOf(row.id) === bucket), 9)
    }
    await counts(tab, ledgers)
    expect(await tab.store.get('stock-movement', id(8))).toMatchObject({ rev: 2, data: { quantity: 500 } })
    tab.close()
  })

  it('of a stream that is not held, or is under another key, there is nothing to count', async () => {
    const tablet = new Tablet()
    const tab = await tablet.open()
    expect(await recount(tab.core, KIARA)).toBeNull()
    const ledgers = new Ledgers()
    write(ledgers, upTo(4))
    await tab.downloadPages(ledgers, KIARA, 3)
    tablet.changeKey(KIARA)
    const other = await tablet.open()
    expect([await recount(other.core, KIARA), await recountBuckets(other.core, KIARA)]).toEqual([null, null])
    await counts(tab, ledgers)
    for (const one of [tab, other]) one.close()
  })

  it('what pages hold is the sum of what each says', () => {
    expect(digestOfPages([])).toEqual(EMPTY_DIGEST)
    const rows = new Ledgers()
    write(rows, upTo(6))
    const hashes = rows.digest(KIARA).map(rowHash)
    const entries = [hashes.slice(0, 4), hashes.slice(4)].map(own => digestOf(own))
    expect(digestOfPages(entries)).toEqual(digestOf(hashes))
  })
})
