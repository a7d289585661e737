import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatNumber } from '#app/shared/format.ts'
import type { ReverseFailure } from './repository.ts'
import type { ReceiptProblem, ReceiptWarning } from './receipt-form.ts'
import type { Level } from './stock-lines.ts'
import { medicineWords } from './words.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { Tone } from '#app/ui/tone.ts'

const t = useWords(medicineWords)

const LEVEL_WORDS = { negative: 'stateNegative', expired: 'stateExpired', red: 'stateRed', yellow: 'stateYellow', good: 'stateUsable', empty: 'stateEmpty' } as const
export const levelWord = (level: Level): string => t(LEVEL_WORDS[level])
/** BR-33: red and amber only for what needs someone. */
export const LEVEL_TONES: Readonly<Record<Level, Tone>> = { negative: 'bad', expired: 'bad', red: 'bad', yellow: 'warn', good: 'good', empty: 'plain' }

export function problemText(problem: ReceiptProblem): string {
  return (t as unknown as (word: ReceiptProblem['word'], params?: ReceiptProblem['params']) => string)(problem.word, problem.params)
}

export function warningText(warning: ReceiptWarning): string {
  switch (warning.kind) {
    case 'expired': return t('warnExpired')
    case 'soon': return t('warnSoon', { n: warning.days })
    case 'other-expiry': return t('warnOtherExpiry', { batch: warning.batch, day: formatDay(warning.expiresOn) })
  }
}

export function reverseFailureText(failure: ReverseFailure): string {
  switch (failure.kind) {
    case 'gone': return t('errChanged')
    case 'twice': return t('errReverseTwice')
    case 'of-a-visit': return t('errReverseVisit')
    case 'short': return t('errReverseShort', { n: formatNumber(failure.held) })
    default: return saveFailureText(failure)
  }
}
