import { entryHash } from '#sync/chain.ts'
import { LIMITS, type Entry, type PushResponse } from '#sync/messages.ts'
import type { Change } from './changes.ts'
import type { EntryPhase, JournalEntry, JournalHead, TabletDatabase } from './database.ts'
import { isSettled, type Held } from './settling.ts'
import type { StoreCore } from './store-core.ts'

export interface Batch { readonly dev: string; readonly entries: readonly Entry[]; readonly groups: number }
export interface BatchLimits { readonly entries: number; readonly bytes: number; readonly groups: number }

const OFFERED: readonly EntryPhase[] = ['unsent', 'again']

/** The journal head of this tablet, or undefined before it was enrolled. */
export const headOf = (core: StoreCore): Promise<JournalHead | undefined> => core.db.relaxed.value<JournalHead>('journal')

/** Starts the chain of a newly enrolled tablet. */
export async function startJournal(db: TabletDatabase, dev: string): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    if (await db.value('journal')) return
    await db.meta.bulkPut([{ key: 'journal', value: { dev, seq: 0, hash: '', order: 0 } satisfies JournalHead }, { key: 'devs', value: [dev] }])
  })
}

/**
 * What to push next: whole groups only, in chain order, older chains first. Null when nothing is left. A body whose key
 * is not held goes sealed to the server; one that can go neither way ends the batch before it.
 */
export async function nextBatch(core: StoreCore, limits: BatchLimits): Promise<Batch | null> {
  const db = core.db.relaxed
  const keys = await db.journal.where('phase').anyOf(OFFERED as EntryPhase[]).primaryKeys()
  const devs = (await db.value<string[]>('devs')) ?? []
  const dev = devs.find(name => keys.some(([owner]) => owner === name))
  if (dev === undefined) return null
  const seqs = keys.filter(([owner]) => owner === dev).map(([, seq]) => seq).sort((a, b) => a - b)
  const entries: Entry[] = []
  let bytes = 0
  let groups = 0
  for (let at = 0; at < seqs.length && groups < limits.groups;) {
    const group = await groupFrom(core, dev, seqs.slice(at, at + LIMITS.pushEntries))
    if (group === null) break
    const size = group.reduce((sum, entry) => sum + new TextEncoder().encode(JSON.stringify(entry)).length + 1, 0)
    const broken = entries.length > 0 && (group[0] as Entry).seq !== (entries.at(-1) as Entry).seq + 1
    const full = entries.length > 0 && (entries.length + group.length > limits.entries || bytes + size > limits.bytes)
    if (broken || full) break
    entries.push(...group)
    bytes += size
    groups += 1
    at += group.length
  }
  return entries.length === 0 ? null : { dev, entries, groups }
}

async function groupFrom(core: StoreCore, dev: string, seqs: readonly number[]): Promise<Entry[] | null> {
  const first = await core.db.relaxed.journal.get([dev, seqs[0] as number])
  if (!first) return null
  const stored = await core.db.relaxed.journal.bulkGet(seqs.slice(0, first.txn).map(seq => [dev, seq] as [string, number]))
  const members = stored.filter(entry => entry !== undefined && entry.tx === first.tx) as JournalEntry[]
  const wire = await Promise.all(members.map(entry => toWire(core, entry)))
  return wire.every(entry => entry !== null) ? wire : null
}

async function toWire(core: StoreCore, entry: JournalEntry): Promise<Entry | null> {
  const { dev, seq, prev, bh, hash, origin } = entry
  const envelope = { dev, seq, prev, bh, hash, ...(origin === undefined ? {} : { origin }) }
  const body = await core.openBody(entry)
  if (body !== null) return { ...envelope, body }
  return entry.sealed ? { ...envelope, sealed: entry.sealed } : null
}

/** What this tablet holds, as settling needs to know it. Call inside a transaction over meta, streams and users. */
export async function heldNow(db: TabletDatabase, keys: Iterable<string>): Promise<Held> {
  const states = await db.streams.toArray()
  const users = await db.users.toArray()
  const dropped = new Set(states.filter(state => state.dropped).map(state => state.stream))
  return {
    epoch: (await db.value<string>('epoch')) ?? '',
    states: new Map(states.map(state => [state.stream, state])),
    streams: new Set([...keys, ...states.map(state => state.stream), ...users.flatMap(user => user.streams)].filter(stream => !dropped.has(stream))),
  }
}

/** Stores the server's answers; an operation whose row is here already settles with them. */
export async function recordResults(core: StoreCore, dev: string, response: PushResponse, serverTime: number): Promise<void> {
  await core.underLock(async () => {
    const db = core.db.relaxed
    const changes = changesOf(core, response.results.map(result => [dev, result.seq]))
    const stamp = await db.transaction('rw', db.meta, db.journal, db.streams, db.users, async () => {
      await db.checkFence()
      const held = await heldNow(db, core.keys.keys())
      const stored = await db.journal.bulkGet(response.results.map(result => [dev, result.seq] as [string, number]))
      const answered = response.results.flatMap((result, index) => {
        const entry = stored[index]
        if (!entry || !OFFERED.includes(entry.phase)) return []
        const next = { ...entry, outcome: result.outcome, code: result.code ?? null, row: result.row ?? null, ackedAt: serverTime }
        // Offered again, its effect is in the rows that are shown, unless these were already downloaded from the restored server.
        const shown = entry.phase === 'again' && result.outcome !== 'quarantined' && held.states.get(result.row?.stream ?? '')?.epoch !== held.epoch
        const settled = shown || isSettled(next, held)
        return [{ ...next, phase: settled ? 'settled' as const : 'sent' as const }]
      })
      await db.journal.bulkPut(answered)
      return db.nextStamp()
    })
    await core.committed({ stamp, rows: [], added: [], reload: true, changes })
  })
}

/** Changes for live queries of records that operations touch. */
export function changesOf(core: StoreCore, places: readonly (readonly [string, number])[]): Change[] {
  const wanted = new Set(places.map(([dev, seq]) => `${dev}:${seq}`))
  return core.pending.all().filter(item => wanted.has(`${item.dev}:${item.seq}`)).map(({ op }) => ({
    kind: op.kind, id: op.id, tags: core.tagsNow(op.kind, op.id, undefined),
  }))
}

/**
 * A cloned or rolled-back tablet goes on under a new device id: what was not acknowledged is keyed again with the same
 * body hash, so that the server never applies an edit twice; what was acknowledged stays under the old chain. `block` is
 * the new id's own block of labels: two clones counting on in one block would give the same number twice.
 */
export async function rekey(core: StoreCore, oldDev: string, newDev: string, block?: number): Promise<void> {
  await core.underLock(async () => {
    const db = core.db.strict
    const stamp = await db.transaction('rw', db.meta, db.journal, async () => {
      await db.checkFence()
      const head = (await db.value<JournalHead>('journal')) as JournalHead
      const devs = (await db.value<string[]>('devs')) ?? []
      const offered = await db.journal.where('phase').anyOf(OFFERED as EntryPhase[]).filter(entry => entry.dev === oldDev).sortBy('seq')
      let last: { dev: string; seq: number; hash: string } = newDev === head.dev ? head : { dev: newDev, seq: 0, hash: '' }
      const moved = offered.map(entry => {
        const seq = last.seq + 1
        const hash = entryHash(newDev, seq, last.hash, entry.bh)
        const next: JournalEntry = { ...entry, dev: newDev, seq, prev: last.hash, hash, origin: entry.origin ?? `${entry.dev}:${entry.seq}` }
        last = { dev: newDev, seq, hash }
        return next
      })
      const tablet = await db.value<Record<string, unknown>>('tablet')
      if (tablet) await db.meta.put({ key: 'tablet', value: { ...tablet, dev: newDev, ...(block === undefined ? {} : { block }) } })
      await db.journal.bulkDelete(offered.map(entry => [entry.dev, entry.seq] as [string, number]))
      await db.journal.bulkAdd(moved)
      await db.meta.bulkPut([
        { key: 'journal', value: { ...last, order: head.order } satisfies JournalHead },
        { key: 'devs', value: [...devs.filter(dev => dev !== newDev), newDev] },
      ])
      return db.nextStamp()
    })
    await core.committed({ stamp, rows: [], added: [], reload: true, changes: [] })
  })
}

/** Whether the entries after `last` are still here and link to the server's `chain`; they are then offered again. */
export async function offerAfter(core: StoreCore, dev: string, last: number, chain: string): Promise<boolean> {
  return core.underLock(async () => {
    const db = core.db.relaxed
    let links = false
    const stamp = await db.transaction('rw', db.meta, db.journal, async () => {
      await db.checkFence()
      const next = await db.journal.get([dev, last + 1])
      links = next !== undefined && next.prev === chain
      if (links) await db.journal.filter(entry => entry.dev === dev && entry.seq > last).modify(entry => { Object.assign(entry, offeredAgain(entry)) })
      return db.nextStamp()
    })
    await core.committed({ stamp, rows: [], added: [], reload: true, changes: [] })
    return links
  })
}

const offeredAgain = (entry: JournalEntry): JournalEntry => ({
  ...entry, phase: entry.phase === 'settled' || entry.phase === 'again' ? 'again' : 'unsent', outcome: null, code: null, row: null, ackedAt: null,
})

/**
 * A restored server has a new epoch: every retained operation is offered again, and every stream downloaded anew beside
 * the copy that is shown. Returns whether the epoch was another one.
 */
export async function enterEpoch(core: StoreCore, epoch: string): Promise<boolean> {
  const known = await core.db.relaxed.value<string>('epoch')
  if (known === epoch) return false
  return core.underLock(async () => {
    const db = core.db.relaxed
    const stamp = await db.transaction('rw', db.meta, db.journal, async () => {
      await db.checkFence()
      await db.meta.put({ key: 'epoch', value: epoch })
      if (known !== undefined) await db.journal.toCollection().modify(entry => { Object.assign(entry, offeredAgain(entry)) })
      return db.nextStamp()
    })
    await core.committed({ stamp, rows: [], added: [], reload: true, changes: [] })
    return known !== undefined
  })
}

const DAY_MS = 86_400_000

/**
 * Lets go of acknowledged operations that no restored server can miss: `durable` in a finished backup, or older than 90
 * days of server time, or beyond 20,000. Never one that is unsent or waits for its row, and a group only as a whole:
 * what is left of it could never be offered again, and would stop the queue.
 */
export async function prune(core: StoreCore, durable: ReadonlyMap<string, number>, serverTime: number): Promise<void> {
  const db = core.db.relaxed
  await core.underLock(() => db.transaction('rw', db.meta, db.journal, async () => {
    await db.checkFence()
    const groupOf = ({ dev, tx }: JournalEntry): string => `${dev} ${tx}`
    const settled = await db.journal.where('phase').equals('settled').primaryKeys()
    const waiting = new Set((await db.journal.where('phase').anyOf('unsent', 'again', 'sent').toArray()).map(groupOf))
    const reached = settled.filter(([dev, seq]) => seq <= (durable.get(dev) ?? 0))
    const covered = waiting.size === 0 ? reached
      : (await db.journal.bulkGet(reached)).filter(entry => entry !== undefined && !waiting.has(groupOf(entry))).map(entry => [(entry as JournalEntry).dev, (entry as JournalEntry).seq] as [string, number])
    await db.journal.bulkDelete(covered)
    const left = settled.length - covered.length
    const surplus = Math.max(0, left - LIMITS.retainedOperations)
    if (left === 0) return
    const oldest = await db.journal.where('phase').equals('settled').limit(surplus + 200).toArray()
    const aged = oldest.sort((a, b) => a.order - b.order)
      .filter((entry, index) => index < surplus || (entry.ackedAt !== null && serverTime - entry.ackedAt > LIMITS.retainedDays * DAY_MS))
    const leaving = new Set(aged)
    const kept = new Set([...waiting, ...oldest.filter(entry => !leaving.has(entry)).map(groupOf)])
    await db.journal.bulkDelete(aged.filter(entry => !kept.has(groupOf(entry))).map(entry => [entry.dev, entry.seq] as [string, number]))
  }))
}

export interface JournalCounts { readonly unsent: number; readonly sent: number; readonly review: number; readonly oldestUnsentAt: number | null }

/** Numbers for the screen. `review` counts saves of this user that wait for a decision. */
export async function journalCounts(core: StoreCore): Promise<JournalCounts> {
  const db = core.db.relaxed
  const unsentKeys = await db.journal.where('phase').equals('unsent').primaryKeys()
  const waiting = await db.journal.where('phase').equals('sent').toArray()
  const mine = core.user?.id ?? null
  const held = waiting.filter(entry => entry.outcome === 'quarantined')
  const first = unsentKeys.length === 0 ? undefined : await db.journal.get(unsentKeys[0] as [string, number])
  return {
    unsent: unsentKeys.length, sent: waiting.length - held.length,
    review: held.filter(entry => mine !== null && entry.actor === mine).length,
    oldestUnsentAt: first?.savedAt ?? null,
  }
}

