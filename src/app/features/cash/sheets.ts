import type { Day, Month } from '#domain/core/day.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatMonth } from '#app/shared/format.ts'
import type { CellValue, Sheet } from '#app/shared/spreadsheet/sheet.ts'
import type { SpanBook } from './month-book.ts'
import { lineText } from './say.ts'
import { cashWords } from './words.ts'

const t = useWords(cashWords)

/** The cash book of a month as a workbook: every amount a real number. */
export function cashSheet(span: SpanBook, coop: string, month: Month, until: Day): Sheet {
  const { book, entries } = span
  const ends = (label: string, cash: number, bank: number): CellValue[] => [null, label, null, null, cash, null, bank]
  return {
    name: t('title'), title: [t('title'), coop, formatMonth(month)], landscape: true,
    columns: [
      { header: t('colDate'), width: 12, type: 'day' }, { header: t('colWhat'), width: 44 }, { header: t('colNumber'), width: 18 }, { header: t('colDrawer'), width: 14, type: 'whole' },
      { header: t('drawerBalance'), width: 14, type: 'whole' }, { header: t('colBank'), width: 14, type: 'whole' }, { header: t('bankBalance'), width: 14, type: 'whole' },
    ],
    rows: [
      ends(t('opening'), book.opening.cash, book.opening.bank),
      ...book.lines.map((line): CellValue[] => {
        const entry = line.entryId === null ? undefined : entries.get(line.entryId)?.data
        return [line.on, lineText(line, entry), entry?.number ?? '', line.money.cash, line.after.cash, line.money.bank, line.after.bank]
      }),
      [null, t('in'), null, book.in.cash, null, book.in.bank, null], [null, t('out'), null, book.out.cash, null, book.out.bank, null],
      ends(t('closing'), book.closing.cash, book.closing.bank),
    ],
    after: [[], [null, t('asOf', { day: formatDay(until) })]],
  }
}
