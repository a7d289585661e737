import { isDay } from '../../core/day.ts'
import type { CheckContext, Lookup, RuleBreak } from '../../core/record.ts'
import type { CoopSettingData } from '../../records/coop-setting.ts'
import type { MemberMergeData } from '../../records/member-merge.ts'
import type { MemberData } from '../../records/member.ts'
import type { SavingEntryData } from '../../records/saving-entry.ts'
import { holdingsOf } from '../finance/savings.ts'
import { parseNik } from './nik.ts'

const SETTING: Lookup = { kind: 'coop-setting', key: 'one', value: 'ya', beside: 'finance' }
const savingsOf = (id: string): Lookup => ({ kind: 'saving-entry', key: 'member', value: id, beside: 'finance' })
const mergesOf = (id: string): Lookup[] => (['keep', 'drop'] as const).map(key => ({ kind: 'member-merge', key, value: id }))

/** Who else carries the NIK, what he has paid, how much simpanan pokok is, and which line of the book is his as well. */
export const memberLookups = (data: MemberData, id?: string): readonly Lookup[] => [
  { kind: 'member', key: 'nik', value: data.nik }, SETTING, ...(id === undefined ? [] : [savingsOf(id), ...mergesOf(id)]),
]

/**
 * What a saved member must keep.
 * BR-01, BR-04: the NIK has the form of one and its date exists; "today" is the later of joining and of the last change of
 * state, because a check has no clock. BR-06: one NIK is one active member per KMP, and a person who comes back gets a
 * new record with a new number. BR-07 (no member without a NIK) is in the schema. BR-09: active once simpanan pokok is paid
 * and the book signed. BR-14: of whoever died the heir is known. BR-15: nobody leaves before joining.
 */
export function checkMember(data: MemberData, context: CheckContext<MemberData>): RuleBreak[] {
  return [
    ...nikBreaks(data), ...spanBreaks(data), ...rejoinBreaks(data, context.before), ...duplicateBreaks(data, context),
    ...acceptBreaks(data, context), ...heirBreaks(data, context.before),
  ]
}

function nikBreaks(data: MemberData): RuleBreak[] {
  const today = data.status.on > data.joinedOn ? data.status.on : data.joinedOn
  if (!isDay(today)) return []
  const nik = parseNik(data.nik, today)
  return nik.ok ? [] : nik.error.map(error => ({ rule: error.rule, field: 'nik', detail: { kind: error.kind } }))
}

/** An exit before the day of joining would make opening + in − out ≠ closing. Who only applied has not joined. */
function spanBreaks(data: MemberData): RuleBreak[] {
  return hasLeft(data) && data.status.on < data.joinedOn ? [{ rule: 'BR-15', field: 'status' }] : []
}

const hasLeft = ({ status }: MemberData): boolean => status.state !== 'aktif' && status.state !== 'calon'

/** Whoever comes back is a new line of the Buku Daftar Anggota; the old line keeps its exit. */
function rejoinBreaks(data: MemberData, before: MemberData | null): RuleBreak[] {
  const back = before !== null && hasLeft(before) && data.status.state === 'aktif'
  return back && data.number !== before.number ? [{ rule: 'BR-06', field: 'number', detail: { number: before.number } }] : []
}

/** Lines that are known to be one person's are no duplicates of each other. */
function duplicateBreaks(data: MemberData, context: CheckContext<MemberData>): RuleBreak[] {
  if (data.status.state !== 'aktif') return []
  const others = context.found({ kind: 'member', key: 'nik', value: data.nik })
    .filter(other => other.id !== context.id && other.state === 'live' && (other.data as unknown as MemberData).status.state === 'aktif')
  if (others.length === 0) return []
  const merges = mergesOf(context.id).flatMap(lookup => [...context.found(lookup)]).filter(known => known.state === 'live').map(known => known.data as unknown as MemberMergeData)
  const same = new Set(merges.filter(merge => merge.undone === null).flatMap(({ keepId, dropId }) => [keepId, dropId]))
  return others.filter(other => !same.has(other.id)).map(other => ({ rule: 'BR-06', field: 'nik', detail: { number: (other.data as unknown as MemberData).number } }))
}

/**
 * BR-09, measured as somebody becomes a member and where the KMP has said how much simpanan pokok is; older lines stay as they
 * are, and a mistaken exit that is taken back is no new acceptance. Money taken back or dues raised elsewhere meanwhile make
 * it wrong without anybody's fault, so somebody may vouch.
 */
function acceptBreaks(data: MemberData, context: CheckContext<MemberData>): RuleBreak[] {
  const { before } = context
  if (data.status.state === 'calon') return before !== null && before.status.state !== 'calon' ? [{ rule: 'BR-09', field: 'status' }] : []
  if (data.status.state !== 'aktif' || (before !== null && before.status.state !== 'calon')) return []
  const setting = context.found(SETTING).find(known => known.state === 'live')?.data as unknown as CoopSettingData | undefined
  if (!setting) return []
  const paid = holdingsOf(context.found(savingsOf(context.id)) as unknown as { state: string; data: SavingEntryData }[]).pokok
  const breaks: RuleBreak[] = []
  if (paid < setting.dues.pokok) breaks.push({ rule: 'BR-09', field: 'pokok', detail: { missing: setting.dues.pokok - paid }, policy: true })
  if (!data.book) breaks.push({ rule: 'BR-09', field: 'book', policy: true })
  return breaks
}

/** BR-14: what he held goes to the heir, so that a death is written down with him. */
function heirBreaks(data: MemberData, before: MemberData | null): RuleBreak[] {
  const died = before !== null && before.status.state !== 'meninggal' && data.status.state === 'meninggal'
  return died && !data.status.heir ? [{ rule: 'BR-14', field: 'status' }] : []
}
