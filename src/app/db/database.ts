import Dexie, { type Table } from 'dexie'
import type { Outcome, PushResult } from '#sync/messages.ts'
import type { Sealed } from '../vault/escrow.ts'

/** Raised with every change of tables; an old tab that finds a newer number may not write any more. */
export const SCHEMA = 4

type Bytes = Uint8Array<ArrayBuffer>

/** A server row at rest: in clear only random ids, kind, numbers, state and opaque tags. */
export interface SealedRow {
  /** `<stream>#<copy>`: a new copy of a stream is built beside the old one and takes its place at once. */
  readonly space: string
  readonly id: string
  readonly kind: string
  readonly seq: number
  readonly rev: number
  readonly state: 'live' | 'void' | 'moved'
  readonly tags: readonly string[]
  /** The row's digest hash, masked by the stream's secret. */
  readonly sum: string
  /** The same of the row in a page that this one lies over; absent where it lies over none. */
  readonly over?: string
  /** JSON of data, conflicts and by. */
  readonly box: Bytes
}

export interface CopyInMaking {
  readonly copy: number
  readonly kid: string
  readonly epoch: string
  readonly atSeq: number | null
  readonly after: string | null
  readonly done: number
  readonly total: number
  readonly count: number
  readonly sum: string
  readonly movedIn?: readonly string[]
  /** It is made of pages: see StreamState. */
  readonly paged?: number
}

/** What this tablet holds of a stream. `seq` is the cursor: it moves only with the rows it covers. */
export interface StreamState {
  readonly stream: string
  readonly copy: number
  readonly kid: string
  readonly epoch: string
  readonly seq: number
  readonly count: number
  readonly sum: string
  /** Snapshot, catch-up and digest have all passed. Until then the tablet says "preparing". */
  readonly complete: boolean
  /** No longer granted to anyone here; removed once nothing in it is unsettled. */
  readonly dropped: boolean
  readonly making: CopyInMaking | null
  /**
   * The stamp of the last change that was more than rows never seen before, by kind, and for all kinds under '*': a new copy, a
   * replaced bucket. What was summed from the rows holds as long as this stays as it is. Absent in stores of schema 1.
   */
  readonly rewritten?: Readonly<Record<string, number>>
  /** Ids of ledger records that came from another stream, whose tombstone there may come later. */
  readonly movedIn?: readonly string[]
  /** Counts up with each change of the copy's directory; absent while the copy has no pages. */
  readonly paged?: number
  /** The epoch in which the server's pages of this stream could not be used although they came whole: it is downloaded row by row. */
  readonly plain?: string
}

/** A page of packed rows at rest, named by what it holds: SHA-256 of its body. */
export interface SealedPage {
  readonly stream: string
  readonly hash: string
  readonly kid: string
  /** The deflated page. */
  readonly box: Bytes
}

/** Which pages make up a copy, sealed as one value: ids, sums and sequence numbers of what it holds. */
export interface SealedDirectory {
  readonly space: string
  /** The `paged` of the stream that it belongs to. */
  readonly generation: number
  readonly kid: string
  /** JSON of page entries. */
  readonly box: Bytes
}

/** Where in a page the values of query keys are found, see pages/postings.ts. Can always be had anew from the page. */
export interface SealedPostings {
  readonly stream: string
  readonly hash: string
  /** Of the code that made them. */
  readonly version: string
  readonly kid: string
  /** Whether the rows were read one by one and their sum was what the directory says. */
  readonly checked: boolean
  readonly box: Bytes
}

/** The sum of a ledger in one stream, kept sealed so that it need not be summed again. Can always be had anew from the rows. */
export interface KeptFold {
  readonly stream: string
  readonly name: string
  /** Of the code that summed it. */
  readonly version: number
  readonly kid: string
  /** It holds exactly the live rows up to this sequence number of a copy that has not been rewritten since this stamp. */
  readonly upTo: number
  readonly ground: number
  /** JSON of the sum. */
  readonly box: Bytes
}

/** What a list shows of a kind's rows in the pages of a stream, sealed as one value. Can always be had anew from the pages. */
export interface KeptList {
  readonly stream: string
  readonly name: string
  /** Of the code that made it. */
  readonly version: number
  readonly kid: string
  /** It holds exactly the rows in the pages of this copy, made under this stamp, as long as its directory is the one of this number. */
  readonly copy: number
  readonly ground: number
  readonly paged: number
  /** Deflated JSON of the lines. */
  readonly box: Bytes
}

/**
 * `unsent`: here only. `again`: acknowledged once, offered again to a restored server; its effect is in the rows.
 * `sent`: acknowledged, its row not yet downloaded, or held for a decision. `settled`: kept for a restored server only.
 */
export type EntryPhase = 'unsent' | 'again' | 'sent' | 'settled'

export interface JournalEntry {
  readonly dev: string
  readonly seq: number
  readonly prev: string
  readonly bh: string
  readonly hash: string
  readonly origin?: string
  /** Place in this tablet's own history; unlike `seq` it survives a new key after a fork. */
  readonly order: number
  readonly phase: EntryPhase
  readonly stream: string
  readonly tx: string
  readonly txn: number
  readonly actor: string
  /** Bytes of the body, to fill a push without opening it. */
  readonly size: number
  readonly savedAt: number
  /** Server time of the acknowledgement: retention must not follow a wrong tablet clock. */
  readonly ackedAt: number | null
  readonly outcome: Outcome | null
  readonly code: string | null
  readonly row: NonNullable<PushResult['row']> | null
  readonly kid: string
  readonly box: Bytes
  readonly sealed: Sealed | null
}

export interface JournalHead { readonly dev: string; readonly seq: number; readonly hash: string; readonly order: number }

/** Somebody who can unlock here. `box` holds profile and keyring, wrapped by the key that the password gives. */
export interface StoredUser {
  readonly id: string
  readonly username: string
  readonly name: string
  readonly salt: Bytes
  readonly box: Bytes
  /** Names of the streams in the keyring, so that rows are dropped only when nobody here holds them. */
  readonly streams: readonly string[]
}

export interface FormDraft { readonly user: string; readonly name: string; readonly box: Bytes }
export interface MetaEntry { readonly key: string; readonly value: unknown }

/** An old tab that outlived a schema upgrade may not write: it would write what the new one cannot read. */
export class OldVersionError extends Error {
  override readonly name = 'OldVersionError'
}

export interface IndexedDb { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof IDBKeyRange }

export class TabletDatabase extends Dexie {
  declare readonly meta: Table<MetaEntry, string>
  declare readonly streams: Table<StreamState, string>
  declare readonly users: Table<StoredUser, string>
  declare readonly rows: Table<SealedRow, [string, string]>
  declare readonly journal: Table<JournalEntry, [string, number]>
  declare readonly drafts: Table<FormDraft, [string, string]>
  declare readonly folds: Table<KeptFold, [string, string]>
  declare readonly pages: Table<SealedPage, [string, string, string]>
  declare readonly directories: Table<SealedDirectory, string>
  declare readonly postings: Table<SealedPostings, [string, string, string]>
  declare readonly lists: Table<KeptList, [string, string]>

  /** Journal writes wait for the disk (`strict`); downloaded rows can be had again (`relaxed`). */
  constructor(name: string, idb: IndexedDb, durability: 'strict' | 'relaxed') {
    super(name, { indexedDB: idb.indexedDB, IDBKeyRange: idb.IDBKeyRange, chromeTransactionDurability: durability })
    this.version(1).stores({
      meta: 'key', streams: 'stream', users: 'id, &username',
      rows: '[space+id], [space+kind+id], *tags', journal: '[dev+seq], phase', drafts: '[user+name]',
    })
    // Rows of a kind in the order of their arrival: what is new since a sum was kept is found without reading the rest.
    this.version(2).stores({ rows: '[space+id], [space+kind+seq+id], *tags', folds: '[stream+name]' })
    // Pages of packed rows under the rows; what lies here as single rows is packed when there is time.
    this.version(3).stores({ pages: '[stream+kid+hash]', directories: 'space', postings: '[stream+kid+hash]' })
    // What lists show of the rows in pages, as one value each.
    this.version(SCHEMA).stores({ lists: '[stream+name]' })
    // A newer tab wants to upgrade: make way, and never write again from here. `false` keeps Dexie's own answer away, which would
    // open the store again at the next call and put this version's missing index back into it.
    this.on('versionchange', () => {
      this.close()
      return false
    })
  }

  async value<T>(key: string): Promise<T | undefined> {
    return (await this.meta.get(key))?.value as T | undefined
  }

  /** First call in every writing transaction. */
  async checkFence(): Promise<void> {
    const fence = await this.value<number>('fence')
    if (fence !== undefined && fence > SCHEMA) throw new OldVersionError(`store has schema ${fence}, this page ${SCHEMA}`)
  }

  /** Counts a change of rows or journal, so that another tab's memory knows that it is behind. */
  async nextStamp(): Promise<number> {
    const stamp = ((await this.value<number>('stamp')) ?? 0) + 1
    await this.meta.put({ key: 'stamp', value: stamp })
    return stamp
  }
}

/** Opens both faces of the one database and sets the fence. */
export async function openDatabase(name: string, idb: IndexedDb): Promise<{ strict: TabletDatabase; relaxed: TabletDatabase }> {
  const strict = new TabletDatabase(name, idb, 'strict')
  const relaxed = new TabletDatabase(name, idb, 'relaxed')
  await strict.open()
  await relaxed.open()
  await strict.transaction('rw', strict.meta, async () => {
    const fence = await strict.value<number>('fence')
    if (fence === undefined || fence < SCHEMA) await strict.meta.put({ key: 'fence', value: SCHEMA })
  })
  return { strict, relaxed }
}
export type Databases = Awaited<ReturnType<typeof openDatabase>>
