import { daysBetween, type Day } from '#domain/core/day.ts'
import type { FollowUpData } from '#domain/records/follow-up.ts'
import { dueState } from '#domain/rules/clinic/follow-up-rules.ts'
import type { MessageRefusal } from '#domain/rules/clinic/message.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay } from '#app/shared/format.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { Tone } from '#app/ui/tone.ts'
import type { FollowUpFailure } from './repository.ts'
import { followUpWords } from './words.ts'

const t = useWords(followUpWords)

const HOW = { 'kunjungan': 'kunjungan', 'telepon': 'telepon', 'kunjungan-rumah': 'kunjunganRumah', 'whatsapp': 'whatsapp' } as const
/** Words of newer versions are shown as they are. */
export const howText = (how: string): string => (Object.hasOwn(HOW, how) ? t(HOW[how as keyof typeof HOW]) : how)
export const endText = (how: string): string => (`end_${how}` in followUpWords.id ? t(`end_${how as NonNullable<FollowUpData['outcome']>['how']}`) : how)

/** Where a follow-up stands today, in words and tone. */
export function stateText(data: Pick<FollowUpData, 'due' | 'outcome'>, today: Day): { readonly text: string; readonly tone: Tone } {
  const days = daysBetween(today, data.due)
  switch (dueState(data, today)) {
    case 'terlambat': return { text: t('late', { n: -days }), tone: 'bad' }
    case 'hari-ini': return { text: t('today'), tone: 'warn' }
    case 'minggu-ini': return { text: t('inDays', { n: days }), tone: 'info' }
    case 'nanti': return { text: t('inDays', { n: days }), tone: 'plain' }
    case 'selesai': return { text: data.outcome ? t('doneOn', { how: endText(data.outcome.how), date: formatDay(data.outcome.on) }) : t('ended'), tone: 'good' }
  }
}

export function refusalText({ kind, found }: MessageRefusal): string {
  switch (kind) {
    case 'identity': return t('refused_identity')
    case 'diagnosis': return t('refused_diagnosis', { found })
    case 'code': return t('refused_code', { found })
    case 'drug': return t('refused_drug', { found })
    case 'value': return t('refused_value', { found })
    case 'reason': return t('refused_reason', { found })
  }
}

export function failureText(failure: FollowUpFailure): string {
  switch (failure.kind) {
    case 'ended': return t('failEnded')
    case 'too-many': return t('failMany')
    case 'no-patient': return t('failPatient')
    default: return saveFailureText(failure)
  }
}
