import type { Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import type { CashEntryData } from '#domain/records/cash-entry.ts'
import type { MemberData } from '#domain/records/member.ts'
import { SAVING_TYPES, type SavingEntryData } from '#domain/records/saving-entry.ts'
import { debtOf } from '#domain/rules/finance/debts.ts'
import { wajibPaidBy } from '#domain/rules/finance/savings-entries.ts'
import { duesOf, exitRefund, holdingsOf, noHoldings, type ExitRefund, type Holdings } from '#domain/rules/finance/savings.ts'
import { samePerson } from '#domain/rules/members/merge-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, voidDraft, type Draft, type Interest, type RecordReader } from '#app/db/record-store.ts'
import { kmpOf, kmpPlace } from '#app/shared/coop/kmp.ts'
import { readMerges } from '#app/shared/coop/members.ts'
import { readCoopSetting } from '#app/shared/coop/setting.ts'
import type { PayMethod } from './accept.ts'
import type { Member, SaveError } from './repository.ts'

/** What a membership comes to when it ends (BR-13). */
export interface Exit extends ExitRefund {
  /** The lines of the book that are this person's, with what lies under each. */
  readonly lines: readonly { readonly member: Member; readonly held: Holdings }[]
  /** Bought on account and not paid. */
  readonly trade: Rupiah
  /** Unpaid simpanan wajib, where the AD/ART makes it a debt; else 0. */
  readonly arrears: Rupiah
  /** Some kind of simpanan stands below zero: to be put right before anything is returned. */
  readonly isOverdrawn: boolean
}
export const EXIT_INTERESTS: readonly Interest[] = [{ kind: 'saving-entry' }, { kind: 'cash-entry' }, { kind: 'member-trade' }, { kind: 'member-merge' }, { kind: 'coop-setting' }]
export const held = (exit: Holdings): Rupiah => exit.pokok + exit.wajib + exit.sukarela

/** Null where the books of this KMP are not held here. */
export async function readExit(app: AppContext, view: RecordReader, member: Member, on: Day): Promise<Exit | null> {
  const place = kmpPlace(app)
  if (place?.streams.members !== member.stream) return null
  const setting = (await readCoopSetting(view, place.streams.finance))?.data
  const members = await personLines(view, member)
  const entries = await Promise.all(members.map(line => view.byKey('saving-entry', 'member', line.id)))
  const lines = members.map((line, at) => ({ member: line, held: holdingsOf(entries[at] ?? []) }))
  const total = lines.reduce((sum, line) => ({ pokok: sum.pokok + line.held.pokok, wajib: sum.wajib + line.held.wajib, sukarela: sum.sukarela + line.held.sukarela }), noHoldings())
  const trade = await owedBy(view, members, setting?.credit.days ?? 0)
  const paid = entries.flat().filter(entry => entry.state === 'live').reduce((sum, entry) => sum + wajibPaidBy(entry.data), 0)
  const isMember = member.data.status.state !== 'calon'
  const unpaid = setting && isMember ? duesOf({ joinedOn: member.data.joinedOn, exitOn: on, paid, schedule: setting.dues.wajib, until: on }).arrears : 0
  const arrears = setting?.exit.unpaidWajibIsDebt ? unpaid : 0
  return { ...exitRefund({ held: total, debt: trade, arrears, unpaidWajibIsDebt: arrears > 0 }), lines, trade, arrears, isOverdrawn: Object.values(total).some(amount => amount < 0) }
}

/** The lines of one person, his own first. */
async function personLines(view: RecordReader, member: Member): Promise<Member[]> {
  const merges = await readMerges(view, member.stream)
  const personOf = samePerson(merges)
  const others = [...new Set(merges.flatMap(({ keepId, dropId }) => [keepId, dropId]))].filter(id => id !== member.id && personOf(id) === personOf(member.id))
  const found = await Promise.all(others.sort().map(id => view.get('member', id)))
  return [member, ...found.filter(line => line?.state === 'live')] as Member[]
}

/** As the server worked it out of the hand-overs; what was paid back since is taken off. */
async function owedBy(view: RecordReader, members: readonly Member[], days: number): Promise<Rupiah> {
  const months = (await Promise.all(members.map(line => view.byKey('member-trade', 'member', line.id)))).flat().filter(row => row.state === 'live')
  const cash = (await Promise.all(members.map(line => view.byKey('cash-entry', 'member', line.id)))).flat().filter(row => row.state === 'live' && row.data.category === 'pelunasan-piutang')
  return debtOf(months.map(({ data }) => ({ month: data.month, amount: data.tempo })), cash.reduce((sum, { data }) => sum + data.amount, 0), days).owed
}

export interface Payout { readonly method: PayMethod; readonly receipt: string; readonly cashNumber: string }

/** Numbers of the papers, taken once: of the receipt, and of the line in the cash book where a debt is set off. */
export async function payoutNumbers(app: AppContext): Promise<Omit<Payout, 'method'>> {
  const code = (await kmpOf(app))?.code ?? 'KMP'
  return { receipt: await app.nextLabel('simpanan', code), cashNumber: await app.nextLabel('kas', code) }
}

/**
 * All that was held goes out, and what he owed comes in the same way, so that the drawer gives what is left: 50.000 + 240.000 out
 * and 90.000 in are 200.000 (BR-13). What is owed beyond his simpanan stays owed.
 */
function payoutDrafts(app: AppContext, finance: string, member: Member, exit: Exit, { method, receipt, cashNumber }: Payout, words: PayoutWords): Draft[] {
  const at = { on: app.today(), time: app.wallTime(), by: app.user.id }
  const returned = exit.lines.flatMap(line => SAVING_TYPES.filter(type => line.held[type] > 0).map(type => {
    const entry: SavingEntryData = { number: receipt, memberId: line.member.id, type, act: 'kembali', amount: -line.held[type], method, note: words.note, reverses: null, reason: '', ...at }
    return createDraft('saving-entry', app.newId(), finance, entry)
  }))
  const setOff = held(exit.setOff)
  const debt = Math.min(setOff, exit.trade)
  const cash = (category: CashEntryData['category'], amount: Rupiah, number: string, note: string): Draft[] => (amount <= 0 ? [] : [createDraft('cash-entry', app.newId(), finance, {
    number, category, amount, method, party: member.data.name, memberId: member.id, document: receipt, note, reverses: null, reason: '', ...at,
  })])
  return [...returned, ...cash('pelunasan-piutang', debt, cashNumber, words.debt), ...cash('pendapatan-lain', setOff - debt, debt > 0 ? `${cashNumber}-2` : cashNumber, words.arrears)]
}
/** What the books say of it, in the language of who writes them. */
export interface PayoutWords { readonly note: string; readonly debt: string; readonly arrears: string }

export type ExitError = SaveError | { readonly kind: 'figures-changed' }

export interface Leaving {
  /** Null for an applicant who withdraws: the line is voided, since he never was a member. */
  readonly state: Exclude<MemberData['status']['state'], 'aktif' | 'calon'> | null
  readonly on: Day
  readonly reason: string
  readonly heir: NonNullable<MemberData['status']['heir']> | null
  readonly payout: Payout | null
  /** What the person at the desk was shown; where it is another by now nothing is written. */
  readonly shown: Exit | null
}

/** The end of a membership, and with a payout all that is returned, in one group: first the state, for only who left is paid (BR-12). */
export async function leave(app: AppContext, before: Member, { state, on, reason, heir, payout, shown }: Leaving, words: PayoutWords): Promise<Result<null, ExitError>> {
  const saved = await app.store.writeGroup<ExitError>(async view => {
    const exit = await readExit(app, view, before, on)
    if (payout && (!exit || !shown || exit.refund !== shown.refund || exit.receivable !== shown.receivable)) return err({ kind: 'figures-changed' })
    const lines = [before, ...(exit?.lines.map(line => line.member).filter(line => line.id !== before.id && line.data.status.state === 'aktif') ?? [])]
    const ended = lines.map(line => (state === null ? voidDraft(line, reason)
      : patchDraft(line, { status: { state, on: on < line.data.joinedOn ? line.data.joinedOn : on, reason, ...(heir ? { heir } : {}) } })))
    return ok([...ended, ...paying(app, before, exit, payout, words)])
  })
  return saved.ok ? ok(null) : saved
}

/** Returns what a former member still holds. */
export async function payBack(app: AppContext, member: Member, payout: Payout, shown: Exit, words: PayoutWords): Promise<Result<null, ExitError>> {
  const saved = await app.store.writeGroup<ExitError>(async view => {
    const exit = await readExit(app, view, member, member.data.status.on)
    if (!exit || exit.refund !== shown.refund || exit.receivable !== shown.receivable) return err({ kind: 'figures-changed' })
    return ok(paying(app, member, exit, payout, words))
  })
  return saved.ok ? ok(null) : saved
}

function paying(app: AppContext, member: Member, exit: Exit | null, payout: Payout | null, words: PayoutWords): Draft[] {
  const finance = kmpPlace(app)?.streams.finance
  return payout && exit && finance !== undefined && held(exit) > 0 && !exit.isOverdrawn ? payoutDrafts(app, finance, member, exit, payout, words) : []
}
