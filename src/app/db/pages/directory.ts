import { z } from 'zod'
import { pageEntry, type PageEntry } from '#sync/messages.ts'
import { fromUtf8, utf8 } from '../../vault/bytes.ts'
import type { Sealing } from '../../vault/sealing.ts'
import type { StreamKey } from '../../vault/stream-keys.ts'
import type { SealedDirectory } from '../database.ts'

/** The pages of one copy of a stream: of each kind disjoint ranges of ids, ascending. */
export class Directory {
  readonly #byKind = new Map<string, PageEntry[]>()

  constructor(readonly entries: readonly PageEntry[]) {
    for (const entry of entries) {
      const own = this.#byKind.get(entry.kind)
      if (own) own.push(entry)
      else this.#byKind.set(entry.kind, [entry])
    }
    for (const own of this.#byKind.values()) own.sort((a, b) => (a.first < b.first ? -1 : 1))
  }

  of(kind: string): readonly PageEntry[] { return this.#byKind.get(kind) ?? [] }

  /** The page in whose range an id lies. */
  pageOf(kind: string, id: string): PageEntry | undefined {
    const own = this.of(kind)
    const found = own[lastAtOrBelow(own, id)]
    return found && id <= found.last ? found : undefined
  }

  /** The highest sequence number among the rows of a kind in pages; 0 without any. */
  reach(kind: string): number {
    return this.of(kind).reduce((reach, { maxSeq }) => Math.max(reach, maxSeq), 0)
  }

  /** The same pages with some in the place of others. */
  with(gone: ReadonlySet<string>, made: readonly PageEntry[]): Directory {
    return new Directory([...this.entries.filter(entry => !gone.has(entry.hash)), ...made])
  }
}

/** The place of the last page that begins at or below an id; -1 when all begin above it. */
export function lastAtOrBelow(pages: readonly PageEntry[], id: string): number {
  let low = -1
  let high = pages.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((pages[middle] as PageEntry).first <= id) low = middle
    else high = middle - 1
  }
  return low
}

const placeOf = (space: string, generation: number): string => `directory|${space}|${generation}`
const entries = z.array(pageEntry)

export async function sealDirectory(space: string, generation: number, directory: Directory, key: StreamKey, sealing: Sealing): Promise<SealedDirectory> {
  const box = await sealing.seal(key.key, utf8(JSON.stringify(directory.entries)), placeOf(space, generation))
  return { space, generation, kid: key.kid, box }
}

/** @throws what the seal throws, or a parse error: the copy is then to be had anew. */
export async function openDirectory(sealed: SealedDirectory, key: StreamKey, sealing: Sealing): Promise<Directory> {
  const plain = await sealing.open(key.key, sealed.box, placeOf(sealed.space, sealed.generation))
  return new Directory(entries.parse(JSON.parse(fromUtf8(plain))))
}
