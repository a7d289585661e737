import type { Fund } from '#domain/records/stock-movement.ts'
import { formatExpiry } from '#domain/rules/pharmacy/expiry.ts'
import type { Day } from '#domain/core/day.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatNumber } from '#app/shared/format.ts'
import { fundWord } from '#app/shared/pharmacy/say.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { SaveFailure } from '#app/db/record-store.ts'
import type { CountFailure, CountState, StartFailure } from './repository.ts'
import { reviewWords } from './review-words.ts'
import { countWords } from './words.ts'

const t = useWords(countWords)
const r = useWords(reviewWords)

/** '17 Des 2025 10.42' of a moment on the clinic's wall. */
export const sayMoment = (moment: string): string => `${formatDay(moment.slice(0, 10))} ${moment.slice(11, 16).replace(':', '.')}`
/** '10.42' on the same day, else with its day. */
export const sayTime = (moment: string, today: Day): string => (moment.startsWith(today) ? moment.slice(11, 16).replace(':', '.') : sayMoment(moment))

const STATES = { open: 'stateOpen', waiting: 'stateWaiting', done: 'stateDone', cancelled: 'stateCancelled' } as const satisfies Record<CountState, string>
export const stateWord = (state: CountState): string => t(STATES[state])
export const scopeWord = (drugIds: readonly string[]): string => (drugIds.length === 0 ? t('scopeAll') : t('scopeSome', { n: drugIds.length }))

export const batchWord = (batch: { readonly number: string; readonly expiresOn: Day; readonly fund: Fund }): string => {
  const named = { batch: batch.number, expires: formatExpiry(batch.expiresOn) }
  return batch.fund === 'program' ? t('field', named) : t('fieldFund', { ...named, fund: fundWord(batch.fund) })
}

const FAILURES = { gone: 'failGone', closed: 'failClosed', changed: 'failChanged', 'nothing-counted': 'failNothing', 'not-allowed': 'failNotAllowed', posted: 'failPosted' } as const
const hasOwnWords = (failure: CountFailure): failure is Extract<CountFailure, { kind: keyof typeof FAILURES }> => failure.kind in FAILURES

export function countFailureText(failure: CountFailure): string {
  if (hasOwnWords(failure)) return r(FAILURES[failure.kind])
  if (failure.kind === 'too-many') return r('failMany', { n: formatNumber(failure.n) })
  if (failure.kind === 'unexplained') return r('failUnexplained', { n: failure.n })
  return saveFailureText(failure)
}

export function startFailureText(failure: StartFailure): string {
  if (failure.kind === 'overlap') return t('overlapText', { number: failure.number })
  return failure.kind === 'too-many' ? t('tooMany', { n: formatNumber(failure.n) }) : saveFailureText(failure satisfies SaveFailure)
}
