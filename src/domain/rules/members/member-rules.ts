import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { MemberData } from '../../records/member.ts'

/** BR-06: one NIK is one active member per KMP; the same person may rejoin after leaving, under a new number. */
export function checkMember(data: MemberData, context: CheckContext<MemberData>): RuleBreak[] {
  if (data.status.state !== 'aktif') return []
  const others = context.found({ kind: 'member', key: 'nik', value: data.nik })
    .filter(other => other.id !== context.id && other.state === 'live')
    .map(other => other.data as unknown as MemberData)
    .filter(other => other.status.state === 'aktif')
  return others.map(other => ({ rule: 'BR-06', field: 'nik', detail: { number: other.number } }))
}
