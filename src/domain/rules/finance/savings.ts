import { addMonths, lastDayOfMonth, monthOf, type Day, type Month } from '../../core/day.ts'
import type { Rupiah } from '../../core/rupiah.ts'
import type { CoopSettingData } from '../../records/coop-setting.ts'
import type { SavingEntryData, SavingType } from '../../records/saving-entry.ts'

/** What a member holds of each kind of simpanan. */
export type Holdings = Record<SavingType, Rupiah>
export const noHoldings = (): Holdings => ({ pokok: 0, wajib: 0, sukarela: 0 })

/** What a member holds: the sum of his live entries, in whatever order they came (law 4). */
export function holdingsOf(entries: Iterable<{ readonly state: string; readonly data: Pick<SavingEntryData, 'type' | 'amount'> }>): Holdings {
  const held = noHoldings()
  for (const { state, data } of entries) if (state === 'live') held[data.type] += data.amount
  return held
}

/** Simpanan wajib by month: the latest step that has begun counts; before the first one nothing is due. */
export type DuesSchedule = CoopSettingData['dues']['wajib']

export interface DuesInput {
  readonly joinedOn: Day
  /** The day of leaving; it counts as a day out (BR-15). */
  readonly exitOn: Day | null
  /** All simpanan wajib paid in, less what was taken back as a mistake; what was returned at the end is not taken off. */
  readonly paid: Rupiah
  readonly schedule: DuesSchedule
  readonly until: Day
}
export type AgeClass = 'lunas' | '1-3' | '4-6' | '>6'
export interface Dues {
  readonly due: Rupiah
  readonly paid: Rupiah
  readonly arrears: Rupiah
  /** Months in arrears; one that is paid in part counts as one. */
  readonly months: number
  readonly ageClass: AgeClass
  /** Paid beyond what is due: it fills the months to come and is not sukarela (BR-11). */
  readonly advance: Rupiah
  /** The last month that is paid whole, all before it being so too. */
  readonly paidThrough: Month | null
}

const indexOf = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
const monthAt = (index: number): Month => addMonths('0000-01', index)

/** The last month that has fallen due: a month's wajib falls due on its last day, and leaving ends it. */
function lastDueIndex({ exitOn, until }: Pick<DuesInput, 'exitOn' | 'until'>): number {
  const isOver = (month: Month): boolean => {
    const last = lastDayOfMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)))
    return last <= until && (exitOn === null || last < exitOn)
  }
  const month = monthOf(exitOn !== null && exitOn < until ? exitOn : until)
  return indexOf(month) - (isOver(month) ? 0 : 1)
}

/** Months in a row with one amount; `to` is the first month after them. */
interface Stretch { readonly from: number; readonly to: number; readonly amount: Rupiah }

function stretchesFrom(start: number, schedule: DuesSchedule): Stretch[] {
  // Of two steps of one month the later in the list counts.
  const steps = [...new Map(schedule.map(({ from, amount }) => [indexOf(from), amount]))].sort(([a], [b]) => a - b)
  return [[-Infinity, 0] as const, ...steps]
    .map(([from, amount], at) => ({ from: Math.max(from, start), to: steps[at]?.[0] ?? Infinity, amount }))
    .filter(({ from, to }) => from < to)
}

/** What wajib is for one month. */
export function wajibFor(month: Month, schedule: DuesSchedule): Rupiah {
  return stretchesFrom(indexOf(month), schedule)[0]?.amount ?? 0
}

/** How many charged months a sum pays whole, oldest first, and up to which month it reaches. */
function fill(stretches: readonly Stretch[], paid: Rupiah, atLeast: number): { readonly months: number; readonly through: number | null } {
  let left = paid
  let months = 0
  let through: number | null = null
  for (const { from, to, amount } of stretches) {
    if (amount === 0) {
      // Free months in between are paid with those before them; without an end they are so as far as is asked.
      through = months > 0 ? Math.max(through ?? 0, to === Infinity ? atLeast : to - 1) : through
      continue
    }
    const whole = Math.min(to - from, Math.floor(left / amount))
    months += whole
    left -= whole * amount
    if (whole > 0) through = from + whole - 1
    if (whole < to - from) break
  }
  return { months, through }
}

/** BR-10, BR-11: what is due until a day, and how far it is paid. Payments fill the oldest month first. */
export function duesOf(input: DuesInput): Dues {
  // Below zero, as after one entry was taken back on two tablets, nothing is paid; that it is so is shown where savings are.
  const paid = Math.max(0, input.paid)
  const last = lastDueIndex(input)
  const stretches = stretchesFrom(indexOf(monthOf(input.joinedOn)), input.schedule)
  let due = 0
  let charged = 0
  for (const { from, to, amount } of stretches) {
    const count = Math.max(0, Math.min(to - 1, last) - from + 1)
    if (amount === 0 || count === 0) continue
    due += count * amount
    charged += count
  }
  const { months: whole, through } = fill(stretches, paid, last)
  const months = Math.max(0, charged - whole)
  return {
    due, paid, arrears: Math.max(0, due - paid), months, ageClass: ageClassOf(months), advance: Math.max(0, paid - due),
    paidThrough: through === null ? null : monthAt(through),
  }
}

export const ageClassOf = (months: number): AgeClass => (months === 0 ? 'lunas' : months <= 3 ? '1-3' : months <= 6 ? '4-6' : '>6')

export interface MonthDue { readonly month: Month; readonly amount: Rupiah; readonly paid: Rupiah; readonly isDue: boolean }
/** A hundred years: a slip of the finger in an amount draws no longer a list. */
const MOST_MONTHS = 1200

/** Month by month from joining to the last one due, and on to the last that anything is paid of: what each costs and what of it is paid. */
export function monthlyDues(input: DuesInput, atLeast?: Month): MonthDue[] {
  const start = indexOf(monthOf(input.joinedOn))
  const lastDue = lastDueIndex(input)
  const end = Math.max(lastDue, atLeast === undefined ? start - 1 : indexOf(atLeast))
  const isFree = input.schedule.every(step => step.amount === 0)
  const listed: MonthDue[] = []
  for (let left = Math.max(0, input.paid), at = start; at < start + MOST_MONTHS && (at <= end || (left > 0 && !isFree)); at += 1) {
    const month = monthAt(at)
    const amount = wajibFor(month, input.schedule)
    const paid = Math.min(left, amount)
    left -= paid
    listed.push({ month, amount, paid, isDue: at <= lastDue })
  }
  return listed
}

/** The months that a further payment pays, whole or in part, oldest first. */
export function monthsPaidBy(input: DuesInput, amount: Rupiah): MonthDue[] {
  const before = monthlyDues(input)
  return monthlyDues({ ...input, paid: Math.max(0, input.paid) + Math.max(0, amount) }).flatMap((month, at) => {
    const paid = month.paid - (before[at]?.paid ?? 0)
    return paid > 0 ? [{ ...month, paid }] : []
  })
}

/** What the next so many months cost that are not paid whole, from the oldest on; what is paid of the first is taken off. */
export function costOfMonths(input: DuesInput, count: number): Rupiah {
  const start = indexOf(monthOf(input.joinedOn))
  const { months } = fill(stretchesFrom(start, input.schedule), Math.max(0, input.paid), start)
  let left = months + count
  let cost = 0
  for (const { from, to, amount } of stretchesFrom(start, input.schedule)) {
    if (amount === 0) continue
    const taken = Math.min(left, to - from)
    cost += taken * amount
    left -= taken
    if (left === 0) break
  }
  return Math.max(0, cost - Math.max(0, input.paid))
}

export interface ExitInput {
  readonly held: Holdings
  /** What he owes the cooperative: goods on account, a loan. */
  readonly debt: Rupiah
  /** Unpaid simpanan wajib; it is debt only where the AD/ART says so. */
  readonly arrears: Rupiah
  readonly unpaidWajibIsDebt: boolean
}
export interface ExitRefund extends Holdings {
  readonly debt: Rupiah
  /** Paid out, or 0. */
  readonly refund: Rupiah
  /** What he still owes when all is set against it, or 0: never paid out. */
  readonly receivable: Rupiah
  /** Of the debt, what each kind of simpanan is taken for: sukarela first. */
  readonly setOff: Holdings
}

/**
 * BR-13: all three kinds are returned, less what he owes; sukarela is set against it first. A kind that stands below zero (taken
 * out on two tablets at once) returns nothing and is owed.
 */
export function exitRefund({ held, debt, arrears, unpaidWajibIsDebt }: ExitInput): ExitRefund {
  const returned: Holdings = { pokok: Math.max(0, held.pokok), wajib: Math.max(0, held.wajib), sukarela: Math.max(0, held.sukarela) }
  const overdrawn = Object.values(held).reduce((sum, amount) => sum + Math.max(0, -amount), 0)
  const owed = Math.max(0, debt) + overdrawn + (unpaidWajibIsDebt ? Math.max(0, arrears) : 0)
  const setOff = noHoldings()
  let open = owed
  for (const type of ['sukarela', 'wajib', 'pokok'] as const) {
    setOff[type] = Math.min(open, returned[type])
    open -= setOff[type]
  }
  return { ...returned, debt: owed, refund: Math.max(0, returned.pokok + returned.wajib + returned.sukarela - owed), receivable: open, setOff }
}
