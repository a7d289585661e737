import { daysOfMonth, type Day, type Month } from '../../core/day.ts'
import type { Known } from '../../core/record.ts'
import type { MemberData } from '../../records/member.ts'

/** A member as the report sees it; voided records are left out by the report. */
export type ReportedMember = Pick<Known<MemberData>, 'id' | 'state' | 'data'>

/** BR-15 for one month: opening + joined − left = closing, each figure as the ids of the members behind it. */
export interface MemberMonth {
  readonly month: Month
  readonly opening: readonly string[]
  readonly joined: readonly string[]
  readonly left: readonly string[]
  readonly closing: readonly string[]
}

/**
 * Counts the members of a month. A record is one membership: from the day of joining to the day before the exit (the exit
 * date is a day out). Whoever leaves and comes back has two records, and so counts once out and once in. Of lines that were
 * merged only the one that stays counts; `personOf` is samePerson of the KMP's merges.
 */
export function memberMonth(members: Iterable<ReportedMember>, month: Month, personOf: PersonOf = itself): MemberMonth {
  const days = daysOfMonth(month)
  const first = days[0] as Day
  const last = days.at(-1) as Day
  const opening: string[] = []
  const joined: string[] = []
  const left: string[] = []
  const closing: string[] = []
  for (const { id, state, data } of members) {
    // Who only applied is not a member yet (BR-09).
    if (state === 'void' || data.status.state === 'calon' || personOf(id) !== id) continue
    const from = data.joinedOn
    const exit = exitDay(data)
    if (exit !== null && exit < from) continue
    if (from < first && (exit === null || exit >= first)) opening.push(id)
    if (from >= first && from <= last) joined.push(id)
    if (exit !== null && exit >= first && exit <= last) left.push(id)
    if (from <= last && (exit === null || exit > last)) closing.push(id)
  }
  return { month, opening, joined, left, closing }
}

/** True when the figures add up; a report for which this is false must not be sent (BR-15). */
export function monthAddsUp(figures: { opening: number; joined: number; left: number; closing: number }): boolean {
  return figures.opening + figures.joined - figures.left === figures.closing
}

/** The first day on which the person is no longer a member; null for active members and for who only applied. Unknown newer states count as out. */
export function exitDay(data: MemberData): Day | null {
  return data.status.state === 'aktif' || data.status.state === 'calon' ? null : data.status.on
}

/** Whose a line of the book is (see samePerson). */
export type PersonOf = (memberId: string) => string
const itself: PersonOf = id => id

/** NIKs that more than one active record carries, with the ids of those records (BR-06); of merged lines the one that stays. */
export function duplicateNiks(members: Iterable<ReportedMember>, personOf: PersonOf = itself): { readonly nik: string; readonly ids: readonly string[] }[] {
  const idsByNik = new Map<string, string[]>()
  for (const { id, state, data } of members) {
    if (state === 'void' || data.status.state !== 'aktif' || personOf(id) !== id) continue
    const ids = idsByNik.get(data.nik)
    if (ids) ids.push(id)
    else idsByNik.set(data.nik, [id])
  }
  return [...idsByNik].filter(([, ids]) => ids.length > 1).map(([nik, ids]) => ({ nik, ids }))
}
