import type { DayState, KeptDay, MeasuredDay } from '#domain/rules/supervision/service-days.ts'
import { timeOfMinutes, type Interval } from '#domain/rules/supervision/service-hours.ts'
import { useWords } from '#app/locales/use-words.ts'
import type { Tone } from '#app/ui/tone.ts'
import { saveFailureText } from '../save-failure.ts'
import type { DutyFailure, OnDuty } from './duty.ts'
import { dutyWords } from './duty-words.ts'

const t = useWords(dutyWords)

/** '06.30' of `06:30`. */
export const timeText = (time: string): string => time.replace(':', '.')
export const minutesText = (minutes: number): string => timeText(timeOfMinutes(minutes))
/** '07.30–12.00, 13.00–16.00' of the sessions that begin on a day. */
export const sessionsText = (sessions: readonly Interval[]): string =>
  sessions.filter(({ from }) => from >= 0).map(({ from, to }) => `${minutesText(from)}–${minutesText(to)}`).join(', ')

/** A word of a newer version is shown as it is. */
const word = (prefix: string, value: string): string => (Object.hasOwn(dutyWords.id, `${prefix}_${value}`) ? t(`${prefix}_${value}` as 'r_lainnya') : value)
export const shutWord = (reason: string): string => word('r', reason)
export const professionWord = (profession: OnDuty['profession']): string => word('p', profession)

export function stateText({ state }: Pick<MeasuredDay, 'state'>, { opened, closed }: Pick<KeptDay, 'opened' | 'closed'>): string {
  return t(`st_${state}`, { from: timeText(opened?.time ?? ''), to: timeText(closed?.time ?? '') })
}
/** '40 menit'; from two hours on '2 jam 5 menit'. */
export function spanText(minutes: number): string {
  if (minutes < 120) return t('minutes', { n: minutes })
  const [h, n] = [Math.floor(minutes / 60), minutes % 60]
  return n === 0 ? t('hoursOnly', { h }) : t('hoursMinutes', { h, n })
}
/** What stands against the hours, in words; '' where nothing does. */
export const offHours = ({ late, early }: Pick<MeasuredDay, 'late' | 'early'>): string =>
  [...(late > 0 ? [t('late', { span: spanText(late) })] : []), ...(early > 0 ? [t('early', { span: spanText(early) })] : [])].join(', ')

const TONES: Readonly<Record<DayState, Tone>> = { off: 'plain', ahead: 'plain', waiting: 'warn', open: 'good', closed: 'good', unclosed: 'warn', shut: 'warn', unkept: 'bad' }
export const toneOf = ({ state, late, early }: MeasuredDay): Tone => (TONES[state] === 'good' && late + early > 0 ? 'warn' : TONES[state])

export function dutyFailure(error: DutyFailure): string {
  switch (error.kind) {
    case 'opened': return t('errOpened')
    case 'closed': return t('errClosed')
    case 'not-open': return t('errNotOpen')
    case 'no-place': return t('errPlace')
    default: return saveFailureText(error)
  }
}
