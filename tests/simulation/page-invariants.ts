import { spaceOf } from '#app/db/row-box.ts'
import { digestOf } from '#sync/digest.ts'
import type { ManifestResponse, Row } from '#sync/messages.ts'
import { digestOfRows, type DiskView } from './evidence.ts'
import type { Office } from './office.ts'
import { entriesOf, openedBody, overlapping, pageKey, type OpenedPage } from './page-evidence.ts'

/** Pages that no directory of a shown copy or one in the making names, and what lies beside pages without one. */
export function orphansOf(disk: DiskView, mayHeal: (stream: string) => boolean): string[] {
  const used = new Set([...disk.streams.values()].flatMap(state => [spaceOf(state.stream, state.copy), ...(state.making ? [spaceOf(state.stream, state.making.copy)] : [])]))
  const named = new Set([...disk.directories.values()].filter(({ space }) => used.has(space))
    .flatMap(directory => (entriesOf(directory) ?? []).map(({ hash }) => pageKey({ stream: directory.space.slice(0, directory.space.lastIndexOf('#')), kid: directory.kid, hash }))))
  return [
    ...[...disk.pages.entries()].filter(([key, page]) => !named.has(key) && mayHeal(page.stream)).map(([key]) => `page ${key} is named by nobody`),
    ...disk.postings.filter(one => !disk.pages.has(pageKey(one)) && mayHeal(one.stream)).map(one => `postings ${pageKey(one)} have no page`),
    ...[...disk.directories.keys()].filter(space => !used.has(space)).map(space => `directory ${space} is of no copy`),
  ]
}

/** Digest as the stream keeps it against that of its rows. */
export function wrongDigests(disk: DiskView): string[] {
  return [...disk.streams.values()].filter(state => state.copy > 0 && !disk.broken.has(state.stream)).flatMap(({ stream, count, sum }) => {
    const own = digestOfRows(disk.rows, stream)
    return own.count === count && own.sum === sum ? [] : [`${stream}: ${own.count} rows, and ${count} are counted`]
  })
}

/** What a tablet holds of a stream is what the server holds up to its cursor: nothing that came before it is missing or older. */
export async function wrongAtCursor(office: Office, disk: DiskView): Promise<string[]> {
  if (disk.epoch !== await office.core.epoch()) return []
  const served = await office.store.db.selectFrom('row').select(['stream', 'id', 'seq', 'rev']).execute()
  const held = new Map(disk.rows.map(row => [`${row.stream} ${row.id}`, row]))
  const known = new Set(served.map(row => `${row.stream} ${row.id}`))
  const isHere = (stream: string): boolean => {
    const state = disk.streams.get(stream)
    return state !== undefined && state.copy > 0 && state.epoch === disk.epoch && !disk.broken.has(stream)
  }
  return [
    ...served.filter(row => isHere(row.stream) && row.seq <= (disk.streams.get(row.stream)?.seq ?? 0)).flatMap(row => {
      const own = held.get(`${row.stream} ${row.id}`)
      return own?.seq === row.seq && own.rev === row.rev ? [] : [`${row.stream} at ${disk.streams.get(row.stream)?.seq}: ${row.id} of ${row.seq} is ${own ? `of ${own.seq}` : 'not there'}`]
    }),
    ...disk.rows.filter(row => isHere(row.stream) && !known.has(`${row.stream} ${row.id}`)).map(row => `${row.stream}: ${row.kind} ${row.id} is not the server's`),
  ]
}

/** The server's own pages against its rows, as it has just named them. */
export async function wrongManifest(office: Office, { streams }: ManifestResponse): Promise<string[]> {
  const { db } = office.store
  const wrong: string[] = []
  for (const [stream, { atSeq, pages }] of Object.entries(streams)) {
    const bodies = new Map((await db.selectFrom('page').select(['hash', 'body']).where('stream', '=', stream).execute()).map(({ hash, body }) => [hash, body]))
    const opened: OpenedPage[] = []
    for (const entry of pages) {
      const body = bodies.get(entry.hash)
      const page = body && openedBody(body)
      if (!page || page.stream !== stream) wrong.push(`${stream}: page ${entry.hash.slice(0, 8)} is not there`)
      else if (digestOf([entry.sum]).sum !== page.entry.sum || entry.count !== page.entry.count || entry.maxSeq !== page.entry.maxSeq) wrong.push(`${stream}: page ${entry.hash.slice(0, 8)} is not what the manifest says`)
      if (page) opened.push(page)
    }
    wrong.push(...overlapping(opened).map(what => `${stream}: ${what}`))
    const held = new Map<string, Row>(opened.flatMap(page => page.rows.map(row => [row.id, row] as const)))
    const rows = await db.selectFrom('row').select(['id', 'seq', 'rev']).where('stream', '=', stream).execute()
    for (const row of rows.filter(({ seq }) => seq <= atSeq)) {
      if (held.get(row.id)?.seq !== row.seq) wrong.push(`${stream} packed at ${atSeq}: ${row.id} of ${row.seq} is ${held.get(row.id)?.seq ?? 'not'} in the pages`)
    }
    const ids = new Set(rows.map(row => row.id))
    for (const row of held.values()) if (row.seq > atSeq || !ids.has(row.id)) wrong.push(`${stream} packed at ${atSeq}: ${row.id} of ${row.seq} does not belong in the pages`)
  }
  return wrong
}
