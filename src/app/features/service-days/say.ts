import type { ServiceHours } from '#domain/records/service-hours.ts'
import { useWords } from '#app/locales/use-words.ts'
import { minutesText, offHours, shutWord, timeText } from '#app/shared/service/duty-say.ts'
import { intervalOf } from '#domain/rules/supervision/service-hours.ts'
import { WEEKDAYS } from './hours-form.ts'
import type { DayLine } from './month.ts'
import { serviceDayWords } from './words.ts'

const t = useWords(serviceDayWords)

export const weekdayWord = (weekday: number): string => t(`w${weekday}` as 'w1')

/** 'Senin–Kamis 07.30–14.00; Jumat 07.30–11.30' of the sessions of a week; days that follow each other with the same hours stand together. */
export function weekText(sessions: ServiceHours['sessions']): string {
  const hoursOf = (weekday: number): string => sessions.filter(one => one.weekday === weekday).flatMap(one => intervalOf(one) ?? [])
    .sort((a, b) => a.from - b.from).map(({ from, to }) => `${minutesText(from)}–${minutesText(to)}`).join(', ')
  const spans: { from: number; to: number; hours: string }[] = []
  for (const weekday of WEEKDAYS) {
    const [hours, last] = [hoursOf(weekday), spans.at(-1)]
    if (hours === '') continue
    if (last && last.to === weekday - 1 && last.hours === hours) last.to = weekday
    else spans.push({ from: weekday, to: weekday, hours })
  }
  return spans.map(({ from, to, hours }) => `${from === to ? weekdayWord(from) : `${weekdayWord(from)}–${weekdayWord(to)}`} ${hours}`).join('; ') || t('closedAll')
}

/** How a day stood against its hours; '' where nothing is to be said. */
export function againstText({ kept, measured }: Pick<DayLine, 'kept' | 'measured'>): string {
  if (!kept.opened || !measured.hours) return ''
  return offHours(measured) || (kept.closed ? t('inTime') : '')
}
/** What people wrote of a day, and the holiday that it was. */
export function remarkText({ kept, holiday, records }: DayLine): string {
  const { opened, closed, shut } = kept
  return [
    holiday && t('holiday', { name: holiday }), opened?.reason && t('openReason', { reason: opened.reason }), closed?.reason && t('closeReason', { reason: closed.reason }), closed?.note,
    shut && [shutWord(shut.reason), shut.note].filter(Boolean).join(': '), records.some(one => one.conflicts.length > 0) && t('twice'),
  ].filter(Boolean).join('. ')
}
export const openedText = ({ kept }: Pick<DayLine, 'kept'>): string => (kept.opened ? timeText(kept.opened.time) : '–')
export const closedText = ({ kept }: Pick<DayLine, 'kept'>): string => (kept.closed ? timeText(kept.closed.time) : '–')
export const dutyText = ({ kept }: Pick<DayLine, 'kept'>): string => kept.onDuty.map(({ name }) => name).join(', ')
