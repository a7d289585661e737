import { err, ok, type Result } from '#domain/core/result.ts'
import type { ExitRefund } from '#domain/rules/finance/savings.ts'
import type { AppContext } from '#app/context.ts'
import type { SaveFailure } from '#app/db/record-store.ts'
import { isAsShown, readRefund, refundDrafts, type RefundForm } from '#app/shared/coop/refund.ts'
import { cashNumberFor, numberFor } from './repository.ts'

export type Refunding = Pick<RefundForm, 'method' | 'on' | 'words'> & { readonly shown: Pick<ExitRefund, 'refund' | 'receivable'> }
export type RefundFailure = SaveFailure | { readonly kind: 'gone' } | { readonly kind: 'changed' }

/** Returns all three kinds as one group. Refused when the figures are no longer those that were shown. Gives the id by which its receipt is found. */
export async function saveRefund(app: AppContext, memberId: string, { shown, ...form }: Refunding): Promise<Result<{ readonly id: string; readonly number: string }, RefundFailure>> {
  const number = await numberFor(app, memberId)
  const cashNumber = await cashNumberFor(app, memberId)
  let id = ''
  const saved = await app.store.writeGroup<RefundFailure>(async view => {
    const plan = await readRefund(app, memberId, { view })
    if (!plan) return err({ kind: 'gone' })
    if (!isAsShown(plan, shown)) return err({ kind: 'changed' })
    const drafts = refundDrafts(app, plan, { ...form, number, cashNumber })
    const [first] = drafts
    id = first?.act === 'create' ? first.id : ''
    return ok(drafts)
  })
  return saved.ok ? ok({ id, number }) : saved
}
