import { addMonths } from '../../core/day.ts'
import type { z } from 'zod'
import type { MemberData } from '../../records/member.ts'
import type { memberReport } from '../../records/member-report.ts'
import { exitDay } from './member-report.ts'

export type MonthReport = z.infer<typeof memberReport.schema>
export interface Turnover { joined: number; left: number }

/** Months outside are counted in the first or last of them: a mistyped year must not make a thousand reports. */
const FIRST_MONTH = '2000-01'
const LAST_MONTH = '2099-12'
const clampMonth = (day: string): string => {
  const month = day.slice(0, 7)
  return month < FIRST_MONTH ? FIRST_MONTH : month > LAST_MONTH ? LAST_MONTH : month
}

/**
 * What one member adds to the turnover: one in at joining, one out at the day of leaving (BR-15). A voided line is an
 * entry that should not have been made and counts nowhere.
 */
export function memberTurnover(row: { readonly state: string; readonly data: unknown } | undefined): { month: string; joined: number; left: number }[] {
  if (!row || row.state !== 'live') return []
  const member = row.data as MemberData
  // Who only applied is not a member yet (BR-09).
  if (member.status.state === 'calon') return []
  const exit = exitDay(member)
  if (exit !== null && exit < member.joinedOn) return []
  const joined = { month: clampMonth(member.joinedOn), joined: 1, left: 0 }
  return exit === null ? [joined] : [joined, { month: clampMonth(exit), joined: 0, left: 1 }]
}

/** Months without a hole from the first to the last with turnover: opening + in − out = closing, each opening the last closing. */
export function monthReports(turnover: ReadonlyMap<string, Turnover>): MonthReport[] {
  const months = [...turnover].filter(([, { joined, left }]) => joined !== 0 || left !== 0).map(([month]) => month).sort()
  const last = months.at(-1)
  const reports: MonthReport[] = []
  let opening = 0
  for (let month = months[0]; month !== undefined && last !== undefined && month <= last; month = addMonths(month, 1)) {
    const { joined, left } = turnover.get(month) ?? { joined: 0, left: 0 }
    const closing = opening + joined - left
    reports.push({ month, opening, joined, left, closing })
    opening = closing
  }
  return reports
}
