import { err, ok, type Result } from '#domain/core/result.ts'
import { cashReversalId, cashReversalOf } from '#domain/rules/finance/cash-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import type { Kmp } from '#app/shared/coop/kmp.ts'
import { cashDataOf, type CashForm } from './cash-form.ts'

export type CashEntry = StoredRecord<'cash-entry'>

/** Writes one entry under the next number of this tablet; answers its id and number. */
export async function saveEntry(app: AppContext, kmp: Kmp, form: CashForm): Promise<Result<{ id: string; number: string }, SaveFailure>> {
  const id = app.newId()
  const number = await app.nextLabel('kas', kmp.code)
  const saved = await app.store.writeGroup<SaveFailure>(async view => {
    const member = form.memberId === '' ? undefined : await view.get('member', form.memberId)
    return ok([createDraft('cash-entry', id, kmp.streams.finance, cashDataOf(form, { number, on: app.today(), time: app.wallTime(), by: app.user.id, memberName: member?.data.name ?? '' }))])
  })
  return saved.ok ? ok({ id, number }) : saved
}

export interface EntryFile { readonly entry: CashEntry; readonly reversal: CashEntry | null; readonly officer: string; readonly memberNumber: string }

export async function readEntry(app: Pick<AppContext, 'store'>, id: string): Promise<EntryFile | null> {
  const entry = await app.store.get('cash-entry', id)
  if (!entry || entry.state === 'void') return null
  const [reversal, staff, member] = await Promise.all([
    app.store.get('cash-entry', cashReversalId(id)), app.store.get('staff', entry.data.by), entry.data.memberId === null ? undefined : app.store.get('member', entry.data.memberId),
  ])
  return { entry, reversal: reversal?.state === 'live' ? reversal : null, officer: staff?.data.name ?? '', memberNumber: member?.data.number ?? '' }
}

export type ReverseFailure = SaveFailure | { readonly kind: 'gone' }

/** Takes an entry back: its opposite, today, once. Of two offline tablets the second is put aside. */
export async function reverseEntry(app: AppContext, kmp: Kmp, id: string, reason: string): Promise<Result<{ number: string }, ReverseFailure>> {
  const number = await app.nextLabel('kas', kmp.code)
  const saved = await app.store.writeGroup<ReverseFailure>(async view => {
    const [entry, earlier] = await Promise.all([view.get('cash-entry', id), view.get('cash-entry', cashReversalId(id))])
    if (!entry || entry.state === 'void' || entry.data.reverses !== null || earlier?.state === 'live') return err({ kind: 'gone' })
    const data = cashReversalOf(id, entry.data, { number, on: app.today(), time: app.wallTime(), reason, by: app.user.id })
    return ok([createDraft('cash-entry', cashReversalId(id), entry.stream, data)])
  })
  return saved.ok ? ok({ number }) : saved
}
