import type { AnswerValue, Band, Points } from '#domain/rules/supervision/checklist.ts'
import { scoreOf } from '#domain/rules/supervision/checklist.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatNumber } from '#app/shared/format.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { Tone } from '#app/ui/tone.ts'
import type { VisitFailure } from './visits.ts'
import { visitWords } from './visit-words.ts'

const t = useWords(visitWords)

export const bandWord = (band: Band | null): string => t(band === null ? 'b_none' : `b_${band}`)
export const BAND_TONE: Readonly<Record<Band, Tone>> = { baik: 'good', cukup: 'warn', kurang: 'bad' }
/** '87,5 %'; '–' where nothing applied. */
export function scoreText(points: Points): string {
  const score = scoreOf(points)
  return score === null ? '–' : t('scoreOf', { score: formatNumber(Math.round(score * 10) / 10, 1) })
}
export const answerWord = (value: AnswerValue | undefined): string => t(value === undefined ? 'v_none' : value === null ? 'v_na' : `v_${value}`)

export function visitFailureText(error: VisitFailure): string {
  switch (error.kind) {
    case 'gone': return t('errGone')
    case 'signed': return t('errSigned')
    default: return saveFailureText(error)
  }
}
