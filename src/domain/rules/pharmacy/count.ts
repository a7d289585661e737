import type { Day } from '../../core/day.ts'
import type { CountLineData } from '../../records/count-line.ts'
import type { CountData } from '../../records/stock-count.ts'
import type { MovementData } from '../../records/stock-movement.ts'
import { balanceKey, type BatchRef } from './balance.ts'
import { reasonUndone } from './ledger.ts'

/*
 * How a count is reconciled with a ledger that never stands still (BR-37).
 *
 * A line says what one batch was counted at, at a moment. Against it stands what the ledger has up to that moment:
 * 1. A movement happened at its `at`, if that falls on the movement's own day; else at the start of its day (version 1, and
 *    receipts that are entered days later).
 * 2. A movement at the very second of the line counts as before it.
 * 3. Of several lines of one batch the latest counts; at the same moment one with a reason (it explains the other), then the
 *    greater id. Lines are never changed, so every tablet with the same lines takes the same one.
 * 4. What a count has posted carries the moment of its line and is no part of the figure it is compared with.
 *
 * So after posting, the ledger up to the line's moment is what was counted, whatever arrived in whatever order, and later
 * movements go on from there. Something that arrives late with an earlier moment changes the difference; what is still to
 * post is always the difference less what is posted.
 */
export interface CountLine { readonly id: string; readonly data: CountLineData }
export interface Moved { readonly id: string; readonly data: MovementData }

/** Twelve hex digits that stand for a longer text: FNV-1a of 64 bits over its UTF-16 units, folded to 48. */
export function shortRef(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let index = 0; index < text.length; index += 1) hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n)
  return ((hash >> 48n) ^ BigInt.asUintN(48, hash)).toString(16).padStart(12, '0')
}

/** When a movement happened at the shelf, `YYYY-MM-DDTHH:MM:SS` (rule 1). */
export const movementMoment = (movement: Pick<MovementData, 'on' | 'at'>): string =>
  (movement.at?.startsWith(movement.on) ? movement.at : `${movement.on}T00:00:00`)

/** Rule 3: whether `a` counts rather than `b`, a line of the same batch. */
export function countsBefore(a: CountLine, b: CountLine): boolean {
  if (a.data.at !== b.data.at) return a.data.at > b.data.at
  const [isExplained, wasExplained] = [a.data.reason.trim() !== '', b.data.reason.trim() !== '']
  return isExplained === wasExplained ? a.id > b.id : isExplained
}

/** The line of each batch that counts, by batch. */
export function linesThatCount(lines: Iterable<CountLine>): Map<string, CountLine> {
  const counting = new Map<string, CountLine>()
  for (const line of lines) {
    const key = balanceKey(line.data)
    const other = counting.get(key)
    if (!other || countsBefore(line, other)) counting.set(key, line)
  }
  return counting
}

/** One counted batch against the ledger, in whole smallest units. */
export interface CountedBatch {
  readonly key: string
  readonly line: CountLine
  readonly counted: number
  /** What the ledger had at the line's moment, without what this count has posted. */
  readonly system: number
  /** counted − system. */
  readonly difference: number
  /** What this count has posted of it. */
  readonly posted: number
  /** difference − posted: what is still to post. */
  readonly outstanding: number
  /** How many entries it was posted in; the id of the next one follows from it. */
  readonly postings: number
}

/** Each counted batch against the ledger as it is known here and now. `movements` may be of other drugs as well. */
export function reconcile(countId: string, lines: Iterable<CountLine>, movements: Iterable<Moved>): CountedBatch[] {
  const counting = linesThatCount(lines)
  const sums = new Map([...counting.keys()].map(key => [key, { system: 0, posted: 0, postings: 0 }]))
  for (const { data } of movements) {
    const key = balanceKey(data)
    const sum = sums.get(key)
    const line = counting.get(key)
    if (!sum || !line) continue
    if (isOfCount(data, countId)) {
      sum.posted += data.quantity
      if (data.reason === 'selisih') sum.postings += 1
    } else if (movementMoment(data) <= line.data.at) sum.system += data.quantity
  }
  return [...counting].map(([key, line]) => {
    const { system, posted, postings } = sums.get(key) ?? { system: 0, posted: 0, postings: 0 }
    const difference = line.data.counted - system
    return { key, line, counted: line.data.counted, system, difference, posted, outstanding: difference - posted, postings }
  })
}

/**
 * What a line has still to post (the same as `reconcile`), from the sum of its batch before the day of the line and, of the
 * ledger, only what moved on that day and what this count has posted. `near` may hold other batches and days as well.
 */
export function stillOutstanding(countId: string, { data: line }: CountLine, before: number, near: Iterable<Moved>): number {
  const key = balanceKey(line)
  let stands = before
  for (const { data } of near) {
    const isLater = movementMoment(data) > line.at
    if (balanceKey(data) === key && (isLater ? isOfCount(data, countId) : data.on === line.at.slice(0, 10))) stands += data.quantity
  }
  return line.counted - stands
}

/** Whether a movement is a difference that this count has posted, or takes one back. */
const isOfCount = (movement: MovementData, countId: string): boolean => movement.documentId === countId && reasonUndone(movement) === 'selisih'

/**
 * The ledger lines that post what is still to post. Their ids follow from the count, the batch and how often it was posted:
 * of two approvers who know the same, the second writes what is there already; where they know different things, the second
 * is put aside. Nothing is posted twice. `note` says why a count is corrected that is approved already.
 */
export function differencePostings(countId: string, document: string, batches: Iterable<CountedBatch>, note?: string): Moved[] {
  return [...batches].filter(batch => batch.outstanding !== 0).map(({ key, line, outstanding, postings }) => ({
    id: `${postingId(countId, key)}${postings === 0 ? '' : `-k${postings}`}`,
    data: {
      ...batchOf(line.data), quantity: outstanding, reason: 'selisih' as const, on: line.data.at.slice(0, 10) as Day, at: line.data.at,
      document, party: '', visitId: null, reverses: null, override: null, documentId: countId, ...(note === undefined ? {} : { note }),
    },
  }))
}

/** The first posting of a batch; what a later one adds is numbered after `-k`. */
const postingId = (countId: string, key: string): string => `${countId}-d${shortRef(key)}`
export const isPostingId = (id: string, countId: string, key: string): boolean =>
  id.startsWith(postingId(countId, key)) && /^(-k[1-9]\d*)?$/.test(id.slice(postingId(countId, key).length))

/** What a count has posted by batch, without what was corrected after its approval. */
export function postedByBatch(countId: string, movements: Iterable<Moved>): Map<string, number> {
  const posted = new Map<string, number>()
  for (const { data } of movements) {
    if (isOfCount(data, countId) && data.note === undefined) posted.set(balanceKey(data), (posted.get(balanceKey(data)) ?? 0) + data.quantity)
  }
  return posted
}

/** The batch that a line is about, as a movement names it. */
export function batchOf({ drugId, source, fund, batch }: CountLineData): BatchRef {
  return { drugId, source, batch: { number: batch.number, expiresOn: batch.expiresOn }, ...(fund === undefined || fund === 'program' ? {} : { fund }) }
}

/** BR-37: why a count cannot be approved as it stands: a difference without a reason. */
export const unexplained = (batches: Iterable<CountedBatch>): CountedBatch[] =>
  [...batches].filter(batch => batch.difference !== 0 && batch.line.data.reason.trim() === '')

/** BR-37: who counted, or said that counting is over, does not approve. */
export function mayApprove(actor: string, submitted: CountData['submitted'], lines: Iterable<CountLine>): boolean {
  return submitted?.by !== actor && ![...lines].some(line => line.data.by === actor)
}

/** A count that was approved: its lines with the figures as approved, and lines that would count instead but came too late. */
export function approvedLines(approval: NonNullable<CountData['approval']>, lines: Iterable<CountLine>): { readonly approved: { readonly line: CountLine; readonly system: number }[]; readonly late: CountLine[] } {
  const systems = new Map(approval.lines.map((ref, index) => [ref, approval.system[index] ?? 0]))
  const all = [...lines]
  const approved = all.flatMap(line => {
    const system = systems.get(shortRef(line.id))
    return system === undefined ? [] : [{ line, system }]
  })
  const standing = linesThatCount(approved.map(({ line }) => line))
  const late = [...linesThatCount(all).entries()].filter(([key, line]) => standing.get(key)?.id !== line.id).map(([, line]) => line)
  return { approved, late }
}

/** What an approval freezes: the lines that count and what the ledger said at the moment of each. */
export const frozen = (batches: readonly CountedBatch[]): Pick<NonNullable<CountData['approval']>, 'lines' | 'system'> =>
  ({ lines: batches.map(batch => shortRef(batch.line.id)), system: batches.map(batch => batch.system) })
