import type { RuleBreak } from '#domain/core/record.ts'
import type { JsonObject } from '#domain/core/json.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import { definitionOf, isKind } from '#domain/records/index.ts'
import { puskesmasOf, type Place } from '#domain/rules/access/grants.ts'
import type { Judged, RowDraft, Verdict } from '#sync/judge.ts'
import { idOfLookup, streamOfLookup } from '#sync/rules.ts'
import type { Op, PushResult } from '#sync/messages.ts'
import type { Writer } from '../store/store.ts'
import { followDecisions } from './decide.ts'
import { idsBeside, streamsBeside } from './derived/shipments.ts'
import { booksOf, booksOfStock } from './derived/trade-places.ts'
import type { OpenedEntry } from './envelope.ts'
import { inboxId } from './inbox.ts'
import { judgeLoaded } from './judge-loaded.ts'
import type { SyncParts } from './parts.ts'
import { lockStreams } from './place-rows.ts'
import { loadPlaces, restrictedStream } from './places.ts'
import { RowBook } from './row-book.ts'
import { loadActors, ServerWorld } from './world.ts'

export interface ApplyContext {
  readonly tx: Writer
  readonly tenant: string
  readonly parts: SyncParts
  /** The tablet whose users may act; null where the server itself loads records. */
  readonly family: string | null
  readonly devicePlace: string
  readonly deviceRevoked: boolean
}

/**
 * Ids that the server derives; nobody else may take one and so stand in an incident's or a report's place. The receipts of a
 * delivery carry its id with their line (`kirim-…-m0`), and a receipt taken back that one's; those are the tablet's to write.
 */
const RESERVED_ID = /^(?:[qc]-[0-9a-f]{32}|(?:neg|fork|digest|akses|jam|dagang|belanja|laku|aduan|hari)-[0-9a-f]{32}|report-.+|(?:kirim|tiba)-(?!.+-m\d+(?:-balik)?$).+)$/

const held = (code: 'INVALID' | 'DEPENDS_ON' | 'DEVICE_REVOKED', ...breaks: RuleBreak[]): Verdict => ({ outcome: 'quarantined', code, breaks })

/** Judges whole groups in order, writes the rows they become, and says for each line what became of it. */
export async function applyGroups(context: ApplyContext, groups: readonly (readonly OpenedEntry[])[]): Promise<PushResult[]> {
  const { tx, tenant, parts } = context
  const entries = groups.flat()
  const { world, restricted } = await openWorld(context, entries)
  const verdicts = new Map<OpenedEntry, Verdict>()
  for (const group of groups) {
    const judged = await judgeWhole(context, group, world)
    judged.verdicts.forEach((verdict, index) => verdicts.set(group[index] as OpenedEntry, verdict))
    for (const row of judged.writes) world.write(row)
    for (const entry of group) {
      const verdict = verdicts.get(entry)
      if (verdict?.outcome !== 'quarantined') continue
      await world.book.loadIds([inboxId(entry.bh)])
      const row = parts.inboxRow({ entry, code: verdict.code, breaks: verdict.breaks }, world, restricted)
      if (row) world.write(row)
    }
  }
  const { secret } = await tx.selectFrom('tenant').select('secret').where('tenant', '=', tenant).executeTakeFirstOrThrow()
  await parts.writeDerivedRows({ tx, tenant, secret, book: world.book, changes: world.book.changes() })
  const placed = await placeLocked(context, world)
  return entries.map(entry => resultOf(entry, verdicts.get(entry) as Verdict, world, placed))
}

/** Takes the streams, then reads: what is read under the lock cannot change until the commit. */
async function openWorld({ tx, tenant, family, devicePlace }: ApplyContext, entries: readonly OpenedEntry[]): Promise<{ world: ServerWorld; restricted: string }> {
  const ops = entries.flatMap(({ op }) => (op ? [op] : []))
  const places = await loadPlaces(tx, tenant)
  const restricted = restrictedStream(tenant, devicePlace, places)
  const locked = new Set([restricted, ...ops.flatMap(op => withCompanions(op.stream, places))])
  for (;;) {
    await lockStreams(tx, tenant, locked)
    const book = new RowBook(tx, tenant)
    await book.loadIds(ops.flatMap(op => [op.id, ...(op.resolves ?? []), ...idsBeside(op)]))
    const elsewhere = ops.flatMap(op => [...withCompanions(book.row(op.id)?.stream ?? op.stream, places), ...streamsBeside(op, book)]).filter(stream => !locked.has(stream))
    if (elsewhere.length > 0) {
      for (const stream of elsewhere) locked.add(stream)
      continue
    }
    await preload(book, ops, places)
    return { world: new ServerWorld(book, await loadActors(tx, tenant, ops.map(op => op.actor), family), places), restricted }
  }
}

/** A stream and those that rows derived from it live in. Names that no stream has take no lock. */
function withCompanions(stream: string, places: readonly Place[]): string[] {
  const parts = parseStream(stream)
  if (!parts) return []
  if (parts.type === 'kmp') return booksOf(parts.place)
  // What the medicine room sells is told in the books of the cooperative.
  if (parts.purpose === 'service') return [stream, ...booksOfStock(stream, places)]
  if (parts.purpose === 'stock') return [stream, streamOf('service', parts.place), ...booksOfStock(stream, places)]
  // A visit stands in the figures of its day.
  return parts.purpose === 'clinical' ? [stream, streamOf('service', parts.place)] : [stream]
}

/** Reads in few statements what the declared look-ups of new records will ask for; the rest is read when a rule misses it. */
async function preload(book: RowBook, ops: readonly Op[], places: readonly Place[]): Promise<void> {
  const lookups = ops.flatMap(op => {
    if (!isKind(op.kind)) return []
    const data: JsonObject = Object.fromEntries(Object.entries(op.set ?? {}).map(([group, change]) => [group, change.to]))
    const before = book.row(op.id)?.data as JsonObject | undefined
    try {
      return (definitionOf(op.kind).lookups?.({ ...before, ...data }, op.id) ?? []).map(lookup => ({ lookup, stream: op.stream }))
    } catch {
      // Data of another shape; the schema will say so.
      return []
    }
  })
  await book.loadIds(lookups.flatMap(({ lookup, stream }) => ('key' in lookup ? [] : [idOfLookup(lookup, puskesmasOf(stream, places)) ?? []])).flat())
  await book.loadKeys(lookups.flatMap(({ lookup, stream }) => ('key' in lookup ? [{ stream: streamOfLookup(lookup, stream), kind: lookup.kind, name: lookup.key, value: lookup.value }] : [])))
}

interface JudgedGroup { readonly verdicts: readonly Verdict[]; readonly writes: readonly RowDraft[] }

async function judgeWhole(context: ApplyContext, group: readonly OpenedEntry[], world: ServerWorld): Promise<JudgedGroup> {
  const early = group.map(entry => judgeEarly(context, entry, group))
  if (early.some(verdict => verdict !== null)) return { verdicts: early.map(verdict => verdict ?? held('DEPENDS_ON')), writes: [] }
  const items: Judged[] = group.map(({ op, bh, dev, seq }) => ({ op: op as Op, bh, dev, seq }))
  const first = await judgeLoaded(context.parts, items, world)
  const { verdicts, writes } = await followDecisions({ tx: context.tx, tenant: context.tenant, parts: context.parts, world }, items, first)
  return { verdicts, writes: [...verdicts.flatMap(verdict => (verdict.outcome === 'quarantined' ? [] : verdict.writes)), ...writes] }
}

/** What is clear before any rule is asked. */
function judgeEarly({ deviceRevoked }: ApplyContext, { op, txn }: OpenedEntry, group: readonly OpenedEntry[]): Verdict | null {
  if (!op) return held('INVALID', { rule: 'no-operation' })
  if (deviceRevoked) return held('DEVICE_REVOKED')
  if (group.length !== txn) return held('DEPENDS_ON')
  if (op.act === 'create' && RESERVED_ID.test(op.id)) return held('INVALID', { rule: 'reserved-id', field: 'id' })
  return null
}

async function placeLocked({ tx, tenant, parts }: ApplyContext, world: ServerWorld) {
  const changes = world.book.changes()
  await lockStreams(tx, tenant, changes.map(change => (change.revisions.at(-1) as RowDraft).stream))
  return parts.placeRows(tx, tenant, changes)
}

function resultOf(entry: OpenedEntry, verdict: Verdict, world: ServerWorld, placed: ReadonlyMap<string, number>): PushResult {
  const row = verdict.outcome === 'quarantined' ? world.row(inboxId(entry.bh)) : world.row(entry.op?.id ?? '')
  const seq = row && (placed.get(`${row.stream}|${row.id}`) ?? world.book.storedSeq(row.stream, row.id))
  return {
    seq: entry.seq, outcome: verdict.outcome,
    ...(verdict.outcome === 'quarantined' ? { code: verdict.code } : {}),
    ...(row && seq !== undefined ? { row: { stream: row.stream, seq } } : {}),
    ...(verdict.outcome === 'conflict' ? { conflicts: [...verdict.conflicts] } : {}),
  }
}
