import type { Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import type { CashEntryData } from '#domain/records/cash-entry.ts'
import { SAVING_TYPES, type SavingEntryData, type SavingType } from '#domain/records/saving-entry.ts'
import { duesOf, exitRefund, type ExitRefund } from '#domain/rules/finance/savings.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, type Draft, type RecordReader, type SaveFailure } from '#app/db/record-store.ts'
import { readDebts } from '#app/shared/coop/debts.ts'
import type { Kmp } from '#app/shared/coop/kmp.ts'
import { readFile, type SavingsFile } from './repository.ts'

/** What somebody gets back who has left (BR-13), and of what he owes each part that is taken off. */
export interface RefundPlan {
  readonly file: SavingsFile
  readonly refund: ExitRefund
  readonly overdrawn: Rupiah
  readonly goods: Rupiah
  readonly wajib: Rupiah
}

export async function readRefund(app: AppContext, kmp: Kmp, memberId: string, view: RecordReader = app.store): Promise<RefundPlan | null> {
  const file = await readFile(app, memberId, view)
  if (!file) return null
  const goods = (await readDebts(app, kmp, view))?.byMember.get(file.member.id)?.owed ?? 0
  const { arrears } = duesOf(file.dues)
  const unpaidWajibIsDebt = file.setting?.exit.unpaidWajibIsDebt ?? false
  return {
    file, goods, wajib: unpaidWajibIsDebt ? arrears : 0, refund: exitRefund({ held: file.held, debt: goods, arrears, unpaidWajibIsDebt }),
    overdrawn: SAVING_TYPES.reduce((sum, type) => sum + Math.max(0, -file.held[type]), 0),
  }
}

export interface RefundForm { readonly method: 'tunai' | 'bank'; readonly on: Day; readonly paidOut: Rupiah; readonly words: { readonly wajib: string; readonly payoff: string } }
export type RefundFailure = SaveFailure | { readonly kind: 'gone' } | { readonly kind: 'changed' }

/**
 * Returns all three kinds as one group: what is owed comes back into the drawer by the same way in the same moment, so that what
 * leaves it is what he is paid. Refused when the figures are no longer those that were shown.
 */
export async function saveRefund(app: AppContext, kmp: Kmp, memberId: string, form: RefundForm): Promise<Result<{ readonly id: string; readonly number: string }, RefundFailure>> {
  const number = await app.nextLabel('simpanan', kmp.code)
  const cashNumber = await app.nextLabel('kas', kmp.code)
  const ids: string[] = []
  const saved = await app.store.writeGroup<RefundFailure>(async view => {
    const plan = await readRefund(app, kmp, memberId, view)
    if (!plan) return err({ kind: 'gone' })
    if (plan.refund.refund !== form.paidOut) return err({ kind: 'changed' })
    const { file, refund } = plan
    const own = { on: form.on, time: app.wallTime(), reverses: null, reason: '', by: app.user.id }
    const line = (type: SavingType, act: 'kembali' | 'setor', amount: Rupiah): Draft => {
      const id = app.newId()
      ids.push(id)
      return createDraft('saving-entry', id, file.streams.finance, { ...own, number, memberId: file.member.id, type, act, amount, method: form.method, note: '' } satisfies SavingEntryData)
    }
    const returned = SAVING_TYPES.filter(type => refund[type] > 0).map(type => line(type, 'kembali', -refund[type]))
    let left = refund.pokok + refund.wajib + refund.sukarela
    const take = (amount: Rupiah): Rupiah => {
      const taken = Math.min(left, amount)
      left -= taken
      return taken
    }
    const putBack = SAVING_TYPES.flatMap(type => {
      const amount = take(Math.max(0, -file.held[type]))
      return amount > 0 ? [line(type, 'setor', amount)] : []
    })
    const cash = (category: CashEntryData['category'], amount: Rupiah, member: string | null, note: string): Draft[] => (amount === 0 ? [] : [createDraft('cash-entry', app.newId(), file.streams.finance, {
      ...own, number: cashNumber, category, amount, method: form.method, party: file.member.data.name, memberId: member, document: number, note,
    })])
    return ok([...returned, ...putBack, ...cash('pelunasan-piutang', take(plan.goods), file.member.id, form.words.payoff), ...cash('pendapatan-lain', take(plan.wajib), null, form.words.wajib)])
  })
  return saved.ok ? ok({ id: ids[0] as string, number }) : saved
}
