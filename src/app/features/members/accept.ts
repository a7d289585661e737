import type { Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { SavingEntryData } from '#domain/records/saving-entry.ts'
import { holdingsOf } from '#domain/rules/finance/savings.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Draft, type RecordReader } from '#app/db/record-store.ts'
import { kmpOf, kmpPlace } from '#app/shared/coop/kmp.ts'
import { readCoopSetting } from '#app/shared/coop/setting.ts'
import type { Member, SaveError } from './repository.ts'

/** What becoming a member takes at this KMP (BR-09). */
export interface Dues {
  readonly pokok: Rupiah
  /** Whether this user may take money; the ketua accepts and takes none. */
  readonly mayTake: boolean
  /** The name of the ketua where the setting tells it, or of the user who is the ketua. */
  readonly chair: string
}
export type PayMethod = Extract<SavingEntryData['method'], 'tunai' | 'bank'>
export const payMethodOf = (word: string): PayMethod => (word === 'bank' ? 'bank' : 'tunai')
/** Money on the table, with the number of its receipt. */
export interface Payment { readonly amount: Rupiah; readonly method: PayMethod; readonly receipt: string }

export const mayTakeMoney = (app: Pick<AppContext, 'hasAny'>): boolean => app.hasAny(['koperasi', 'bendahara'])

/** Null where the KMP has not said what simpanan pokok is: then nothing is measured. */
export async function duesOf(app: AppContext, view: RecordReader = app.store): Promise<Dues | null> {
  const place = kmpPlace(app)
  const setting = place ? (await readCoopSetting(view, place.streams.finance))?.data : undefined
  if (!setting) return null
  const chair = app.hasRole('ketua') ? app.user.name : (setting.officers.find(officer => /^ketua$/i.test(officer.position.trim()))?.name ?? '')
  return { pokok: setting.dues.pokok, mayTake: mayTakeMoney(app), chair }
}

/** A number for the receipt of simpanan, taken as the money is. */
export async function receiptNumber(app: AppContext): Promise<string> {
  return app.nextLabel('simpanan', (await kmpOf(app))?.code ?? 'KMP')
}

/** What lies of simpanan pokok under one line of the book. */
export async function pokokPaid(view: RecordReader, memberId: string): Promise<Rupiah> {
  return holdingsOf(await view.byKey('saving-entry', 'member', memberId)).pokok
}

function pokokDraft(app: AppContext, finance: string, memberId: string, { amount, method, receipt }: Payment): Draft {
  const entry: SavingEntryData = { number: receipt, memberId, type: 'pokok', act: 'setor', amount, method, on: app.today(), time: app.wallTime(), note: '', reverses: null, reason: '', by: app.user.id }
  return createDraft('saving-entry', app.newId(), finance, entry)
}

/**
 * The drafts of a new line of the book. Where the KMP has its setting he applies first, pays, and is a member then, all in one
 * group, as it happens at the desk: each step is judged by what stands before it.
 */
export async function newMemberDrafts(app: AppContext, view: RecordReader, stream: string, id: string, data: Omit<MemberData, 'status'>, paid: Payment | null): Promise<Draft[]> {
  const dues = await duesOf(app, view)
  const active: MemberData = { ...data, status: { state: 'aktif', on: data.joinedOn, reason: '' } }
  const finance = kmpPlace(app)?.streams.finance
  if (!dues || finance === undefined) return [createDraft('member', id, stream, active)]
  const applied: MemberData = { ...data, status: { ...active.status, state: 'calon' } }
  const drafts = [createDraft('member', id, stream, applied)]
  if (paid && paid.amount > 0) drafts.push(pokokDraft(app, finance, id, paid))
  if ((paid?.amount ?? 0) >= dues.pokok && data.book) drafts.push(patchDraft(unsaved(id, stream, applied), { status: active.status }))
  return drafts
}

/** A record of this very group, for a change of it in the same breath. */
const unsaved = (id: string, stream: string, data: MemberData): Member => ({ id, kind: 'member', stream, rev: 0, state: 'live', data, conflicts: [], by: null, pending: 'unsent' })

export interface Acceptance { readonly on: Day; readonly book: NonNullable<MemberData['book']>; readonly name: string; readonly payment: Payment | null }

/** Makes an applicant a member: what is still open of simpanan pokok, the signature and the paraf in one group. */
export async function acceptMember(app: AppContext, id: string, { on, book, name, payment }: Acceptance): Promise<Result<null, SaveError>> {
  const saved = await app.store.writeGroup<SaveError>(async view => {
    const member = await view.get('member', id)
    if (!member || member.state !== 'live' || member.data.status.state !== 'calon') return err({ kind: 'gone' })
    const finance = kmpPlace(app)?.streams.finance
    const accepted = name === '' ? {} : { accepted: { by: app.user.id, name, on } }
    const pay = payment && payment.amount > 0 && finance !== undefined ? [pokokDraft(app, finance, id, payment)] : []
    return ok([...pay, patchDraft(member, { book, ...accepted, joinedOn: on, status: { state: 'aktif', on, reason: '' } })])
  })
  return saved.ok ? ok(null) : saved
}
