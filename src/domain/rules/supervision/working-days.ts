import { addDays, daysBetween, type Day } from '../../core/day.ts'
import type { RuleBreak } from '../../core/record.ts'
import type { WorkingCalendar } from '../../records/working-calendar.ts'

/** Monday to Saturday, no holidays: what counts until the head has set a calendar (BR-63). */
export const DEFAULT_CALENDAR: WorkingCalendar = { weekdays: [1, 2, 3, 4, 5, 6], holidays: [] }

const A_MONDAY = '2024-01-01' as Day

/** 1 is Monday. */
export const weekdayOf = (on: Day): number => ((daysBetween(A_MONDAY, on) % 7) + 7) % 7 + 1

export const isWorkingDay = (on: Day, calendar: WorkingCalendar): boolean =>
  calendar.weekdays.includes(weekdayOf(on)) && !calendar.holidays.some(holiday => holiday.on === on)

/**
 * The last of `norm` working days; day 1 is the first working day after `from` (BR-63). A year is searched at most: a calendar
 * on which nobody ever works ends there.
 */
export function workingDayAfter(from: Day, norm: number, calendar: WorkingCalendar): Day {
  let found = 0
  for (let step = 1; step <= 366; step += 1) {
    const on = addDays(from, step)
    if (isWorkingDay(on, calendar)) found += 1
    if (found === norm) return on
  }
  return addDays(from, 366)
}

/** Each weekday and each holiday once. */
export function checkCalendar(data: WorkingCalendar): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (new Set(data.weekdays).size !== data.weekdays.length) breaks.push({ rule: 'calendar-twice', field: 'weekdays' })
  if (new Set(data.holidays.map(holiday => holiday.on)).size !== data.holidays.length) breaks.push({ rule: 'calendar-twice', field: 'holidays' })
  return breaks
}
