import { sameJson, type Json } from '../../core/json.ts'
import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { LetterData } from '../../records/letter.ts'
import type { StaffData } from '../../records/staff.ts'
import { sipHolds } from './visit-rules.ts'

export const letterLookups = (data: LetterData): Lookup[] => [
  { kind: 'staff', id: data.signer.by }, { kind: 'patient', id: data.patientId }, ...(data.visitId ? [{ kind: 'visit', id: data.visitId }] : []),
]

/** A paper stands as it was issued, signed by whoever issued it with a valid SIP; only the answer to a referral is added. */
export function checkLetter(data: LetterData, context: CheckContext<LetterData>): RuleBreak[] {
  const { before } = context
  const breaks: RuleBreak[] = []
  const { content } = data
  if (before === null) {
    if (data.signer.by !== context.actor) breaks.push({ rule: 'letter-signer', field: 'signer.by' })
    if (data.reply) breaks.push({ rule: 'letter-reply', field: 'reply' })
    const signer = context.found({ kind: 'staff', id: data.signer.by })[0]?.data as unknown as StaffData | undefined
    // The server knows everybody who has an account; a tablet that does not know its user yet leaves the question to it.
    if (signer && !sipHolds(signer, data.on)) breaks.push({ rule: 'BR-41', field: 'signature.sip' })
  } else {
    for (const field of ['number', 'patientId', 'visitId', 'on', 'content', 'signer'] as const) {
      if (!sameJson(before[field] as Json, data[field] as Json)) breaks.push({ rule: 'letter-fixed', field })
    }
  }
  if (content.type === 'rujukan' && data.visitId === null) breaks.push({ rule: 'letter-visit', field: 'visitId' })
  if (data.reply && content.type !== 'rujukan') breaks.push({ rule: 'letter-reply', field: 'reply' })
  if (content.type === 'sakit' && content.diagnosis.trim() !== '' && !content.agreed) breaks.push({ rule: 'letter-diagnosis', field: 'content.diagnosis' })
  if (content.type === 'penolakan' && content.reason.trim() === '') breaks.push({ rule: 'letter-refusal', field: 'content.reason' })
  return breaks
}
