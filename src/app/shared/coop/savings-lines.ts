import { daysOfMonth, monthOf, type Day, type Month } from '#domain/core/day.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import type { CoopSettingData } from '#domain/records/coop-setting.ts'
import type { MemberData } from '#domain/records/member.ts'
import { hasLeft } from '#domain/rules/finance/saving-rules.ts'
import { duesOf, type AgeClass, type Dues, type DuesInput } from '#domain/rules/finance/savings.ts'
import type { Interest, RecordReader } from '../../db/record-store.ts'
import type { KmpStreams } from './kmp.ts'
import { COOP_MEMBER_INTERESTS, readCoopMembers, type CoopMember } from './members.ts'
import { holdingsIn, readHoldings, SAVINGS_INTERESTS, type MemberSavings } from './savings.ts'
import { readCoopSetting } from './setting.ts'

export const SAVINGS_LINE_INTERESTS: readonly Interest[] = [...SAVINGS_INTERESTS, ...COOP_MEMBER_INTERESTS, { kind: 'coop-setting' }]

/** One person's savings and how far the dues are paid. */
export interface SavingsLine {
  readonly id: string
  readonly number: string
  readonly name: string
  readonly nik: string
  readonly state: MemberData['status']['state']
  readonly held: MemberSavings
  readonly dues: Dues
  /** Simpanan pokok that is still to be paid; 0 for whoever left, and where no setting says how much it is. */
  readonly pokokOpen: Rupiah
}

/** From when and until when wajib is due: of merged lines the earliest joining counts; who only applied owes none yet. */
export function duesInput(lines: readonly MemberData[], kept: MemberData, paid: Rupiah, setting: CoopSettingData | null, until: Day): DuesInput {
  const joinedOn = lines.reduce((earliest, { joinedOn: other }) => (other < earliest ? other : earliest), kept.joinedOn)
  return {
    joinedOn, exitOn: hasLeft(kept.status.state) ? kept.status.on : null, paid, until,
    schedule: setting === null || kept.status.state === 'calon' ? [] : setting.dues.wajib,
  }
}

/**
 * Every person of the KMP with what he holds and what he owes by `until`, by name; whoever joins later is left out. `until` is today,
 * or the last day of a month: what came after that month is then not counted.
 */
export async function readSavingsLines(reader: RecordReader, streams: Pick<KmpStreams, 'members' | 'finance'>, until: Day): Promise<SavingsLine[]> {
  const month = until === lastDayOf(monthOf(until)) ? monthOf(until) : undefined
  const [members, setting, held] = await Promise.all([readCoopMembers(reader, streams.members), readCoopSetting(reader, streams.finance), readHoldings(reader, streams.finance, month)])
  const byPerson = new Map<string, MemberData[]>()
  for (const { record, personId } of members) byPerson.set(personId, [...(byPerson.get(personId) ?? []), record.data])
  return members.filter(({ record, personId }) => record.id === personId)
    .map(member => lineOf(member, byPerson.get(member.personId) ?? [], holdingsIn(held, member.personId), setting?.data ?? null, until))
    .filter(line => line !== null)
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.number < b.number ? -1 : 1))
}

const lastDayOf = (month: Month): Day => daysOfMonth(month).at(-1) as Day

function lineOf({ record: { id, data } }: CoopMember, lines: readonly MemberData[], held: MemberSavings, setting: CoopSettingData | null, until: Day): SavingsLine | null {
  const input = duesInput(lines, data, held.wajibPaid, setting, until)
  const hasSavings = held.pokok !== 0 || held.wajib !== 0 || held.sukarela !== 0
  if (input.joinedOn > until && !hasSavings) return null
  return {
    id, number: data.number, name: data.name, nik: data.nik, state: data.status.state, held, dues: duesOf(input),
    pokokOpen: setting === null || hasLeft(data.status.state) ? 0 : Math.max(0, setting.dues.pokok - held.pokok),
  }
}

/** Arrears are asked of whoever is a member: what somebody left unpaid when he went is settled with his refund (BR-13). */
export const isBehind = ({ state, dues }: SavingsLine): boolean => state === 'aktif' && dues.months > 0
/** Below zero, as two tablets without a signal can bring it about: nobody's mistake, and still to be put right with the member. */
export const isOverdrawn = ({ held }: SavingsLine): boolean => held.pokok < 0 || held.wajib < 0 || held.sukarela < 0
/** Pokok beyond what the AD/ART asks: two tablets took it. */
export const isOverpaid = ({ held }: SavingsLine, setting: CoopSettingData | null): boolean => setting !== null && held.pokok > setting.dues.pokok

export const BEHIND_CLASSES = ['1-3', '4-6', '>6'] as const satisfies readonly AgeClass[]
export type BehindClass = (typeof BEHIND_CLASSES)[number]
export interface Ageing { readonly people: number; readonly arrears: Rupiah }

/** How many are behind and with how much, by how long (1–3, 4–6, more than 6 months). */
export function ageingOf(lines: readonly SavingsLine[]): Record<BehindClass, Ageing> {
  const of = (wanted: AgeClass): Ageing => {
    const behind = lines.filter(line => isBehind(line) && line.dues.ageClass === wanted)
    return { people: behind.length, arrears: behind.reduce((sum, { dues }) => sum + dues.arrears, 0) }
  }
  return { '1-3': of('1-3'), '4-6': of('4-6'), '>6': of('>6') }
}
