import type { Day } from '#domain/core/day.ts'
import type { PatientData } from '#domain/records/patient.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatAge } from '#app/shared/format.ts'
import { formatLongDay } from '#app/shared/letterhead.ts'
import { paperWords } from '../paper-words.ts'

const t = useWords(paperWords)
export interface Fact { readonly label: string; readonly text: string }

/** A line of a paper; nothing where there is nothing to say. */
export const fact = (label: string, text: string | null | undefined): Fact[] => (text?.trim() ? [{ label, text: text.trim() }] : [])

export const addressOf = ({ address: { street, rt, rw, kelurahan } }: PatientData): string => [street, rt && `RT ${rt}`, rw && `RW ${rw}`, kelurahan].filter(part => part).join(', ')

/** Who a paper is about. `full` adds what only the next facility needs: NIK and RM number. */
export function personFacts(patient: PatientData | undefined, on: Day, full: boolean): Fact[] {
  if (!patient) return [{ label: t('name'), text: t('blank') }]
  const born = `${formatLongDay(patient.birth.on)}${patient.birth.estimated ? `, ${t('estimated')}` : ''}`
  return [
    ...fact(t('name'), patient.name), ...(full ? [...fact(t('nikRm'), `${patient.identity.nik ?? t('dash')} / ${patient.rm}`)] : []),
    ...fact(t('ageSex'), `${full ? t('ageOn', { age: formatAge(patient.birth.on, on), on: born }) : formatAge(patient.birth.on, on)} / ${t(patient.sex === 'L' ? 'male' : 'female')}`), ...fact(t('address'), addressOf(patient)),
  ]
}
