import { addMonths, type Day, type Month } from '#domain/core/day.ts'
import { monthEnds } from '#domain/rules/finance/cash-book.ts'
import { selfReliance, type Ratio, type SelfReliance, type Statement } from '#domain/rules/finance/statement.ts'
import { approximate, rational, times } from '#domain/rules/pharmacy/rational.ts'
import type { AppContext } from '#app/context.ts'
import { readBooks, statementOf } from '#app/shared/coop/books.ts'
import type { Kmp } from '#app/shared/coop/kmp.ts'

export interface RelianceMonth extends SelfReliance { readonly month: Month; readonly statement: Statement }

/** The twelve months that end with this one, the oldest first. */
export async function readReliance(app: AppContext, kmp: Kmp, last: Month): Promise<RelianceMonth[]> {
  const books = await readBooks(app, kmp, monthEnds(last)[1])
  return Array.from({ length: 12 }, (_, index) => addMonths(last, index - 11)).map(month => {
    const [from, to]: readonly [Day, Day] = monthEnds(month)
    const statement = statementOf(books, from, to)
    return { month, statement, ...selfReliance(statement) }
  })
}

/** In percent with one decimal, for showing only. */
export const percentOf = (ratio: Ratio): number => approximate(times(ratio, rational(100)), 1)
