import { formatDecimal, parseDecimal } from '#domain/core/number.ts'
import type { VitalItem } from '#domain/records/vitals-fields.ts'
import { BOUNDS, limitBreaks, type Bound, type LimitBreak, type OwnLimit } from '#domain/rules/clinic/clinic-setting-rules.ts'
import { OWN_BASIS, VITAL_TABLE, type VitalLimit } from '#domain/rules/clinic/vital-limits.ts'

export type TypedLimit = Record<Bound, string>

export const typedLimit = (row: Pick<VitalLimit, Bound>): TypedLimit =>
  Object.fromEntries(BOUNDS.map(bound => [bound, row[bound] === null ? '' : formatDecimal(row[bound])])) as TypedLimit

export interface LimitProblem { readonly bound: Bound; readonly rule: LimitBreak | 'not-a-number' }

/** The row that was typed, or what is wrong with it. An empty bound alarms nobody. */
export function readLimit(item: VitalItem, group: string, typed: TypedLimit): { readonly row: OwnLimit; readonly problems: readonly LimitProblem[] } {
  const row: OwnLimit = { item, group, alarmLow: null, warnLow: null, warnHigh: null, alarmHigh: null }
  const unread: LimitProblem[] = []
  for (const bound of BOUNDS) {
    if (typed[bound].trim() === '') continue
    const parsed = parseDecimal(typed[bound], 4)
    if (parsed.ok) row[bound] = parsed.value
    else unread.push({ bound, rule: 'not-a-number' })
  }
  return { row, problems: [...unread, ...limitBreaks(row).flatMap(one => (one.bound === null ? [] : [{ bound: one.bound, rule: one.rule }]))] }
}

/** The rows in use, by item in the order of the desk. */
export const itemsOf = (limits: readonly VitalLimit[]): { readonly item: VitalItem; readonly rows: readonly VitalLimit[] }[] =>
  (Object.keys(VITAL_TABLE.guards) as VitalItem[]).map(item => ({ item, rows: limits.filter(row => row.item === item) })).filter(one => one.rows.length > 0)

export const isOwn = (row: VitalLimit): boolean => row.basis === OWN_BASIS
