import type { webcrypto } from 'node:crypto'
import { ok } from '#domain/core/result.ts'
import type { PushRequest, PushResponse, PushResult } from '#sync/messages.ts'
import { linesOf } from '#sync/stretch.ts'
import type { Principal } from '../auth/principal.ts'
import type { ServerDeps } from '../deps.ts'
import { refused, type Reply } from '../reply.ts'
import { chunks, type Writer } from '../store/store.ts'
import type { DeviceRecord, NewOp } from '../store/tables.ts'
import { applyGroups } from './apply-groups.ts'
import { openEntries, wholeGroups, type OpenedEntry } from './envelope.ts'
import type { SyncParts } from './parts.ts'

export interface PushContext extends ServerDeps {
  readonly syncParts: SyncParts
  readonly epoch: () => Promise<string>
  readonly serverKey: () => Promise<webcrypto.CryptoKey>
}

/** Takes in journal lines: stored and judged in one transaction, whole or not at all, answered after the durable commit. */
export async function push(context: PushContext, who: Principal, request: PushRequest): Promise<Reply<PushResponse>> {
  const epoch = await context.epoch()
  if (request.epoch !== epoch) return refused('EPOCH', { epoch })
  const lines = linesOf(request)
  if (!lines) return refused('MALFORMED', { message: 'the bodies do not add up to the hash' })
  const opened = await openEntries(request.dev, lines, await context.serverKey())
  if (!opened.ok) return opened
  const groups = wholeGroups(opened.value)
  if (!groups.ok) return groups
  const receivedAt = context.clock.now()
  return context.store.write(tx => pushInside({ ...context, tx, receivedAt, skewMs: request.skewMs ?? null }, who, request.dev, opened.value, groups.value))
}

async function pushInside(
  context: PushContext & { readonly tx: Writer; readonly receivedAt: number; readonly skewMs: number | null },
  who: Principal, dev: string, entries: readonly OpenedEntry[], groups: readonly OpenedEntry[][],
): Promise<Reply<PushResponse>> {
  const { tx, syncParts: parts } = context
  const { tenant } = who
  // Also the lock of the journal: two pushes of one tablet wait for each other.
  const device = await tx.updateTable('device').set({ last_sync_at: context.receivedAt }).where('tenant', '=', tenant).where('dev', '=', dev)
    .where('family', '=', who.family).returningAll().executeTakeFirst()
  if (!device) return refused('DEVICE')
  const first = entries[0] as OpenedEntry
  const stored = await parts.resultsBySeq(tx, tenant, dev, first.seq, first.seq + entries.length - 1)
  const fresh = parts.checkChain(entries, { last: device.last_seq, chain: device.last_hash }, new Map([...stored].map(([seq, { hash }]) => [seq, hash])))
  if (!fresh.ok) return fresh

  const results = new Map<number, PushResult>([...stored].map(([seq, { result }]) => [seq, result]))
  const isFresh = new Set(fresh.value)
  const twins = await parts.resultsByBody(tx, tenant, fresh.value.map(entry => entry.bh))
  const bodies = new Map<string, OpenedEntry>()
  for (const entry of fresh.value) if (!twins.has(entry.bh) && !bodies.has(entry.bh)) bodies.set(entry.bh, entry)
  const toJudge = groups.map(group => group.filter(entry => isFresh.has(entry) && bodies.get(entry.bh) === entry)).filter(group => group.length > 0)
  const judged = toJudge.length === 0 ? [] : await applyGroups({
    tx, tenant, parts, family: device.family, devicePlace: device.place, deviceRevoked: device.revoked_at !== null,
  }, toJudge)
  for (const result of judged) results.set(result.seq, result)
  for (const entry of fresh.value) {
    const twin = twins.get(entry.bh) ?? results.get(bodies.get(entry.bh)?.seq ?? 0)
    if (!results.has(entry.seq) && twin) results.set(entry.seq, { ...twin, seq: entry.seq })
  }
  await storeLines(tx, who, device, fresh.value, bodies, results, context.receivedAt)
  await parts.raiseClockIncident(tx, tenant, device, { entries: [...bodies.values()], receivedAt: context.receivedAt, skewMs: context.skewMs })
  const head = fresh.value.at(-1)
  const mark = await tx.selectFrom('backup_mark').select('seq').where('tenant', '=', tenant).where('dev', '=', dev).executeTakeFirst()
  return ok({
    results: entries.map(entry => results.get(entry.seq) as PushResult),
    last: head?.seq ?? device.last_seq, chain: head?.hash ?? device.last_hash, durable: mark?.seq ?? 0,
  })
}

/** Keeps the lines with their outcomes, each body once, and moves the journal's head. */
async function storeLines(
  tx: Writer, who: Principal, device: DeviceRecord, fresh: readonly OpenedEntry[], bodies: ReadonlyMap<string, OpenedEntry>,
  results: ReadonlyMap<number, PushResult>, receivedAt: number,
): Promise<void> {
  const head = fresh.at(-1)
  if (!head) return
  await insertLines(tx, who.tenant, fresh, [...bodies.values()], results, receivedAt, who.account)
  await tx.updateTable('device').set({ last_seq: head.seq, last_hash: head.hash }).where('tenant', '=', who.tenant).where('dev', '=', device.dev).execute()
}

/** The log itself. Shared with the loader of demo data. */
export async function insertLines(
  tx: Writer, tenant: string, fresh: readonly OpenedEntry[], bodies: readonly OpenedEntry[],
  results: ReadonlyMap<number, PushResult>, receivedAt: number, carrier: string,
): Promise<void> {
  const ops: NewOp[] = fresh.map(entry => {
    const result = results.get(entry.seq) as PushResult
    return {
      tenant, dev: entry.dev, seq: entry.seq, prev: entry.prev, bh: entry.bh, hash: entry.hash, origin: entry.origin,
      outcome: result.outcome, code: result.code ?? null, stream: result.row?.stream ?? null, row_seq: result.row?.seq ?? null,
      conflicts: JSON.stringify(result.conflicts ?? []), received_at: receivedAt, carrier,
      skew_ms: entry.op?.at.skewMs === null || entry.op === null ? null : Math.round(entry.op.at.skewMs),
    }
  })
  for (const some of chunks(ops)) await tx.insertInto('op').values(some).execute()
  for (const some of chunks(bodies)) {
    await tx.insertInto('op_body').values(some.map(({ bh, body, dev, seq, tx: group }) => ({ tenant, bh, body, dev, seq, tx: group }))).execute()
  }
}
