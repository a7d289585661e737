import { isDay } from '../../core/day.ts'
import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { MemberData } from '../../records/member.ts'
import { parseNik } from './nik.ts'

/** Who else carries the NIK, what he has paid, and how much simpanan pokok is. */
export const memberLookups = (data: MemberData, id?: string): readonly Lookup[] => [
  { kind: 'member', key: 'nik', value: data.nik },
  { kind: 'coop-setting', key: 'one', value: 'ya', beside: 'finance' },
  ...(id === undefined ? [] : [{ kind: 'saving-entry', key: 'member', value: id, beside: 'finance' } as const]),
]

/**
 * What a saved member must keep.
 * BR-01, BR-04: the NIK has the form of one and its date exists; "today" is the later of joining and of the last change of
 * state, because a check has no clock. BR-06: one NIK is one active member per KMP, and a person who comes back gets a
 * new record with a new number. BR-07 (no member without a NIK) is in the schema. BR-15: nobody leaves before joining.
 */
export function checkMember(data: MemberData, context: CheckContext<MemberData>): RuleBreak[] {
  return [...nikBreaks(data), ...spanBreaks(data), ...rejoinBreaks(data, context.before), ...duplicateBreaks(data, context)]
}

function nikBreaks(data: MemberData): RuleBreak[] {
  const today = data.status.on > data.joinedOn ? data.status.on : data.joinedOn
  if (!isDay(today)) return []
  const nik = parseNik(data.nik, today)
  return nik.ok ? [] : nik.error.map(error => ({ rule: error.rule, field: 'nik', detail: { kind: error.kind } }))
}

/** An exit before the day of joining would make opening + in − out ≠ closing. */
function spanBreaks(data: MemberData): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.status.state !== 'aktif' && data.status.on < data.joinedOn) breaks.push({ rule: 'BR-15', field: 'status' })
  return breaks
}

/** Whoever comes back is a new line of the Buku Daftar Anggota; the old line keeps its exit. */
function rejoinBreaks(data: MemberData, before: MemberData | null): RuleBreak[] {
  const back = before !== null && before.status.state !== 'aktif' && data.status.state === 'aktif'
  return back && data.number !== before.number ? [{ rule: 'BR-06', field: 'number', detail: { number: before.number } }] : []
}

function duplicateBreaks(data: MemberData, context: CheckContext<MemberData>): RuleBreak[] {
  if (data.status.state !== 'aktif') return []
  const others = context.found({ kind: 'member', key: 'nik', value: data.nik })
    .filter(other => other.id !== context.id && other.state === 'live')
    .map(other => other.data as unknown as MemberData)
    .filter(other => other.status.state === 'aktif')
  return others.map(other => ({ rule: 'BR-06', field: 'nik', detail: { number: other.number } }))
}
