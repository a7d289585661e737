import type { z } from 'zod'
import type { JsonObject } from './json.ts'
import type { Day } from './day.ts'
import type { Role } from './roles.ts'
import type { Purpose } from './streams.ts'

export type Act = 'create' | 'patch' | 'void' | 'resolve'

/**
 * How a kind may change. `ledger`: created only, corrected by a reversing entry. `signed`: a draft with one author until
 * `signature` is set, then nothing but a void. `fields`: each top-level property is a field group, judged alone.
 * `derived`: written by the server alone.
 */
export type EditMode = 'ledger' | 'signed' | 'fields' | 'derived'

/** A rule that the data break: the rule's number where it has one, the field it stands at, and facts for the sentence. */
export interface RuleBreak {
  readonly rule: string
  readonly field?: string
  readonly detail?: JsonObject
  /**
   * Broken is a rule that the head sets and may change while a tablet is away: what happened stands on the tablet in good faith, so
   * a supervisor may vouch for it. Without it nobody may.
   */
  readonly policy?: true
}

/** A record as rules see it. */
export interface Known<D = JsonObject> {
  readonly id: string
  readonly kind: string
  readonly stream: string
  readonly rev: number
  readonly state: 'live' | 'void'
  readonly data: D
}

/**
 * What a check has to see besides the record itself: one record by id, the records of a key in the same stream or in the stream
 * of another purpose `beside` it at the same place, or the one setting of the puskesmas above that stream, whose id is `above`
 * and then the puskesmas' id.
 */
export type Lookup =
  | { readonly kind: string; readonly id: string }
  | { readonly kind: string; readonly above: string }
  | { readonly kind: string; readonly key: string; readonly value: string; readonly beside?: Purpose }

/** What a rule is given. `before` is the record as it stood, `null` for a new one; `found` answers the declared lookups. */
export interface CheckContext<D> {
  readonly id: string
  readonly actor: string
  /** In which roles the actor stands before the record's stream. */
  readonly roles: readonly Role[]
  readonly stream: string
  readonly before: D | null
  readonly found: (lookup: Lookup) => readonly Known[]
  /** Whether what is not found is not there, as on the server; a tablet finds only what its people may read. */
  readonly seesAll?: boolean | undefined
}

export interface RecordDefinition<K extends string = string, S extends z.ZodType = z.ZodType> {
  readonly kind: K
  /** Raised with every change of the schema; carried by each operation as `schema`. */
  readonly version: number
  /** The purpose of the stream it lives in; 'any' for what the server puts beside the record it is about. */
  readonly purpose: Purpose | 'any'
  readonly mode: EditMode
  /** Each top-level property is one field group. Parsed to check, never to strip: unknown fields survive. */
  readonly schema: S
  /** Field groups (identity, clinical) whose clash opens a conflict; in all others the later arrival wins, and the loser stays in history. */
  readonly careful: readonly (keyof z.infer<S> & string)[]
  /** Values to find records by; on a tablet they are kept only as opaque keyed hashes. */
  readonly keys: (data: z.infer<S>) => Readonly<Record<string, readonly string[]>>
  /** The day the record belongs to, for lists by day. */
  readonly day?: (data: z.infer<S>) => Day | null
  readonly writers: Readonly<Partial<Record<Act, readonly Role[]>>>
  /** What `check` looks at; `id` is the record's own, for records that name it. */
  readonly lookups?: (data: z.infer<S>, id?: string) => readonly Lookup[]
  /** The rules a saved record must keep, run by the tablet before saving and by the server when judging. No clock. */
  readonly check?: (data: z.infer<S>, context: CheckContext<z.infer<S>>) => readonly RuleBreak[]
  /** Field groups of an older version → of the next; one for every released version below the present. */
  readonly upcasters: Readonly<Record<number, (groups: JsonObject) => JsonObject>>
}

/** Declares a record kind; its type carries the schema through the registry. */
export function defineRecord<const K extends string, S extends z.ZodType>(definition: RecordDefinition<K, S>): RecordDefinition<K, S> {
  return definition
}
