import { err, ok, type Result } from '#domain/core/result.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { AppContext } from '#app/context.ts'
import { patchDraft, resolveDraft, type Draft, type Interest, type Listed, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { samePerson } from '#domain/rules/members/merge-rules.ts'
import { memberListing, type ListedMember } from '#app/shared/coop/member-listing.ts'
import { COOP_MEMBER_INTERESTS, readMerges } from '#app/shared/coop/members.ts'
import { deskMemberListing } from '#app/shared/people-listings.ts'
import { newMemberDrafts, type Payment } from './accept.ts'
import { markDoubles } from './doubles.ts'
import { realChanges } from './form.ts'
import { mergeFile, type MergeFile } from './merges.ts'
import { readPhoto } from './photo.ts'
import { readsWhole } from '#app/shared/coop/uncover.ts'
import { byText } from '#app/shared/by-text.ts'
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

export const LIST_INTERESTS: readonly Interest[] = [...COOP_MEMBER_INTERESTS, { kind: 'desk-member' }]

/** Every member of the KMP at this desk, by name, of merged lines the one that stays. What the desk list of a nakes holds is less, so less is on the line. */
export async function memberLines(app: AppContext, view: RecordReader = app.store): Promise<MemberLine[]> {
  const stream = app.homeStream('members')
  const lines = stream === null ? await deskLines(app, view) : await fullLines(app, view, stream)
  return lines.sort((a, b) => byText(a.folded, b.folded) || byText(a.number, b.number))
}

async function fullLines(app: AppContext, view: RecordReader, stream: string): Promise<MemberLine[]> {
  const members = await listedMembers(view, stream)
  const households = countActive(members.map(({ data }) => [data.familyCard, data.status.state] as const))
  // Who may see the last four digits only must not find out the others by typing them.
  const whole = readsWhole(app, stream)
  return members.map(({ id, data, pending, conflicted }) => ({
    id, name: data.name, folded: data.folded, nik: whole ? data.nik : data.nik.slice(-4), number: data.number, state: data.status.state, bornOn: data.birth.on,
    rtRw: data.address.rt === '' && data.address.rw === '' ? '' : `${data.address.rt || '–'}/${data.address.rw || '–'}`,
    household: data.familyCard === null ? null : (households.get(data.familyCard) ?? 0), pending, conflicted,
  }))
}

/** Everybody's line of the book that was not voided; of merged lines the one that stays. */
async function listedMembers(view: RecordReader, stream: string): Promise<Listed<ListedMember>[]> {
  const [members, merges] = await Promise.all([view.list(memberListing, stream), readMerges(view, stream)])
  const personOf = samePerson(merges)
  return members.filter(({ id, state }) => state === 'live' && personOf(id) === id)
}

/** Ids of lines that may be one person written down twice. */
export async function memberDoubles(app: AppContext): Promise<ReadonlySet<string>> {
  const stream = app.homeStream('members')
  if (stream === null) return new Set()
  return markDoubles((await listedMembers(app.store, stream)).map(({ id, data }) => ({ id, name: data.name, nik: data.nik, bornOn: data.birth.on, state: data.status.state })))
}

async function deskLines(app: AppContext, view: RecordReader): Promise<MemberLine[]> {
  const stream = app.homeStream('desk')
  const members = stream === null ? [] : (await view.list(deskMemberListing, stream)).filter(member => member.state === 'live')
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

/** The KMP of this desk: its short code for member numbers, its kelurahan for new addresses. */
export async function homeKmp(app: AppContext): Promise<StoredRecord<'facility'> | undefined> {
  const place = parseStream(app.homeStream('members') ?? '')?.place
  return place === undefined ? undefined : app.store.get('facility', place)
}

export type SaveError = SaveFailure | { readonly kind: 'nik-taken'; readonly name: string; readonly number: string } | { readonly kind: 'no-home' } | { readonly kind: 'gone' }

/** A new member under a number that was drawn already, with what he pays at once. With `corrects`, settles a quarantined save in the same group. */
export async function saveNew(
  app: AppContext, id: string, number: string, form: Omit<MemberData, 'number' | 'status'>, corrects: Correction | null, paid: Payment | null = null,
): Promise<Result<null, SaveError>> {
  const stream = app.homeStream('members')
  if (stream === null) return err({ kind: 'no-home' })
  const saved = await app.store.writeGroup<SaveError>(async view => {
    const taken = await takenBy(view, stream, id, form.nik)
    if (taken) return err(taken)
    return ok([...await newMemberDrafts(app, view, stream, id, { ...form, number }, paid), ...correctionDrafts(corrects)])
  })
  return saved.ok ? ok(null) : saved
}

/** Changed field groups of a member; `before` is what the author saw, so that a change by somebody else meanwhile is found. */
export async function saveChanges(app: AppContext, before: Member, changes: Partial<MemberData>, corrects: Correction | null): Promise<Result<null, SaveError>> {
  const saved = await app.store.writeGroup<SaveError>(async view => {
    const state = (changes.status ?? before.data.status).state
    const taken = state === 'aktif' ? await takenBy(view, before.stream, before.id, changes.nik ?? before.data.nik) : null
    if (taken) return err(taken)
    return ok([patchDraft(before, realChanges(before.data, changes)), ...correctionDrafts(corrects)])
  })
  return saved.ok ? ok(null) : saved
}

/** BR-06, asked of the freshest view: one NIK is one active member of a KMP. */
async function takenBy(view: RecordReader, stream: string, ownId: string, nik: string): Promise<Extract<SaveError, { kind: 'nik-taken' }> | null> {
  const found = (await view.byKey('member', 'nik', nik)).filter(member => member.stream === stream && member.id !== ownId && member.state === 'live' && member.data.status.state === 'aktif')
  const personOf = found.length === 0 ? null : samePerson(await readMerges(view, stream))
  const other = found.find(member => personOf?.(member.id) !== personOf?.(ownId))
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
export interface MemberFile {
  readonly merges: MergeFile
  readonly image: string | null
  /** Others of the same family card; null where no card is recorded. */
  readonly household: readonly Member[] | null
  readonly member: Member
  readonly conflicts: readonly Conflict[]
  readonly quarantined: readonly Quarantined[]
  readonly names: ReadonlyMap<string, string>
}

export function fileInterests(id: string): Interest[] {
  return [...COOP_MEMBER_INTERESTS, { kind: 'member-photo' }, { kind: 'conflict', key: { name: 'record', value: id } }, { kind: 'quarantine', key: { name: 'record', value: id } }]
}

export async function memberFile(view: RecordReader, id: string): Promise<MemberFile | null> {
  const member = await view.get('member', id)
  if (!member) return null
  const conflicts = (await Promise.all(member.conflicts.map(conflictId => view.get('conflict', conflictId)))).filter(found => found !== undefined)
  const quarantined = (await view.byKey('quarantine', 'record', id)).filter(found => found.data.decision === null)
  const actors = new Set([member.by?.actor, ...conflicts.flatMap(({ data }) => [data.kept.actor, data.offered.actor])].filter(actor => actor !== undefined))
  const staff = await Promise.all([...actors].map(async actor => [actor, (await view.get('staff', actor))?.data.name] as const))
  const [merges, image, household] = await Promise.all([mergeFile(view, id), readPhoto(view, id), householdOf(view, member)])
  return { member, merges, image, household, conflicts, quarantined, names: new Map(staff.filter((pair): pair is readonly [string, string] => pair[1] !== undefined)) }
}

async function householdOf(view: RecordReader, { id, stream, data }: Member): Promise<Member[] | null> {
  if (data.familyCard === null) return null
  const personOf = samePerson(await readMerges(view, stream))
  const found = (await view.byKey('member', 'familyCard', data.familyCard)).filter(other => other.stream === stream && other.state === 'live' && other.id !== id && personOf(other.id) === other.id)
  return found.sort((a, b) => (a.data.birth.on < b.data.birth.on ? -1 : 1))
}
