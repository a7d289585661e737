import type { Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { AppContext } from '#app/context.ts'
import { patchDraft, voidDraft, type Draft } from '#app/db/record-store.ts'
import { kmpOf } from '#app/shared/coop/kmp.ts'
import { isAsShown, readRefund, refundDrafts, returnedBy, type RefundForm, type RefundPlan, type RefundWords } from '#app/shared/coop/refund.ts'
import type { Member, SaveError } from './repository.ts'

/** How it is paid, and the numbers of its papers. */
export type Payout = Pick<RefundForm, 'method' | 'number' | 'cashNumber'>

/** Numbers of the papers, taken once: of the receipt, and of the line in the cash book where a debt is set off. */
export async function payoutNumbers(app: AppContext): Promise<Omit<Payout, 'method'>> {
  const code = (await kmpOf(app))?.code ?? 'KMP'
  return { number: await app.nextLabel('simpanan', code), cashNumber: await app.nextLabel('kas', code) }
}

export type ExitError = SaveError | { readonly kind: 'figures-changed' }

export interface Leaving {
  /** Null for an applicant who withdraws: the line is voided, since he never was a member. */
  readonly state: Exclude<MemberData['status']['state'], 'aktif' | 'calon'> | null
  readonly on: Day
  readonly reason: string
  readonly heir: NonNullable<MemberData['status']['heir']> | null
  readonly payout: Payout | null
  /** What the person at the desk was shown; where it is another by now nothing is written. */
  readonly shown: RefundPlan | null
}

/** The end of a membership, and with a payout all that is returned, in one group: first the state, for only who left is paid (BR-12). */
export async function leave(app: AppContext, before: Member, { state, on, reason, heir, payout, shown }: Leaving, words: RefundWords): Promise<Result<null, ExitError>> {
  const saved = await app.store.writeGroup<ExitError>(async view => {
    const plan = await readRefund(app, before.id, { view, leftOn: on })
    if (payout && !(plan && shown && isAsShown(plan, shown))) return err({ kind: 'figures-changed' })
    const lines = [before, ...(plan?.file.lines.filter(line => line.id !== before.id && line.state === 'live' && line.data.status.state === 'aktif') ?? [])]
    const ended = lines.map(line => (state === null ? voidDraft(line, reason)
      : patchDraft(line, { status: { state, on: on < line.data.joinedOn ? line.data.joinedOn : on, reason, ...(heir ? { heir } : {}) } })))
    return ok([...ended, ...paying(app, plan, payout, words)])
  })
  return saved.ok ? ok(null) : saved
}

/** Returns what a former member still holds. */
export async function payBack(app: AppContext, member: Member, payout: Payout, shown: RefundPlan, words: RefundWords): Promise<Result<null, ExitError>> {
  const saved = await app.store.writeGroup<ExitError>(async view => {
    const plan = await readRefund(app, member.id, { view })
    return plan && isAsShown(plan, shown) ? ok(paying(app, plan, payout, words)) : err({ kind: 'figures-changed' })
  })
  return saved.ok ? ok(null) : saved
}

const paying = (app: AppContext, plan: RefundPlan | null, payout: Payout | null, words: RefundWords): Draft[] =>
  (payout && plan && returnedBy(plan) > 0 ? refundDrafts(app, plan, { ...payout, on: app.today(), words }) : [])
