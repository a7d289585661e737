import { addDays, day, dayOf, parts, type Day } from '../../core/day.ts'
import { parsePhone } from '../../core/phone.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { MemberData } from '../../records/member.ts'
import { MOST_RUPIAH } from '../../records/coop-setting.ts'

/** What the cells of a members' register say, as clerks of many years and programs of many makers have written it. */
export interface ReadDay { readonly day: Day; readonly twoDigits: boolean }
/** `impossible`: it reads like a day, and the calendar has none such. */
export type DayError = { readonly kind: 'impossible' | 'unreadable' }

const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'januari', 'january'], ['feb', 'peb', 'februari', 'pebruari', 'february'], ['mar', 'mrt', 'maret', 'march'], ['apr', 'april'], ['mei', 'may'], ['jun', 'juni', 'june'],
  ['jul', 'juli', 'july'], ['agu', 'agt', 'ags', 'agus', 'agustus', 'aug', 'august'], ['sep', 'sept', 'september'], ['okt', 'oktober', 'oct', 'october'],
  ['nov', 'nop', 'november', 'nopember'], ['des', 'desember', 'dec', 'december'],
]
const monthNamed = (word: string): number => MONTHS.findIndex(names => names.includes(word)) + 1

/** Excel counts days from here; its count is right from 1 March 1900 (61) on. */
const EXCEL_EPOCH = day('1899-12-30')
const EXCEL_SERIAL = { from: 61, to: 73_050 }

/**
 * A day as written in a register: 17-08-1990, 17/8/90, 17.08.1990, "17 Agustus 1990", 17081990, 1990-08-17 (with or without a
 * time), or the number of an Excel date whose format was lost (33102). Day before month, as everywhere here. A two-digit year
 * is the latest that is not after today (as BR-03 does for a NIK), and is told.
 */
export function readDay(text: string, today: Day): Result<ReadDay, DayError> {
  const typed = text.trim().toLowerCase().replace(/[t ]\d{1,2}[:.]\d{2}([:.]\d{2}(\.\d+)?)?z?$/, '').trim()
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(typed)
  if (iso) return found(Number(iso[1]), Number(iso[2]), Number(iso[3]), false)
  if (/^\d{5}$/.test(typed) && Number(typed) >= EXCEL_SERIAL.from && Number(typed) <= EXCEL_SERIAL.to) return ok({ day: addDays(EXCEL_EPOCH, Number(typed)), twoDigits: false })
  const match = /^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4}|\d{2})$/.exec(typed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(typed)
  const named = /^(\d{1,2})[\s./-]*([a-z]+)[\s./-]*(\d{4}|\d{2})$/.exec(typed)
  const date = match ?? named
  if (!date) return err({ kind: 'unreadable' })
  const [, dayOfMonth = '', monthText = '', yearText = ''] = date
  const month = match ? Number(monthText) : monthNamed(monthText)
  if (named && !match && month === 0) return err({ kind: 'unreadable' })
  if (yearText.length === 4) return found(Number(yearText), month, Number(dayOfMonth), false)
  const century = Math.floor(parts(today)[0] / 100) * 100
  const late = dayOf(century + Number(yearText), month, Number(dayOfMonth))
  return late && late <= today ? ok({ day: late, twoDigits: true }) : found(century - 100 + Number(yearText), month, Number(dayOfMonth), true)
}

/** Nobody in a register was born before; an older year is a slip ("0990"), or another calendar. */
const OLDEST_YEAR = 1900
function found(year: number, month: number, dayOfMonth: number, twoDigits: boolean): Result<ReadDay, DayError> {
  const value = dayOf(year, month, dayOfMonth)
  return value && year >= OLDEST_YEAR ? ok({ day: value, twoDigits }) : err({ kind: 'impossible' })
}

/** "Serang, 17-08-1990", "Serang/17 Agustus 1990", "17-08-1990" or "Serang": place and day of a column for both. */
export function splitBirth(text: string): { readonly place: string; readonly day: string } {
  const match = /^([^\d]*?)[\s,./;-]*(\d.*)?$/.exec(text.trim())
  return { place: (match?.[1] ?? '').replace(/\s*(tgl|tanggal)\.?$/i, '').trim(), day: (match?.[2] ?? '').trim() }
}

/** "Rp 50.000,-", "50.000", "50000", "50.000,00", "-" → whole rupiah; null for an empty cell. A comma between thousands is not guessed. */
export function readAmount(text: string): Result<number | null, { readonly kind: 'unreadable' | 'negative' }> {
  const typed = text.replace(/[\s\u00a0\u202f]/g, '').replace(/^(-?)rp\.?/i, '$1').replace(/,(-+|0{1,2})$/, '').replace(/^[-–]$/, '')
  if (typed === '') return ok(null)
  if (!/^-?(\d+|\d{1,3}(\.\d{3})+)$/.test(typed)) return err({ kind: 'unreadable' })
  const amount = Number(typed.replaceAll('.', ''))
  if (amount < 0) return err({ kind: 'negative' })
  return amount <= MOST_RUPIAH ? ok(amount) : err({ kind: 'unreadable' })
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '')
const SEX: Readonly<Record<string, 'L' | 'P'>> = {
  l: 'L', lk: 'L', laki: 'L', lakilaki: 'L', pria: 'L', m: 'L', male: 'L', p: 'P', pr: 'P', perempuan: 'P', wanita: 'P', w: 'P', f: 'P', female: 'P',
}
export const readSex = (text: string): 'L' | 'P' | null => SEX[plain(text)] ?? null

type State = MemberData['status']['state']
const STATES: Readonly<Record<State, readonly string[]>> = {
  aktif: ['aktif', 'a', 'ya', 'anggota', 'anggotaaktif', 'active'],
  calon: ['calon', 'calonanggota', 'pendaftar', 'applicant'],
  keluar: ['keluar', 'berhenti', 'mengundurkandiri', 'mundur', 'pindah', 'k', 'keluaranggota', 'ataspermintaansendiri'],
  diberhentikan: ['diberhentikan', 'dikeluarkan', 'dipecat', 'pecat'],
  meninggal: ['meninggal', 'meninggaldunia', 'wafat', 'almarhum', 'almarhumah', 'alm', 'almh', 'md', 'mati'],
}
/** The state that a word names; null for one that says nothing certain ("tidak aktif" may be arrears or an exit). */
export function readState(text: string): State | null {
  const word = plain(text)
  return (Object.keys(STATES) as State[]).find(state => STATES[state].includes(word)) ?? null
}

const YES = ['ya', 'y', 'v', 'sudah', 'ada', 'ok', 'ttd', 'tandatangan', 'tertandatangani', 'ditandatangani']
const NO = ['tidak', 'belum', 'n', 'no', 'tidakada', 'blm', 'tdk']
/** How the book was signed; 'no' where the file says that it was not, null where it says nothing that is understood. */
export function readSigned(text: string): 'tanda-tangan' | 'cap-jempol' | 'no' | null {
  const word = plain(text)
  if (text.trim() === '√' || text.trim() === '✓') return 'tanda-tangan'
  if (word.includes('jempol')) return 'cap-jempol'
  return YES.includes(word) ? 'tanda-tangan' : NO.includes(word) ? 'no' : null
}

/** "2" → "002"; "RT 02" → "002"; null where there are no or too many digits. */
export function readUnit(text: string): string | null {
  const digits = /^\D*0*(\d{1,3})\D*$/.exec(text.trim())?.[1]
  return digits === undefined ? null : digits.padStart(3, '0')
}
/** "002/004", "RT 2 RW 4", "2-4". */
export function splitRtRw(text: string): { readonly rt: string; readonly rw: string } | null {
  const match = /^\D*(\d{1,3})\D+(\d{1,3})\D*$/.exec(text.trim())
  return match ? { rt: (match[1] ?? '').padStart(3, '0'), rw: (match[2] ?? '').padStart(3, '0') } : null
}

/** A phone number whose first zero a spreadsheet has eaten ("81234567890") is read too. */
export function readPhone(text: string): string | null {
  const digits = text.replace(/^'/, '').replace(/[\s().-]/g, '')
  const phone = parsePhone(/^8\d{8,12}$/.test(digits) ? `0${digits}` : digits)
  return phone.ok ? phone.value : null
}
