import { approximate, type Rational } from '#domain/rules/pharmacy/rational.ts'
import type { RollupLine } from '#domain/rules/pharmacy/lplpo-rollup.ts'
import { adequacyOf, isOverstocked, type LplpoLine, type LplpoParams } from '#domain/rules/pharmacy/lplpo.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatMonth, formatNumber, formatSigned } from '#app/shared/format.ts'
import { fundWord } from '#app/shared/pharmacy/say.ts'
import type { Tone } from '#app/ui/tone.ts'
import type { ReportState } from './report-file.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { AnswerFailure, Blocker, DrugLabels } from './repository.ts'
import { lplpoWords } from './words.ts'

const t = useWords(lplpoWords)

export const fundText = (fund: string): string => (fund === 'semua' ? t('fundAll') : fundWord(fund))
export const ruleText = (rule: string): string => (rule === 'stok-optimum' ? t('ruleOptimum') : rule === 'tiga-kali' ? t('ruleTriple') : rule)
export const paramsText = (params: LplpoParams): string => [
  params.rule === 'tiga-kali' ? '' : t('params', { days: params.workingDays, lead: params.leadDays, buffer: params.bufferPercent }),
  t(params.roundToPack ? 'paramsPack' : 'paramsNoPack'),
].filter(part => part !== '').join('; ')

/** An exact fraction as shown: whole where it is whole, else to the hundredth. */
export const fractionText = (value: Rational): string => formatNumber(approximate(value, 2))

const STATES = {
  tersimpan: ['stateTersimpan', 'plain'], ditinjau: ['stateDitinjau', 'warn'],
  terkirim: ['stateTerkirim', 'info'], dikembalikan: ['stateDikembalikan', 'warn'], disetujui: ['stateDisetujui', 'good'], dikirim: ['stateDikirim', 'info'], diterima: ['stateDiterima', 'good'],
} as const satisfies Record<ReportState, readonly [string, Tone]>
export const stateText = (state: ReportState): string => t(STATES[state][0])
export const stateTone = (state: ReportState): Tone => STATES[state][1]

const ADEQUACY = { kritis: ['adequacyKritis', 'bad'], aman: ['adequacyAman', 'good'], berlebih: ['adequacyBerlebih', 'warn'], 'tanpa-pemakaian': ['adequacyNone', 'plain'] } as const
export function adequacyText(line: Pick<LplpoLine, 'closing' | 'used'>): { readonly text: string; readonly tone: Tone } {
  const [word, tone] = ADEQUACY[adequacyOf(line)]
  return { text: t(word), tone }
}

/** Keterangan: everything that lies between the columns of the form, so that each row can be checked, then what the person wrote. */
export function remarkOf(line: LplpoLine, note: string): string {
  const parts = [
    ...[['remarkAdjustment', line.adjustment], ['remarkDifference', line.difference]].filter(([, n]) => n !== 0).map(([word, n]) => t(word as 'remarkAdjustment', { n: formatSigned(n as number) })),
    ...[['remarkArrived', line.arrived], ['remarkLost', line.lost], ['remarkReturned', line.returned], ['remarkMoved', line.moved], ['remarkEmpty', line.emptyDays]]
      .filter(([, n]) => n !== 0).map(([word, n]) => t(word as 'remarkLost', { n: formatNumber(n as number) })),
  ]
  if (isOverstocked(line)) parts.push(t('remarkOver'))
  return [...parts, note.trim()].filter(part => part !== '').join('; ')
}

export function rollupRemark(line: RollupLine): string {
  const parts = [
    ...[['remarkAdjustment', line.adjustment], ['remarkDifference', line.difference], ['remarkTransit', line.inTransit]].filter(([, n]) => n !== 0).map(([word, n]) => t(word as 'remarkAdjustment', { n: formatSigned(n as number) })),
    ...[['remarkLost', line.lost], ['remarkReturned', line.returned]].filter(([, n]) => n !== 0).map(([word, n]) => t(word as 'remarkLost', { n: formatNumber(n as number) })),
  ]
  return parts.join('; ')
}

const MANY = 5
export function blockerText(blocker: Blocker, labels: DrugLabels, month: string, before: string, after: string): string {
  switch (blocker.kind) {
    case 'negative': {
      const names = blocker.drugIds.map(id => labels.get(id)?.name ?? id)
      return t('blockNegative', { drugs: names.length > MANY ? `${names.slice(0, MANY).join(', ')} +${names.length - MANY}` : names.join(', ') })
    }
    case 'previous-returned': return t('blockPrevious', { month: formatMonth(before) })
    case 'next-differs': return t('blockNext', { month: formatMonth(after) })
    case 'too-many': return t('blockMany')
    case 'future': return t('blockFuture')
    case 'standing': return t('blockStanding', { month: formatMonth(month), fund: fundText(blocker.report.data.fund) })
  }
}

export function answerFailureText(failure: AnswerFailure): string {
  switch (failure.kind) {
    case 'answered': return t('errAnswered')
    case 'gone': return t('errGone')
    case 'later-sent': return t('errLater')
    default: return saveFailureText(failure)
  }
}
