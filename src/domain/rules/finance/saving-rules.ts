import type { CheckContext, Known, Lookup, RuleBreak } from '../../core/record.ts'
import { besideOf } from '../../core/streams.ts'
import type { CoopSettingData } from '../../records/coop-setting.ts'
import type { MemberData } from '../../records/member.ts'
import type { MemberMergeData } from '../../records/member-merge.ts'
import type { SavingEntryData } from '../../records/saving-entry.ts'
import { holdingsOf } from './savings.ts'

const entriesOf = (memberId: string): Lookup => ({ kind: 'saving-entry', key: 'member', value: memberId })
const merged = (key: 'keep' | 'drop', memberId: string): Lookup => ({ kind: 'member-merge', key, value: memberId, beside: 'members' })
const SETTING: Lookup = { kind: 'coop-setting', key: 'one', value: 'ya' }

/** Whose savings they are, what the member has, what the AD/ART asks, and the entry that is taken back. */
export const savingLookups = (data: SavingEntryData): readonly Lookup[] => [
  { kind: 'member', id: data.memberId }, entriesOf(data.memberId), merged('keep', data.memberId), merged('drop', data.memberId), SETTING,
  ...(data.reverses ? reversalLookups(data.reverses) : []),
]
const reversalLookups = (id: string): [Lookup, Lookup] => [{ kind: 'saving-entry', id }, { kind: 'saving-entry', key: 'reverses', value: id }]

/**
 * What an entry must keep wherever it is judged: its sign and its method follow from its act, it is of a member of this KMP, what
 * the AD/ART never gives back while somebody is a member stays (BR-12), and a reversal undoes exactly one entry (BR-16).
 * Money that was counted over the table is a fact, so the server refuses none for what another tablet did meanwhile: that more
 * was taken out than there is, or pokok paid twice, is told before the money moves, on the tablet, and afterwards shown as
 * something to put right.
 */
export function checkSavingEntry(data: SavingEntryData, context: CheckContext<SavingEntryData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.by !== context.actor) breaks.push({ rule: 'entry-actor', field: 'by' })
  if (data.amount === 0) breaks.push({ rule: 'saving-amount', field: 'amount' })
  else if (data.act !== 'dibalik' && Math.sign(data.amount) !== SIGN[data.act]) breaks.push({ rule: 'saving-sign', field: 'amount' })
  if (data.act !== 'dibalik' && (data.method === 'tanpa-kas') !== (data.act === 'saldo-awal')) breaks.push({ rule: 'saving-method', field: 'method' })
  if ((data.act === 'dibalik') !== (data.reverses !== null)) breaks.push({ rule: 'BR-16', field: 'reverses' })
  if ((data.act === 'dibalik') !== (data.reason.trim() !== '')) breaks.push({ rule: 'BR-16', field: 'reason' })
  return [...breaks, ...memberBreaks(data, context), ...reversalBreaks(data, context), ...(context.seesAll === true ? [] : deskBreaks(data, context))]
}

const SIGN: Readonly<Record<Exclude<SavingEntryData['act'], 'dibalik'>, 1 | -1>> = { 'setor': 1, 'saldo-awal': 1, 'tarik': -1, 'kembali': -1 }
/** The membership is over: what he holds is returned to him or his heir, and nothing more is paid in. */
export const hasLeft = (state: MemberData['status']['state']): boolean => state === 'keluar' || state === 'diberhentikan' || state === 'meninggal'

const memberOf = (data: SavingEntryData, context: CheckContext<SavingEntryData>): Known | undefined => context.found({ kind: 'member', id: data.memberId })[0]

function memberBreaks(data: SavingEntryData, context: CheckContext<SavingEntryData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  if (data.act === 'tarik' && data.type !== 'sukarela') breaks.push({ rule: 'BR-12', field: 'type' })
  const member = memberOf(data, context)
  if (!member) return context.seesAll === true ? [...breaks, { rule: 'saving-member', field: 'memberId' }] : breaks
  if (member.stream !== besideOf(context.stream, 'members')) return [...breaks, { rule: 'saving-member', field: 'memberId' }]
  // Two people who changed his state at once may have left him active here after the money was handed out: then somebody vouches.
  if (data.act === 'kembali' && (member.data as unknown as MemberData).status.state === 'aktif') breaks.push({ rule: 'BR-12', field: 'act', policy: true })
  return breaks
}

function reversalBreaks(data: SavingEntryData, context: CheckContext<SavingEntryData>): RuleBreak[] {
  if (data.act !== 'dibalik' || data.reverses === null) return []
  const [named, others] = reversalLookups(data.reverses)
  const original = context.found(named)[0]?.data as unknown as SavingEntryData | undefined
  const broken: RuleBreak[] = [{ rule: 'BR-16', field: 'reverses' }]
  if (!original) return context.seesAll === true ? broken : []
  const fits = original.act !== 'dibalik' && original.memberId === data.memberId && original.type === data.type && original.method === data.method
    && original.amount === -data.amount && data.on >= original.on
  const again = context.found(others).some(known => known.id !== context.id && known.state === 'live')
  return fits && !again ? [] : broken
}

/** What is asked before money changes hands, of what this tablet knows. */
function deskBreaks(data: SavingEntryData, context: CheckContext<SavingEntryData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  const member = memberOf(data, context)
  const status = (member?.data as unknown as MemberData | undefined)?.status
  const paysIn = data.act === 'setor' || data.act === 'saldo-awal'
  // What lies under another line of the book of the same person is added up where the entry is made.
  const isWhole = !isMerged(data.memberId, context)
  const held = holdingsOf(context.found(entriesOf(data.memberId)).filter(known => known.id !== context.id) as unknown as { state: string; data: SavingEntryData }[])
  const hasEnded = member && status && (member.state !== 'live' || (hasLeft(status.state) && data.on >= status.on))
  // Whoever drew too much may still put it back.
  if (paysIn && hasEnded && isWhole && held[data.type] + data.amount > 0) breaks.push({ rule: 'saving-left', field: 'memberId' })
  if (!isWhole) return breaks
  if ((data.act === 'tarik' || data.act === 'kembali') && held[data.type] + data.amount < 0) breaks.push({ rule: 'saving-short', field: 'amount', detail: { held: held[data.type] } })
  const setting = context.found(SETTING).find(known => known.state === 'live')?.data as unknown as CoopSettingData | undefined
  const open = setting ? setting.dues.pokok - held.pokok : null
  if (data.type === 'pokok' && paysIn && open !== null && data.amount > open) breaks.push({ rule: 'saving-pokok', field: 'amount', detail: { open: Math.max(0, open) } })
  return breaks
}

const isMerged = (memberId: string, { found }: CheckContext<SavingEntryData>): boolean => [...found(merged('keep', memberId)), ...found(merged('drop', memberId))]
  .some(known => known.state === 'live' && (known.data as unknown as MemberMergeData).undone === null)
