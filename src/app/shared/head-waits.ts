import { addMonths, monthOf, type Day, type Month } from '#domain/core/day.ts'
import type { AppContext } from '../context.ts'
import type { Interest } from '../db/record-store.ts'
import { FINDING_COUNT_INTERESTS, findingCounts, type FindingCounts } from './coaching.ts'
import { COMPLAINT_COUNT_INTERESTS, complaintCounts, type ComplaintCounts } from './complaints.ts'
import { LICENCE_INTERESTS, licencesDue } from './licences.ts'
import { figuresOf, isUndelivered, lateOf, monthSpan, PUSTU_DAY_INTERESTS, readPustuDays, supervisedPustu, type Span } from './pustu-days.ts'
import { REVIEW_INTERESTS, reviewCount } from './review.ts'
import { STALE_MS, type KnownTablets, type TabletLine } from './tablets.ts'

/** How many months back visits are looked for that nobody has signed. */
const MONTHS_BACK = 5

/** What has a day by which it is due. */
export interface HeadDue {
  /** Complaints that nobody has answered, and those of them past their day. */
  readonly complaints: ComplaintCounts
  /** Follow-up items that are not closed, and those of them past their day. */
  readonly findings: FindingCounts
  /** People whose STR or SIP is over or not there, and those whose ends within 90 days. */
  readonly licences: { readonly over: number; readonly soon: number }
}
export const HEAD_DUE_INTERESTS: readonly Interest[] = [...COMPLAINT_COUNT_INTERESTS, ...FINDING_COUNT_INTERESTS, ...LICENCE_INTERESTS]

export async function readHeadDue(app: AppContext): Promise<HeadDue> {
  const today = app.today()
  const [complaints, findings, licences] = await Promise.all([complaintCounts(app.store, today), findingCounts(app.store, today), licencesDue(app.store, today)])
  return { complaints, findings, licences: { over: licences.expired.length + licences.missing.length, soon: licences.within30.length + licences.within90.length } }
}

/** What waits for the head or is behind at his pustu, as it stands today; each opens its records. */
export interface HeadWaits extends HeadDue {
  readonly review: number
  /** Visits begun and not signed, of these days; null while the server has added up nothing. */
  readonly unsigned: number | null
  readonly unsignedOf: Span
  /** Visits of this month that were entered more than 24 hours late; null as above. */
  readonly late: number | null
  readonly month: Month
}
export const HEAD_WAIT_INTERESTS: readonly Interest[] = [...PUSTU_DAY_INTERESTS, ...REVIEW_INTERESTS, ...HEAD_DUE_INTERESTS]

export async function readHeadWaits(app: AppContext): Promise<HeadWaits> {
  const today = app.today()
  const month = monthOf(today)
  const unsignedOf: Span = { from: `${addMonths(month, -MONTHS_BACK)}-01` as Day, to: today }
  const pustu = (await supervisedPustu(app)).map(place => place.id)
  const [days, review, due] = await Promise.all([readPustuDays(app, unsignedOf), reviewCount(app), readHeadDue(app)])
  const isKnown = !(await isUndelivered(app, days, today))
  return {
    ...due, review, unsignedOf, month,
    unsigned: isKnown ? figuresOf(days, pustu, unsignedOf).all.drafts : null, late: isKnown ? lateOf(figuresOf(days, pustu, monthSpan(today)).all) : null,
  }
}

/** Tablets of whose work nothing whole has come for more than three days, or never. */
export function silentTablets(tablets: KnownTablets, now: number): TabletLine[] {
  return tablets.devices.filter(({ lastCompleteAt, lastSyncAt }) => now - (lastCompleteAt ?? lastSyncAt ?? 0) > STALE_MS)
}
