import { monthOf, type Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import type { ComplaintData } from '#domain/records/complaint.ts'
import type { WorkingCalendar } from '#domain/records/working-calendar.ts'
import { complaintDue, complaintState, type ComplaintState } from '#domain/rules/supervision/complaint-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, voidDraft, type Interest, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { CALENDAR_INTERESTS, readCalendar } from '#app/shared/complaints.ts'
import { readLetterhead, type Letterhead } from '#app/shared/letterhead.ts'
import { readNames } from '#app/shared/read-names.ts'

export type Complaint = StoredRecord<'complaint'>
export type LineState = ComplaintState | 'void'
/** A complaint in the list, with the day by which it is answered as the calendar stands now. */
export interface ComplaintLine { readonly complaint: Complaint; readonly placeId: string; readonly place: string; readonly due: Day; readonly state: LineState }

export const COMPLAINT_INTERESTS: readonly Interest[] = [{ kind: 'complaint' }, ...CALENDAR_INTERESTS]
const placeOf = (complaint: Complaint): string => parseStream(complaint.stream)?.place ?? ''

interface PlaceFacts { readonly name: string; readonly calendar: WorkingCalendar }
async function readPlace(reader: RecordReader, id: string): Promise<PlaceFacts> {
  const [facility, calendar] = await Promise.all([reader.get('facility', id), readCalendar(reader, id)])
  return { name: facility?.data.name ?? id, calendar }
}
function lineOf(complaint: Complaint, { name, calendar }: PlaceFacts, today: Day): ComplaintLine {
  return { complaint, placeId: placeOf(complaint), place: name, due: complaintDue(complaint.data, calendar), state: complaint.state === 'void' ? 'void' : complaintState(complaint.data, calendar, today) }
}

const RANK: Readonly<Record<LineState, number>> = { overdue: 0, open: 1, answered: 2, 'answered-late': 2, void: 3 }
const byUrgency = (a: ComplaintLine, b: ComplaintLine): number => {
  const rank = RANK[a.state] - RANK[b.state]
  if (rank !== 0) return rank
  const answeredOn = ({ complaint }: ComplaintLine): string => complaint.data.reply?.on ?? complaint.data.on
  return (RANK[a.state] < 2 ? a.due.localeCompare(b.due) : answeredOn(b).localeCompare(answeredOn(a))) || a.complaint.id.localeCompare(b.complaint.id)
}

/** All complaints of the places this user reads: what is overdue first, then by due day, then what was answered, the latest first. */
export async function readComplaints(app: Pick<AppContext, 'store' | 'today'>): Promise<ComplaintLine[]> {
  const complaints = await app.store.scan('complaint')
  const places = new Map(await Promise.all([...new Set(complaints.map(placeOf))].map(async id => [id, await readPlace(app.store, id)] as const)))
  return complaints.flatMap(one => { const place = places.get(placeOf(one)); return place ? [lineOf(one, place, app.today())] : [] }).sort(byUrgency)
}

export const SHOWN = ['belum', 'lewat', 'sudah', 'semua'] as const
export type Shown = (typeof SHOWN)[number]
const isShown = (line: ComplaintLine, shown: Shown): boolean => {
  switch (shown) {
    case 'belum': return line.state === 'open' || line.state === 'overdue'
    case 'lewat': return line.state === 'overdue'
    case 'sudah': return line.state === 'answered' || line.state === 'answered-late'
    case 'semua': return true
  }
}
/** `month` is that of receipt; '' stands for every month and every place. */
export const filterLines = (lines: readonly ComplaintLine[], wanted: { shown: Shown; month: string; place: string }): ComplaintLine[] =>
  lines.filter(line => isShown(line, wanted.shown) && (wanted.month === '' || monthOf(line.complaint.data.on) === wanted.month) && (wanted.place === '' || line.placeId === wanted.place))

export interface Person { readonly id: string; readonly name: string }
export interface ComplaintFile {
  readonly line: ComplaintLine
  readonly head: Letterhead
  /** What people are called who wrote something of it. */
  readonly names: ReadonlyMap<string, string>
  readonly team: readonly Person[]
}

export async function readComplaint(app: Pick<AppContext, 'store' | 'today'>, id: string): Promise<ComplaintFile | null> {
  const complaint = await app.store.get('complaint', id)
  if (!complaint) return null
  const { by, satisfaction } = complaint.data
  const [place, head, names, team] = await Promise.all([
    readPlace(app.store, placeOf(complaint)), readLetterhead(app.store, complaint.stream),
    readNames(app.store, [by, ...(satisfaction ? [satisfaction.by] : []), ...(complaint.by ? [complaint.by.actor] : [])]), teamOf(app.store, placeOf(complaint)),
  ])
  return { line: lineOf(complaint, place, app.today()), head, names, team }
}

/** Who may answer for a complaint of a pustu: its own staff and the head above it. */
export async function teamOf(reader: RecordReader, place: string): Promise<Person[]> {
  const parent = (await reader.get('facility', place))?.data.parentId
  const isOfTeam = ({ role, place: at }: { readonly role: string; readonly place: string }): boolean => (at === place && (role === 'nakes' || role === 'apotek')) || (at === parent && role === 'kapus')
  return (await reader.scan('staff')).filter(one => one.state === 'live' && one.data.active && one.data.grants.some(isOfTeam)).map(one => ({ id: one.id, name: one.data.name })).sort((a, b) => a.name.localeCompare(b.name, 'id'))
}

export type Taken = Omit<ComplaintData, 'number' | 'owner' | 'reply' | 'satisfaction' | 'by'>

/** Writes down a complaint at a pustu, under a number of this tablet's own block. Answers its id and number. */
export async function takeComplaint(app: AppContext, place: string, taken: Taken): Promise<Result<{ readonly id: string; readonly number: string }, SaveFailure>> {
  const facility = await app.store.get('facility', place)
  const number = `ADU-${await app.nextLabel('aduan', facility?.data.code ?? 'PUSTU')}`
  const id = app.newId()
  const saved = await app.store.writeGroup<never>(async () => ok([createDraft('complaint', id, streamOf('service', place), { ...taken, number, owner: null, reply: null, satisfaction: null, by: app.user.id })]))
  return saved.ok ? ok({ id, number }) : saved
}

/** `gone`: voided in the meantime; `answered`: somebody else answered since the page was read. */
export type ChangeFailure = SaveFailure | { readonly kind: 'gone' | 'answered' | 'unanswered' }

async function change(app: AppContext, id: string, decide: (now: Complaint) => Result<Partial<ComplaintData>, ChangeFailure>): Promise<Result<null, ChangeFailure>> {
  const saved = await app.store.writeGroup<ChangeFailure>(async view => {
    const now = await view.get('complaint', id)
    if (now?.state !== 'live') return err({ kind: 'gone' })
    const decided = decide(now)
    return decided.ok ? ok([patchDraft(now, decided.value)]) : decided
  })
  return saved.ok ? ok(null) : saved
}

export const setOwner = (app: AppContext, id: string, owner: Person): Promise<Result<null, ChangeFailure>> => change(app, id, () => ok({ owner: { id: owner.id, name: owner.name } }))

/** Answers under the own name, or mends the answer that the page showed; one that came since then is not written over. */
export const saveReply = (app: AppContext, seen: Complaint, reply: { readonly on: Day; readonly text: string }): Promise<Result<null, ChangeFailure>> => change(app, seen.id, now => {
  const isSame = now.data.reply?.text === seen.data.reply?.text && now.data.reply?.by === seen.data.reply?.by
  return isSame ? ok({ reply: { ...reply, by: app.user.id, name: app.user.name } }) : err({ kind: 'answered' })
})

/** Gives it another class or topic; the norm counts from the day it was received, as ever (BR-63). */
export const saveClass = (app: AppContext, id: string, to: { readonly class: ComplaintData['class']; readonly topic: ComplaintData['topic']; readonly reason: string }): Promise<Result<null, ChangeFailure>> =>
  change(app, id, now => ok({ reclassed: [...(now.data.reclassed ?? []), { ...to, on: app.today(), by: app.user.id, name: app.user.name }] }))

export type Answer = NonNullable<ComplaintData['satisfaction']>['answer']
export const saveSatisfaction = (app: AppContext, id: string, answer: Answer): Promise<Result<null, ChangeFailure>> =>
  change(app, id, now => (now.data.reply ? ok({ satisfaction: { answer, on: app.today(), by: app.user.id } }) : err({ kind: 'unanswered' })))

/** Takes a complaint out of every count; it stays and shows why. */
export async function voidComplaint(app: AppContext, id: string, reason: string): Promise<Result<null, ChangeFailure>> {
  const saved = await app.store.writeGroup<ChangeFailure>(async view => {
    const now = await view.get('complaint', id)
    return now?.state === 'live' ? ok([voidDraft(now, reason)]) : err({ kind: 'gone' })
  })
  return saved.ok ? ok(null) : saved
}
