import type { Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, resolveDraft, type Draft, type Interest, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { foldName, type Findable } from '#app/shared/coop/member-search.ts'

export type Member = StoredRecord<'member'>
export type Quarantined = StoredRecord<'quarantine'>
export type Conflict = StoredRecord<'conflict'>

/** One line of the list, for the search and the screen. */
export interface MemberLine extends Findable {
  readonly id: string
  readonly name: string
  readonly state: string
  readonly bornOn: string
  readonly rtRw: string
  /** How many active members share the household, this one included; null where no household is known. */
  readonly household: number | null
  readonly pending: StoredRecord['pending']
  readonly conflicted: boolean
}

export const LIST_INTERESTS: readonly Interest[] = [{ kind: 'member' }, { kind: 'desk-member' }]

/** Every member of the KMP at this desk, by name. What the desk list of a nakes holds is less, so less is on the line. */
export async function memberLines(app: AppContext, view: RecordReader = app.store): Promise<MemberLine[]> {
  const stream = app.homeStream('members')
  const lines = stream === null ? await deskLines(app, view) : await fullLines(view, stream)
  return lines.sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : a.number < b.number ? -1 : 1))
}

async function fullLines(view: RecordReader, stream: string): Promise<MemberLine[]> {
  const members = (await view.scan('member')).filter(member => member.stream === stream && member.state === 'live')
  const households = countActive(members.map(({ data }) => [data.familyCard, data.status.state] as const))
  return members.map(({ id, data, pending, conflicts }) => ({
    id, name: data.name, folded: foldName(data.name), nik: data.nik, number: data.number, state: data.status.state, bornOn: data.birth.on,
    rtRw: data.address.rt === '' && data.address.rw === '' ? '' : `${data.address.rt || '–'}/${data.address.rw || '–'}`,
    household: data.familyCard === null ? null : (households.get(data.familyCard) ?? 0), pending, conflicted: conflicts.length > 0,
  }))
}

async function deskLines(app: AppContext, view: RecordReader): Promise<MemberLine[]> {
  const stream = app.homeStream('desk')
  const members = (await view.scan('desk-member')).filter(member => member.stream === stream && member.state === 'live')
  const households = countActive(members.map(({ data }) => [data.household, data.state] as const))
  return members.map(({ id, data }) => ({
    id, name: data.name, folded: foldName(data.name), nik: '', number: data.number, state: data.state, bornOn: '', rtRw: '',
    household: data.household === null ? null : (households.get(data.household) ?? 0), pending: 'none', conflicted: false,
  }))
}

function countActive(pairs: readonly (readonly [household: string | null, state: string])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [household, state] of pairs) if (household !== null && state === 'aktif') counts.set(household, (counts.get(household) ?? 0) + 1)
  return counts
}

/** Members who may be the one being typed: the same NIK, and the same name with the same birth date. Never `ownId`. */
export interface Twins { readonly active: Member | null; readonly former: Member | null; readonly namesake: MemberLine | null }

export async function findTwins(view: RecordReader, lines: readonly MemberLine[], stream: string, ownId: string | null, typed: { nik: string; name: string; bornOn: string }): Promise<Twins> {
  const sameNik = typed.nik.length === 16
    ? (await view.byKey('member', 'nik', typed.nik)).filter(member => member.stream === stream && member.state === 'live' && member.id !== ownId)
    : []
  const folded = foldName(typed.name)
  const namesake = folded === '' || typed.bornOn === '' ? undefined
    : lines.find(line => line.id !== ownId && line.folded === folded && line.bornOn === typed.bornOn && line.nik !== typed.nik)
  return {
    active: sameNik.find(member => member.data.status.state === 'aktif') ?? null,
    former: sameNik.find(member => member.data.status.state !== 'aktif') ?? null,
    namesake: namesake ?? null,
  }
}

/** The KMP of this desk: its short code for member numbers, its kelurahan for new addresses. */
export async function homeKmp(app: AppContext): Promise<StoredRecord<'facility'> | undefined> {
  const place = parseStream(app.homeStream('members') ?? '')?.place
  return place === undefined ? undefined : app.store.get('facility', place)
}

export type SaveError = SaveFailure | { readonly kind: 'nik-taken'; readonly name: string; readonly number: string } | { readonly kind: 'no-home' } | { readonly kind: 'gone' }

/** A new member under a number that was drawn already. With `corrects`, settles a quarantined save in the same group. */
export async function saveNew(app: AppContext, id: string, number: string, form: Omit<MemberData, 'number' | 'status'>, corrects: Correction | null): Promise<Result<null, SaveError>> {
  const stream = app.homeStream('members')
  if (stream === null) return err({ kind: 'no-home' })
  const saved = await app.store.writeGroup<SaveError>(async view => {
    const taken = await takenBy(view, stream, id, form.nik)
    if (taken) return err(taken)
    const data: MemberData = { ...form, number, status: { state: 'aktif', on: form.joinedOn, reason: '' } }
    return ok([createDraft('member', id, stream, data), ...correctionDrafts(corrects)])
  })
  return saved.ok ? ok(null) : saved
}

/** Changed field groups of a member; `before` is what the author saw, so that a change by somebody else meanwhile is found. */
export async function saveChanges(app: AppContext, before: Member, changes: Partial<MemberData>, corrects: Correction | null): Promise<Result<null, SaveError>> {
  const saved = await app.store.writeGroup<SaveError>(async view => {
    const state = (changes.status ?? before.data.status).state
    const taken = state === 'aktif' ? await takenBy(view, before.stream, before.id, changes.nik ?? before.data.nik) : null
    if (taken) return err(taken)
    return ok([patchDraft(before, changes), ...correctionDrafts(corrects)])
  })
  return saved.ok ? ok(null) : saved
}

/** BR-06, asked of the freshest view: one NIK is one active member of a KMP. */
async function takenBy(view: RecordReader, stream: string, ownId: string, nik: string): Promise<Extract<SaveError, { kind: 'nik-taken' }> | null> {
  const found = await view.byKey('member', 'nik', nik)
  const other = found.find(member => member.stream === stream && member.id !== ownId && member.state === 'live' && member.data.status.state === 'aktif')
  return other ? { kind: 'nik-taken', name: other.data.name, number: other.data.number } : null
}

/** A quarantined save that a corrected one replaces. */
export interface Correction { readonly record: Quarantined; readonly by: string; readonly reason: string }

function correctionDrafts(corrects: Correction | null): Draft[] {
  return corrects ? [patchDraft(corrects.record, { decision: { choice: 'corrected', reason: corrects.reason, by: corrects.by } })] : []
}

/** Settles one conflict with the value a person chose; the other value stays in the conflict's history. */
export async function settleConflict(app: AppContext, memberId: string, conflict: Conflict, choice: 'stands' | 'offered'): Promise<Result<null, SaveError>> {
  const saved = await app.store.writeGroup<SaveError>(async view => {
    const member = await view.get('member', memberId)
    if (!member) return err({ kind: 'gone' })
    const group = conflict.data.group as keyof MemberData
    const value = choice === 'stands' ? member.data[group] : conflict.data.offered.value
    return ok([resolveDraft(member, [conflict.id], { [group]: value } as Partial<MemberData>)])
  })
  return saved.ok ? ok(null) : saved
}

/** A member with what waits for a decision about it. */
export interface MemberFile { readonly member: Member; readonly conflicts: readonly Conflict[]; readonly quarantined: readonly Quarantined[]; readonly names: ReadonlyMap<string, string> }

export function fileInterests(id: string): Interest[] {
  return [{ kind: 'member', id }, { kind: 'conflict', key: { name: 'record', value: id } }, { kind: 'quarantine', key: { name: 'record', value: id } }]
}

export async function memberFile(view: RecordReader, id: string): Promise<MemberFile | null> {
  const member = await view.get('member', id)
  if (!member) return null
  const conflicts = (await Promise.all(member.conflicts.map(conflictId => view.get('conflict', conflictId)))).filter(found => found !== undefined)
  const quarantined = (await view.byKey('quarantine', 'record', id)).filter(found => found.data.decision === null)
  const actors = new Set([member.by?.actor, ...conflicts.flatMap(({ data }) => [data.kept.actor, data.offered.actor])].filter(actor => actor !== undefined))
  const staff = await Promise.all([...actors].map(async actor => [actor, (await view.get('staff', actor))?.data.name] as const))
  return { member, conflicts, quarantined, names: new Map(staff.filter((pair): pair is readonly [string, string] => pair[1] !== undefined)) }
}

/** A member's new state from a day on, with the reason that the report to the lurah can be traced by. */
export function changedStatus(state: MemberData['status']['state'], on: Day, reason: string): Pick<MemberData, 'status'> {
  return { status: { state, on, reason: reason.trim() } }
}
