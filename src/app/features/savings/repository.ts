import type { Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { SavingEntryData, SavingType } from '#domain/records/saving-entry.ts'
import { reverseSaving, savingReversalId } from '#domain/rules/finance/savings-entries.ts'
import { holdingsOf, type Holdings } from '#domain/rules/finance/savings.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, type SaveFailure } from '#app/db/record-store.ts'
import { kmpOf } from '#app/shared/coop/kmp.ts'
import { readSavingsFile, type SavingEntry, type SavingsFile } from '#app/shared/coop/savings-file.ts'
import { readNames } from '#app/shared/read-names.ts'

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
    const file = await readSavingsFile(app, payment.memberId, view)
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

/** A number of this tablet's own block; taken when saving, so that it is never given twice. */
async function labelFor(app: AppContext, series: 'simpanan' | 'kas', memberId: string): Promise<string> {
  const member = await app.store.get('member', memberId)
  const kmp = await kmpOf(app, member && parseStream(member.stream)?.place)
  return app.nextLabel(series, kmp?.code ?? 'KMP')
}
/** Of a receipt of savings. */
export const numberFor = (app: AppContext, memberId: string): Promise<string> => labelFor(app, 'simpanan', memberId)
/** Of a line in the cash book. */
export const cashNumberFor = (app: AppContext, memberId: string): Promise<string> => labelFor(app, 'kas', memberId)

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
  const file = entry ? await readSavingsFile(app, entry.data.memberId) : null
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
