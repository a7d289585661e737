import type { Json } from '#domain/core/json.ts'
import type { Day } from '#domain/core/day.ts'
import type { Result } from '#domain/core/result.ts'
import type { RuleBreak } from '#domain/core/record.ts'
import type { DataOf, Kind } from '#domain/records/index.ts'
import type { Row } from '#sync/messages.ts'

/**
 * Where the author's own save stands: `none` judged and downloaded; `unsent` safe on this tablet only; `sent` received,
 * its row not yet downloaded; `quarantined` received and waiting for a decision.
 */
export type Pending = 'none' | 'unsent' | 'sent' | 'quarantined'

/** A record as features see it: the server's row with this tablet's unsettled operations laid over it. */
export interface StoredRecord<K extends Kind = Kind> {
  readonly id: string
  readonly kind: K
  readonly stream: string
  /** Revision of the server's row; 0 while the record exists on this tablet only. */
  readonly rev: number
  readonly state: 'live' | 'void'
  readonly data: DataOf<K>
  /** Ids of open conflicts. */
  readonly conflicts: readonly string[]
  /** Who wrote the server's row last, or voided it here, with the reason of a void; null while there is none. */
  readonly by: Row['by'] | null
  readonly pending: Pending
}

/** `newest`: only so many, those whose ids were made last, the latest first; what is left out is not opened. */
export interface Which { readonly newest: number }

/** One record as a list shows it. */
export interface Listed<L> {
  readonly id: string
  readonly state: 'live' | 'void'
  readonly pending: Pending
  /** Whether conflicts are open. */
  readonly conflicted: boolean
  readonly data: L
}

/**
 * What a list shows of each record of a kind: a few words of it, so that the first screen reads one sealed value and not every
 * record. `line` must follow from the record alone (law 4: it can always be made again).
 */
export interface Listing<K extends Kind = Kind, L extends Json = Json> {
  /** The name it is kept under, and the version of its code: what another version made is made again. */
  readonly name: string
  readonly version: number
  readonly kind: K
  line(data: DataOf<K>): L
  /** They lie in this order, so that whoever sorts the answer so has little to do. */
  compare(one: L, other: L): number
}

/** Reads through everything the signed-in user holds, whatever stream it lives in. Voided records are included: look at `state`. */
export interface RecordReader {
  get<K extends Kind>(kind: K, id: string): Promise<StoredRecord<K> | undefined>
  /** Several by their ids in one read; an id without a record is left out. */
  many<K extends Kind>(kind: K, ids: readonly string[]): Promise<StoredRecord<K>[]>
  /** By one of the kind's query keys (see its definition), e.g. byKey('visit', 'patient', id). */
  byKey<K extends Kind>(kind: K, key: string, value: string, which?: Which): Promise<StoredRecord<K>[]>
  byDay<K extends Kind>(kind: K, day: Day): Promise<StoredRecord<K>[]>
  scan<K extends Kind>(kind: K): Promise<StoredRecord<K>[]>
  /**
   * The sum of a ledger in one stream, this tablet's unsettled entries included. Kept sealed beside the rows and brought up to
   * date by what is new, so that asking costs the size of the answer and not that of the ledger. Do not change the answer.
   */
  fold<K extends Kind, S>(fold: LedgerFold<K, S>, stream: string): Promise<S>
  /** The records of a kind that one stream holds, as a list shows them, in no order. Voided ones are included: look at `state`. */
  list<K extends Kind, L extends Json>(listing: Listing<K, L>, stream: string): Promise<Listed<L>[]>
}

/** A sum over all live records of a ledger kind in one stream: the order of records must not matter to it (law 4: it can always be rebuilt). */
export interface LedgerFold<K extends Kind = Kind, S = unknown> {
  /** The name it is kept under, and the version of its code: another version is rebuilt from the ledger. */
  readonly name: string
  readonly version: number
  readonly kind: K
  empty(): S
  /** Adds one record to the state, in place. */
  add(state: S, data: DataOf<K>): void
  toJson(state: S): Json
  fromJson(json: Json): S
}

/** One change of a group. Made by the builders below; the store adds ids of the operation, author, device, time and hash. */
export type Draft =
  | { readonly act: 'create'; readonly kind: Kind; readonly id: string; readonly stream: string; readonly data: Readonly<Record<string, Json>> }
  | { readonly act: 'patch'; readonly record: StoredRecord; readonly changes: Readonly<Record<string, Json>> }
  | { readonly act: 'void'; readonly record: StoredRecord; readonly reason: string }
  | { readonly act: 'resolve'; readonly record: StoredRecord; readonly conflicts: readonly string[]; readonly changes: Readonly<Record<string, Json>> }

export function createDraft<K extends Kind>(kind: K, id: string, stream: string, data: DataOf<K>): Draft {
  return { act: 'create', kind, id, stream, data: data as unknown as Record<string, Json> }
}
/** Only groups that differ from the record are written; a patch without a difference writes nothing. */
export function patchDraft<K extends Kind>(record: StoredRecord<K>, changes: Partial<DataOf<K>>): Draft {
  return { act: 'patch', record: record as unknown as StoredRecord, changes: changes as unknown as Record<string, Json> }
}
export function voidDraft<K extends Kind>(record: StoredRecord<K>, reason: string): Draft {
  return { act: 'void', record: record as unknown as StoredRecord, reason }
}
export function resolveDraft<K extends Kind>(record: StoredRecord<K>, conflicts: readonly string[], changes: Partial<DataOf<K>>): Draft {
  return { act: 'resolve', record: record as unknown as StoredRecord, conflicts, changes: changes as unknown as Record<string, Json> }
}

/** Why a save did not happen. Nothing of the group is then written, and what was typed is still on the screen. */
export type SaveFailure =
  | { readonly kind: 'rules-broken'; readonly breaks: readonly RuleBreak[] }
  | { readonly kind: 'no-grant'; readonly stream: string }
  | { readonly kind: 'storage-full' }
  | { readonly kind: 'storage-failed'; readonly message: string }
  | { readonly kind: 'old-version' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'too-large' }

export interface Saved { readonly ids: readonly string[]; readonly seqs: readonly number[] }

/** What a live query depends on. It runs again only when a change touches one of its interests. */
export interface Interest {
  readonly kind: Kind
  readonly id?: string
  /** A query key and value, as in byKey; `day` as in byDay. */
  readonly key?: { readonly name: string; readonly value: string }
  readonly day?: Day
}

/**
 * The one door to what the tablet holds. How rows are kept (sealed one by one today, packed in pages later) is nobody
 * else's business.
 */
export interface RecordStore extends RecordReader {
  /**
   * Read, decide and write as one group, under one lock per origin: a second tab cannot hand out the same strip.
   * `decide` returns the drafts or the feature's own error; then either all of them are in the journal, durably, or none.
   */
  writeGroup<E>(decide: (view: RecordReader) => Promise<Result<readonly Draft[], E>>): Promise<Result<Saved, E | SaveFailure>>
  /** Calls back after a change that touches an interest, from this tab, another tab or sync. Returns the way to stop. */
  watch(interests: readonly Interest[], onChange: () => void): () => void
  /** A half-written form, sealed for this user on this tablet; never synced, survives anything but being cleared. */
  saveFormDraft(name: string, value: Json): Promise<void>
  loadFormDraft(name: string): Promise<Json | undefined>
  clearFormDraft(name: string): Promise<void>
}
