import { ok } from '#domain/core/result.ts'
import { bucketSums, EMPTY_DIGEST } from '#sync/digest.ts'
import { LIMITS, PROTOCOL, type DigestRequest, type DigestResponse, type HelloRequest, type HelloResponse, type PullRequest, type PullResponse, type Row, type SnapshotRequest, type SnapshotResponse, type StreamDigest } from '#sync/messages.ts'
import { PAGE_FORMAT } from '#sync/pages/page.ts'
import { reportText } from '../admin/device-list.ts'
import type { Principal } from '../auth/principal.ts'
import { refused, type Reply } from '../reply.ts'
import { toStoredRow, toWire } from '../store/rows.ts'
import type { Reader } from '../store/store.ts'
import { decidedOf } from './decided.ts'
import type { PushContext } from './push.ts'
import { lockStreams } from './place-rows.ts'
import { loadPlaces } from './places.ts'
import { raiseAccessIncident, raiseDigestIncident } from './incidents.ts'

const DEFAULT_MIN_PULL = 1
/** Rows that one statement reads; a page is cut at the limit of bytes. */
const ROWS_AT_ONCE = 500
const MAX_SNAPSHOT_ROWS = 2000

/** The streams of a person now. Read anew at each call, so that a changed grant counts at once. */
export async function streamsOf(context: PushContext, who: Principal): Promise<string[]> {
  return context.syncParts.grantedStreams(who.grants, await loadPlaces(context.store.db, who.tenant))
}

export async function hello(context: PushContext, who: Principal, request: HelloRequest): Promise<Reply<HelloResponse>> {
  if (who.deviceRevoked) return refused('DEVICE')
  if (request.proto > PROTOCOL) return refused('UPGRADE', { message: 'this server speaks an older protocol' })
  const now = context.clock.now()
  await context.store.db.updateTable('device')
    .set(eb => ({ app: request.app, schema: request.schema, last_sync_at: now, ...(request.tablet ? { report: reportText(request.tablet, now), report_seq: eb.ref('last_seq') } : {}) }))
    .where('tenant', '=', who.tenant).where('dev', '=', who.dev).execute()
  return ok({
    epoch: await context.epoch(), serverTime: new Date(now).toISOString(), streams: await streamsOf(context, who),
    minPull: context.minPull ?? DEFAULT_MIN_PULL, limits: { pushEntries: LIMITS.pushEntries, pushBytes: LIMITS.pushBytes }, stretches: true, pages: PAGE_FORMAT,
    ...(request.undecided ? { decided: await decidedOf(context.store.db, who, request.undecided) } : {}),
  })
}

/** Whether the tablet's app reads only rows of a shape that the server no longer sends. */
export async function isTooOld(context: PushContext, who: Principal): Promise<boolean> {
  const device = await context.store.db.selectFrom('device').select('schema').where('tenant', '=', who.tenant).where('dev', '=', who.dev).executeTakeFirst()
  return device?.schema != null && device.schema < (context.minPull ?? DEFAULT_MIN_PULL)
}

export async function pull(context: PushContext, who: Principal, request: PullRequest): Promise<Reply<PullResponse>> {
  if (who.deviceRevoked) return refused('DEVICE')
  const epoch = await context.epoch()
  if (request.epoch !== epoch) return refused('EPOCH', { epoch })
  const { db } = context.store
  if (await isTooOld(context, who)) return refused('UPGRADE')
  const streams = await streamsOf(context, who)
  const heads = await headsOf(db, who.tenant, streams)
  const ahead = streams.filter(stream => (request.cursor[stream] ?? 0) > (heads.get(stream) ?? 0))
  if (ahead.length > 0) return refused('CURSOR', { streams: ahead })

  const rows: Row[] = []
  const cursor: Record<string, number> = {}
  const budget = { rows: request.max, bytes: LIMITS.pullBytes }
  let more = false
  for (const stream of streams) {
    const from = request.cursor[stream] ?? 0
    const head = heads.get(stream) ?? 0
    const page = await readPage(db, who.tenant, stream, from, head, budget)
    rows.push(...page.rows)
    cursor[stream] = page.reached
    more ||= page.reached < head
  }
  const dropped = Object.keys(request.cursor).filter(stream => !streams.includes(stream)).sort()
  if (!more) await noteComplete(context, who)
  return ok({ rows, cursor, more, streams, dropped })
}

/** The tablet has everything that there was for it. */
async function noteComplete({ store, clock }: PushContext, who: Principal): Promise<void> {
  await store.db.updateTable('device').set({ last_complete_at: clock.now() }).where('tenant', '=', who.tenant).where('dev', '=', who.dev).execute()
}

/** The first page fixes `atSeq`; later pages end there, and what changed since comes by cursor. */
export async function snapshot(context: PushContext, who: Principal, request: SnapshotRequest): Promise<Reply<SnapshotResponse>> {
  if (who.deviceRevoked) return refused('DEVICE')
  const epoch = await context.epoch()
  if (request.epoch !== epoch) return refused('EPOCH', { epoch })
  const { db } = context.store
  if (!(await streamsOf(context, who)).includes(request.stream)) {
    await raiseAccessIncident(context, who, request.stream)
    return refused('SCOPE')
  }
  const after = parseAfter(request.after)
  if (!after) return refused('MALFORMED', { message: 'after' })
  const head = await db.selectFrom('stream').select(['seq', 'count']).where('tenant', '=', who.tenant).where('stream', '=', request.stream).executeTakeFirst()
  const atSeq = after.atSeq ?? head?.seq ?? 0
  const total = after.total ?? head?.count ?? 0
  if (atSeq > (head?.seq ?? 0)) return refused('CURSOR', { streams: [request.stream] })
  const page = await readPage(db, who.tenant, request.stream, after.seq, atSeq, { rows: MAX_SNAPSHOT_ROWS, bytes: LIMITS.pullBytes })
  return ok({ rows: page.rows, atSeq, total, ...(page.reached < atSeq ? { next: `${atSeq}.${page.reached}.${total}` } : {}) })
}

function parseAfter(text: string | undefined): { atSeq: number | null; seq: number; total: number | null } | null {
  if (text === undefined) return { atSeq: null, seq: 0, total: null }
  const match = /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})$/.exec(text)
  return match ? { atSeq: Number(match[1]), seq: Number(match[2]), total: Number(match[3]) } : null
}

/** Sums of the granted streams; with `bucket` also the sums of all 256 buckets and the rows of that one. */
export async function digest(context: PushContext, who: Principal, request: DigestRequest): Promise<Reply<DigestResponse>> {
  if (who.deviceRevoked) return refused('DEVICE')
  const epoch = await context.epoch()
  if (request.epoch !== epoch) return refused('EPOCH', { epoch })
  const granted = new Set(await streamsOf(context, who))
  const asked = [...new Set(request.streams)].filter(stream => granted.has(stream)).sort()
  const answer: DigestResponse = {}
  const { bucket } = request
  if (bucket === undefined) {
    for (const stream of asked) answer[stream] = await sumOf(context.store.db, who.tenant, stream)
    // An empty tablet asks for the sums right after its first download, and pulls only where they say that something came meanwhile.
    await noteComplete(context, who)
    return ok(answer)
  }
  // The streams are held while buckets and rows are read, so that all of them are of one moment.
  await context.store.write(async tx => {
    await lockStreams(tx, who.tenant, asked)
    for (const stream of asked) answer[stream] = { ...await sumOf(tx, who.tenant, stream), ...await bucketsOf(tx, who.tenant, stream, bucket) }
  })
  await raiseDigestIncident(context, who, asked)
  return ok(answer)
}

async function sumOf(db: Reader, tenant: string, stream: string): Promise<StreamDigest> {
  const head = await db.selectFrom('stream').select(['seq', 'count', 'sum']).where('tenant', '=', tenant).where('stream', '=', stream).executeTakeFirst()
  return head ?? { seq: 0, ...EMPTY_DIGEST }
}

async function bucketsOf(db: Reader, tenant: string, stream: string, bucket: number): Promise<{ buckets: string[]; rows: Row[] }> {
  const hashes = await db.selectFrom('row').select(['id', 'hash']).where('tenant', '=', tenant).where('stream', '=', stream).execute()
  const rows = await db.selectFrom('row').selectAll().where('tenant', '=', tenant).where('stream', '=', stream).where('bucket', '=', bucket).orderBy('seq').execute()
  return { buckets: bucketSums(hashes), rows: rows.map(toStoredRow).map(toWire) }
}

async function headsOf(db: Reader, tenant: string, streams: readonly string[]): Promise<Map<string, number>> {
  if (streams.length === 0) return new Map()
  const heads = await db.selectFrom('stream').select(['stream', 'seq']).where('tenant', '=', tenant).where('stream', 'in', streams).execute()
  return new Map(heads.map(head => [head.stream, head.seq]))
}

/** Rows with `from < seq ≤ to`, within what is left of the budget; `reached` is the cursor after them. */
async function readPage(
  db: Reader, tenant: string, stream: string, from: number, to: number, budget: { rows: number; bytes: number },
): Promise<{ rows: Row[]; reached: number }> {
  const rows: Row[] = []
  let reached = from
  while (reached < to) {
    const limit = Math.min(ROWS_AT_ONCE, budget.rows)
    if (limit <= 0 || budget.bytes <= 0) return { rows, reached }
    const records = await db.selectFrom('row').selectAll().where('tenant', '=', tenant).where('stream', '=', stream)
      .where('seq', '>', reached).where('seq', '<=', to).orderBy('seq').limit(limit).execute()
    for (const record of records) {
      // A page always advances, even by a row larger than what is left.
      if (budget.bytes <= 0) return { rows, reached }
      rows.push(toWire(toStoredRow(record)))
      reached = record.seq
      budget.rows -= 1
      budget.bytes -= Buffer.byteLength(record.data) + 300
    }
    if (records.length < limit) reached = to
  }
  return { rows, reached }
}
