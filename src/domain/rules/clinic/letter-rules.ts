import { addDays, type Day } from '../../core/day.ts'
import { sameJson, type Json } from '../../core/json.ts'
import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { LetterContent, LetterData, LetterType } from '../../records/letter.ts'
import type { StaffData } from '../../records/staff.ts'
import type { VisitData } from '../../records/visit.ts'
import { VITAL_TABLE } from './vital-limits.ts'
import { sipHolds } from './visit-rules.ts'

export const letterLookups = (data: LetterData): Lookup[] => [
  { kind: 'staff', id: data.signer.by }, { kind: 'patient', id: data.patientId }, ...(data.visitId ? [{ kind: 'visit', id: data.visitId }] : []),
]

/** Papers that rest on an examination: without a signed visit there is nothing to state. */
export const needsVisit = (type: LetterType): boolean => type === 'rujukan' || type === 'sakit'

/** The last day of a rest of so many days, the first one counted: 3 days from 30 December end on 1 January. */
export const restThrough = (from: Day, days: number): Day => addDays(from, days - 1)

/** BR-52: whether a referral must name a reason of TACC. What is specialistic or an emergency goes without. */
export const needsTacc = (referral: { readonly specialistic: boolean; readonly urgency: string; readonly tacc: readonly string[] }): boolean =>
  !referral.specialistic && referral.urgency !== 'darurat' && referral.tacc.length === 0

/**
 * A paper stands as it was issued, signed in person by whoever issued it with a valid SIP. Later only the answer to a referral
 * is added, by those at the desk.
 */
export function checkLetter(data: LetterData, context: CheckContext<LetterData>): RuleBreak[] {
  const { before } = context
  return [...(before === null ? issueBreaks(data, context) : fixedBreaks(data, before)), ...contentBreaks(data.content), ...visitBreaks(data, context), ...replyBreaks(data, context)]
}

function issueBreaks(data: LetterData, context: CheckContext<LetterData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.signer.by !== context.actor) breaks.push({ rule: 'letter-signer', field: 'signer.by' })
  if (data.reply) breaks.push({ rule: 'letter-reply', field: 'reply' })
  const signer = context.found({ kind: 'staff', id: data.signer.by })[0]?.data as unknown as StaffData | undefined
  // The server knows everybody who has an account; a tablet that does not know its user yet leaves the question to it.
  if (signer && !sipHolds(signer, data.on)) breaks.push({ rule: 'BR-41', field: 'signature.sip' })
  return breaks
}

function fixedBreaks(data: LetterData, before: LetterData): RuleBreak[] {
  return (['number', 'patientId', 'visitId', 'on', 'content', 'signer'] as const)
    .filter(field => !sameJson(before[field] as Json, data[field] as Json))
    .map(field => ({ rule: 'letter-fixed', field }))
}

/** What rests on a visit names one of the same patient, signed and standing, and not before it took place. */
function visitBreaks(data: LetterData, context: CheckContext<LetterData>): RuleBreak[] {
  if (data.visitId === null) return needsVisit(data.content.type) ? [{ rule: 'letter-visit', field: 'visitId' }] : []
  const found = context.found({ kind: 'visit', id: data.visitId })[0]
  if (!found || context.before !== null) return []
  const visit = found.data as unknown as VisitData
  const stands = visit.patientId === data.patientId && visit.signature !== null && found.state === 'live'
  if (!stands || data.on < visit.on) return [{ rule: 'letter-visit', field: 'visitId' }]
  return data.content.type === 'sakit' && data.content.from < visit.on ? [{ rule: 'letter-from', field: 'content.from' }] : []
}

function contentBreaks(content: LetterContent): RuleBreak[] {
  switch (content.type) {
    case 'rujukan': return [
      ...(needsTacc(content) ? [{ rule: 'BR-52', field: 'content.tacc' }] : []),
      ...(/^(\d{13})?$/.test(content.jknNumber) ? [] : [{ rule: 'letter-jkn', field: 'content.jknNumber' }]),
    ]
    // A letter that an employer or a school reads says what is wrong only where the patient agreed (PMK 24/2022).
    case 'sakit': return content.diagnosis.trim() !== '' && !content.agreed ? [{ rule: 'letter-diagnosis', field: 'content.diagnosis' }] : []
    case 'sehat': return [...measuredBreaks(content.measured), ...(content.result !== 'sehat' && content.note.trim() === '' ? [{ rule: 'letter-note', field: 'content.note' }] : [])]
    case 'penolakan': return content.reason.trim() === '' ? [{ rule: 'letter-refusal', field: 'content.reason' }] : []
    case 'persetujuan': return []
  }
}

type Measured = Extract<LetterContent, { type: 'sehat' }>['measured']
const MEASURED = [['systolic', 'sistolik'], ['diastolic', 'diastolik'], ['weight', 'berat'], ['height', 'tinggi']] as const

/** BR-42 on the health letter: values that a living person can have, and a systolic one above the diastolic. */
export function measuredBreaks(measured: Measured): RuleBreak[] {
  const outside = MEASURED.filter(([field, item]) => {
    const value = measured[field]
    return value !== null && !(value >= VITAL_TABLE.guards[item].min && value <= VITAL_TABLE.guards[item].max)
  }).map(([field]) => ({ rule: 'BR-42', field: `content.measured.${field}` }))
  const { systolic, diastolic } = measured
  return systolic !== null && diastolic !== null && systolic <= diastolic ? [...outside, { rule: 'BR-42', field: 'content.measured.systolic' }] : outside
}

function replyBreaks(data: LetterData, context: CheckContext<LetterData>): RuleBreak[] {
  const { reply } = data
  if (!reply || sameJson(reply, context.before?.reply)) return []
  const breaks: RuleBreak[] = []
  if (data.content.type !== 'rujukan') breaks.push({ rule: 'letter-reply', field: 'reply' })
  if (reply.on < data.on) breaks.push({ rule: 'letter-reply', field: 'reply.on' })
  if (reply.from.trim() === '') breaks.push({ rule: 'letter-reply', field: 'reply.from' })
  if (reply.diagnosis.trim() === '' && reply.advice.trim() === '') breaks.push({ rule: 'letter-reply', field: 'reply.diagnosis' })
  if (context.before && !context.before.reply && reply.by !== context.actor) breaks.push({ rule: 'letter-reply', field: 'reply.by' })
  return breaks
}
