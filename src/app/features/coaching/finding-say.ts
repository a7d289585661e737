import { daysBetween, type Day } from '#domain/core/day.ts'
import { useWords } from '#app/locales/use-words.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { Tone } from '#app/ui/tone.ts'
import type { ChangeFailure, FindingLine, LineState } from './findings.ts'
import { findingWords } from './finding-words.ts'

const t = useWords(findingWords)

export const stateWord = (state: LineState): string => t(`st_${state}`)
export const STATE_TONE: Readonly<Record<LineState, Tone>> = { overdue: 'bad', open: 'warn', 'evidence-given': 'info', closed: 'good', 'closed-late': 'warn', void: 'plain' }

/** How far the due day is; '' where nothing is to be said any more. */
export function leftText({ state, finding: { data } }: FindingLine, today: Day): string {
  switch (state) {
    case 'open': case 'evidence-given': return data.due === today ? t('dueToday') : t('daysLeft', { n: daysBetween(today, data.due) })
    case 'overdue': return data.evidence.length > 0 ? `${t('daysOver', { n: daysBetween(data.due, today) })}, ${t('waits')}` : t('daysOver', { n: daysBetween(data.due, today) })
    case 'closed': case 'closed-late': case 'void': return ''
  }
}

export function failureText(error: ChangeFailure): string {
  switch (error.kind) {
    case 'gone': return t('errGone')
    case 'closed': return t('errClosed')
    case 'no-evidence': return t('errNoEvidence')
    default: return saveFailureText(error)
  }
}
