import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { PageEntry } from '#sync/messages.ts'
import { digestOf } from '#sync/digest.ts'
import { openPage } from '#sync/pages/open.ts'
import { packPage } from '#sync/pages/pack.ts'
import { usualPaging, type Paging, type ServerDeps } from '../deps.ts'
import { groupBy } from '../group-by.ts'
import { toWire, type StoredRow } from '../store/rows.ts'
import { byCodeUnits, cutEvenly, setApart, shareOut, united } from './arrange.ts'
import { bodyOf, changedIds, packedStream, replacePages, settledRows, type PackedBody, type PackedStream } from './page-store.ts'

/** `overtaken`: another packing of the stream was published first, and this one was dropped. */
export type Packing = 'packed' | 'up-to-date' | 'overtaken' | 'stopped'
export type PageDeps = Pick<ServerDeps, 'store' | 'paging'>

export const pagingOf = ({ paging }: PageDeps): Paging => ({ ...usualPaging, ...paging })

/** A stream that is being packed: what it and its pages were when packing began. */
interface Work { readonly deps: PageDeps; readonly tenant: string; readonly stream: string; readonly before: PackedStream; readonly paging: Paging }
/** Pages that go, and the ids of those that come. */
interface Plan { readonly gone: readonly PageEntry[]; readonly groups: readonly { readonly kind: string; readonly ids: readonly string[] }[] }

/**
 * Packs what a stream holds now, and rewrites only pages into whose stretch something has changed since the last time.
 *
 * Nothing is locked meanwhile. S is the stream's place when packing begins, and only rows with a place up to S are read. What is
 * changed during it, by a tablet or from the console (moveRecord, rederiveDays: all go through placeRows), gets a place above S,
 * so that every tablet takes it by its cursor from S, whether a page holds the row as it was before or not at all. Hence each row
 * with a place up to S stands in exactly one page; a page may also hold a row as it was that has a newer place by now.
 * Rows are never deleted: what was voided, or moved to another stream, is a row of a page like any other.
 *
 * The pages take the old ones' place in one short transaction, which is given up when another packing was published meanwhile.
 */
export async function packStream(deps: PageDeps, tenant: string, stream: string, signal?: AbortSignal): Promise<Packing> {
  const { db } = deps.store
  const found = await packedStream(db, tenant, stream)
  if (!found || found.packed?.atSeq === found.seq) return 'up-to-date'
  let work: Work = { deps, tenant, stream, before: found, paging: pagingOf(deps) }
  let plan = await planOf(work)
  if (!plan) {
    work = { ...work, before: { ...found, packed: null, pages: [] } }
    plan = await planOf(work) as Plan
  }
  const { before, paging } = work
  const made: PackedBody[] = []
  for (const { kind, ids } of plan.groups) {
    await paging.breathe()
    if (signal?.aborted) return 'stopped'
    const rows = await settledRows(db, tenant, stream, { kind, ids, to: before.seq })
    if (rows.length > 0) made.push(packedBody(rows))
  }
  const { gone } = plan
  return await deps.store.write(tx => replacePages(tx, tenant, stream, before, { gone, made })) ? 'packed' : 'overtaken'
}

/** Null when an old page cannot be opened: then the stream has to be packed from nothing. */
async function planOf(work: Work): Promise<Plan | null> {
  const { deps, tenant, stream, before, paging } = work
  const changed: { kind: string; id: string }[] = []
  for await (const some of changedIds(deps.store.db, tenant, stream, before.packed?.atSeq ?? 0, before.seq)) {
    changed.push(...some)
    await paging.breathe()
  }
  const pagesByKind = groupBy(before.pages, page => page.kind)
  const gone: PageEntry[] = []
  const groups: { kind: string; ids: readonly string[] }[] = []
  for (const [kind, rows] of groupBy(changed, row => row.kind)) {
    const ids = rows.map(row => row.id).sort(byCodeUnits)
    const put = (some: readonly string[]): void => { groups.push(...cutEvenly(some, paging.rows).map(part => ({ kind, ids: part }))) }
    const pages = pagesByKind.get(kind) ?? []
    if (pages.length === 0) put(ids)
    for (const [page, share] of shareOut(pages, ids)) {
      const { inside, apart } = setApart(page, share, paging.rows)
      if (inside.length > 0) {
        const held = await idsIn(work, page)
        if (!held) return null
        gone.push(page)
        put(united(held, inside))
        await paging.breathe()
      }
      put(apart)
    }
  }
  return { gone, groups }
}

/** Null when the page has been replaced, or its body is no longer what was written. */
async function idsIn({ deps, tenant, stream }: Work, { hash }: PageEntry): Promise<readonly string[] | null> {
  const body = await bodyOf(deps.store.db, tenant, stream, hash)
  return body && hashOf(body) === hash ? openPage(inflateRawSync(body)).ids() : null
}

const hashOf = (body: Buffer): string => createHash('sha256').update(body).digest('hex')

function packedBody(rows: readonly StoredRow[]): PackedBody {
  const body = deflateRawSync(packPage(rows.map(toWire)), { level: 9 })
  const [first, last] = [rows[0] as StoredRow, rows.at(-1) as StoredRow]
  return {
    kind: first.kind, first: first.id, last: last.id, count: rows.length, maxSeq: Math.max(...rows.map(row => row.seq)),
    maxRev: Math.max(...rows.map(row => row.rev)), sum: digestOf(rows.map(row => row.hash)).sum, hash: hashOf(body), bytes: body.length, body,
  }
}
