import { useWords } from '#app/locales/use-words.ts'
import { formatMonth, formatWeekday } from '#app/shared/format.ts'
import { sessionsText, stateText } from '#app/shared/service/duty-say.ts'
import type { CellValue, Sheet } from '#app/shared/spreadsheet/sheet.ts'
import type { DayLine } from './month.ts'
import { closedText, dutyText, openedText, remarkText } from './say.ts'
import { serviceDayWords } from './words.ts'

const t = useWords(serviceDayWords)

/** The days of a month as they stand on the screen. `scope` names the pustu. */
export const daysSheet = (lines: readonly DayLine[], scope: string, month: string): Sheet => ({
  name: t('sheet'), title: [t('title'), `${scope} · ${formatMonth(month)}`], landscape: true,
  columns: [
    { header: t('pustu'), width: 20 }, { header: t('on'), width: 12, type: 'day' }, { header: t('on'), width: 22 }, { header: t('hours'), width: 24 }, { header: t('state'), width: 26 }, { header: t('opened'), width: 8 }, { header: t('closed'), width: 8 },
    { header: t('lateMinutes'), width: 12, type: 'whole' }, { header: t('earlyMinutes'), width: 12, type: 'whole' }, { header: t('duty'), width: 40 }, { header: t('remark'), width: 50 },
  ],
  rows: lines.map((line): CellValue[] => [
    line.place.name, line.on, formatWeekday(line.on), sessionsText(line.sessions), stateText(line.measured, line.kept), line.kept.opened ? openedText(line) : null, line.kept.closed ? closedText(line) : null,
    line.kept.opened ? line.measured.late : null, line.kept.closed ? line.measured.early : null, dutyText(line), remarkText(line),
  ]),
})
