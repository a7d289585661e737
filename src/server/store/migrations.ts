import { Migrator, type Kysely, type Migration } from 'kysely'
import type { Store } from './store.ts'

/** Released migrations are never edited, only followed by new ones. */
const migrations: Record<string, Migration> = {
  '0001-spine': { up: createSpine },
  '0002-void-reason': { up: addVoidReason },
  '0003-trade-lines': { up: createTradeLines },
  '0004-day-lines': { up: createDayLines },
  '0005-staff-and-tablets': { up: addStaffAndTablets },
  '0006-offices': { up: createOffices },
  '0007-pages': { up: createPages },
}

async function createSpine(db: Kysely<never>): Promise<void> {
  const schema = db.schema
  await schema.createTable('meta').addColumn('tenant', 'text', c => c.notNull()).addColumn('name', 'text', c => c.notNull())
    .addColumn('value', 'text', c => c.notNull()).addPrimaryKeyConstraint('meta_pk', ['tenant', 'name']).execute()
  await schema.createTable('tenant').addColumn('tenant', 'text', c => c.notNull()).addColumn('name', 'text', c => c.notNull())
    .addColumn('zone', 'text', c => c.notNull()).addColumn('secret', 'text', c => c.notNull()).addColumn('next_block', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('tenant_pk', ['tenant']).execute()
  await schema.createTable('account').addColumn('tenant', 'text', c => c.notNull()).addColumn('id', 'text', c => c.notNull())
    .addColumn('username', 'text', c => c.notNull()).addColumn('name', 'text', c => c.notNull()).addColumn('profession', 'text', c => c.notNull())
    .addColumn('sip', 'text').addColumn('grants', 'text', c => c.notNull()).addColumn('active', 'integer', c => c.notNull())
    .addColumn('password', 'text', c => c.notNull()).addColumn('last_sign_in_at', 'bigint')
    .addPrimaryKeyConstraint('account_pk', ['tenant', 'id']).addUniqueConstraint('account_username', ['tenant', 'username']).execute()
  await schema.createTable('session').addColumn('tenant', 'text', c => c.notNull()).addColumn('token', 'text', c => c.notNull())
    .addColumn('account', 'text', c => c.notNull()).addColumn('family', 'text', c => c.notNull()).addColumn('created_at', 'bigint', c => c.notNull())
    .addColumn('used_at', 'bigint', c => c.notNull()).addColumn('revoked_at', 'bigint').addPrimaryKeyConstraint('session_pk', ['tenant', 'token']).execute()
  await schema.createTable('device').addColumn('tenant', 'text', c => c.notNull()).addColumn('dev', 'text', c => c.notNull())
    .addColumn('family', 'text', c => c.notNull()).addColumn('name', 'text', c => c.notNull()).addColumn('place', 'text', c => c.notNull())
    .addColumn('block', 'bigint', c => c.notNull()).addColumn('credential', 'text', c => c.notNull()).addColumn('enrolled_at', 'bigint', c => c.notNull())
    .addColumn('revoked_at', 'bigint').addColumn('renewed_from', 'text').addColumn('last_seq', 'bigint', c => c.notNull())
    .addColumn('last_hash', 'text', c => c.notNull()).addColumn('last_sync_at', 'bigint').addColumn('last_complete_at', 'bigint')
    .addColumn('app', 'text').addColumn('schema', 'bigint').addPrimaryKeyConstraint('device_pk', ['tenant', 'dev'])
    .addUniqueConstraint('device_credential', ['tenant', 'credential']).execute()
  await schema.createTable('device_user').addColumn('tenant', 'text', c => c.notNull()).addColumn('family', 'text', c => c.notNull())
    .addColumn('account', 'text', c => c.notNull()).addColumn('first_at', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('device_user_pk', ['tenant', 'family', 'account']).execute()
  await schema.createTable('device_key').addColumn('tenant', 'text', c => c.notNull()).addColumn('family', 'text', c => c.notNull())
    .addColumn('stream', 'text', c => c.notNull()).addColumn('key', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('device_key_pk', ['tenant', 'family', 'stream']).execute()
  await schema.createTable('enrol_code').addColumn('tenant', 'text', c => c.notNull()).addColumn('code', 'text', c => c.notNull())
    .addColumn('place', 'text', c => c.notNull()).addColumn('reusable', 'integer', c => c.notNull()).addColumn('expires_at', 'bigint', c => c.notNull())
    .addColumn('used_at', 'bigint').addPrimaryKeyConstraint('enrol_code_pk', ['tenant', 'code']).execute()
  await schema.createTable('login_delay').addColumn('tenant', 'text', c => c.notNull()).addColumn('username', 'text', c => c.notNull())
    .addColumn('failures', 'integer', c => c.notNull()).addColumn('until', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('login_delay_pk', ['tenant', 'username']).execute()
  await schema.createTable('op').addColumn('tenant', 'text', c => c.notNull()).addColumn('dev', 'text', c => c.notNull())
    .addColumn('seq', 'bigint', c => c.notNull()).addColumn('prev', 'text', c => c.notNull()).addColumn('bh', 'text', c => c.notNull())
    .addColumn('hash', 'text', c => c.notNull()).addColumn('origin', 'text').addColumn('outcome', 'text', c => c.notNull()).addColumn('code', 'text')
    .addColumn('stream', 'text').addColumn('row_seq', 'bigint').addColumn('conflicts', 'text', c => c.notNull())
    .addColumn('received_at', 'bigint', c => c.notNull()).addColumn('skew_ms', 'bigint').addColumn('carrier', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('op_pk', ['tenant', 'dev', 'seq']).execute()
  await schema.createTable('op_body').addColumn('tenant', 'text', c => c.notNull()).addColumn('bh', 'text', c => c.notNull())
    .addColumn('body', 'text', c => c.notNull()).addColumn('dev', 'text', c => c.notNull()).addColumn('seq', 'bigint', c => c.notNull())
    .addColumn('tx', 'text', c => c.notNull()).addPrimaryKeyConstraint('op_body_pk', ['tenant', 'bh']).execute()
  await schema.createIndex('op_body_tx').on('op_body').columns(['tenant', 'tx']).execute()
  await schema.createTable('stream').addColumn('tenant', 'text', c => c.notNull()).addColumn('stream', 'text', c => c.notNull())
    .addColumn('seq', 'bigint', c => c.notNull()).addColumn('count', 'bigint', c => c.notNull()).addColumn('sum', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('stream_pk', ['tenant', 'stream']).execute()
  await schema.createTable('row').addColumn('tenant', 'text', c => c.notNull()).addColumn('stream', 'text', c => c.notNull())
    .addColumn('id', 'text', c => c.notNull()).addColumn('seq', 'bigint', c => c.notNull()).addColumn('kind', 'text', c => c.notNull())
    .addColumn('rev', 'bigint', c => c.notNull()).addColumn('state', 'text', c => c.notNull()).addColumn('data', 'text', c => c.notNull())
    .addColumn('conflicts', 'text', c => c.notNull()).addColumn('by_actor', 'text', c => c.notNull()).addColumn('by_dev', 'text', c => c.notNull())
    .addColumn('by_at', 'text', c => c.notNull()).addColumn('hash', 'text', c => c.notNull()).addColumn('bucket', 'integer', c => c.notNull())
    .addPrimaryKeyConstraint('row_pk', ['tenant', 'stream', 'id']).execute()
  await schema.createIndex('row_seq').unique().on('row').columns(['tenant', 'stream', 'seq']).execute()
  await schema.createIndex('row_id').on('row').columns(['tenant', 'id']).execute()
  await schema.createTable('row_key').addColumn('tenant', 'text', c => c.notNull()).addColumn('stream', 'text', c => c.notNull())
    .addColumn('kind', 'text', c => c.notNull()).addColumn('name', 'text', c => c.notNull()).addColumn('value', 'text', c => c.notNull())
    .addColumn('id', 'text', c => c.notNull()).addPrimaryKeyConstraint('row_key_pk', ['tenant', 'stream', 'kind', 'name', 'value', 'id']).execute()
  await schema.createIndex('row_key_id').on('row_key').columns(['tenant', 'stream', 'id']).execute()
  await schema.createTable('row_history').addColumn('tenant', 'text', c => c.notNull()).addColumn('stream', 'text', c => c.notNull())
    .addColumn('id', 'text', c => c.notNull()).addColumn('rev', 'bigint', c => c.notNull()).addColumn('seq', 'bigint', c => c.notNull())
    .addColumn('kind', 'text', c => c.notNull()).addColumn('state', 'text', c => c.notNull()).addColumn('data', 'text', c => c.notNull())
    .addColumn('conflicts', 'text', c => c.notNull()).addColumn('by_actor', 'text', c => c.notNull()).addColumn('by_dev', 'text', c => c.notNull())
    .addColumn('by_at', 'text', c => c.notNull()).addPrimaryKeyConstraint('row_history_pk', ['tenant', 'stream', 'id', 'rev']).execute()
  await schema.createTable('batch_balance').addColumn('tenant', 'text', c => c.notNull()).addColumn('stream', 'text', c => c.notNull())
    .addColumn('batch', 'text', c => c.notNull()).addColumn('quantity', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('batch_balance_pk', ['tenant', 'stream', 'batch']).execute()
  await schema.createTable('backup_mark').addColumn('tenant', 'text', c => c.notNull()).addColumn('dev', 'text', c => c.notNull())
    .addColumn('seq', 'bigint', c => c.notNull()).addColumn('completed_at', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('backup_mark_pk', ['tenant', 'dev']).execute()
}

/** Why a record was voided, beside who did it; unknown for what was voided before. */
async function addVoidReason(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('row').addColumn('by_reason', 'text').execute()
  await db.schema.alterTable('row_history').addColumn('by_reason', 'text').execute()
}

/** What the cooperative sold, bought and lost, line by line, to find what a change touches. Filled from the rows at the next start. */
async function createTradeLines(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema.createTable('trade_line').addColumn('tenant', 'text', c => c.notNull()).addColumn('stream', 'text', c => c.notNull())
    .addColumn('id', 'text', c => c.notNull()).addColumn('line', 'integer', c => c.notNull()).addColumn('kind', 'text', c => c.notNull())
    .addColumn('day', 'text', c => c.notNull()).addColumn('month', 'text', c => c.notNull()).addColumn('batch', 'text', c => c.notNull())
    .addColumn('drug', 'text', c => c.notNull()).addColumn('name', 'text', c => c.notNull()).addColumn('unit', 'text', c => c.notNull())
    .addColumn('sale', 'text', c => c.notNull()).addColumn('taker', 'text').addColumn('member', 'text').addColumn('method', 'text', c => c.notNull())
    .addColumn('quantity', 'bigint', c => c.notNull()).addColumn('amount', 'bigint', c => c.notNull())
    .addPrimaryKeyConstraint('trade_line_pk', ['tenant', 'stream', 'id', 'line']).execute()
  await schema.createIndex('trade_line_day').on('trade_line').columns(['tenant', 'stream', 'day']).execute()
  await schema.createIndex('trade_line_month').on('trade_line').columns(['tenant', 'stream', 'month', 'drug']).execute()
  await schema.createIndex('trade_line_batch').on('trade_line').columns(['tenant', 'stream', 'batch', 'kind']).execute()
  await schema.createIndex('trade_line_member').on('trade_line').columns(['tenant', 'member', 'month']).execute()
}

/** What each visit and hand-over adds to the figures of its day. Filled from the rows at the next start. */
async function createDayLines(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema.createTable('day_line').addColumn('tenant', 'text', c => c.notNull()).addColumn('stream', 'text', c => c.notNull())
    .addColumn('id', 'text', c => c.notNull()).addColumn('day', 'text', c => c.notNull()).addColumn('person', 'text').addColumn('reverses', 'text')
    .addColumn('signed', 'integer', c => c.notNull()).addColumn('drafts', 'integer', c => c.notNull()).addColumn('alarms', 'integer', c => c.notNull())
    .addColumn('referred', 'integer', c => c.notNull()).addColumn('complete', 'integer', c => c.notNull()).addColumn('timed', 'integer', c => c.notNull())
    .addColumn('same_day', 'integer', c => c.notNull()).addColumn('handed', 'integer', c => c.notNull()).addColumn('first_expiring', 'integer', c => c.notNull())
    .addPrimaryKeyConstraint('day_line_pk', ['tenant', 'stream', 'id']).execute()
  await schema.createIndex('day_line_day').on('day_line').columns(['tenant', 'stream', 'day']).execute()
  await schema.createIndex('day_line_reverses').on('day_line').columns(['tenant', 'stream', 'reverses']).where('reverses' as never, 'is not', null).execute()
}

/** More of the staff, what tablets say of themselves, and a way to count what came of a month's operations without reading all. */
async function addStaffAndTablets(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('account').addColumn('details', 'text').execute()
  await db.schema.alterTable('device').addColumn('report', 'text').execute()
  await db.schema.alterTable('device').addColumn('report_seq', 'bigint').execute()
  await db.schema.createIndex('op_received').on('op').columns(['tenant', 'received_at', 'dev', 'outcome']).execute()
}

/** Which puskesmas a health office reads the sums of, and in which of its groups. */
async function createOffices(db: Kysely<never>): Promise<void> {
  await db.schema.createTable('office_puskesmas').addColumn('tenant', 'text', c => c.notNull()).addColumn('puskesmas', 'text', c => c.notNull())
    .addColumn('cluster', 'text', c => c.notNull()).addPrimaryKeyConstraint('office_puskesmas_pk', ['tenant', 'puskesmas']).execute()
}

/**
 * Settled rows packed into pages. The body comes last, so that the rest of a row is read without it. SQLite keeps bytes as they are
 * whatever a column's type is called.
 */
async function createPages(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema.createTable('page_stream').addColumn('tenant', 'text', c => c.notNull()).addColumn('stream', 'text', c => c.notNull())
    .addColumn('at_seq', 'bigint', c => c.notNull()).addColumn('format', 'integer', c => c.notNull())
    .addPrimaryKeyConstraint('page_stream_pk', ['tenant', 'stream']).execute()
  await schema.createTable('page').addColumn('tenant', 'text', c => c.notNull()).addColumn('stream', 'text', c => c.notNull())
    .addColumn('kind', 'text', c => c.notNull()).addColumn('first', 'text', c => c.notNull()).addColumn('last', 'text', c => c.notNull())
    .addColumn('count', 'bigint', c => c.notNull()).addColumn('max_seq', 'bigint', c => c.notNull())
    .addColumn('max_rev', 'bigint', c => c.notNull()).addColumn('sum', 'text', c => c.notNull()).addColumn('hash', 'text', c => c.notNull()).addColumn('bytes', 'bigint', c => c.notNull()).addColumn('format', 'integer', c => c.notNull())
    .addColumn('body', 'bytea', c => c.notNull()).addPrimaryKeyConstraint('page_pk', ['tenant', 'stream', 'kind', 'first']).execute()
  await schema.createIndex('page_hash').on('page').columns(['tenant', 'stream', 'hash']).execute()
}

/** Brings the database to the present shape; throws what went wrong. */
export async function migrate(store: Store): Promise<void> {
  const migrator = new Migrator({ db: store.db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error instanceof Error ? error : new Error('the database could not be brought to the present version')
}
