import { ageInMonths, type Day } from '../../core/day.ts'
import type { BeyondItem, Consciousness, VitalItem } from '../../records/vitals-fields.ts'
import type { VitalGuard, VitalLimit, VitalTable } from './vital-limits.ts'

export type VitalLevel = 'ok' | 'warn' | 'alarm'

export type VitalRefusal =
  /** Outside what a living person can show: a typing slip. `suggestion` is the value probably meant ("maksud 36,7?"). */
  | { readonly kind: 'out-of-range'; readonly min: number; readonly max: number; readonly suggestion: number | null }
  | { readonly kind: 'systolic-not-above-diastolic' }

export interface VitalAssessment {
  readonly item: VitalItem
  readonly value: number
  readonly level: VitalLevel
  readonly refused: VitalRefusal | null
  /** The limit that was passed and where it comes from; null when none was. */
  readonly limit: { readonly bound: number; readonly side: 'low' | 'high'; readonly group: string; readonly basis: string } | null
}

/** Whose values they are. `bornOn` null where the patient is not known here: then only the typing guard holds. */
export interface VitalSubject { readonly bornOn: Day | null; readonly on: Day; readonly sex: 'L' | 'P'; readonly pregnant: boolean }

/**
 * Judges measured values against the limits for the person's age in months on the day of the visit, or for pregnancy
 * (BR-42, BR-43). Low: value < limit; high: value ≥ limit. Returns the items that have a value, in the table's order.
 */
export function assessVitals(values: Readonly<Partial<Record<VitalItem, number | undefined>>>, subject: VitalSubject, table: VitalTable): VitalAssessment[] {
  const assessed: VitalAssessment[] = []
  for (const item of Object.keys(table.guards) as VitalItem[]) {
    const value = values[item]
    if (value !== undefined) assessed.push(assessOne(item, value, values, subject, table))
  }
  return assessed
}

function assessOne(item: VitalItem, value: number, values: Readonly<Partial<Record<VitalItem, number | undefined>>>, subject: VitalSubject, table: VitalTable): VitalAssessment {
  const guard = table.guards[item]
  const refused = refusalOf(item, value, values, guard)
  if (refused) return { item, value, level: 'ok', refused, limit: null }
  const row = limitFor(item, subject, table)
  return { item, value, refused: null, ...(row ? levelOf(value, row) : { level: 'ok', limit: null }) }
}

function refusalOf(item: VitalItem, value: number, values: Readonly<Partial<Record<VitalItem, number | undefined>>>, guard: VitalGuard): VitalRefusal | null {
  if (!(value >= guard.min && value <= guard.max)) {
    return { kind: 'out-of-range', min: guard.min, max: guard.max, suggestion: probablyMeant(value, guard) }
  }
  const diastolic = values.diastolik
  return item === 'sistolik' && diastolic !== undefined && value <= diastolic ? { kind: 'systolic-not-above-diastolic' } : null
}

/** A forgotten decimal comma ("367"), or metres for centimetres ("1,65"). */
function probablyMeant(value: number, guard: VitalGuard): number | null {
  const tries = value > guard.max ? [value / 10, value / 100] : [value * 10, value * 100]
  const meant = tries.map(tried => Number(tried.toFixed(guard.decimals))).find(tried => tried >= guard.min && tried <= guard.max)
  return meant ?? null
}

/** The row for pregnancy where there is one, else the row of the age and sex; null where the table says nothing. */
export function limitFor(item: VitalItem, subject: VitalSubject, table: VitalTable): VitalLimit | null {
  const rows = table.limits.filter(row => row.item === item)
  const pregnancy = subject.pregnant ? rows.find(row => row.group === 'hamil') : undefined
  return pregnancy ?? rows.find(row => fits(row, subject)) ?? null
}

function fits(row: VitalLimit, subject: VitalSubject): boolean {
  if (row.group === 'semua') return true
  if (row.fromMonths === null || subject.bornOn === null) return false
  if (row.group.endsWith(subject.sex === 'L' ? 'perempuan' : 'laki-laki')) return false
  const months = Math.max(0, ageInMonths(subject.bornOn, subject.on))
  return months >= row.fromMonths && (row.toMonths === null || months < row.toMonths)
}

function levelOf(value: number, row: VitalLimit): Pick<VitalAssessment, 'level' | 'limit'> {
  const passed = (level: VitalLevel, side: 'low' | 'high', bound: number): Pick<VitalAssessment, 'level' | 'limit'> =>
    ({ level, limit: { bound, side, group: row.group, basis: row.basis } })
  if (row.alarmLow !== null && value < row.alarmLow) return passed('alarm', 'low', row.alarmLow)
  if (row.alarmHigh !== null && value >= row.alarmHigh) return passed('alarm', 'high', row.alarmHigh)
  if (row.warnLow !== null && value < row.warnLow) return passed('warn', 'low', row.warnLow)
  if (row.warnHigh !== null && value >= row.warnHigh) return passed('warn', 'high', row.warnHigh)
  return { level: 'ok', limit: null }
}

/** True when a measured value alarms. */
export const hasAlarm = (assessed: readonly VitalAssessment[]): boolean => assessed.some(one => one.level === 'alarm')

/** What is observed without a number: a meter beyond its range, and whether the person is awake. */
export interface Observed { readonly beyond?: Readonly<Partial<Record<BeyondItem, 'HI' | 'LO'>>> | undefined; readonly consciousness?: Consciousness | undefined }

/** A meter that shows HI or LO, and anybody who is not fully awake, alarm at any age (BR-42). */
export const observedAlarms = (seen: Observed): { readonly beyond: readonly BeyondItem[]; readonly notAlert: boolean } => ({
  beyond: (Object.keys(seen.beyond ?? {}) as BeyondItem[]).filter(item => seen.beyond?.[item] !== undefined),
  notAlert: seen.consciousness !== undefined && seen.consciousness !== 'A',
})

/** Whether something needs an acknowledgement and a plan before the visit is signed (BR-42). */
export function needsPlan(assessed: readonly VitalAssessment[], seen: Observed): boolean {
  const observed = observedAlarms(seen)
  return hasAlarm(assessed) || observed.beyond.length > 0 || observed.notAlert
}

/**
 * Half a blood pressure: the item that is still to be asked for. A pressure felt at the pulse ("90/palpasi") has no
 * diastole, and says so.
 */
export function missingHalf(values: Readonly<Partial<Record<VitalItem, number | undefined>>>, felt: boolean): 'sistolik' | 'diastolik' | null {
  if (values.sistolik === undefined && values.diastolik !== undefined) return 'sistolik'
  return values.sistolik !== undefined && values.diastolik === undefined && !felt ? 'diastolik' : null
}
