import { ageInMonths, ageInYears, dayAt, daysBetween, parts, wallTimeAt, ZONE_WORDS, type Day, type Month, type Zone } from '#domain/core/day.ts'
import { commonWords } from '../locales/common.ts'
import { language, useWords } from '../locales/use-words.ts'

const MONTHS = {
  id: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
} as const
const LONG_MONTHS = {
  id: ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
} as const
const t = useWords(commonWords)

/** '29 Okt 2025'. Takes text too, because data of a newer version may hold something else, which is shown as it is. */
export function formatDay(day: Day | string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return day
  const [year, month, date] = parts(day as Day)
  return `${date} ${MONTHS[language.value][month - 1] ?? month} ${year}`
}

const WEEKDAYS = {
  id: ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const

/** 'Rabu, 29 Okt 2025'. */
export function formatWeekday(day: Day): string {
  return `${WEEKDAYS[language.value][new Date(`${day}T00:00:00Z`).getUTCDay()]}, ${formatDay(day)}`
}

/** 'Oktober 2025' of `2025-10`. */
export function formatMonth(month: Month | string): string {
  const name = LONG_MONTHS[language.value][Number(month.slice(5, 7)) - 1]
  return name ? `${name} ${month.slice(0, 4)}` : month
}

/** Making a format costs far more than using it. */
const numberFormats = new Map<number | undefined, Intl.NumberFormat>()
function numberFormat(decimals: number | undefined): Intl.NumberFormat {
  const known = numberFormats.get(decimals)
  if (known) return known
  const made = new Intl.NumberFormat('id-ID', decimals === undefined ? { maximumFractionDigits: 6 } : { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  numberFormats.set(decimals, made)
  return made
}

/** '1.234.567' or '36,7': dots between thousands and a decimal comma, also on an English screen, as on the paper forms. */
export function formatNumber(value: number, decimals?: number): string {
  return numberFormat(decimals).format(value)
}

/** '+3', '−3', '0': what a figure changes by, with the true minus sign. */
export const formatSigned = (value: number): string => `${value === 0 ? '' : value > 0 ? '+' : '−'}${formatNumber(Math.abs(value))}`

/** 'Rp 1.234.567', with a plain space: Intl's own has U+00A0, which does not compare. */
export function formatRupiah(rupiah: number): string {
  return `${rupiah < 0 ? '−' : ''}Rp ${formatNumber(Math.abs(rupiah))}`
}

/** '34 th', below two years '14 bln', below one month '12 hr'. */
export function formatAge(bornOn: Day, on: Day): string {
  const years = ageInYears(bornOn, on)
  if (years >= 2) return t('yearsOld', { n: years })
  const months = ageInMonths(bornOn, on)
  return months >= 1 ? t('monthsOld', { n: months }) : t('daysOld', { n: Math.max(0, daysBetween(bornOn, on)) })
}

/** '29 Okt 2025 06.30 WIB' of milliseconds since 1970 or an ISO text; '–' of a text that is no instant. */
export function formatInstant(instant: number | string, zone: Zone): string {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant)
  if (Number.isNaN(ms)) return '–'
  return `${formatDay(dayAt(ms, zone))} ${wallTimeAt(ms, zone).replace(':', '.')} ${ZONE_WORDS[zone]}`
}

/** '5 menit lalu', of how many milliseconds have passed (not of an instant). */
export function formatAgo(elapsedMs: number): string {
  const minutes = Math.floor(Math.max(0, elapsedMs) / 60_000)
  if (minutes < 1) return t('justNow')
  if (minutes < 60) return t('minutesAgo', { n: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? t('hoursAgo', { n: hours }) : t('daysAgo', { n: Math.floor(hours / 24) })
}

/**
 * What somebody typed as a number, or null. The comma is the decimal sign; a dot before exactly three digits parts thousands
 * ('1.002' is 1002), any other single dot is a decimal sign of somebody used to English keypads ('36.7').
 */
export function parseNumber(typed: string): number | null {
  const text = typed.trim()
  if (/^-?\d{1,3}(\.\d{3})+(,\d+)?$/.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'))
  if (/^-?\d+([.,]\d+)?$/.test(text)) return Number(text.replace(',', '.'))
  return null
}

/** '081234567890' of +6281234567890, as people here write a number. */
export const localPhone = (phone: string): string => phone.replace(/^\+62/, '0')

/** '0812-3456-7890' of +6281234567890, as they read it out. */
export const formatPhone = (phone: string): string => localPhone(phone).replace(/^(\d{4})(\d{4})(\d+)$/, '$1-$2-$3')
