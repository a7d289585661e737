import type { VisitData } from '#domain/records/visit.ts'
import type { Lb1Group } from '#domain/rules/clinic/lb1.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatAge, formatDay } from '#app/shared/format.ts'
import type { CountedVisit } from './month-reader.ts'
import { registerWords } from './words.ts'

const t = useWords(registerWords)

export const groupText = (group: Lb1Group): string => (group === 'tidak-diketahui' ? t('unknownShort') : t(`g${group}`))
export const longGroupText = (group: Lb1Group): string => (group === 'tidak-diketahui' ? t('unknownGroup') : t(`g${group}`))

const OUTCOMES = {
  'pulang': 'pulang', 'kontrol': 'kontrol', 'rujuk': 'rujuk', 'rujuk-darurat': 'rujukDarurat', 'observasi': 'observasi', 'pulang-atas-permintaan': 'pulangPaksa', 'meninggal': 'meninggal',
} as const
/** A word of a newer version is shown as it is. */
export const outcomeText = (outcome: VisitData['outcome']): string => (outcome ? (Object.hasOwn(OUTCOMES, outcome.how) ? t(OUTCOMES[outcome.how]) : outcome.how) : t('unknown'))

/** One line of the register, every cell a text: on the screen, on paper and in the workbook alike. */
export interface RegisterRow {
  readonly id: string; readonly number: number; readonly on: string; readonly time: string; readonly rm: string; readonly name: string; readonly age: string; readonly sex: string; readonly address: string
  readonly payer: string; readonly kind: string; readonly diagnosis: string; readonly therapy: string; readonly staff: string; readonly outcome: string
}

export function registerRow({ visit, patient, diagnoses }: CountedVisit, number: number, isFirst: boolean): RegisterRow {
  const { id, data } = visit
  const { rt = '', rw = '' } = patient?.data.address ?? {}
  return {
    id, number, on: formatDay(data.on), time: data.time.replace(':', '.'), rm: patient?.data.rm ?? t('unknown'), name: patient?.data.name ?? t('unknownPatient'),
    age: patient ? formatAge(patient.data.birth.on, data.on) : t('unknown'), sex: patient?.data.sex ?? t('unknown'), address: rt === '' && rw === '' ? t('unknown') : `${rt || '–'}/${rw || '–'}`,
    payer: data.payer === 'jkn' || data.payer === 'umum' ? t(data.payer) : t('unknown'), kind: t(isFirst ? 'first' : 'repeat'), diagnosis: diagnosesText(diagnoses),
    therapy: data.prescription.map(line => `${line.drug} ${line.quantity} ${line.unit}`).join('; ') || t('unknown'), staff: data.signature?.name ?? t('unknown'), outcome: outcomeText(data.outcome),
  }
}

export const diagnosesText = (diagnoses: CountedVisit['diagnoses']): string => diagnoses.map(one => `${one.name} (${one.code}, ${t(one.case)})`).join('; ')
