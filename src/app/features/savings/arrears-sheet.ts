import type { Day, Month } from '#domain/core/day.ts'
import { useWords } from '#app/locales/use-words.ts'
import { BEHIND_CLASSES, type Ageing, type BehindClass, type SavingsLine } from '#app/shared/coop/savings-lines.ts'
import { formatDay, formatMonth } from '#app/shared/format.ts'
import type { CellValue, Sheet } from '#app/shared/spreadsheet/sheet.ts'
import { classWord } from './say.ts'
import { savingsWords } from './words.ts'

const t = useWords(savingsWords)

export interface ArrearsReport {
  readonly place: string
  readonly kelurahan: string
  readonly month: Month
  readonly until: Day
  readonly lines: readonly SavingsLine[]
  readonly ageing: Record<BehindClass, Ageing>
  /** Only one age of arrears, or null for all. */
  readonly shown: BehindClass | null
}

export const sumOfArrears = (lines: readonly SavingsLine[]): number => lines.reduce((sum, { dues }) => sum + dues.arrears, 0)
/** The ages that the list shows. */
export const agesOf = ({ shown }: Pick<ArrearsReport, 'shown'>): readonly BehindClass[] => (shown === null ? BEHIND_CLASSES : [shown])

export function arrearsSheet(report: ArrearsReport): Sheet {
  const { lines } = report
  return {
    name: t('arrearsSheet'), title: [t('arrearsTitle'), report.place, t('asOf', { day: formatDay(report.until) })],
    columns: [
      { header: t('no'), width: 5, type: 'whole' }, { header: t('colNumber'), width: 16 }, { header: t('colName'), width: 30 }, { header: t('colMonths'), width: 16, type: 'whole' },
      { header: t('colClass'), width: 12 }, { header: t('colThrough'), width: 18 }, { header: t('arrears'), width: 16, type: 'whole' },
    ],
    rows: lines.map((line, index): CellValue[] => [
      index + 1, line.number, line.name, line.dues.months, classWord(line.dues.ageClass), line.dues.paidThrough === null ? '–' : formatMonth(line.dues.paidThrough), line.dues.arrears,
    ]),
    after: [
      [null, null, t('sumRow'), null, null, null, sumOfArrears(lines)], [],
      ...agesOf(report).map((one): CellValue[] => [null, null, classWord(one), report.ageing[one].people, null, null, report.ageing[one].arrears]),
      [], [null, null, t('confidentialMoney')],
    ],
  }
}
