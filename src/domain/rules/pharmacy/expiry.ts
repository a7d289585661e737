import { dayOf, daysBetween, lastDayOfMonth, parts, type Day } from '../../core/day.ts'
import { err, ok, type Result } from '../../core/result.ts'

export type ExpiryError = { readonly kind: 'not-an-expiry' }

/**
 * The expiry printed on a pack → the last day on which it may be used. "03/2026" and "03/26" are the last day of that
 * month (BR-32); "31/03/2026" and "2026-03-31" are days.
 */
export function parseExpiry(text: string): Result<Day, ExpiryError> {
  const typed = text.trim().replace(/\s*[/.\-\s]\s*/g, '/')
  const numbers = typed.split('/').map(Number)
  const [first = 0, second = 0, third = 0] = numbers
  let found: Day | null = null
  if (/^\d{1,2}\/(\d{2}|\d{4})$/.test(typed)) found = endOfMonth(fullYear(second), first)
  else if (/^\d{4}\/\d{1,2}$/.test(typed)) found = endOfMonth(first, second)
  else if (/^\d{1,2}\/\d{1,2}\/(\d{2}|\d{4})$/.test(typed)) found = dayOf(fullYear(third), second, first)
  else if (/^\d{4}\/\d{1,2}\/\d{1,2}$/.test(typed)) found = dayOf(first, second, third)
  return found ? ok(found) : err({ kind: 'not-an-expiry' })
}

const fullYear = (year: number): number => (year < 100 ? 2000 + year : year)
const endOfMonth = (year: number, month: number): Day | null => (month >= 1 && month <= 12 && year >= 1900 ? lastDayOfMonth(year, month) : null)

/** "03/2026" where the expiry is the end of a month, else "30/03/2026". */
export function formatExpiry(expiresOn: Day): string {
  const [year, month] = parts(expiresOn)
  const [monthText, dayText] = [expiresOn.slice(5, 7), expiresOn.slice(8)]
  return lastDayOfMonth(year, month) === expiresOn ? `${monthText}/${year}` : `${dayText}/${monthText}/${year}`
}

/** BR-32: usable through the day of expiry, blocked from the next. */
export const isUsable = (expiresOn: Day, today: Day): boolean => expiresOn >= today

export type ExpiryLevel = 'expired' | 'red' | 'yellow' | 'good'

/** BR-33: 90 days or less to expiry are yellow, 30 or less red. */
export function expiryLevel(expiresOn: Day, today: Day): ExpiryLevel {
  const left = daysBetween(today, expiresOn)
  if (left < 0) return 'expired'
  if (left <= 30) return 'red'
  return left <= 90 ? 'yellow' : 'good'
}
