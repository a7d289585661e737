import { daysBetween, type Day } from '#domain/core/day.ts'
import type { DeliveryState } from '#domain/rules/pharmacy/delivery-rules.ts'
import type { ShipmentTarget } from '#domain/rules/pharmacy/shipment-rules.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatNumber } from '#app/shared/format.ts'
import { batchesChangedText } from '#app/shared/pharmacy/batch-words.ts'
import type { ShipmentState } from '#app/shared/pharmacy/transit.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { Tone } from '#app/ui/tone.ts'
import type { FormProblem } from './delivery-form.ts'
import type { AnswerFailure, ReverseFailure, ShipFailure, TakeBackFailure } from './repository.ts'
import { logisticsWords } from './words.ts'

const t = useWords(logisticsWords)

export type TransitState = DeliveryState | ShipmentState
const STATE_WORDS = {
  'di-jalan': 'stateOpen', diterima: 'stateArrived', selisih: 'stateDifferent', dibatalkan: 'stateCancelled', menunggu: 'stateWaiting', diretur: 'stateReturned',
} as const satisfies Record<TransitState, string>
export const stateWord = (state: TransitState): string => t(STATE_WORDS[state])
export const STATE_TONES: Readonly<Record<TransitState, Tone>> = { 'di-jalan': 'info', menunggu: 'info', diterima: 'good', diretur: 'plain', selisih: 'warn', dibatalkan: 'plain' }

const TARGETS = {
  pustu: ['targetPustu', 'targetPustuNote'], puskesmas: ['targetPuskesmas', 'targetPuskesmasNote'], pemasok: ['targetPemasok', 'targetPemasokNote'],
} as const satisfies Record<ShipmentTarget, readonly [string, string]>
export const TARGET_KINDS = Object.keys(TARGETS) as readonly ShipmentTarget[]
export const targetWord = (kind: ShipmentTarget): string => t(TARGETS[kind][0])
export const targetNote = (kind: ShipmentTarget): string => t(TARGETS[kind][1])

/** '3 hari', 'hari ini'. */
export function ageText(since: Day, today: Day): string {
  const days = daysBetween(since, today)
  return days <= 0 ? t('today') : t('ageDays', { n: days })
}

type Plain = (word: string, params?: Readonly<Record<string, string | number>>) => string
export const problemText = (problem: FormProblem<string>): string => (t as unknown as Plain)(problem.word, problem.params)

export function answerFailureText(failure: AnswerFailure): string {
  switch (failure.kind) {
    case 'gone': return t('errGone')
    case 'confirmed': return t('errConfirmed')
    case 'cancelled': return t('errCancelledAlready')
    default: return saveFailureText(failure)
  }
}

export function reverseFailureText(failure: ReverseFailure): string {
  switch (failure.kind) {
    case 'gone': return t('errGone')
    case 'reversed': return t('errReversed')
    case 'short': return t('errShort', { left: formatNumber(failure.left) })
    default: return saveFailureText(failure)
  }
}

export const shipFailureText = (failure: ShipFailure): string => (failure.kind === 'batches-changed' ? batchesChangedText(failure) : saveFailureText(failure))

export function takeBackFailureText(failure: TakeBackFailure): string {
  switch (failure.kind) {
    case 'gone': return t('errGone')
    case 'answered': return t('errAnswered')
    case 'twice': return t('errTwice')
    default: return saveFailureText(failure)
  }
}
