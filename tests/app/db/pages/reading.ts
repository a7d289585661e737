import { expect } from 'vitest'
import { bucketSums, digestOf, rowHash } from '#sync/digest.ts'
import type { Row } from '#sync/messages.ts'
import { recount, recountBuckets } from '#app/db/counting.ts'
import { countingFold, KIARA, movement, movementListing, type Ledgers, type Tab } from '../fold-world.ts'

export const DRUGS = ['obat-0', 'obat-1', 'obat-2'] as const
export const id = (number: number): string => `m-${String(number).padStart(3, '0')}`

/** Writes receipts under these numbers, as another tablet does. */
export function write(ledgers: Ledgers, numbers: Iterable<number>, stream = KIARA): void {
  for (const number of numbers) ledgers.put(stream, id(number), movement(number, `obat-${number % 3}`, `2025-12-${10 + (number % 9)}`))
}
export const upTo = (count: number, from = 1, step = 1): number[] => Array.from({ length: count }, (_, index) => from + index * step)

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1)

/** All that can be asked of a stream, in a form that can be compared. */
export async function readAll({ store }: Tab, stream = KIARA) {
  const scanned = (await store.scan('stock-movement')).sort(byId)
  const byKey = await Promise.all(DRUGS.map(async drug => (await store.byKey('stock-movement', 'drug', drug)).sort(byId)))
  const newest = await Promise.all(DRUGS.map(async drug => (await store.byKey('stock-movement', 'drug', drug, { newest: 2 })).sort(byId)))
  const each = await Promise.all(upTo(60, 0).map(number => store.get('stock-movement', id(number))))
  const others = (await store.scan('patient')).sort(byId)
  const sum = [...(await store.fold(countingFold(), stream)).values()].sort((a, b) => (a.key < b.key ? -1 : 1))
  const listed = (await store.list(movementListing(), stream)).sort(byId)
  return { scanned, byKey, newest, each, others, sum, listed }
}

/** Everything that can be asked of a stream is what the server holds of it, to the digest. */
export async function readsWhatIs(tab: Tab, ledgers: Ledgers, stream = KIARA): Promise<void> {
  const rows = ledgers.digest(stream)
  const shown = rows.filter(row => row.state !== 'moved' && row.kind === 'stock-movement').sort(byId)
  const live = shown.filter(row => row.state === 'live')
  const seen = (row: Row) => ({ id: row.id, rev: row.rev, state: row.state, data: row.data, stream })
  const all = await readAll(tab, stream)
  expect(all.scanned).toMatchObject(shown.map(seen))
  for (const [index, drug] of DRUGS.entries()) {
    const own = shown.filter(row => (row.data as { drugId: string }).drugId === drug)
    expect(all.byKey[index]).toMatchObject(own.map(seen))
    expect(all.newest[index]?.map(one => one.id)).toEqual(own.slice(-2).map(one => one.id))
  }
  for (const [number, record] of all.each.entries()) {
    const row = shown.find(one => one.id === id(number))
    if (row) expect(record).toMatchObject(seen(row))
    else expect(record).toBeUndefined()
  }
  const { line } = movementListing()
  expect(all.listed).toEqual(shown.map(row => ({ id: row.id, state: row.state, pending: 'none', conflicted: false, data: line(row.data as never) })))
  const fold = countingFold()
  const sum = fold.empty()
  for (const row of live) fold.add(sum, row.data as never)
  expect(all.sum).toEqual([...sum.values()].sort((a, b) => (a.key < b.key ? -1 : 1)))
  const digest = digestOf(rows.map(rowHash))
  expect((await recount(tab.core, stream))?.digest).toEqual(digest)
  expect(await tab.core.db.relaxed.streams.get(stream)).toMatchObject(digest)
  expect((await recountBuckets(tab.core, stream))?.buckets).toEqual(bucketSums(rows.map(row => ({ id: row.id, hash: rowHash(row) }))))
}

/** How many rows lie loose, and what pages there are. */
export async function lying({ core }: Tab, stream = KIARA) {
  const db = core.db.relaxed
  const state = await db.streams.get(stream)
  const entries = state ? [...(await core.paged.directory(state)).entries].sort((a, b) => (a.kind === b.kind ? (a.first < b.first ? -1 : 1) : a.kind < b.kind ? -1 : 1)) : []
  const loose = (await db.rows.toArray()).filter(row => row.space === `${stream}#${state?.copy}`).length
  return { loose, entries, pages: (await db.pages.toCollection().primaryKeys()).filter(([own]) => own === stream).map(([, , hash]) => hash).sort() }
}
