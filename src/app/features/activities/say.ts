import type { ActivityData } from '#domain/records/activity.ts'
import { isSeen } from '#domain/rules/supervision/activity-overlap.ts'
import { useWords } from '#app/locales/use-words.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import { activityTypeWord } from '#app/shared/service/activity-type-words.ts'
import { timeText } from '#app/shared/service/duty-say.ts'
import type { Tone } from '#app/ui/tone.ts'
import type { ActivityFailure, ActivityLine, ActivityState } from './activities.ts'
import { activityWords } from './words.ts'

const t = useWords(activityWords)

/** What stands below the name: the kind where the name does not say it, and the place. */
export const underText = ({ type, title, where }: Pick<ActivityData, 'type' | 'title' | 'where'>): string => [title === activityTypeWord(type) ? '' : activityTypeWord(type), where].filter(Boolean).join(' · ')
export const stateWord = (state: ActivityState): string => t(`st_${state}`)
export const STATE_TONE: Readonly<Record<ActivityState, Tone>> = { planned: 'info', due: 'warn', done: 'good', cancelled: 'plain' }
export const timesText = ({ from, to }: { readonly from: string; readonly to: string }): string => `${timeText(from)}–${timeText(to)}`
export const overlapText = (minutes: number): string => (minutes > 0 ? t('overlap', { n: minutes }) : t('clear'))
/** Whether the head has something to see: it ran into hours of service, as they are now or as they were when a reason was asked. */
export const isFlagged = ({ overlap, record: { data } }: Pick<ActivityLine, 'overlap' | 'record'>): boolean => overlap > 0 || (data.actual ? data.actual.reason : data.overlapReason).trim() !== ''
export const waitsForHead = (line: ActivityLine): boolean => isFlagged(line) && line.state !== 'cancelled' && !isSeen(line.record.data)

export function failureText(error: ActivityFailure): string {
  switch (error.kind) {
    case 'gone': return t('errGone')
    case 'told': return t('errTold')
    default: return saveFailureText(error)
  }
}
