import { addDays, addMonths, daysOfMonth, monthOf, parts, type Day } from '#domain/core/day.ts'

/** The days that are asked for most. */
export const PICKS = ['3-hari', '1-minggu', '2-minggu', '1-bulan', '3-bulan'] as const
export type Pick = (typeof PICKS)[number]

/** The day so long after another. A month later is the same date, or the last one that the month has. */
export function dayAfter(from: Day, pick: Pick): Day {
  switch (pick) {
    case '3-hari': return addDays(from, 3)
    case '1-minggu': return addDays(from, 7)
    case '2-minggu': return addDays(from, 14)
    case '1-bulan': return monthsAfter(from, 1)
    case '3-bulan': return monthsAfter(from, 3)
  }
}

function monthsAfter(from: Day, months: number): Day {
  const days = daysOfMonth(addMonths(monthOf(from), months))
  return days[Math.min(parts(from)[2], days.length) - 1] as Day
}

/** Whether most pustu are closed on it. */
export const isSunday = (on: Day): boolean => new Date(`${on}T00:00:00Z`).getUTCDay() === 0
