import type { Day } from '#domain/core/day.ts'
import { savingsCheck, type SavingsCheck } from '#domain/rules/finance/cash-check.ts'
import type { AppContext } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { categoryWord } from '#app/shared/coop/category-words.ts'
import type { Kmp } from '#app/shared/coop/kmp.ts'
import { readSpan, type SpanBook } from './month-book.ts'
import { lineText } from './say.ts'

export type CashCount = StoredRecord<'cash-count'>
export interface DayCash {
  readonly day: Day
  readonly span: SpanBook
  readonly check: SavingsCheck
  /** Of this day, in the order they were made; and the newest of all. */
  readonly counts: readonly CashCount[]
  readonly latest: readonly CashCount[]
}

const LATEST = 20

export async function readDay(app: AppContext, kmp: Kmp, day: Day): Promise<DayCash> {
  const [span, all] = await Promise.all([readSpan(app, kmp, [day]), app.store.scan('cash-count')])
  const counts = all.filter(count => count.stream === kmp.streams.finance && count.state === 'live').sort((a, b) => momentOf(a).localeCompare(momentOf(b)))
  return { day, span, check: savingsCheck({ ...span.books, until: day }), counts: counts.filter(count => count.data.on === day), latest: counts.slice(-LATEST).reverse() }
}
const momentOf = ({ id, data }: CashCount): string => `${data.on} ${data.time} ${id}`

export interface Flow { readonly label: string; readonly in: number; readonly out: number }

/** What came into the drawer and left it, by where from; entries by their category. */
export function drawerFlows({ book, entries }: SpanBook): Flow[] {
  const flows = new Map<string, Flow>()
  for (const line of book.lines) {
    if (line.money.cash === 0) continue
    const entry = line.entryId === null ? undefined : entries.get(line.entryId)?.data
    const label = entry ? categoryWord(entry.category) : lineText(line, undefined)
    const before = flows.get(label) ?? { label, in: 0, out: 0 }
    flows.set(label, { label, in: before.in + Math.max(0, line.money.cash), out: before.out + Math.max(0, -line.money.cash) })
  }
  return [...flows.values()]
}
