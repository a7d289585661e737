import { malformed, type ByteReader, type ByteWriter } from '../bytes.ts'
import type { Column } from './column.ts'
import { openMoments, packMoments, type Moments } from './moments.ts'
import { openWholes, packWholes } from './wholes.ts'

const DAY = 86_400_000
const MINUTE = 60_000
/** 0000-01-01 and the last millisecond of 9999-12-31, as milliseconds since 1970. */
const EARLIEST = -62_167_219_200_000
const LATEST = 253_402_300_799_999

const DAY_FORM = /^\d{4}-\d\d-\d\d$/
const CLOCK_FORM = /^([01]\d|2[0-3]):[0-5]\d$/
const INSTANT_FORM = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?:(:\d\d)(\.\d{3})?)?(Z|[+-]\d\d:\d\d)?$/
/** What an instant's form says: with seconds, with thousandths, and the zone as it was written. */
const FORM = /^(?::\.?)?(?:Z|[+-]\d\d:\d\d)?$/

/** A column whose values are written from a number each. */
class WrittenColumn implements Column<string> {
  readonly #numbers: readonly number[]
  readonly #write: (number: number, slot: number) => string
  constructor(numbers: readonly number[], write: (number: number, slot: number) => string) {
    this.#numbers = numbers
    this.#write = write
  }

  at(slot: number): string { return this.#write(this.#numbers[slot] as number, slot) }
  all(): string[] { return this.#numbers.map(this.#write) }
}

const TWO = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'))
const date = new Date(0)

function dayText(day: number): string {
  date.setTime(day * DAY)
  const year = date.getUTCFullYear()
  return `${TWO[Math.floor(year / 100)] as string}${TWO[year % 100] as string}-${TWO[date.getUTCMonth() + 1] as string}-${TWO[date.getUTCDate()] as string}`
}

/** Days as text, each written once: a page has few of them. */
class DayTexts {
  readonly #texts = new Map<number, string>()
  of(day: number): string {
    const known = this.#texts.get(day)
    if (known !== undefined) return known
    const text = dayText(day)
    this.#texts.set(day, text)
    return text
  }
}
const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY

/** A day of the calendar; 30 February is none. */
export const isDay = (text: string): boolean => DAY_FORM.test(text) && !Number.isNaN(dayNumber(text)) && dayText(dayNumber(text)) === text

/** Days since 1970. */
export function packDays(values: readonly string[], out: ByteWriter): void { packWholes(values.map(dayNumber), out) }

/** @throws DamagedPageError */
export function openDays(reader: ByteReader, count: number): Column<string> {
  const days = openWholes(reader, count)
  if (days.some(day => day * DAY < EARLIEST || day * DAY > LATEST)) throw malformed('no day of four digits a year')
  const texts = new DayTexts()
  return new WrittenColumn(days, day => texts.of(day))
}

export const isClock = (text: string): boolean => CLOCK_FORM.test(text)

const clockText = (minute: number): string => `${TWO[Math.floor(minute / 60)] as string}:${TWO[minute % 60] as string}`

/** Minutes since midnight. */
export function packClocks(values: readonly string[], out: ByteWriter): void {
  packWholes(values.map(value => Number(value.slice(0, 2)) * 60 + Number(value.slice(3))), out)
}

/** @throws DamagedPageError */
export function openClocks(reader: ByteReader, count: number): Column<string> {
  const minutes = openWholes(reader, count)
  if (minutes.some(minute => minute < 0 || minute >= 1440)) throw malformed('no time of a day')
  return new WrittenColumn(minutes, clockText)
}

export function isInstant(text: string): boolean {
  const form = formOf(text)
  if (form === null) return false
  const moment = momentOf(text, form)
  return moment >= EARLIEST && moment <= LATEST && isWritable(moment, form) && new InstantForm(form).write(moment, new DayTexts()) === text
}

function formOf(text: string): string | null {
  const match = INSTANT_FORM.exec(text)
  return match ? `${match[2] ? ':' : ''}${match[3] ? '.' : ''}${match[4] ?? ''}` : null
}

function offsetOf(form: string): number {
  const match = /([+-])(\d\d):(\d\d)$/.exec(form)
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) * MINUTE : 0
}

/** An instant without a zone counts as if it were UTC: it is written the same way. */
function momentOf(text: string, form: string): number {
  const wall = text.slice(0, form.includes('.') ? 23 : form.includes(':') && form.startsWith(':') ? 19 : 16)
  return Date.parse(`${wall}Z`) - offsetOf(form)
}

function isWritable(moment: number, form: string): boolean {
  const wall = moment + offsetOf(form)
  return wall >= EARLIEST && wall <= LATEST
}

/** Writes instants of one form. */
class InstantForm {
  readonly #offset: number
  readonly #parts: number
  readonly #zone: string
  constructor(form: string) {
    this.#offset = offsetOf(form)
    this.#parts = form.startsWith(':.') ? 2 : form.startsWith(':') ? 1 : 0
    this.#zone = form.slice(this.#parts)
  }

  write(moment: number, texts: DayTexts): string {
    const wall = moment + this.#offset
    const day = Math.floor(wall / DAY)
    const rest = wall - day * DAY
    const second = Math.floor(rest / 1000)
    let text = `${texts.of(day)}T${clockText(Math.floor(rest / MINUTE))}`
    if (this.#parts > 0) text += `:${TWO[second % 60] as string}`
    if (this.#parts > 1) text += `.${String(rest % 1000).padStart(3, '0')}`
    return text + this.#zone
  }
}

type PackForms = (forms: readonly string[], out: ByteWriter) => void

/** The form of each, then milliseconds since 1970. */
export function packInstants(values: readonly string[], moments: Moments, out: ByteWriter, packForms: PackForms): void {
  const forms = values.map(value => formOf(value) as string)
  packForms(forms, out)
  packMoments(values.map((value, slot) => momentOf(value, forms[slot] as string)), moments, out)
}

/** @throws DamagedPageError */
export function openInstants(reader: ByteReader, count: number, moments: Moments, openForms: (from: ByteReader) => Column<string>): Column<string> {
  const forms = openForms(reader).all()
  if (!forms.every(form => FORM.test(form))) throw malformed('an unknown form of an instant')
  const numbers = openMoments(reader, count, moments)
  if (numbers.some((moment, slot) => !isWritable(moment, forms[slot] as string))) throw malformed('no instant of four digits a year')
  const texts = new DayTexts()
  const writers = new Map([...new Set(forms)].map(form => [form, new InstantForm(form)]))
  return new WrittenColumn(numbers, (moment, slot) => (writers.get(forms[slot] as string) as InstantForm).write(moment, texts))
}
