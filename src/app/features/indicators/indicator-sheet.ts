import { ruleOf, type IndicatorGroup, type IndicatorKey } from '#domain/rules/supervision/indicators/catalogue.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatMonth } from '#app/shared/format.ts'
import type { Letterhead } from '#app/shared/letterhead.ts'
import type { CellValue, Sheet } from '#app/shared/spreadsheet/sheet.ts'
import { GROUP_WORDS, limitLine, nameOf, remarkText, stateText, valueNumber } from './say.ts'
import type { Measures } from './use-measures.ts'
import { indicatorPageWords } from './words.ts'

const t = useWords(indicatorPageWords)

/** The indicators of a month as they go on paper and into a workbook. */
export interface IndicatorPaper {
  readonly head: Letterhead
  readonly place: string
  readonly month: string
  readonly groups: readonly { readonly group: IndicatorGroup; readonly keys: readonly IndicatorKey[] }[]
  readonly now: Measures
  readonly before: Measures
  readonly notes: readonly string[]
}

/** Every figure and both counts as real numbers; what is no figure says why. */
export function indicatorSheet(paper: IndicatorPaper): Sheet {
  const rows = paper.groups.flatMap(({ group, keys }) => keys.map((key): CellValue[] => {
    const [measure, before] = [paper.now.get(key), paper.before.get(key)]
    const counted = measure && measure.value !== null && measure.bottom > 0 ? measure : null
    return [
      t(GROUP_WORDS[group]), nameOf(key), counted?.top ?? null, counted?.bottom ?? null, measure ? valueNumber(measure) : null, t(ruleOf(key).scale), limitLine(key), measure ? stateText(measure) : null,
      before ? valueNumber(before) : null, measure ? remarkText(measure) : null,
    ]
  }))
  return {
    name: t('title'), landscape: true, title: [t('paperTitle'), ...[paper.head.agency, paper.head.puskesmas].filter(line => line !== ''), paper.place, formatMonth(paper.month)],
    columns: [
      { header: t('group'), width: 26 }, { header: t('indicator'), width: 36 }, { header: t('numerator'), width: 14, type: 'whole' }, { header: t('denominator'), width: 14, type: 'whole' }, { header: t('value'), width: 12, type: 'decimal' },
      { header: t('scale'), width: 12 }, { header: t('limitShort'), width: 34 }, { header: t('state'), width: 24 }, { header: t('lastMonth'), width: 12, type: 'decimal' }, { header: t('detail'), width: 50 },
    ],
    rows, after: [[], ...paper.notes.map((note): CellValue[] => [note])],
  }
}
