import type { Day } from '#domain/core/day.ts'
import { sameJson } from '#domain/core/json.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { CountLineData } from '#domain/records/count-line.ts'
import { MOST_COUNTED, type CountData } from '#domain/records/stock-count.ts'
import { balanceKey, type FundSource } from '#domain/rules/pharmacy/balance.ts'
import {
  approvedLines, differencePostings, frozen, linesThatCount, mayApprove, reconcile, shortRef, stillOutstanding, unexplained, type CountedBatch, type CountLine,
} from '#domain/rules/pharmacy/count.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Draft, type Interest, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { batchDayFold } from '#app/shared/pharmacy/stock-folds.ts'
import { momentNow, readMovements, type StockMovement } from '#app/shared/pharmacy/stock.ts'
import { scopeBatches } from './count-scope.ts'

export type StockCount = StoredRecord<'stock-count'>
export type StoredLine = StoredRecord<'count-line'>
export type CountState = 'open' | 'waiting' | 'done' | 'cancelled'

export function stateOf({ approval, cancelled, submitted }: Pick<CountData, 'approval' | 'cancelled' | 'submitted'>): CountState {
  if (approval !== null) return 'done'
  if (cancelled !== null) return 'cancelled'
  return submitted === null ? 'open' : 'waiting'
}

/** The counts of a pustu, the latest first. */
export async function readCounts(view: RecordReader, stream: string): Promise<StockCount[]> {
  const counts = (await view.scan('stock-count')).filter(count => count.stream === stream && count.state === 'live')
  return counts.sort((a, b) => b.data.openedAt.localeCompare(a.data.openedAt) || b.id.localeCompare(a.id))
}

export async function readLines(view: RecordReader, count: StockCount): Promise<StoredLine[]> {
  return (await view.byKey('count-line', 'count', count.id)).filter(line => line.stream === count.stream && line.state === 'live' && line.data.source === count.data.source)
}

/** More drugs than this are read by one pass over the ledger. */
const FEW_DRUGS = 40

async function movementsOf(view: RecordReader, stream: string, lines: readonly CountLine[]): Promise<StockMovement[]> {
  const drugs = [...new Set(lines.map(line => line.data.drugId))]
  if (drugs.length > FEW_DRUGS) return readMovements(view, stream)
  return (await Promise.all(drugs.map(drugId => readMovements(view, stream, drugId)))).flat()
}

/** Every counted batch against the ledger as this tablet knows it now; of an approved count the lines that were approved. */
export async function countedBatches(view: RecordReader, count: StockCount, lines: readonly StoredLine[]): Promise<CountedBatch[]> {
  const { approval } = count.data
  const about = approval === null ? lines : approvedLines(approval, lines).approved.map(({ line }) => line)
  return reconcile(count.id, about, await movementsOf(view, count.stream, about))
}

/**
 * Approved counts whose posted differences no longer hold, because something earlier arrived late. What a batch stood at comes
 * from its sums by day; of the ledger itself only the days of the lines and what the counts posted are read.
 */
export async function countsToCorrect(view: RecordReader, counts: readonly StockCount[]): Promise<ReadonlySet<string>> {
  const done = counts.filter(count => count.data.approval !== null)
  const lines = await Promise.all(done.map(count => readLines(view, count)))
  const first = done[0]
  if (!first) return new Set()
  const counting = done.map((count, index) => {
    const { approved } = approvedLines(count.data.approval as NonNullable<CountData['approval']>, lines[index] ?? [])
    return [...linesThatCount(approved.map(({ line }) => line))]
  })
  const days = [...new Set(counting.flat().map(([, line]) => line.data.at.slice(0, 10) as Day))]
  const [sums, onDays, posted] = await Promise.all([
    view.fold(batchDayFold, first.stream), Promise.all(days.map(on => view.byDay('stock-movement', on))), Promise.all(done.map(count => view.byKey('stock-movement', 'document', count.id))),
  ])
  const near = byBatch([...onDays.flat(), ...posted.flat()].filter(({ stream, state }) => stream === first.stream && state === 'live'))
  return new Set(done.filter((count, index) => counting[index]?.some(([key, line]) => {
    const before = Object.entries(sums.get(key) ?? {}).reduce((sum, [on, quantity]) => (on < line.data.at.slice(0, 10) ? sum + quantity : sum), 0)
    return stillOutstanding(count.id, line, before, near.get(key) ?? []) !== 0
  })).map(count => count.id))
}

/** Each movement once, however often it was found. */
function byBatch(movements: readonly StockMovement[]): Map<string, StockMovement[]> {
  const found = new Map<string, StockMovement[]>()
  for (const movement of new Map(movements.map(one => [one.id, one])).values()) {
    const key = balanceKey(movement.data)
    const others = found.get(key)
    if (others) others.push(movement)
    else found.set(key, [movement])
  }
  return found
}

export const countInterests = (countId: string): Interest[] => [{ kind: 'stock-count', id: countId }, { kind: 'count-line', key: { name: 'count', value: countId } }, { kind: 'drug' }, { kind: 'staff' }]

export type StartFailure = SaveFailure | { readonly kind: 'overlap'; readonly countId: string; readonly number: string } | { readonly kind: 'too-many'; readonly n: number }

/**
 * Opens a count. One that counts the same drugs of the same source is finished first: two at once would each post what the
 * other one finds.
 */
export async function startCount(app: AppContext, stream: string, source: FundSource, drugIds: readonly string[]): Promise<Result<string, StartFailure>> {
  const place = parseStream(stream)?.place ?? ''
  const refused = await refusal(app.store)
  if (refused) return err(refused)
  const id = app.newId()
  // Numbers are taken outside the group: the counter has a lock and a life of its own.
  const number = await app.nextLabel('dokumen', (await app.store.get('facility', place))?.data.code ?? 'PUSTU')
  const saved = await app.store.writeGroup<StartFailure>(async view => {
    const now = await refusal(view)
    if (now) return err(now)
    return ok([createDraft('stock-count', id, stream, {
      number, openedAt: momentNow(app), openedBy: app.user.id, source, drugIds: [...drugIds], submitted: null, returned: null, approval: null, cancelled: null,
    })])
  })
  return saved.ok ? ok(id) : saved

  async function refusal(view: RecordReader): Promise<Extract<StartFailure, { kind: 'overlap' | 'too-many' }> | null> {
    const other = (await readCounts(view, stream)).find(({ data }) => data.source === source && (stateOf(data) === 'open' || stateOf(data) === 'waiting')
      && (data.drugIds.length === 0 || drugIds.length === 0 || data.drugIds.some(drugId => drugIds.includes(drugId))))
    if (other) return { kind: 'overlap', countId: other.id, number: other.data.number }
    const scope = await scopeBatches(view, stream, { source, drugIds: [...drugIds] }, [], app.today())
    return scope.length > MOST_COUNTED ? { kind: 'too-many', n: scope.length } : null
  }
}

export type CountFailure = SaveFailure | { readonly kind: 'gone' | 'closed' | 'changed' | 'nothing-counted' | 'not-allowed' | 'posted' } | { readonly kind: 'too-many'; readonly n: number } | { readonly kind: 'unexplained'; readonly n: number }

/** What was counted of a batch, or why it differs. */
export interface Entry extends Pick<CountLineData, 'drugId' | 'fund' | 'batch' | 'counted'> {
  readonly reason?: string
  /** The line that it explains, whose moment it keeps. */
  readonly explains?: CountLine
}

/** One entry, saved at once with its moment: the next movement of the batch is already after it. */
export async function saveLine(app: AppContext, countId: string, entry: Entry): Promise<Result<null, CountFailure>> {
  const saved = await app.store.writeGroup<CountFailure>(async view => {
    const count = await view.get('stock-count', countId)
    if (!count) return err({ kind: 'gone' })
    const state = stateOf(count.data)
    if (state === 'done' || state === 'cancelled') return err({ kind: 'closed' })
    const lines = await readLines(view, count)
    const standing = linesThatCount(lines)
    if (standing.size >= MOST_COUNTED) return err({ kind: 'too-many', n: standing.size })
    const data: CountLineData = {
      countId, drugId: entry.drugId, source: count.data.source, ...(entry.fund === undefined || entry.fund === 'program' ? {} : { fund: entry.fund }), batch: entry.batch,
      counted: entry.counted, at: entry.explains?.data.at ?? momentNow(app), reason: (entry.reason ?? '').trim(), by: app.user.id,
    }
    return ok([createDraft('count-line', app.newId(), count.stream, { ...data, at: notBefore(data, lines, entry.explains !== undefined) })])
  })
  return saved.ok ? ok(null) : saved
}

/** A recount is later than what it replaces, also on a tablet whose clock is behind. */
function notBefore(data: CountLineData, lines: readonly StoredLine[], keepsMoment: boolean): string {
  const before = lines.filter(line => line.data.drugId === data.drugId && (line.data.fund ?? 'program') === (data.fund ?? 'program') && sameJson(line.data.batch, data.batch)).map(line => line.data.at).sort().at(-1)
  if (keepsMoment || before === undefined || data.at > before) return data.at
  return new Date(Date.parse(`${before}Z`) + 1000).toISOString().slice(0, 19)
}

/** Batches of a count that nobody has counted yet. */
async function uncounted(view: RecordReader, count: StockCount, lines: readonly CountLine[], today: AppContext['today']): Promise<string[]> {
  const counted = linesThatCount(lines)
  return (await scopeBatches(view, count.stream, count.data, lines, today())).filter(batch => !counted.has(batch.key)).map(batch => batch.key)
}

/** Counting is over: every batch is counted, or said to be no part of the count. */
export async function submitCount(app: AppContext, countId: string, leftOut: readonly string[], note: string): Promise<Result<null, CountFailure>> {
  return step(app, countId, 'open', async (view, count, lines) => {
    if (lines.length === 0) return err({ kind: 'nothing-counted' })
    const missing = await uncounted(view, count, lines, app.today)
    if (missing.some(key => !leftOut.includes(key))) return err({ kind: 'changed' })
    if (missing.length > MOST_COUNTED) return err({ kind: 'too-many', n: missing.length })
    return ok([patchDraft(count, { submitted: { by: app.user.id, at: momentNow(app), note: note.trim(), leftOut: missing.map(shortRef) } })])
  })
}

/** A group of operations is at most this large with the approval in it; more differences are posted before, in groups of their own. */
const POSTED_AT_ONCE = 150

/**
 * Posts every difference and approves, by somebody who did not count (BR-37). The differences are computed again on the ledger
 * as it stands under the lock: where they are not those that the page showed, nothing is written. More than fit one group
 * are posted first, the approval last; a run that breaks off is simply repeated, because what is posted is known by its id.
 */
export async function approveCount(app: AppContext, countId: string, shown: ReadonlyMap<string, number>, note: string): Promise<Result<null, CountFailure>> {
  for (;;) {
    let isLast = true
    const saved = await step(app, countId, 'waiting', async (view, count, lines) => {
      if (!mayApprove(app.user.id, count.data.submitted, lines)) return err({ kind: 'not-allowed' })
      const batches = await countedBatches(view, count, lines)
      const bare = unexplained(batches)
      if (bare.length > 0) return err({ kind: 'unexplained', n: bare.length })
      if (!isAsShown(batches, shown)) return err({ kind: 'changed' })
      const postings = differencePostings(count.id, count.data.number, batches)
      const now = postings.slice(0, POSTED_AT_ONCE).map(({ id, data }) => createDraft('stock-movement', id, count.stream, data))
      isLast = postings.length <= POSTED_AT_ONCE
      return ok(isLast ? [...now, patchDraft(count, { approval: { by: app.user.id, at: momentNow(app), note: note.trim(), ...frozen(batches) } })] : now)
    })
    if (!saved.ok || isLast) return saved
  }
}

const isAsShown = (batches: readonly CountedBatch[], shown: ReadonlyMap<string, number>): boolean =>
  batches.length === shown.size && batches.every(batch => shown.get(batch.key) === batch.difference)

/** Posts what late entries have changed in an approved count, with the reason (BR-37). */
export async function correctCount(app: AppContext, countId: string, shown: ReadonlyMap<string, number>, reason: string): Promise<Result<null, CountFailure>> {
  for (;;) {
    let isLast = true
    const saved = await step(app, countId, 'done', async (view, count, lines) => {
      if (!mayApprove(app.user.id, count.data.submitted, lines)) return err({ kind: 'not-allowed' })
      const batches = await countedBatches(view, count, lines)
      if (!isAsShown(batches, shown)) return err({ kind: 'changed' })
      const postings = differencePostings(count.id, count.data.number, batches, reason.trim())
      isLast = postings.length <= POSTED_AT_ONCE
      return ok(postings.slice(0, POSTED_AT_ONCE).map(({ id, data }) => createDraft('stock-movement', id, count.stream, data)))
    })
    if (!saved.ok || isLast) return saved
  }
}

/** Back to those who counted, with what they should look at. */
export async function returnCount(app: AppContext, countId: string, note: string): Promise<Result<null, CountFailure>> {
  return step(app, countId, 'waiting', async (_view, count) => ok([patchDraft(count, { submitted: null, returned: { by: app.user.id, on: app.today(), note: note.trim() } })]))
}

/** Ends a count that posts nothing. */
export async function cancelCount(app: AppContext, countId: string, reason: string): Promise<Result<null, CountFailure>> {
  return step(app, countId, null, async (view, count, lines) => {
    const state = stateOf(count.data)
    if (state === 'done' || state === 'cancelled') return err({ kind: 'closed' })
    if ((await countedBatches(view, count, lines)).some(batch => batch.posted !== 0)) return err({ kind: 'posted' })
    return ok([patchDraft(count, { cancelled: { by: app.user.id, on: app.today(), note: reason.trim() } })])
  })
}

/** One step of a count that is where the page thinks it is. */
async function step(
  app: AppContext, countId: string, from: CountState | null,
  decide: (view: RecordReader, count: StockCount, lines: StoredLine[]) => Promise<Result<readonly Draft[], CountFailure>>,
): Promise<Result<null, CountFailure>> {
  const saved = await app.store.writeGroup<CountFailure>(async view => {
    const count = await view.get('stock-count', countId)
    if (!count || count.state !== 'live') return err({ kind: 'gone' })
    if (from !== null && stateOf(count.data) !== from) return err({ kind: 'closed' })
    return decide(view, count, await readLines(view, count))
  })
  return saved.ok ? ok(null) : saved
}
