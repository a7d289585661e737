import { ok } from '#domain/core/result.ts'
import { parseStream } from '#domain/core/streams.ts'
import { definitionOf, isKind } from '#domain/records/index.ts'
import type { ServerDeps } from '../deps.ts'
import { refused, type Reply } from '../reply.ts'
import { isStreamOf, loadPlaces } from '../sync/places.ts'
import { serverAuthor, writeServerRows } from '../sync/server-rows.ts'
import { rowsByIds } from '../store/rows.ts'

/**
 * Moves a record and its open conflicts to another stream of the same purpose. The old stream keeps a tombstone without
 * data, so tablets that may no longer see the record lose it; revisions go on counting in the new one.
 */
export function moveRecord(deps: ServerDeps, tenant: string, { id, to }: { id: string; to: string }): Promise<Reply<Record<string, never>>> {
  return deps.store.write(async tx => {
    const known = (await rowsByIds(tx, tenant, [id])).find(row => row.state !== 'moved' && row.kind !== 'desk-member')
    const target = parseStream(to)
    if (!known || !isKind(known.kind)) return refused('NOT_FOUND')
    const { purpose, mode } = definitionOf(known.kind)
    if (!target || purpose !== target.purpose || mode === 'derived' || !isStreamOf(to, await loadPlaces(tx, tenant))) return refused('MALFORMED', { message: 'a stream of the same purpose' })
    if (known.stream === to) return ok({})
    const by = serverAuthor(deps.clock.now())
    await writeServerRows(tx, tenant, [known.stream, to], [id, ...known.conflicts], book => {
      for (const moving of [id, ...known.conflicts]) {
        const row = book.row(moving)
        if (!row || row.stream === to) continue
        book.write({ ...row, rev: row.rev + 1, state: 'moved', data: null, conflicts: [], by })
        // A voided record keeps who voided it and why.
        book.write({ ...row, rev: row.rev + 1, stream: to, by: row.state === 'void' ? row.by : by })
      }
    })
    return ok({})
  })
}
