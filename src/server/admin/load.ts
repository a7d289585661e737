import type { Act } from '#domain/core/record.ts'
import type { Grant } from '#domain/core/roles.ts'
import { definitionOf, type Kind } from '#domain/records/index.ts'
import { chainEntry } from '#sync/chain.ts'
import type { Op, PushResult } from '#sync/messages.ts'
import { newToken, tokenHash, type ServerDeps } from '../deps.ts'
import { groupBy } from '../group-by.ts'
import type { Writer } from '../store/store.ts'
import type { DeviceRecord } from '../store/tables.ts'
import { applyGroups } from '../sync/apply-groups.ts'
import type { OpenedEntry } from '../sync/envelope.ts'
import { productionParts } from '../sync/parts.ts'
import { insertLines } from '../sync/push.ts'
import { rememberUser } from '../auth/sessions.ts'

/** One change of a record without its envelope, and the changes that were saved together. */
export interface LoadChange {
  readonly act: Act; readonly kind: Kind; readonly id: string; readonly stream: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly set?: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>
  readonly reason?: string
}
export interface LoadGroup { readonly tx: string; readonly actor: string; readonly at: string; readonly changes: readonly LoadChange[] }

export interface Loaded { readonly operations: number; readonly quarantined: readonly { readonly id: string; readonly code: string }[] }

const CHANGES_PER_TRANSACTION = 2000
const APP = 'loader'

/**
 * Loads made-up work through the same judge, log and streams as a tablet's, in large transactions. Accounts of the actors
 * must exist; their staff records, and the puskesmas itself, are the server's own and left out. The journals are those of
 * one tablet a place, whose credentials nobody holds.
 */
export async function loadOperations(deps: ServerDeps, tenant: string, groups: Iterable<LoadGroup>): Promise<Loaded> {
  const placeOf = await placesByActor(deps, tenant)
  let revisions: ReadonlyMap<string, number> = new Map()
  const quarantined: { id: string; code: string }[] = []
  let operations = 0
  for (const batch of batches(groups, tenant)) {
    // A write may be tried again from its beginning, so what it counts is kept only once it is done.
    const { results, counted } = await deps.store.write(async tx => {
      const found: { entry: OpenedEntry; result: PushResult }[] = []
      const revised = new Map(revisions)
      for (const stretch of stretches(batch, group => (placeOf.get(group.actor) ?? tenant) === tenant)) {
        for (const [place, own] of groupBy(stretch, group => placeOf.get(group.actor) ?? tenant)) found.push(...await loadPlace(tx, place, own, revised))
      }
      return { results: found, counted: revised }
    })
    revisions = counted
    operations += results.length
    for (const { entry, result } of results) if (result.outcome === 'quarantined') quarantined.push({ id: entry.op?.id ?? '', code: result.code ?? '' })
  }
  return { operations, quarantined }

  async function loadPlace(tx: Writer, place: string, own: readonly LoadGroup[], revised: Map<string, number>): Promise<{ entry: OpenedEntry; result: PushResult }[]> {
    const device = await journalOf(tx, place)
    for (const actor of new Set(own.map(group => group.actor))) await rememberUser(tx, deps, device, actor)
    const { zone } = await tx.selectFrom('tenant').select('zone').where('tenant', '=', tenant).executeTakeFirstOrThrow()
    let head = { dev: device.dev, seq: device.last_seq, hash: device.last_hash }
    const whole = own.map(group => group.changes.map(change => {
      const entry = toEntry(head, group, change, zone, revised)
      head = entry
      return entry
    }))
    const entries = whole.flat()
    const results = await applyGroups({ tx, tenant, parts: { ...productionParts, ...deps.parts }, family: device.family, devicePlace: place, deviceRevoked: false }, whole)
    const bySeq = new Map(results.map(result => [result.seq, result]))
    const now = deps.clock.now()
    await insertLines(tx, tenant, entries, entries, bySeq, now, 'server')
    await tx.updateTable('device').set({ last_seq: head.seq, last_hash: head.hash, last_sync_at: now, last_complete_at: now })
      .where('tenant', '=', tenant).where('dev', '=', device.dev).execute()
    return entries.map(entry => ({ entry, result: bySeq.get(entry.seq) as PushResult }))
  }

  async function journalOf(tx: Writer, place: string): Promise<DeviceRecord> {
    const dev = `d-load-${place}`
    const known = await tx.selectFrom('device').selectAll().where('tenant', '=', tenant).where('dev', '=', dev).executeTakeFirst()
    if (known) return known
    // Numbers of made-up members come from the generator, so this journal takes no block of labels.
    return tx.insertInto('device').values({
      tenant, dev, family: dev, name: `Tablet ${place}`, place, block: 0, credential: tokenHash(newToken(deps.random)), enrolled_at: deps.clock.now(), revoked_at: null,
      renewed_from: null, last_seq: 0, last_hash: '', last_sync_at: null, last_complete_at: null, app: APP, schema: null,
    }).returningAll().executeTakeFirstOrThrow()
  }

  function toEntry(head: { dev: string; seq: number; hash: string }, group: LoadGroup, change: LoadChange, zone: string, revised: Map<string, number>): OpenedEntry {
    const baseRev = revised.get(change.id) ?? 0
    if (change.act !== 'create') revised.set(change.id, baseRev + 1)
    const set = change.data ? Object.fromEntries(Object.entries(change.data).map(([name, to]) => [name, { from: null, to }])) : change.set
    const op = {
      salt: Buffer.from(deps.random.bytes(16)).toString('hex'), tx: group.tx, txn: group.changes.length, kind: change.kind, id: change.id, act: change.act,
      stream: change.stream, baseRev: change.act === 'create' ? 0 : baseRev + 1, ...(set ? { set } : {}), ...(change.reason === undefined ? {} : { reason: change.reason }),
      actor: group.actor, at: { wall: group.at, tz: zone, skewMs: 0 }, schema: definitionOf(change.kind).version, app: APP,
    } as Op
    const entry = chainEntry(head, JSON.stringify(op))
    return { dev: entry.dev, seq: entry.seq, prev: entry.prev, bh: entry.bh, hash: entry.hash, origin: null, body: entry.body, op, tx: group.tx, txn: group.changes.length }
  }
}

async function placesByActor(deps: ServerDeps, tenant: string): Promise<Map<string, string>> {
  const accounts = await deps.store.db.selectFrom('account').select(['id', 'grants']).where('tenant', '=', tenant).execute()
  return new Map(accounts.map(({ id, grants }) => [id, (JSON.parse(grants) as Grant[])[0]?.place ?? tenant]))
}

/** Whole groups, so many that a transaction is worth its durable commit. */
function* batches(groups: Iterable<LoadGroup>, tenant: string): Generator<LoadGroup[]> {
  let batch: LoadGroup[] = []
  let changes = 0
  for (const group of groups) {
    const own = group.changes.filter(change => change.kind !== 'staff' && change.id !== tenant)
    if (own.length === 0) continue
    batch.push({ ...group, changes: own })
    changes += own.length
    if (changes < CHANGES_PER_TRANSACTION) continue
    yield batch
    batch = []
    changes = 0
  }
  if (batch.length > 0) yield batch
}

/**
 * Groups in which the order among places does not matter. Pustu share records with the head, whose work stands apart, and with
 * another pustu what one sends the other: it must be there before it is confirmed. Order within a place is the order of time.
 */
function stretches(groups: readonly LoadGroup[], isHead: (group: LoadGroup) => boolean): LoadGroup[][] {
  const found: LoadGroup[][] = []
  for (const [index, group] of groups.entries()) {
    const before = groups[index - 1]
    if (before && isHead(before) === isHead(group) && !before.changes.some(change => change.kind === 'shipment')) found.at(-1)?.push(group)
    else found.push([group])
  }
  return found
}
