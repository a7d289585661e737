import { VITAL_TABLE } from '#domain/rules/clinic/vital-limits.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatNumber, formatRupiah } from '#app/shared/format.ts'
import { handoverWords } from '#app/shared/pharmacy/handover-words.ts'
import { serviceWords } from '../words.ts'
import type { LineFacts, ProblemAt } from './visit-problems.ts'

export interface ProblemFacts { readonly sipExpiresOn: string | null; readonly lines: readonly LineFacts[]; readonly lineUnits: readonly string[]; readonly quantities: readonly number[]; readonly saleTotal: number }

/** One sentence for a problem of a visit, and the label of its field for the summary above the page. */
export function useProblemText() {
  const t = useWords(serviceWords)
  const tHand = useWords(handoverWords)

  function sentence(problem: ProblemAt, facts: ProblemFacts): string {
    switch (problem.problem) {
      case 'need-complaint': return t('needComplaint')
      case 'need-allergy': return t('needAllergy')
      case 'need-substances': return t('needSubstances')
      case 'need-diagnosis': return t('needDiagnosis')
      case 'external-primary': return t('externalPrimary')
      case 'alarm-needs': return t('alarmNeeds')
      case 'no-number': return t('noNumber')
      case 'out-of-range': {
        const guard = problem.vital ? VITAL_TABLE.guards[problem.vital] : null
        return guard ? t('outOfRange', { low: formatNumber(guard.min), high: formatNumber(guard.max), unit: guard.unit }) : t('otherBreak')
      }
      case 'diastole-above': return t('diastoleAbove')
      case 'sip-missing': return t('sipMissing')
      case 'sip-expired': return t('sipExpired', { date: formatDay(facts.sipExpiresOn ?? '') })
      case 'same-drug': return t('sameDrugTwice')
      case 'whole-quantity': return t('wholeQuantity')
      case 'shortage': {
        const available = facts.lines[problem.line ?? 0]?.available ?? 0
        return t('shortage', { available: formatNumber(available), short: formatNumber((facts.quantities[problem.line ?? 0] ?? 0) - available), unit: facts.lineUnits[problem.line ?? 0] ?? '' })
      }
      case 'need-allergy-reason': case 'need-drug': case 'need-signa': return t('missing')
      case 'no-price': return t('noPrice')
      case 'not-allowed': return t('notAllowed')
      case 'paid-short': return tHand('errPaid', { total: formatRupiah(facts.saleTotal) })
      case 'other': return t('otherBreak')
    }
  }
  function label(problem: ProblemAt): string {
    if (problem.vital) return t(problem.vital)
    switch (problem.problem) {
      case 'need-complaint': return t('complaint')
      case 'need-allergy': case 'need-substances': return t('allergyQuestion')
      case 'need-diagnosis': case 'external-primary': return t('diagnosis')
      case 'alarm-needs': return t('alarmPlan')
      case 'need-signa': return t('signa')
      case 'whole-quantity': case 'shortage': return t('quantity')
      case 'need-drug': case 'same-drug': case 'not-allowed': return t('drug')
      case 'no-price': return t('source')
      case 'paid-short': return tHand('paid')
      case 'need-allergy-reason': return t('allergyReason')
      default: return t('sign')
    }
  }
  return { sentence, label }
}
