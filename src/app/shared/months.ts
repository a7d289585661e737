import { addMonths, daysOfMonth, monthOf, type Day, type Month } from '#domain/core/day.ts'

/** The months a report can be made for: this one and the 23 before it, newest first. */
export function recentMonths(today: Day): Month[] {
  return Array.from({ length: 24 }, (_, back) => addMonths(monthOf(today), -back))
}

/** The last day that a month can be told about: its last day, or today while it runs. */
export function toldUntil(month: Month, today: Day): Day {
  const last = daysOfMonth(month).at(-1) as Day
  return last < today ? last : today
}
