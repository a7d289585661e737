import { createHash } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import type { SealedDirectory, SealedPage, StreamState } from '#app/db/database.ts'
import { digestOf, rowHash } from '#sync/digest.ts'
import type { PageEntry, Row } from '#sync/messages.ts'
import { openPage } from '#sync/pages/open.ts'
import { plainBytes } from './seal.ts'

/** A page as its body says that it is. */
export interface OpenedPage { readonly stream: string; readonly entry: PageEntry; readonly rows: readonly Row[] }

/** Bodies are met again and again, on the server and on every tablet; what is in one never changes. */
const known = new Map<string, OpenedPage | null>()
const KNOWN = 4_000

/** What is in a body; null for one that cannot be read. */
export function openedBody(body: Uint8Array): OpenedPage | null {
  const hash = createHash('sha256').update(body).digest('hex')
  const found = known.get(hash)
  if (found !== undefined) return found
  const opened = openBody(body, hash)
  if (known.size >= KNOWN) known.clear()
  known.set(hash, opened)
  return opened
}

function openBody(body: Uint8Array, hash: string): OpenedPage | null {
  try {
    const page = openPage(inflateRawSync(body))
    const rows = page.rows()
    const ids = rows.map(row => row.id)
    const [first, last] = [ids[0], ids.at(-1)]
    if (first === undefined || last === undefined || rows.some(row => row.stream !== page.stream || row.kind !== page.kind)) return null
    if (ids.some((id, index) => index > 0 && (ids[index - 1] as string) >= id)) return null
    return {
      stream: page.stream, rows,
      entry: { kind: page.kind, first, last, count: rows.length, maxSeq: Math.max(...rows.map(row => row.seq)), maxRev: Math.max(...rows.map(row => row.rev)), sum: digestOf(rows.map(rowHash)).sum, hash, bytes: body.length },
    }
  } catch {
    return null
  }
}

/** The pages under the rows of a copy. `broken`: why they cannot be read. `wrong`: what is there and is not what its directory says. */
export interface PagesAtRest { readonly pages: readonly OpenedPage[]; readonly broken: string | null; readonly wrong: readonly string[] }

const NONE: PagesAtRest = { pages: [], broken: null, wrong: [] }
export const pageKey = ({ stream, kid, hash }: Pick<SealedPage, 'stream' | 'kid' | 'hash'>): string => `${stream}|${kid}|${hash}`

/** Page entries of a directory; null where it cannot be read. */
export function entriesOf(directory: SealedDirectory | undefined): readonly PageEntry[] | null {
  const plain = directory && openedOnce(directory.box, plainBytes)
  return plain ? openedOnce(plain, bytes => JSON.parse(new TextDecoder().decode(bytes)) as PageEntry[]) : null
}

const opened = new WeakMap<Uint8Array, unknown>()
function openedOnce<T>(box: Uint8Array, open: (box: Uint8Array) => T): T {
  if (!opened.has(box)) opened.set(box, open(box))
  return opened.get(box) as T
}

export function readPages(state: StreamState, directories: ReadonlyMap<string, SealedDirectory>, sealed: ReadonlyMap<string, SealedPage>): PagesAtRest {
  if (state.paged === undefined || state.copy === 0) return NONE
  const directory = directories.get(`${state.stream}#${state.copy}`)
  const entries = entriesOf(directory)
  if (!directory || !entries) return { ...NONE, broken: 'its directory is not there or was changed' }
  const wrong: string[] = []
  if (directory.generation !== state.paged || directory.kid !== state.kid) wrong.push(`its directory is of generation ${directory.generation}, it is at ${state.paged}`)
  const pages: OpenedPage[] = []
  for (const entry of entries) {
    const page = sealed.get(pageKey({ stream: state.stream, kid: state.kid, hash: entry.hash }))
    const body = page && openedOnce(page.box, plainBytes)
    if (!body) return { pages, broken: `page ${entry.hash.slice(0, 8)} is ${page ? 'changed' : 'not there'}`, wrong }
    const own = openedOnce(body, openedBody)
    if (!own) return { pages, broken: `page ${entry.hash.slice(0, 8)} is no page`, wrong: [...wrong, 'bytes that are no page were taken for one'] }
    pages.push(own)
    const differs = (Object.keys(own.entry) as (keyof PageEntry)[]).find(name => own.entry[name] !== entry[name])
    if (differs || own.stream !== state.stream) wrong.push(`page ${entry.hash.slice(0, 8)} of ${entry.kind}: ${differs ?? 'stream'} is not what its directory says`)
  }
  return { pages, broken: null, wrong: [...wrong, ...overlapping(pages)] }
}

/** Pages of one kind must cover ranges of ids that do not touch. */
export function overlapping(pages: readonly OpenedPage[]): string[] {
  const sorted = [...pages].sort((a, b) => (a.entry.kind === b.entry.kind ? (a.entry.first < b.entry.first ? -1 : 1) : (a.entry.kind < b.entry.kind ? -1 : 1)))
  return sorted.flatMap(({ entry }, index) => {
    const before = sorted[index - 1]?.entry
    return before?.kind === entry.kind && before.last >= entry.first ? [`two pages of ${entry.kind} overlap`] : []
  })
}
