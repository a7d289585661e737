import { daysBetween, type Day } from '#domain/core/day.ts'
import type { ComplaintData } from '#domain/records/complaint.ts'
import { COMPLAINT_NORMS } from '#domain/rules/supervision/complaint-rules.ts'
import { useWords } from '#app/locales/use-words.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { Tone } from '#app/ui/tone.ts'
import type { Answer, ChangeFailure, ComplaintLine, LineState } from './complaints.ts'
import { complaintWords } from './words.ts'

const t = useWords(complaintWords)

/** A word of a newer version is shown as it is. */
const word = (prefix: string, value: string): string => (Object.hasOwn(complaintWords.id, `${prefix}_${value}`) ? t(`${prefix}_${value}` as 'c_loket') : value)
export const channelWord = (value: ComplaintData['channel']): string => word('c', value)
export const classWord = (value: ComplaintData['class']): string => word('k', value)
export const meaningOf = (value: ComplaintData['class']): string => word('m', value)
export const topicWord = (value: ComplaintData['topic']): string => word('p', value)
export const answerWord = (value: Answer): string => word('a', value)
export const stateWord = (state: LineState): string => word('st', state)
export const normText = (value: ComplaintData['class']): string => t('norm', { class: classWord(value), n: COMPLAINT_NORMS[value] ?? COMPLAINT_NORMS.ringan })

export const STATE_TONE: Readonly<Record<LineState, Tone>> = { overdue: 'bad', open: 'warn', answered: 'good', 'answered-late': 'warn', void: 'plain' }

/** How far the due day is: ahead, today, or past; of what was answered late, how late. '' where nothing is to be said. */
export function leftText({ state, due, complaint }: ComplaintLine, today: Day): string {
  switch (state) {
    case 'open': return due === today ? t('dueToday') : t('daysLeft', { n: daysBetween(today, due) })
    case 'overdue': return t('daysOver', { n: daysBetween(due, today) })
    case 'answered-late': return t('daysLate', { n: daysBetween(due, complaint.data.reply?.on ?? due) })
    case 'answered': case 'void': return ''
  }
}

export function failureText(error: ChangeFailure): string {
  switch (error.kind) {
    case 'gone': return t('errGone')
    case 'answered': return t('errAnswered')
    case 'unanswered': return t('errUnanswered')
    default: return saveFailureText(error)
  }
}
