import { VITAL_TABLE } from '#domain/rules/clinic/vital-limits.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatNumber } from '#app/shared/format.ts'
import { visitWords } from '../visit-words.ts'
import { vitalWords } from '../vital-words.ts'
import { serviceWords } from '../words.ts'
import { isPrescriptionProblem, usePrescriptionProblemText, type PrescriptionProblemFacts } from './prescription-problem-text.ts'
import type { ProblemAt } from './visit-problems.ts'

export interface ProblemFacts extends PrescriptionProblemFacts { readonly sipExpiresOn: string | null }

/** One sentence for a problem of a visit, and the label of its field for the summary above the page. */
export function useProblemText() {
  const t = useWords(serviceWords)
  const tVital = useWords(vitalWords)
  const tVisit = useWords(visitWords)
  const rx = usePrescriptionProblemText()

  function sentence(problem: ProblemAt, facts: ProblemFacts): string {
    if (isPrescriptionProblem(problem)) return rx.sentence(problem, facts)
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
      case 'need-systole': return tVital('needSystole')
      case 'need-diastole': return tVital('needDiastole')
      case 'need-tacc': return tVisit('needTacc')
      case 'weeks-range': return tVisit('weeksRange')
      case 'diastole-above': return t('diastoleAbove')
      case 'sip-missing': return t('sipMissing')
      case 'sip-expired': return t('sipExpired', { date: formatDay(facts.sipExpiresOn ?? '') })
      default: return t('otherBreak')
    }
  }
  function label(problem: ProblemAt): string {
    if (problem.vital) return tVital(problem.vital)
    if (isPrescriptionProblem(problem)) return rx.label(problem)
    switch (problem.problem) {
      case 'need-complaint': return t('complaint')
      case 'need-allergy': case 'need-substances': return t('allergyQuestion')
      case 'need-diagnosis': case 'external-primary': return t('diagnosis')
      case 'alarm-needs': return tVital('alarmPlan')
      case 'need-tacc': return tVisit('tacc')
      case 'weeks-range': return tVisit('weeks')
      default: return t('sign')
    }
  }
  return { sentence, label }
}
