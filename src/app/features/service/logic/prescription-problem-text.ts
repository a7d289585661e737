import { useWords } from '#app/locales/use-words.ts'
import { formatNumber, formatRupiah } from '#app/shared/format.ts'
import { tempoText } from '#app/shared/pharmacy/handover-say.ts'
import { handoverWords } from '#app/shared/pharmacy/handover-words.ts'
import type { Tempo } from '#app/shared/pharmacy/tempo.ts'
import { serviceWords } from '../words.ts'
import { CLASS_WORD, prescriptionWords } from '../prescription-words.ts'
import type { LineFacts } from './line-facts.ts'
import { PRESCRIPTION_PROBLEMS, type PrescriptionProblemAt } from './prescription-problems.ts'

export interface PrescriptionProblemFacts { readonly lines: readonly LineFacts[]; readonly lineUnits: readonly string[]; readonly quantities: readonly number[]; readonly saidDays: readonly (number | null)[]; readonly saleTotal: number; readonly tempo: Tempo | null }

export const isPrescriptionProblem = (problem: { readonly problem: string; readonly field: string }): problem is PrescriptionProblemAt =>
  PRESCRIPTION_PROBLEMS.some(known => known === problem.problem)

/** One sentence for a problem of the prescription, and the label of its field for the summary above the page. */
export function usePrescriptionProblemText() {
  const t = useWords(serviceWords)
  const tHand = useWords(handoverWords)
  const tRx = useWords(prescriptionWords)

  function sentence({ problem, line = 0 }: PrescriptionProblemAt, facts: PrescriptionProblemFacts): string {
    switch (problem) {
      case 'same-drug': return t('sameDrugTwice')
      case 'whole-quantity': return t('wholeQuantity')
      case 'shortage': {
        const available = facts.lines[line]?.available ?? 0
        return t('shortage', { available: formatNumber(available), short: formatNumber((facts.quantities[line] ?? 0) - available), unit: facts.lineUnits[line] ?? '' })
      }
      case 'need-allergy-reason': case 'need-drug': case 'need-signa': return t('missing')
      case 'no-price': return t('noPrice')
      case 'not-allowed': return t('notAllowed')
      case 'not-licensed': return tRx('notLicensed', { class: tRx(CLASS_WORD[facts.lines[line]?.closedClass ?? 'keras']) })
      case 'bad-days': return tRx('badDays')
      case 'days-differ': return tRx('daysDiffer', { n: formatNumber(facts.saidDays[line] ?? 0) })
      case 'need-reason': return tRx('needReason')
      case 'tempo': return facts.tempo ? tempoText(facts.tempo.left, facts.saleTotal) : tHand('tempoMember')
      case 'paid-short': return tHand('errPaid', { total: formatRupiah(facts.saleTotal) })
    }
  }
  function label({ problem }: PrescriptionProblemAt): string {
    switch (problem) {
      case 'need-signa': return t('signa')
      case 'whole-quantity': case 'shortage': return t('quantity')
      case 'need-drug': case 'same-drug': case 'not-allowed': case 'not-licensed': return t('drug')
      case 'bad-days': case 'days-differ': return tRx('days')
      case 'need-reason': return t('allergyReason')
      case 'no-price': return t('source')
      case 'tempo': return tHand('method')
      case 'paid-short': return tHand('paid')
      case 'need-allergy-reason': return t('allergyReason')
    }
  }
  return { sentence, label }
}
