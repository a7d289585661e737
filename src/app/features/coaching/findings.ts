import { addDays, type Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import type { FindingData } from '#domain/records/finding.ts'
import { findingState, isOpenFinding, type FindingState } from '#domain/rules/supervision/findings.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, voidDraft, type Draft, type Interest, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { readNames } from '#app/shared/read-names.ts'

export type Finding = StoredRecord<'finding'>
export type LineState = FindingState | 'void'
/** A line of a follow-up plan in a list. */
export interface FindingLine { readonly finding: Finding; readonly placeId: string; readonly place: string; readonly state: LineState }
export const FINDING_INTERESTS: readonly Interest[] = [{ kind: 'finding' }, { kind: 'facility' }]
export const placeOf = ({ stream }: { readonly stream: string }): string => parseStream(stream)?.place ?? ''
/** A month for what nobody has set a day for yet. */
export const usualDue = (today: Day): Day => addDays(today, 30)

export async function placeNames(reader: RecordReader, ids: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  return new Map(await Promise.all([...new Set(ids)].map(async id => [id, (await reader.get('facility', id))?.data.name ?? id] as const)))
}
export const lineOf = (finding: Finding, names: ReadonlyMap<string, string>, today: Day): FindingLine =>
  ({ finding, placeId: placeOf(finding), place: names.get(placeOf(finding)) ?? placeOf(finding), state: finding.state === 'void' ? 'void' : findingState(finding.data, today) })

const RANK: Readonly<Record<LineState, number>> = { overdue: 0, 'evidence-given': 1, open: 1, closed: 2, 'closed-late': 2, void: 3 }
export const byUrgency = (a: FindingLine, b: FindingLine): number => {
  const rank = RANK[a.state] - RANK[b.state]
  if (rank !== 0) return rank
  const closedOn = ({ finding }: FindingLine): string => finding.data.closed?.on ?? finding.data.on
  return (RANK[a.state] < 2 ? a.finding.data.due.localeCompare(b.finding.data.due) : closedOn(b).localeCompare(closedOn(a))) || a.finding.id.localeCompare(b.finding.id)
}

/** All lines of the places this user reads: overdue first, then open by due day, then closed, the latest first. */
export async function readFindings(app: Pick<AppContext, 'store' | 'today'>): Promise<FindingLine[]> {
  const findings = await app.store.scan('finding')
  const names = await placeNames(app.store, findings.map(placeOf))
  return findings.map(one => lineOf(one, names, app.today())).sort(byUrgency)
}

export const SHOWN = ['terbuka', 'lewat', 'bukti', 'ditutup', 'semua'] as const
export type Shown = (typeof SHOWN)[number]
const isShown = ({ state, finding }: FindingLine, shown: Shown): boolean => {
  switch (shown) {
    case 'terbuka': return state !== 'void' && isOpenFinding(state)
    case 'lewat': return state === 'overdue'
    // Waits for the head, whether its day has passed or not.
    case 'bukti': return state !== 'void' && isOpenFinding(state) && finding.data.evidence.length > 0
    case 'ditutup': return state === 'closed' || state === 'closed-late'
    case 'semua': return true
  }
}
/** `''` stands for every place. */
export const filterLines = (lines: readonly FindingLine[], wanted: { shown: Shown; place: string }): FindingLine[] =>
  lines.filter(line => isShown(line, wanted.shown) && (wanted.place === '' || line.placeId === wanted.place))

export interface Photo { readonly id: string; readonly item: string | null; readonly image: string; readonly caption: string; readonly on: Day }
/** The pictures of a finding or a visit that were not taken away, the oldest first. */
export async function readPhotos(reader: RecordReader, of: string): Promise<Photo[]> {
  const found = (await reader.byKey('evidence-photo', 'of', of)).filter(one => one.state === 'live')
  return found.map(({ id, data: { item, image, caption, on } }) => ({ id, item, image, caption, on })).sort((a, b) => a.id.localeCompare(b.id))
}

export interface FindingFile { readonly line: FindingLine; readonly photos: readonly Photo[]; readonly names: ReadonlyMap<string, string>; readonly visitOn: Day | null }
export async function readFinding(app: Pick<AppContext, 'store' | 'today'>, id: string): Promise<FindingFile | null> {
  const finding = await app.store.get('finding', id)
  if (!finding) return null
  const { by, moves, visitId } = finding.data
  const [places, photos, names, visit] = await Promise.all([
    placeNames(app.store, [placeOf(finding)]), readPhotos(app.store, id), readNames(app.store, [by, ...moves.map(move => move.by), ...(finding.by ? [finding.by.actor] : [])]),
    visitId === null ? undefined : app.store.get('coaching-visit', visitId),
  ])
  return { line: lineOf(finding, places, app.today()), photos, names, visitOn: visit?.data.on ?? null }
}

export interface Person { readonly id: string; readonly name: string }
/** Who works at a pustu. */
export async function staffOf(reader: RecordReader, place: string): Promise<Person[]> {
  const isHere = ({ role, place: at }: { readonly role: string; readonly place: string }): boolean => at === place && (role === 'nakes' || role === 'apotek')
  return (await reader.scan('staff')).filter(one => one.state === 'live' && one.data.active && one.data.grants.some(isHere)).map(one => ({ id: one.id, name: one.data.name })).sort((a, b) => a.name.localeCompare(b.name, 'id'))
}

export type NewFinding = Pick<FindingData, 'pustu' | 'visitId' | 'item' | 'critical' | 'text' | 'cause' | 'action' | 'owner' | 'due'>
/** Writes a finding down at its pustu. Answers its id. */
export async function createFinding(app: AppContext, found: NewFinding): Promise<Result<string, SaveFailure>> {
  const id = app.newId()
  const data: FindingData = { ...found, on: app.today(), by: app.user.id, evidence: [], moves: [], closed: null }
  const saved = await app.store.writeGroup<never>(async () => ok([createDraft('finding', id, streamOf('service', found.pustu), data)]))
  return saved.ok ? ok(id) : saved
}

/** `gone`: voided in the meantime; `closed`: somebody closed it since the page was read. */
export type ChangeFailure = SaveFailure | { readonly kind: 'gone' | 'closed' | 'no-evidence' }
async function change(app: AppContext, id: string, decide: (now: Finding) => Result<readonly Draft[], ChangeFailure>): Promise<Result<null, ChangeFailure>> {
  const saved = await app.store.writeGroup<ChangeFailure>(async view => {
    const now = await view.get('finding', id)
    if (now?.state !== 'live') return err({ kind: 'gone' })
    return now.data.closed ? err({ kind: 'closed' }) : decide(now)
  })
  return saved.ok ? ok(null) : saved
}

/** Words, a picture, or both; the picture is a record of its own, written in the same group. */
export const addEvidence = (app: AppContext, id: string, given: { readonly text: string; readonly image: string | null }): Promise<Result<null, ChangeFailure>> => change(app, id, now => {
  const photoId = given.image === null ? null : app.newId()
  const entry = { on: app.today(), text: given.text.trim(), photoId, by: app.user.id, name: app.user.name }
  return ok([
    ...(given.image === null || photoId === null ? [] : [createDraft('evidence-photo', photoId, now.stream, { of: id, item: null, image: given.image, caption: given.text.trim().slice(0, 200), on: app.today(), by: app.user.id })]),
    patchDraft(now, { evidence: [...now.data.evidence, entry] }),
  ])
})

export const moveDue = (app: AppContext, id: string, to: Day, reason: string): Promise<Result<null, ChangeFailure>> =>
  change(app, id, now => ok([patchDraft(now, { due: to, moves: [...now.data.moves, { from: now.data.due, to, reason, on: app.today(), by: app.user.id }] })]))

/** The head's act alone, and never without evidence (BR-64). */
export const closeFinding = (app: AppContext, id: string, note: string): Promise<Result<null, ChangeFailure>> =>
  change(app, id, now => (now.data.evidence.length === 0 ? err({ kind: 'no-evidence' }) : ok([patchDraft(now, { closed: { on: app.today(), by: app.user.id, name: app.user.name, note } })])))

/** Takes a finding out of every count; it stays and shows why. */
export async function voidFinding(app: AppContext, id: string, reason: string): Promise<Result<null, ChangeFailure>> {
  const saved = await app.store.writeGroup<ChangeFailure>(async view => {
    const now = await view.get('finding', id)
    return now?.state === 'live' ? ok([voidDraft(now, reason)]) : err({ kind: 'gone' })
  })
  return saved.ok ? ok(null) : saved
}
