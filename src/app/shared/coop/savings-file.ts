import type { Rupiah } from '#domain/core/rupiah.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { CoopSettingData } from '#domain/records/coop-setting.ts'
import { wajibPaidBy } from '#domain/rules/finance/savings-entries.ts'
import { holdingsOf, type DuesInput, type Holdings } from '#domain/rules/finance/savings.ts'
import { samePerson } from '#domain/rules/members/merge-rules.ts'
import type { AppContext } from '../../context.ts'
import type { Interest, RecordReader, StoredRecord } from '../../db/record-store.ts'
import { kmpPlace, type KmpStreams } from './kmp.ts'
import { readMerges } from './members.ts'
import { duesInput } from './savings-lines.ts'
import { readCoopSetting } from './setting.ts'

export type SavingEntry = StoredRecord<'saving-entry'>

/** The KMP that a record belongs to, where this user keeps or examines its books. */
const streamsFor = (app: AppContext, record: { readonly stream: string }): KmpStreams | null => kmpPlace(app, parseStream(record.stream)?.place)?.streams ?? null

/** A person's savings: his line of the book, all his entries oldest first, what he holds and what he owes. */
export interface SavingsFile {
  readonly member: StoredRecord<'member'>
  /** All lines of the book that are his, voided ones too; the one that stays is first. */
  readonly lines: readonly StoredRecord<'member'>[]
  readonly streams: KmpStreams
  readonly setting: CoopSettingData | null
  readonly entries: readonly SavingEntry[]
  readonly held: Holdings
  /** For what is due until a day: `duesOf({ ...file.dues, until })`. */
  readonly dues: DuesInput
  readonly pokokOpen: Rupiah | null
}

export const savingsFileInterests = (id: string): readonly Interest[] => [
  { kind: 'member', id }, { kind: 'member-merge' }, { kind: 'saving-entry', key: { name: 'member', value: id } }, { kind: 'coop-setting' },
]

const byTime = (a: SavingEntry, b: SavingEntry): number => {
  const key = ({ id, data }: SavingEntry): string => `${data.on} ${data.time} ${data.number} ${id}`
  return key(a) < key(b) ? -1 : 1
}

/** Null for a line that is not on this tablet, or whose savings this user may not see. Inside a `writeGroup` give its view. */
export async function readSavingsFile(app: AppContext, id: string, view: RecordReader = app.store): Promise<SavingsFile | null> {
  const asked = await view.get('member', id)
  const streams = asked ? streamsFor(app, asked) : null
  if (!asked || !streams || asked.stream !== streams.members) return null
  const merges = await readMerges(view, streams.members)
  const personOf = samePerson(merges)
  const member = (await view.get('member', personOf(id))) ?? asked
  const ids = [...new Set([member.id, ...merges.flatMap(({ keepId, dropId }) => [keepId, dropId])])].filter(line => personOf(line) === personOf(id))
  const [setting, found, books] = await Promise.all([
    readCoopSetting(view, streams.finance), Promise.all(ids.map(line => view.byKey('saving-entry', 'member', line))), Promise.all(ids.map(line => view.get('member', line))),
  ])
  const lines = books.filter(book => book !== undefined)
  const entries = found.flat().filter(entry => entry.stream === streams.finance && entry.state === 'live').sort(byTime)
  const held = holdingsOf(entries)
  const paid = entries.reduce((sum, { data }) => sum + wajibPaidBy(data), 0)
  const data = setting?.data ?? null
  return {
    member, lines, streams, setting: data, entries, held,
    dues: duesInput(lines.filter(line => line.state === 'live').map(line => line.data), member.data, paid, data, app.today()),
    pokokOpen: data ? Math.max(0, data.dues.pokok - held.pokok) : null,
  }
}
