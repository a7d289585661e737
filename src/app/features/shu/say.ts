import { useWords } from '#app/locales/use-words.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { Tone } from '#app/ui/tone.ts'
import type { ApproveFailure } from './approve.ts'
import type { Missing, YearState } from './repository.ts'
import { shuWords } from './words.ts'

const t = useWords(shuWords)

export const stateWord = (state: YearState): string => t(state)
export const STATE_TONE: Readonly<Record<YearState, Tone>> = { approved: 'good', due: 'warn', waits: 'plain', runs: 'plain' }
export const missingText = (missing: Missing): string =>
  t(missing === 'frozen-list' ? 'frozenList' : missing === 'runs' ? 'missingRuns' : missing === 'waits' ? 'missingWaits' : missing)

export function failureText(failure: ApproveFailure): string {
  switch (failure.kind) {
    case 'already': return t('already')
    case 'not-due': return t('notDue')
    default: return saveFailureText(failure)
  }
}
