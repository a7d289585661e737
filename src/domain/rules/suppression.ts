/**
 * BR-67: small cells in what leaves the health side. Which cells: counts of complaints by class, pustu or month, where one of 1–4 could
 * point at somebody the reader knows. Not members and money: the examiners read those line by line by law, with the names.
 *
 * A cell of 1–4 is told as `small`. The cells do not depend on one another, but every sum over a small one does: it is `hidden`.
 * So whoever knows all that is shown may put 1, 2, 3 or 4 into a small cell and never meets a contradiction; nothing else has to be
 * hidden. Zero is shown. What is tied to the cells in another way (a difference of two, a part of one) must not be published beside them,
 * or go through `publishCohort`.
 */
export type Published = number | 'small' | 'hidden'

/** The first count that is shown as it is. */
export const SMALLEST_SHOWN = 5
export const isSmall = (count: number): boolean => count > 0 && count < SMALLEST_SHOWN

export interface PublishedTable {
  readonly cells: readonly (readonly Published[])[]
  /** By row, by column, and over all. */
  readonly rows: readonly Published[]
  readonly columns: readonly Published[]
  readonly total: Published
}

/** A count that nothing else on the page is a part or a sum of. */
export const publishCount = (count: number): Published => publishCell(count)

/**
 * A count and a part of it; the rest has no line of its own, but may not be worked out either where it is small. Of 5 to 8 the part is
 * hidden whichever of the two is small: of 6 only a rest of 1 would be hidden, which tells it.
 */
export function publishShare(whole: number, part: number): { readonly whole: Published; readonly part: Published } {
  const rest = whole - part
  if (isSmall(whole) || !(isSmall(part) || isSmall(rest))) return { whole: publishCell(whole), part: publishCell(part) }
  return { whole, part: isSmall(rest) || whole < 2 * SMALLEST_SHOWN - 1 ? 'hidden' : 'small' }
}

const publishCell = (count: number): Published => (isSmall(count) ? 'small' : count)
/** A sum says too much as soon as one of its parts is small: the other parts would be taken from it. */
const publishSum = (parts: readonly number[]): Published => (parts.some(isSmall) ? 'hidden' : parts.reduce((sum, part) => sum + part, 0))

/** A table of independent counts with the sums of its rows and columns. All rows have the same length. */
export function publishTable(counts: readonly (readonly number[])[]): PublishedTable {
  const width = counts[0]?.length ?? 0
  const column = (index: number): number[] => counts.map(row => row[index] ?? 0)
  return {
    cells: counts.map(row => row.map(publishCell)),
    rows: counts.map(publishSum), columns: Array.from({ length: width }, (_, index) => publishSum(column(index))),
    total: publishSum(counts.flat()),
  }
}

/** Complaints (or the like) received in one period: those closed and those still open by now, and how many of all of them were late. */
export interface Cohort { readonly closed: number; readonly open: number; readonly late: number }
export interface PublishedCohort { readonly received: Published; readonly closed: Published; readonly open: Published; readonly late: Published }

/**
 * received = closed + open, and late is some of received, so a large `late` would pin the others from below: with a small part it
 * is hidden like the sum. Periods must be cohorts (what became of those received then); counts of what was closed in a period run over
 * its edge and can be set off against other periods.
 */
export function publishCohort({ closed, open, late }: Cohort): PublishedCohort {
  const received = publishSum([closed, open])
  return { received, closed: publishCell(closed), open: publishCell(open), late: received === 'hidden' && late >= SMALLEST_SHOWN ? 'hidden' : publishCell(late) }
}

export interface Ranked { readonly key: string; readonly name: string; readonly count: number }
export interface PublishedRanking {
  readonly total: Published
  readonly listed: readonly Ranked[]
  /** What the total holds beside the listed ones: nothing, or five and more. Hidden along with a small total. */
  readonly others: Published
}

/**
 * The most frequent of the parts of a total, for readers outside health: at most `most` of them, none below five, and so few that what is
 * left of the total is nothing or five and more. Parts that are not listed have no line, so not even that they occurred is told. The parts
 * must not be listed elsewhere beside it. Equal counts in the order of their keys.
 */
export function publishRanking(parts: Iterable<Ranked>, most: number): PublishedRanking {
  const all = [...parts].filter(part => part.count > 0)
  const total = all.reduce((sum, part) => sum + part.count, 0)
  if (isSmall(total)) return { total: 'small', listed: [], others: 'hidden' }
  const listed = all.filter(part => !isSmall(part.count)).sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1)).slice(0, most)
  const left = (): number => total - listed.reduce((sum, part) => sum + part.count, 0)
  if (isSmall(left())) listed.pop()
  return { total, listed, others: left() }
}
