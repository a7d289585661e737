import { z } from 'zod'

/** A calendar day on the clinic's wall, `YYYY-MM-DD`. Compares correctly as text. */
export type Day = string & { readonly __brand: 'Day' }

/** Indonesia's three wall clocks and their fixed offsets from UTC in minutes; there is no summer time. */
export const ZONES = { 'Asia/Jakarta': 420, 'Asia/Makassar': 480, 'Asia/Jayapura': 540 } as const
export type Zone = keyof typeof ZONES
export const ZONE_WORDS: Record<Zone, string> = { 'Asia/Jakarta': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Jayapura': 'WIT' }

const MS_PER_DAY = 86_400_000

export function isDay(text: string): text is Day {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  return match !== null && dayOf(Number(match[1]), Number(match[2]), Number(match[3])) === text
}

/** The day of a year, month (1–12) and day of month, or `null` where the calendar has none (31 February). */
export function dayOf(year: number, month: number, dayOfMonth: number): Day | null {
  if (!Number.isInteger(year) || year < 1 || year > 9999) return null
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, dayOfMonth)
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth
  return exists ? (date.toISOString().slice(0, 10) as Day) : null
}

/** A day written in code or already checked; throws on a day that does not exist, because that is a bug. */
export function day(text: string): Day {
  if (!isDay(text)) throw new Error(`not a calendar day: ${text}`)
  return text
}

const toMs = (value: Day): number => Date.parse(`${value}T00:00:00Z`)
const fromMs = (ms: number): Day => new Date(ms).toISOString().slice(0, 10) as Day

/** The day on the clinic's wall at an instant (ms since 1970, UTC): at 06.30 WIB, UTC still says yesterday. */
export function dayAt(instantMs: number, zone: Zone): Day {
  return fromMs(instantMs + ZONES[zone] * 60_000)
}

/** Wall time `HH:MM` at an instant. */
export function wallTimeAt(instantMs: number, zone: Zone): string {
  return new Date(instantMs + ZONES[zone] * 60_000).toISOString().slice(11, 16)
}

export function addDays(from: Day, days: number): Day {
  return fromMs(toMs(from) + days * MS_PER_DAY)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((toMs(to) - toMs(from)) / MS_PER_DAY)
}

/**
 * The same day of the year, `years` later; 29 February becomes 1 March where there is none
 * (BR-47, BR-49: a person born on 29-02-2024 turns 1 on 01-03-2025).
 */
export function addYears(from: Day, years: number): Day {
  const [year, month, date] = parts(from)
  return dayOf(year + years, month, date) ?? day(`${String(year + years).padStart(4, '0')}-03-01`)
}

/** Year, month (1–12), day of month. */
export function parts(value: Day): [number, number, number] {
  return [Number(value.slice(0, 4)), Number(value.slice(5, 7)), Number(value.slice(8, 10))]
}

/** `YYYY-MM` of a day. */
export type Month = string & { readonly __brand: 'Month' }
export const monthOf = (value: Day): Month => value.slice(0, 7) as Month

/** The month so many months after a `YYYY-MM`; negative for earlier. */
export function addMonths(month: string, months: number): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}` as Month
}

export function lastDayOfMonth(year: number, month: number): Day {
  return addDays(month === 12 ? day(`${year + 1}-01-01`) : (dayOf(year, month + 1, 1) as Day), -1)
}

export function daysOfMonth(month: Month): Day[] {
  const year = Number(month.slice(0, 4))
  const last = lastDayOfMonth(year, Number(month.slice(5, 7)))
  return Array.from({ length: Number(last.slice(8, 10)) }, (_, index) => addDays(day(`${month}-01`), index))
}

/** Completed years of age on a day; negative when born later. */
export function ageInYears(bornOn: Day, on: Day): number {
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return on < addYears(bornOn, years) ? years - 1 : years
}

/** Completed months of age on a day; a birth on the 31st completes its month on the last day that exists, plus one. */
export function ageInMonths(bornOn: Day, on: Day): number {
  const [birthYear, birthMonth, birthDate] = parts(bornOn)
  const [year, month, date] = parts(on)
  return (year - birthYear) * 12 + (month - birthMonth) - (date < birthDate ? 1 : 0)
}

export const daySchema = z.string().refine((text): text is Day => isDay(text), { error: 'not-a-day' })
