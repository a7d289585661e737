import type { Day } from '#domain/core/day.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { CashEntryData } from '#domain/records/cash-entry.ts'
import { SAVING_TYPES, type SavingEntryData, type SavingType } from '#domain/records/saving-entry.ts'
import { hasLeft } from '#domain/rules/finance/saving-rules.ts'
import { duesOf, exitRefund, holdingsOf, type ExitRefund, type Holdings } from '#domain/rules/finance/savings.ts'
import type { AppContext } from '../../context.ts'
import { createDraft, type Draft, type Interest, type RecordReader } from '../../db/record-store.ts'
import { DEBT_INTERESTS, readDebts } from './debts.ts'
import { kmpOf } from './kmp.ts'
import { readSavingsFile, type SavingsFile } from './savings-file.ts'

/** What a person gets back at the end of his membership (BR-13), and of what he owes each part that is taken off. */
export interface RefundPlan extends ExitRefund {
  readonly file: SavingsFile
  /** Bought on account and not paid; null for who may not see what members buy, so that the figures stand before it. */
  readonly goods: Rupiah | null
  /** Unpaid simpanan wajib, where the AD/ART makes it a debt; else 0. */
  readonly arrears: Rupiah
  /** What some kinds of simpanan stand below zero. */
  readonly overdrawn: Rupiah
}
export const REFUND_INTERESTS: readonly Interest[] = [{ kind: 'member' }, { kind: 'saving-entry' }, ...DEBT_INTERESTS]

/** What goes out of his simpanan, before what he owes comes back in. */
export const returnedBy = ({ pokok, wajib, sukarela }: Holdings): Rupiah => pokok + wajib + sukarela

/** Whoever is a member still is shown what it would come to if he left on `leftOn`. Null where these books are not held here. */
export async function readRefund(app: AppContext, memberId: string, { view = app.store, leftOn }: { view?: RecordReader; leftOn?: Day } = {}): Promise<RefundPlan | null> {
  const file = await readSavingsFile(app, memberId, view)
  const kmp = file && await kmpOf({ ...app, store: view }, parseStream(file.streams.finance)?.place)
  if (!file || !kmp) return null
  const debts = await readDebts(app, kmp, view)
  const goods = debts && (debts.byMember.get(file.member.id)?.owed ?? 0)
  const isDebt = file.setting?.exit.unpaidWajibIsDebt ?? false
  const arrears = isDebt ? duesOf({ ...file.dues, exitOn: leftOn ?? file.dues.exitOn }).arrears : 0
  return {
    ...exitRefund({ held: file.held, debt: goods ?? 0, arrears, unpaidWajibIsDebt: isDebt }), file, goods, arrears,
    overdrawn: SAVING_TYPES.reduce((sum, type) => sum + Math.max(0, -file.held[type]), 0),
  }
}

/** Whether a plan is still what somebody was shown, and may be paid: never without knowing what is owed. */
export const isAsShown = (plan: RefundPlan, shown: Pick<ExitRefund, 'refund' | 'receivable'>): boolean =>
  plan.goods !== null && plan.refund === shown.refund && plan.receivable === shown.receivable

/** What the books say of it, in the language of who writes them. */
export interface RefundWords { readonly note: string; readonly debt: string; readonly arrears: string }
export interface RefundForm {
  readonly method: CashEntryData['method']
  readonly on: Day
  /** Of the receipt, and of the line in the cash book where a debt is set off. */
  readonly number: string
  readonly cashNumber: string
  readonly words: RefundWords
}

/**
 * All that is held goes out, and what he owes comes in by the same way in the same moment, so that what leaves the drawer is what
 * he is paid: 50.000 + 240.000 out and 90.000 in are 200.000 (BR-13). First what stood below zero is put back, then goods, then
 * wajib; what is owed beyond his simpanan stays owed.
 */
export function refundDrafts(app: AppContext, { file, goods, arrears, ...plan }: RefundPlan, { method, on, number, cashNumber, words }: RefundForm): Draft[] {
  const own = { method, on, time: app.wallTime(), reverses: null, reason: '', by: app.user.id }
  let left = returnedBy(plan)
  const take = (amount: Rupiah): Rupiah => {
    const taken = Math.min(left, amount)
    left -= taken
    return taken
  }
  const entries = (type: SavingType, act: 'kembali' | 'setor', amount: Rupiah): Draft[] => sharesOf(file, type, act === 'kembali' ? 1 : -1, amount).map(share => createDraft('saving-entry', app.newId(), file.streams.finance, {
    ...own, number, memberId: share.line, type, act, amount: act === 'kembali' ? -share.amount : share.amount, note: words.note,
  } satisfies SavingEntryData))
  const cash = (category: CashEntryData['category'], amount: Rupiah, label: string, note: string): Draft[] => (amount === 0 ? [] : [createDraft('cash-entry', app.newId(), file.streams.finance, {
    ...own, number: label, category, amount, party: file.member.data.name, memberId: file.member.id, document: number, note,
  })])
  const returned = SAVING_TYPES.flatMap(type => entries(type, 'kembali', plan[type]))
  const putBack = SAVING_TYPES.flatMap(type => entries(type, 'setor', take(Math.max(0, -file.held[type]))))
  const debt = take(goods ?? 0)
  return [...returned, ...putBack, ...cash('pelunasan-piutang', debt, cashNumber, words.debt), ...cash('pendapatan-lain', take(arrears), debt > 0 ? `${cashNumber}-2` : cashNumber, words.arrears)]
}

/**
 * Of an amount of one kind what each line of the book gives (`sign` 1) or gets (−1), so that each keeps its own if the
 * merge is taken apart one day. A line that nobody ended lets nothing out (BR-12): what lies there goes by the line that stays.
 */
function sharesOf({ member, lines, entries }: SavingsFile, type: SavingType, sign: 1 | -1, amount: Rupiah): { readonly line: string; readonly amount: Rupiah }[] {
  const open = new Set(hasLeft(member.data.status.state) ? lines.filter(line => line.data.status.state === 'aktif').map(line => line.id) : [])
  const lineOf = (id: string): string => (open.has(id) ? member.id : id)
  let left = amount
  return [...new Set([member.id, ...entries.map(entry => lineOf(entry.data.memberId))])].flatMap(line => {
    const held = holdingsOf(entries.filter(entry => lineOf(entry.data.memberId) === line))[type]
    const share = Math.min(left, Math.max(0, sign * held))
    left -= share
    return share > 0 ? [{ line, amount: share }] : []
  })
}
