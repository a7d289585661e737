import type { MemberData } from '#domain/records/member.ts'
import type { SavingEntryData, SavingType } from '#domain/records/saving-entry.ts'
import type { AgeClass, Dues, MonthDue } from '#domain/rules/finance/savings.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatMonth, formatNumber, formatRupiah } from '#app/shared/format.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { Tone } from '#app/ui/tone.ts'
import type { Problem } from './entry-form.ts'
import { entryWords } from './entry-words.ts'
import type { PaymentFailure, ReverseFailure } from './repository.ts'
import { savingsWords } from './words.ts'

const t = useWords(savingsWords)
const te = useWords(entryWords)

export const typeWord = (type: SavingType): string => t(type)
export const typeLong = (type: SavingType): string => t(`${type}Long`)
const ACTS = { 'setor': 'actSetor', 'tarik': 'actTarik', 'kembali': 'actKembali', 'saldo-awal': 'actSaldo', 'dibalik': 'actDibalik' } as const
export const actWord = (act: SavingEntryData['act']): string => t(ACTS[act])
export const methodWord = (method: SavingEntryData['method']): string => t(method === 'tanpa-kas' ? 'tanpaKas' : method)

const CLASSES = { '1-3': 'class13', '4-6': 'class46', '>6': 'classOver', 'lunas': 'paidUp' } as const
export const classWord = (ageClass: AgeClass): string => t(CLASSES[ageClass])
export const CLASS_TONES: Readonly<Record<AgeClass, Tone>> = { 'lunas': 'good', '1-3': 'warn', '4-6': 'warn', '>6': 'bad' }
const STATES = { calon: 'stateCalon', keluar: 'stateLeft', diberhentikan: 'stateDismissed', meninggal: 'stateDied' } as const
/** Of whoever is not simply a member. */
export const stateWord = (state: MemberData['status']['state']): string => (state === 'aktif' ? '' : t(STATES[state]))

export const throughText = ({ paidThrough }: Dues): string => (paidThrough === null ? t('noneThrough') : t('paidThrough', { month: formatMonth(paidThrough) }))
export const monthState = ({ amount, paid, isDue }: MonthDue): { text: string; tone: Tone } => {
  if (paid >= amount) return isDue ? { text: t('monthPaid'), tone: 'good' } : { text: t('monthAdvance'), tone: 'info' }
  if (!isDue) return { text: t('monthAhead'), tone: 'plain' }
  return paid > 0 ? { text: t('monthPart'), tone: 'warn' } : { text: t('monthOpen'), tone: 'warn' }
}

/** Which months a payment pays, in words: 'Membayar November 2025 sampai Januari 2026 (3 bulan).' */
export function paysText(months: readonly MonthDue[]): string {
  if (months.length === 0) return te('paysNothing')
  const one = (month: MonthDue): string => (month.paid < month.amount ? te('paysPart', { month: formatMonth(month.month), amount: formatRupiah(month.paid) }) : formatMonth(month.month))
  const first = months[0] as MonthDue
  const last = months.at(-1) as MonthDue
  return te('paysMonths', { months: months.length > 3 ? te('paysMore', { first: one(first), last: one(last), n: formatNumber(months.length) }) : months.map(one).join(', ') })
}

export function problemText({ word, params }: Problem): string {
  if (word === 'errPokok') return te('errPokok', { open: formatRupiah(params?.rupiah ?? 0) })
  if (word === 'errShort') return te('errShort', { held: formatRupiah(params?.rupiah ?? 0) })
  if (word === 'errTwice') return te('errTwice', { n: params?.n ?? 1 })
  if (word === 'errLeft') return te('errLeft', { day: params?.day ? formatDay(params.day) : '' })
  return te(word)
}

export function paymentFailureText(failure: PaymentFailure, exitOn: string): string {
  if (failure.kind === 'gone') return te('errGone')
  if (failure.kind === 'left') return te('errLeft', { day: formatDay(exitOn) })
  if (failure.kind === 'short') return te('errShort', { held: formatRupiah(Math.max(0, failure.open)) })
  if (failure.kind === 'pokok') return te('errPokok', { open: formatRupiah(failure.open) })
  return saveFailureText(failure)
}
export function reverseFailureText(failure: ReverseFailure): string {
  if (failure.kind === 'gone') return t('errGone')
  return failure.kind === 'twice' ? t('errTwice') : saveFailureText(failure)
}
