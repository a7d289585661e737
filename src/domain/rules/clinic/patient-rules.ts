import { addMonths, day, daysBetween, lastDayOfMonth, monthOf, parts, type Day } from '../../core/day.ts'
import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { PatientData } from '../../records/patient.ts'
import { parseNik } from '../members/nik.ts'

/** Why a patient has no NIK. Free words are allowed too; with the first one a parent's NIK is asked for. */
export const NO_NIK_REASONS = ['bayi baru lahir', 'belum punya KTP', 'kartu tidak dibawa', 'tidak diketahui'] as const
export const NEWBORN_REASON = NO_NIK_REASONS[0]

/** A check has no clock; any later "today" only decides the century, which is not kept. */
const ANY_CENTURY: Day = day('2099-12-31')

/**
 * BR-07: a patient without a NIK needs a reason, and a newborn a parent's NIK. A NIK that is given has the form of one
 * (BR-01, BR-04). Who is no member of the insurance has no number of it. Nothing else is ever a reason to turn a patient away
 * (BR-08).
 */
export function checkPatient(data: PatientData, _context: CheckContext<PatientData>): RuleBreak[] {
  const { nik, noNikReason, parentNik } = data.identity
  const breaks: RuleBreak[] = []
  if (nik === null && noNikReason.trim() === '') breaks.push({ rule: 'BR-07', field: 'identity.noNikReason' })
  if (nik === null && parentNik === null && isNewbornReason(noNikReason)) breaks.push({ rule: 'BR-07', field: 'identity.parentNik' })
  if (data.jkn?.state === 'bukan-peserta' && data.jkn.number !== null) breaks.push({ rule: 'jkn-number', field: 'jkn.number' })
  return [...breaks, ...nikBreaks(nik, 'identity.nik'), ...nikBreaks(parentNik, 'identity.parentNik')]
}

const isNewbornReason = (reason: string): boolean => reason.trim().toLowerCase() === NEWBORN_REASON

function nikBreaks(nik: string | null, field: string): RuleBreak[] {
  if (nik === null) return []
  const parsed = parseNik(nik, ANY_CENTURY)
  return parsed.ok ? [] : parsed.error.map(error => ({ rule: error.rule, field, detail: { kind: error.kind } }))
}

/** A child of at most 28 days: without a NIK of its own it is registered under a parent's (BR-07). */
export const isNewborn = (bornOn: Day, today: Day): boolean => bornOn <= today && daysBetween(bornOn, today) <= 28

/** Oldest age that is taken for no slip of the finger, in years. */
export const OLDEST = 125

/**
 * The estimated day of birth of somebody who knows only an age: the day that makes exactly so many years and months today, so
 * that the age on the screen is the one that was said.
 */
export function bornAtAge(years: number, months: number, today: Day): Day {
  const [, , date] = parts(today)
  const month = addMonths(monthOf(today), -(years * 12 + months))
  const last = lastDayOfMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)))
  return date >= Number(last.slice(8, 10)) ? last : day(`${month}-${String(date).padStart(2, '0')}`)
}
