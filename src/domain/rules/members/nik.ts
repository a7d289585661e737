import { dayOf, parts, type Day } from '../../core/day.ts'
import { err, ok, type Result } from '../../core/result.ts'

/**
 * The 16 digits of a NIK: 6 of the region of first registration, DDMMYY of birth (women DD + 40), 4 of a serial number.
 * It stays when birth data are corrected or the person moves, so a mismatch is a warning, never an error (BR-05).
 */
export interface Nik {
  readonly nik: string
  /** District code of first registration. Any is accepted: 367399, which no district has, marks invented people. */
  readonly region: string
  readonly sex: 'L' | 'P'
  readonly bornOn: Day
  readonly serial: string
}

export type NikError =
  | { readonly kind: 'characters'; readonly rule: 'BR-01' }
  | { readonly kind: 'length'; readonly rule: 'BR-01'; readonly length: number }
  | { readonly kind: 'serial'; readonly rule: 'BR-01' }
  | { readonly kind: 'date'; readonly rule: 'BR-04'; readonly day: number; readonly month: number; readonly year: number }

/** Spaces are stripped, as people copy a NIK in groups of four. */
export const tidyNik = (text: string): string => text.replace(/[\s\u00a0]/g, '')

/**
 * Reads a NIK. `today` decides the century: the latest date that is not after it (BR-03).
 * Errors come all at once: FORMAT of BR-01 (16 ASCII digits, serial not 0000), impossible dates of BR-04.
 */
export function parseNik(text: string, today: Day): Result<Nik, readonly NikError[]> {
  const nik = tidyNik(text)
  const errors: NikError[] = []
  if (!/^[0-9]*$/.test(nik)) errors.push({ kind: 'characters', rule: 'BR-01' })
  if (nik.length !== 16) errors.push({ kind: 'length', rule: 'BR-01', length: nik.length })
  if (errors.length > 0) return err(errors)

  const date = Number(nik.slice(6, 8))
  const sex = date > 40 ? 'P' : 'L'
  const dayOfMonth = sex === 'P' ? date - 40 : date
  const month = Number(nik.slice(8, 10))
  const year = Number(nik.slice(10, 12))
  const bornOn = latestDate(dayOfMonth, month, year, today)
  if (!bornOn) errors.push({ kind: 'date', rule: 'BR-04', day: dayOfMonth, month, year })
  if (nik.endsWith('0000')) errors.push({ kind: 'serial', rule: 'BR-01' })
  if (!bornOn || errors.length > 0) return err(errors)
  return ok({ nik, region: nik.slice(0, 6), sex, bornOn, serial: nik.slice(12) })
}

/** The latest day of a two-digit year that is not after today; two centuries are enough for the living. */
function latestDate(dayOfMonth: number, month: number, twoDigitYear: number, today: Day): Day | null {
  const [year] = parts(today)
  const century = year - (year % 100)
  for (const base of [century, century - 100]) {
    const found = dayOf(base + twoDigitYear, month, dayOfMonth)
    if (found && found <= today) return found
  }
  return null
}

export type NikWarning =
  | { readonly kind: 'birth'; readonly inNik: Day; readonly entered: Day }
  | { readonly kind: 'sex'; readonly inNik: 'L' | 'P'; readonly entered: 'L' | 'P' }
  | { readonly kind: 'region'; readonly inNik: string; readonly entered: string }

/** BR-05: where the NIK says something else than what was entered. Warnings with a reason; they never block. */
export function compareNik(nik: Nik, entered: { bornOn?: Day | null; sex?: 'L' | 'P' | null; regionCode?: string | null }): NikWarning[] {
  const warnings: NikWarning[] = []
  if (entered.bornOn && entered.bornOn !== nik.bornOn) warnings.push({ kind: 'birth', inNik: nik.bornOn, entered: entered.bornOn })
  if (entered.sex && entered.sex !== nik.sex) warnings.push({ kind: 'sex', inNik: nik.sex, entered: entered.sex })
  const district = entered.regionCode?.slice(0, 6)
  if (district && district !== nik.region) warnings.push({ kind: 'region', inNik: nik.region, entered: district })
  return warnings
}

export type KkError = { readonly kind: 'characters' } | { readonly kind: 'length'; readonly length: number }

/**
 * The number of a family card: 16 digits. It holds region, day of issue and a serial number, by common knowledge and not
 * by a source we have, so only the shape is checked.
 */
export function checkKk(text: string): Result<string, readonly KkError[]> {
  const kk = tidyNik(text)
  const errors: KkError[] = []
  if (!/^[0-9]*$/.test(kk)) errors.push({ kind: 'characters' })
  if (kk.length !== 16) errors.push({ kind: 'length', length: kk.length })
  return errors.length > 0 ? err(errors) : ok(kk)
}

/** "…0001" of a NIK: the last four digits only; the first six would tell the region. */
export const maskNik = (nik: string): string => `••••••••••••${nik.slice(-4)}`
