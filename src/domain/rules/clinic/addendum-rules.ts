import { sameJson, type Json } from '../../core/json.ts'
import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { AddendumData } from '../../records/addendum.ts'
import type { StaffData } from '../../records/staff.ts'
import type { VisitData } from '../../records/visit.ts'
import { isExternalCause, sipHolds } from './visit-rules.ts'

/** Hours after the signature in which an addendum needs nobody's agreement (BR-45). */
export const FREE_HOURS = 48

export const addendumLookups = (data: AddendumData): Lookup[] => [{ kind: 'visit', id: data.visitId }, { kind: 'staff', id: data.by }]

/**
 * Whether an addendum written at a moment (`YYYY-MM-DDTHH:MM:SS`, the clinic's wall) comes more than 48 hours after the
 * signature. A signature of before times were kept counts from the start of its day: rather asked once too often.
 */
export function isLate(signature: NonNullable<VisitData['signature']>, at: string): boolean {
  const signed = Date.parse(`${signature.on}T${signature.time ?? '00:00'}:00Z`)
  return Date.parse(`${at}Z`) - signed > FREE_HOURS * 3_600_000
}

/** Whether reports count what it says: in time, or agreed to by the head. */
export const isEffective = (data: Pick<AddendumData, 'late' | 'decision'>): boolean => !data.late || data.decision?.choice === 'disetujui'

/** The diagnoses that count: those of the newest effective addendum that corrects them, else the signed ones (BR-50). */
export function effectiveDiagnoses(visit: Pick<VisitData, 'diagnoses'>, addenda: readonly AddendumData[]): VisitData['diagnoses'] {
  const [newest] = addenda.filter(one => one.diagnoses !== null && isEffective(one)).sort((a, b) => b.at.localeCompare(a.at))
  return newest?.diagnoses ?? visit.diagnoses
}

/**
 * Visits as every report counts them: with the diagnoses that count in place of the signed ones. Whoever counts diagnoses begins here,
 * so that the head's page and what the health office is told say the same of a month.
 */
export function countedVisits<V extends { readonly id: string; readonly data: Pick<VisitData, 'diagnoses'> }>(visits: readonly V[], addenda: Iterable<{ readonly state: string; readonly data: AddendumData }>): V[] {
  const byVisit = new Map<string, AddendumData[]>()
  for (const { state, data } of addenda) {
    const own = state === 'live' ? byVisit.get(data.visitId) : undefined
    if (own) own.push(data)
    else if (state === 'live') byVisit.set(data.visitId, [data])
  }
  return visits.map(visit => {
    const own = byVisit.get(visit.id)
    return own ? { ...visit, data: { ...visit.data, diagnoses: effectiveDiagnoses(visit.data, own) } } : visit
  })
}

/**
 * BR-45: on a signed visit alone, by oneself with a licence that is valid that day (BR-41), late when it is late; after that
 * only the head's decision is added, once.
 */
export function checkAddendum(data: AddendumData, context: CheckContext<AddendumData>): RuleBreak[] {
  const { before } = context
  const breaks: RuleBreak[] = []
  if (before === null) {
    if (data.by !== context.actor) breaks.push({ rule: 'BR-45', field: 'by' })
    if (data.decision) breaks.push({ rule: 'BR-45', field: 'decision' })
    if (data.at.slice(0, 10) !== data.on) breaks.push({ rule: 'BR-45', field: 'at' })
    const visit = context.found({ kind: 'visit', id: data.visitId })[0]
    const signature = (visit?.data as unknown as VisitData | undefined)?.signature
    if (visit && (!signature || visit.state === 'void')) breaks.push({ rule: 'BR-45', field: 'visitId' })
    if (visit && (visit.data as unknown as VisitData).patientId !== data.patientId) breaks.push({ rule: 'BR-45', field: 'patientId' })
    if (signature && data.late !== isLate(signature, data.at)) breaks.push({ rule: 'BR-45', field: 'late' })
    const author = context.found({ kind: 'staff', id: data.by })[0]?.data as unknown as StaffData | undefined
    // The server knows everybody who has an account; a tablet that does not know its user yet leaves the question to it.
    if (author && !sipHolds(author, data.on)) breaks.push({ rule: 'BR-41', field: 'signature.sip', detail: { expiresOn: author.sip?.expiresOn ?? null } })
    const primary = data.diagnoses?.[0]
    if (primary && isExternalCause(primary.code)) breaks.push({ rule: 'BR-51', field: 'diagnoses', detail: { code: primary.code } })
    return breaks
  }
  for (const field of ['visitId', 'patientId', 'on', 'at', 'by', 'name', 'sip', 'reason', 'text', 'diagnoses', 'late'] as const) {
    if (!sameJson(before[field] as Json, data[field] as Json)) breaks.push({ rule: 'addendum-fixed', field })
  }
  if (data.decision && !data.late) breaks.push({ rule: 'BR-45', field: 'decision' })
  if (before.decision && !sameJson(before.decision, data.decision)) breaks.push({ rule: 'addendum-decided', field: 'decision' })
  if (data.decision && !before.decision && data.decision.by !== context.actor) breaks.push({ rule: 'BR-45', field: 'decision.by' })
  if (data.decision?.choice === 'ditolak' && data.decision.reason.trim() === '') breaks.push({ rule: 'BR-45', field: 'decision.reason' })
  return breaks
}
