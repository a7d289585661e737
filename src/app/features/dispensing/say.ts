import type { DrugData } from '#domain/rules/pharmacy/drug-facts.ts'
import type { EtiketPart } from '#domain/rules/pharmacy/etiket.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatNumber, formatRupiah } from '#app/shared/format.ts'
import { handoverRefusedText, tempoText } from '#app/shared/pharmacy/handover-say.ts'
import { handoverWords } from '#app/shared/pharmacy/handover-words.ts'
import type { Tempo } from '#app/shared/pharmacy/tempo.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { Tone } from '#app/ui/tone.ts'
import type { ProblemAt } from './dispense-form.ts'
import type { DispenseFailure, HandoverStanding, TakeBackFailure } from './repository.ts'
import { dispensingWords } from './words.ts'

const t = useWords(dispensingWords)
const tHand = useWords(handoverWords)

export function problemText(problem: ProblemAt, unit: string, total: number, tempo?: Tempo | null): string {
  switch (problem.problem) {
    case 'errShort': return t('errShort', { held: formatNumber(problem.available ?? 0), unit })
    case 'errTempo': return tempo ? tempoText(tempo.left, total) : tHand('tempoMember')
    case 'errPaid': return tHand('errPaid', { total: formatRupiah(total) })
    default: return t(problem.problem)
  }
}

export function dispenseFailureText(failure: DispenseFailure, drugOf: (id: string) => DrugData | undefined): string {
  switch (failure.kind) {
    case 'changed': return t('errChanged')
    case 'no-price': case 'gate': case 'many-batches': case 'paid-short': case 'tempo': return handoverRefusedText(failure, drugOf)
    case 'line-refused':
      return failure.error.kind === 'shortfall' ? t('errShort', { held: formatNumber(failure.error.available), unit: drugOf(failure.drugId)?.unit ?? '' })
        : failure.error.kind === 'override-needs-reason' ? t('errOverrideReason') : t('errChanged')
    default: return saveFailureText(failure)
  }
}

export function takeBackFailureText(failure: TakeBackFailure): string {
  switch (failure.kind) {
    case 'gone': return t('errGone')
    case 'nothing': return t('errNothing')
    case 'moved': return t('errMoved')
    case 'too-much': return t('errReturnMuch', { n: formatNumber(failure.kept) })
    default: return saveFailureText(failure)
  }
}

const MISSING = { patient: 'missPatient', drug: 'missDrug', dose: 'missDose', frequency: 'missFrequency', duration: 'missDuration', expiry: 'missExpiry' } as const
export const missingText = (part: EtiketPart): string => t(MISSING[part])

const STANDINGS = { given: 'standGiven', 'part-back': 'standPartBack', 'all-back': 'standAllBack', 'taken-back': 'standTakenBack' } as const
export const standingWord = (standing: HandoverStanding): string => t(STANDINGS[standing])
export const STANDING_TONES: Readonly<Record<HandoverStanding, Tone>> = { given: 'good', 'part-back': 'warn', 'all-back': 'plain', 'taken-back': 'info' }
