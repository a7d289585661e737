import type { Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { CoopSettingData } from '#domain/records/coop-setting.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { SavingEntryData, SavingType } from '#domain/records/saving-entry.ts'
import { reverseSaving, savingReversalId, wajibPaidBy } from '#domain/rules/finance/savings-entries.ts'
import { holdingsOf, type DuesInput, type Holdings } from '#domain/rules/finance/savings.ts'
import { samePerson } from '#domain/rules/members/merge-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, type Interest, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { kmpOf, kmpPlace, type KmpStreams } from '#app/shared/coop/kmp.ts'
import { readMerges } from '#app/shared/coop/members.ts'
import { duesInput } from '#app/shared/coop/savings-lines.ts'
import { readCoopSetting } from '#app/shared/coop/setting.ts'
import { readNames } from '#app/shared/read-names.ts'

export type SavingEntry = StoredRecord<'saving-entry'>

/** The KMP that a record belongs to, where this user keeps or examines its books; without a record the home KMP. */
const streamsFor = (app: AppContext, record?: { readonly stream: string }): KmpStreams | null => kmpPlace(app, record && parseStream(record.stream)?.place)?.streams ?? null

/** A person's savings: his line of the book, all his entries oldest first, what he holds and what he owes. */
export interface SavingsFile {
  readonly member: StoredRecord<'member'>
  /** All lines of the book that are his. */
  readonly lines: readonly string[]
  readonly streams: KmpStreams
  readonly setting: CoopSettingData | null
  readonly entries: readonly SavingEntry[]
  readonly held: Holdings
  /** For what is due until a day: `duesOf({ ...file.dues, until })`. */
  readonly dues: DuesInput
  readonly pokokOpen: Rupiah | null
}

export const fileInterests = (id: string): readonly Interest[] => [
  { kind: 'member', id }, { kind: 'member-merge' }, { kind: 'saving-entry', key: { name: 'member', value: id } }, { kind: 'coop-setting' },
]

const byTime = (a: SavingEntry, b: SavingEntry): number => {
  const key = ({ id, data }: SavingEntry): string => `${data.on} ${data.time} ${data.number} ${id}`
  return key(a) < key(b) ? -1 : 1
}

export async function readFile(app: AppContext, id: string, view: RecordReader = app.store): Promise<SavingsFile | null> {
  const asked = await view.get('member', id)
  const streams = asked ? streamsFor(app, asked) : null
  if (!asked || !streams || asked.stream !== streams.members) return null
  const merges = await readMerges(view, streams.members)
  const personOf = samePerson(merges)
  const member = (await view.get('member', personOf(id))) ?? asked
  const lines = [...new Set([member.id, ...merges.flatMap(({ keepId, dropId }) => [keepId, dropId])])].filter(line => personOf(line) === personOf(id))
  const [setting, found, books] = await Promise.all([
    readCoopSetting(view, streams.finance), Promise.all(lines.map(line => view.byKey('saving-entry', 'member', line))), Promise.all(lines.map(line => view.get('member', line))),
  ])
  const entries = found.flat().filter(entry => entry.stream === streams.finance && entry.state === 'live').sort(byTime)
  const held = holdingsOf(entries)
  const paid = entries.reduce((sum, { data }) => sum + wajibPaidBy(data), 0)
  const data = setting?.data ?? null
  return {
    member, lines, streams, setting: data, entries, held,
    dues: duesInput(books.filter(book => book !== undefined && book.state === 'live').map(book => (book as StoredRecord<'member'>).data), member.data, paid, data, app.today()),
    pokokOpen: data ? Math.max(0, data.dues.pokok - held.pokok) : null,
  }
}

/** One line of a payment: several kinds are paid at once and stand on one receipt. */
export interface EntryLine { readonly type: SavingType; readonly amount: Rupiah }
export interface Payment {
  readonly memberId: string
  readonly act: 'setor' | 'tarik' | 'saldo-awal'
  readonly lines: readonly EntryLine[]
  readonly method: SavingEntryData['method']
  readonly on: Day
  readonly note: string
}
export type PaymentFailure = SaveFailure | { readonly kind: 'gone' } | { readonly kind: 'left' } | { readonly kind: 'short'; readonly open: Rupiah } | { readonly kind: 'pokok'; readonly open: Rupiah }

/**
 * Writes a payment under one number, as one group. What the member holds is read once more inside: another tab may have paid it out
 * meanwhile. Gives the id of the first entry, by which its receipt is found.
 */
export async function savePayment(app: AppContext, payment: Payment): Promise<Result<{ readonly id: string; readonly number: string }, PaymentFailure>> {
  const number = await numberFor(app, payment.memberId)
  const ids = payment.lines.map(() => app.newId())
  const saved = await app.store.writeGroup<PaymentFailure>(async view => {
    const file = await readFile(app, payment.memberId, view)
    if (!file || file.member.state !== 'live') return err({ kind: 'gone' })
    const refusal = refusalOf(file, payment)
    if (refusal) return err(refusal)
    const sign = payment.act === 'tarik' ? -1 : 1
    return ok(payment.lines.map(({ type, amount }, at) => createDraft('saving-entry', ids[at] as string, file.streams.finance, {
      number, memberId: file.member.id, type, act: payment.act, amount: sign * amount, method: payment.method, on: payment.on, time: app.wallTime(), note: payment.note.trim(),
      reverses: null, reason: '', by: app.user.id,
    })))
  })
  return saved.ok ? ok({ id: ids[0] as string, number }) : saved
}

function refusalOf(file: SavingsFile, { act, lines, on }: Payment): PaymentFailure | null {
  const of = (type: SavingType): Rupiah => lines.filter(line => line.type === type).reduce((sum, line) => sum + line.amount, 0)
  if (act === 'tarik') return of('sukarela') > file.held.sukarela ? { kind: 'short', open: file.held.sukarela } : null
  if (file.dues.exitOn !== null && on >= file.dues.exitOn && lines.some(({ type, amount }) => file.held[type] + amount > 0)) return { kind: 'left' }
  return file.pokokOpen !== null && of('pokok') > file.pokokOpen ? { kind: 'pokok', open: file.pokokOpen } : null
}

/** The number of a receipt, of this tablet's own block; taken when saving, so that it is never given twice. */
export async function numberFor(app: AppContext, memberId: string): Promise<string> {
  const member = await app.store.get('member', memberId)
  const kmp = await kmpOf(app, member && parseStream(member.stream)?.place)
  return app.nextLabel('simpanan', kmp?.code ?? 'KMP')
}

export type ReverseFailure = SaveFailure | { readonly kind: 'gone' } | { readonly kind: 'twice' }

/** BR-16: takes one entry back by its opposite, under a number of its own. */
export async function reverseEntry(app: AppContext, entry: SavingEntry, reason: string): Promise<Result<string, ReverseFailure>> {
  const number = await numberFor(app, entry.data.memberId)
  const id = savingReversalId(entry.id)
  const saved = await app.store.writeGroup<ReverseFailure>(async view => {
    const found = await view.get('saving-entry', entry.id)
    if (!found || found.state !== 'live' || found.data.act === 'dibalik') return err({ kind: 'gone' })
    if ((await view.byKey('saving-entry', 'reverses', entry.id)).length > 0) return err({ kind: 'twice' })
    return ok([createDraft('saving-entry', id, found.stream, reverseSaving(found, { number, on: app.today(), time: app.wallTime(), reason, by: app.user.id }))])
  })
  return saved.ok ? ok(id) : saved
}

/** What one receipt tells: the entries of its number, whose they are, and what he held after them. */
export interface ReceiptFile {
  readonly member: MemberData
  readonly memberId: string
  readonly entries: readonly SavingEntry[]
  readonly held: Holdings
  readonly officer: string
  /** What was taken off a return for what he owed. */
  readonly cash: readonly { readonly id: string; readonly amount: Rupiah }[]
  /** Whether any of it was taken back later. */
  readonly isReversed: boolean
  readonly kmp: { readonly name: string; readonly kelurahan: string }
}

export async function readReceipt(app: AppContext, id: string): Promise<ReceiptFile | null> {
  const entry = await app.store.get('saving-entry', id)
  const file = entry ? await readFile(app, entry.data.memberId) : null
  if (!entry || !file) return null
  const entries = file.entries.filter(other => other.data.number === entry.data.number && other.data.by === entry.data.by)
  const last = file.entries.findLastIndex(other => entries.includes(other))
  const isRefund = entries.some(({ data }) => data.act === 'kembali')
  const taken = isRefund ? (await app.store.byDay('cash-entry', entry.data.on)).filter(({ stream, data }) => stream === file.streams.finance && data.document === entry.data.number && data.by === entry.data.by && data.reverses === null) : []
  const reversed = new Set(file.entries.map(({ data }) => data.reverses))
  const [names, kmp] = await Promise.all([readNames(app.store, [entry.data.by]), kmpOf(app, parseStream(file.streams.finance)?.place)])
  return {
    member: file.member.data, memberId: file.member.id, entries, isReversed: entries.some(({ id: own }) => reversed.has(own)),
    cash: taken.map(({ id: own, data }) => ({ id: own, amount: data.amount })), held: holdingsOf(file.entries.slice(0, last + 1)), officer: names.get(entry.data.by) ?? entry.data.by,
    kmp: { name: kmp?.name ?? '', kelurahan: kmp?.kelurahan ?? '' },
  }
}
