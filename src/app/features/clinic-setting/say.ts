import type { VitalItem } from '#domain/records/vitals-fields.ts'
import type { DrugClass, Profession } from '#domain/rules/clinic/licence-gate.ts'
import { VITAL_TABLE, type VitalLimit } from '#domain/rules/clinic/vital-limits.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatNumber } from '#app/shared/format.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { LimitProblem } from './limit-form.ts'
import { isOwn } from './limit-form.ts'
import type { ClinicFailure } from './repository.ts'
import { clinicWords } from './words.ts'

const t = useWords(clinicWords)

export const failureText = (error: ClinicFailure): string => (error.kind === 'no-place' ? t('noPlace') : saveFailureText(error))
export const professionWord = (profession: Profession): string => t(profession)
export const classWord = (drugClass: DrugClass): string => t(drugClass === 'bebas-terbatas' ? 'bebasTerbatas' : drugClass)
export const itemWord = (item: VitalItem): string => t(item)

/** "Balita · 12–59 bulan", "Dewasa · 18–59 tahun": the group with the ages it holds for. */
export function groupText(row: Pick<VitalLimit, 'group' | 'fromMonths' | 'toMonths'>): string {
  const name = row.group.charAt(0).toLocaleUpperCase('id') + row.group.slice(1)
  const { fromMonths: from, toMonths: to } = row
  if (from === null) return name
  const inYears = from % 12 === 0 && from >= 60
  const range = inYears ? (to === null ? t('yearsUp', { from: from / 12 }) : t('years', { from: from / 12, to: Math.ceil(to / 12) - 1 })) : to === null ? t('monthsUp', { from }) : t('months', { from, to: to - 1 })
  return `${name} · ${range}`
}

export const basisText = (row: VitalLimit): string => (isOwn(row) ? t('ownSource') : row.basis === '' || row.basis === 'editor' ? t('editorSource') : row.basis)
export const boundText = (value: number | null): string => (value === null ? t('none') : formatNumber(value))

export function problemText(item: VitalItem, { rule }: LimitProblem): string {
  const { min, max, decimals } = VITAL_TABLE.guards[item]
  switch (rule) {
    case 'limit-guard': return t('errGuard', { min: formatNumber(min), max: formatNumber(max) })
    case 'limit-decimals': return t('errDecimals', { n: decimals })
    case 'limit-order': return t('errOrder')
    default: return t('errNumber')
  }
}
