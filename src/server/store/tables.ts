import type { Insertable, Selectable } from 'kysely'

/**
 * What the server keeps. `tenant` (a puskesmas) is in every primary and unique key, so that PostgreSQL can be spread by it.
 * Instants are milliseconds since 1970; JSON is text, byte for byte as hashed.
 */
export interface Tables {
  meta: MetaTable
  tenant: TenantTable
  account: AccountTable
  session: SessionTable
  device: DeviceTable
  device_user: DeviceUserTable
  device_key: DeviceKeyTable
  enrol_code: EnrolCodeTable
  login_delay: LoginDelayTable
  op: OpTable
  op_body: OpBodyTable
  stream: StreamTable
  row: RowTable
  row_key: RowKeyTable
  row_history: RowHistoryTable
  page_stream: PageStreamTable
  page: PageTable
  batch_balance: BatchBalanceTable
  trade_line: TradeLineTable
  day_line: DayLineTable
  office_puskesmas: OfficePuskesmasTable
  backup_mark: BackupMarkTable
}

/** Facts of the installation, tenant ''. */
export interface MetaTable { tenant: string; name: string; value: string }
export interface TenantTable {
  tenant: string
  name: string
  zone: string
  /** Keys the opaque household word of the desk's list. */
  secret: string
  next_block: number
}
export interface AccountTable {
  tenant: string; id: string; username: string; name: string; profession: string
  sip: string | null; grants: string; active: number; password: string; last_sign_in_at: number | null
  /** What else the staff record says: employment, NIP, posts, STR; null until the head has said any of it. */
  details: string | null
}
export interface SessionTable {
  tenant: string; token: string; account: string; family: string; created_at: number; used_at: number; revoked_at: number | null
}
/** A tablet's journal. `family` is shared by a tablet's journals before and after a fork. */
export interface DeviceTable {
  tenant: string; dev: string; family: string; name: string; place: string; block: number; credential: string
  enrolled_at: number; revoked_at: number | null; renewed_from: string | null
  last_seq: number; last_hash: string
  last_sync_at: number | null; last_complete_at: number | null; app: string | null; schema: number | null
  /** What the tablet last said of itself and when, and how far the server had its journal then; null for one that says nothing. */
  report: string | null; report_seq: number | null
}
/** Who has signed in on a tablet: whose operations it may carry. */
export interface DeviceUserTable { tenant: string; family: string; account: string; first_at: number }
/** A tablet's keys: one per stream, and one per person under `ownKeyName`. */
export interface DeviceKeyTable { tenant: string; family: string; stream: string; key: string }
export interface EnrolCodeTable {
  tenant: string; code: string; place: string; reusable: number; expires_at: number; used_at: number | null
}
export interface LoginDelayTable { tenant: string; username: string; failures: number; until: number }
/** Every line of every journal, first stored, then judged; the outcome is kept so that a replay gets the very same answer. */
export interface OpTable {
  tenant: string; dev: string; seq: number; prev: string; bh: string; hash: string; origin: string | null
  outcome: string; code: string | null; stream: string | null; row_seq: number | null; conflicts: string
  received_at: number; skew_ms: number | null; carrier: string
}
/** An operation's exact text, once, whatever journals it came in; `tx` finds the members of its group. */
export interface OpBodyTable { tenant: string; bh: string; body: string; dev: string; seq: number; tx: string }
export interface StreamTable { tenant: string; stream: string; seq: number; count: number; sum: string }
export interface RowTable {
  tenant: string; stream: string; id: string; seq: number; kind: string; rev: number; state: string
  data: string; conflicts: string; by_actor: string; by_dev: string; by_at: string; by_reason: string | null; hash: string; bucket: number
}
/** Query keys of the registry, for rows by key. */
export interface RowKeyTable { tenant: string; stream: string; kind: string; name: string; value: string; id: string }
/** Superseded revisions. With `row` every revision there ever was of what people wrote; derived rows leave none. */
export interface RowHistoryTable {
  tenant: string; stream: string; id: string; rev: number; seq: number; kind: string; state: string
  data: string; conflicts: string; by_actor: string; by_dev: string; by_at: string; by_reason: string | null
}
/** How far a stream is packed into pages, and in which format. Written in one transaction with its pages. */
export interface PageStreamTable { tenant: string; stream: string; at_seq: number; format: number }
/**
 * Rows of one kind whose ids lie from `first` to `last`, packed, see src/server/pages. They follow from `row`, are copied and put back
 * with it, and may be deleted (with `page_stream`) at any time: what is missing is packed anew.
 */
export interface PageTable {
  tenant: string; stream: string; kind: string; first: string; last: string; count: number; max_seq: number; max_rev: number; sum: string; hash: string; bytes: number; format: number
  body: Buffer
}
/** A cached sum of movements per batch, to notice one below zero; a test rebuilds it from the movements. */
export interface BatchBalanceTable { tenant: string; stream: string; batch: string; quantity: number }
/**
 * One batch of a line of a hand-over, a purchase or a loss of the cooperative's stock, so that a change finds the days, months and
 * members that it touches. Follows from the rows and never leaves the server; `sale` is the hand-over that a return belongs to.
 */
export interface TradeLineTable {
  tenant: string; stream: string; id: string; line: number; kind: string; day: string; month: string; batch: string
  drug: string; name: string; unit: string; sale: string; taker: string | null; member: string | null; method: string; quantity: number; amount: number
}
/**
 * What a visit or a hand-over adds to the figures of its day at its pustu, and which hand-over a reversal takes back: its own day is
 * '' then. Follows from the rows and never leaves the server. The counts are those of rules/supervision/pustu-day.ts.
 */
export interface DayLineTable {
  tenant: string; stream: string; id: string; day: string; person: string | null; reverses: string | null
  signed: number; drafts: number; alarms: number; referred: number; complete: number; timed: number; same_day: number; handed: number; first_expiring: number
}
/** What a health office (`tenant`) reads the sums of: written by who runs the server, from its console alone. */
export interface OfficePuskesmasTable { tenant: string; puskesmas: string; cluster: string }
/** How far each journal is contained in the newest completed backup. */
export interface BackupMarkTable { tenant: string; dev: string; seq: number; completed_at: number }

export type RowRecord = Selectable<RowTable>
export type DeviceRecord = Selectable<DeviceTable>
export type AccountRecord = Selectable<AccountTable>
export type NewOp = Insertable<OpTable>
