import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatNumber } from '#app/shared/format.ts'
import { MOVEMENT_REASONS, type MovementReason } from '#domain/records/stock-movement.ts'
import { tenthsOf, type Ratio, type Sufficiency } from '#domain/rules/pharmacy/forecast.ts'
import type { ReleaseFailure, ReverseFailure } from './repository.ts'
import type { ReceiptProblem, ReceiptWarning } from './receipt-form.ts'
import type { Level, Mark } from './stock-lines.ts'
import { medicineWords } from './words.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { Tone } from '#app/ui/tone.ts'

const t = useWords(medicineWords)

const MARK_WORDS = {
  negative: 'stateNegative', out: 'stateOut', expired: 'stateExpired', red: 'stateRed', below: 'stateBelow', yellow: 'stateYellow', held: 'stateHeld', slow: 'stateSlow', good: 'stateUsable', empty: 'stateEmpty',
} as const satisfies Record<Mark | Level, string>
export const markWord = (mark: Mark | Level): string => t(MARK_WORDS[mark])
/** BR-33: red and amber only for what needs someone. */
export const MARK_TONES: Readonly<Record<Mark | Level, Tone>> = {
  negative: 'bad', out: 'bad', expired: 'bad', red: 'bad', below: 'warn', yellow: 'warn', held: 'info', slow: 'plain', good: 'good', empty: 'plain',
}

const REASON_WORDS = {
  diterima: 'reasonReceived', diserahkan: 'reasonHanded', dibalik: 'reasonUndone', pindahan: 'reasonMovedIn', dikembalikan: 'reasonBrought', dikirim: 'reasonMovedOut',
  diretur: 'reasonReturned', dimusnahkan: 'reasonDestroyed', selisih: 'reasonDifference',
} as const satisfies Record<MovementReason, string>
/** A reason of a newer version is shown by its own word. */
export const reasonWord = (reason: string): string => (MOVEMENT_REASONS.some(known => known === reason) ? t(REASON_WORDS[reason as MovementReason]) : reason)

const SUFFICIENCY_WORDS = { 'tanpa-pemakaian': 'useNone', kritis: 'useCritical', aman: 'useSafe', berlebih: 'useOver' } as const satisfies Record<Sufficiency, string>
export const sufficiencyWord = (word: Sufficiency): string => t(SUFFICIENCY_WORDS[word])
export const SUFFICIENCY_TONES: Readonly<Record<Sufficiency, Tone>> = { 'tanpa-pemakaian': 'plain', kritis: 'bad', aman: 'good', berlebih: 'warn' }

/** '2,4': to a tenth. */
export const tenths = (ratio: Ratio): string => formatNumber(tenthsOf(ratio) / 10)

/** How long stock lasts; beyond two years nobody counts in tenths. */
export const reach = (months: Ratio): string => (tenthsOf(months) > 240 ? t('monthsOver', { n: 24 }) : t('months', { n: tenths(months) }))

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
    case 'of-a-document': return t('errReverseDocument')
    case 'short': return t('errReverseShort', { n: formatNumber(failure.held) })
    default: return saveFailureText(failure)
  }
}

export const releaseFailureText = (failure: ReleaseFailure): string => (failure.kind === 'not-held' ? t('errNotHeld') : saveFailureText(failure))
