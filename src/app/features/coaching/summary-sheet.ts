import { scoreOf, type Points } from '#domain/rules/supervision/checklist.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay } from '#app/shared/format.ts'
import type { Day } from '#domain/core/day.ts'
import type { CellValue, Sheet } from '#app/shared/spreadsheet/sheet.ts'
import type { YearSummary } from './summary.ts'
import { bandWord } from './visit-say.ts'
import { coachingWords } from './words.ts'

const t = useWords(coachingWords)
const score = (points: Points): number | null => { const found = scoreOf(points); return found === null ? null : Math.round(found * 10) / 10 }

/** The yearly summary as a workbook: coverage, scores by section, follow-up. */
export function summarySheets(summary: YearSummary, today: Day): Sheet[] {
  const title = [t('summaryTitle', { year: summary.year.year }), summary.head?.puskesmas ?? '', t('asOf', { day: formatDay(today) })]
  return [
    {
      name: t('sheetCoverage'), title, landscape: true,
      columns: [{ header: t('pustu'), width: 24 }, { header: t('visitCount'), type: 'whole' }, { header: t('lastOn'), type: 'day' }, { header: t('lastScore'), type: 'decimal' }, { header: t('state'), width: 12 }, { header: t('plannedCount'), type: 'whole' }, { header: t('missedCount'), type: 'whole' }, { header: t('openFindings'), type: 'whole' }, { header: t('st_overdue'), type: 'whole' }, { header: t('onTime'), width: 20 }],
      rows: summary.places.map((place): CellValue[] => [place.name, place.visits, place.lastOn, place.last ? score(place.last.points) : null, place.last ? bandWord(place.last.band) : null, place.planned, place.missed, place.open, place.overdue, place.onTime.due === 0 ? t('noCase') : t('share', { n: place.onTime.onTime, m: place.onTime.due })]),
      after: [[t('pustuVisited'), t('share', { n: summary.year.coverage.pustu.part, m: summary.year.coverage.pustu.whole })], [t('plansDone'), t('share', { n: summary.year.coverage.plans.part, m: summary.year.coverage.plans.whole })]],
    },
    {
      name: t('sheetSections'), title, columns: [{ header: t('section'), width: 40 }, { header: t('points'), width: 16 }, { header: t('scoreUnit'), type: 'decimal' }],
      rows: [...summary.sections.map(({ title: name, points }): CellValue[] => [name, `${points.won} / ${points.most}`, score(points)]), [t('visitTotal'), `${summary.points.won} / ${summary.points.most}`, score(summary.points)]],
    },
    {
      name: t('sheetFindings'), title, columns: [{ header: t('state'), width: 30 }, { header: t('count'), type: 'whole' }],
      rows: summary.states.map(({ state, count }): CellValue[] => [t(`st_${state}`), count]),
      after: [[t('onTime'), summary.onTime.due === 0 ? t('noCase') : t('share', { n: summary.onTime.onTime, m: summary.onTime.due })]],
    },
  ]
}
