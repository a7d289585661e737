import { ok, err, type Result } from '#domain/core/result.ts'
import type { Role } from '#domain/core/roles.ts'
import type { ReadingData } from '#domain/records/reading.ts'
import { rolesOn } from '#domain/rules/access/grants.ts'
import { isAsked, purposesFor, roleOfPurpose } from '#domain/rules/clinic/reading-rules.ts'
import type { AppContext } from '../context.ts'
import { createDraft, type RecordReader, type SaveFailure, type StoredRecord } from '../db/record-store.ts'
import { momentNow } from './pharmacy/stock.ts'
import { placesKnown } from './places-known.ts'

export type Purpose = ReadingData['purpose']
export type Reading = StoredRecord<'reading'>

/** Whose record is opened; `visitId` null for the whole of it. */
export interface Opened { readonly patientId: string; readonly visitId: string | null }
export type ReadingFailure = SaveFailure | { readonly kind: 'no-record' }

/** The pustu's stream in which a record lies, and thus the reading of it. */
async function streamOfOpened(reader: RecordReader, { patientId, visitId }: Opened): Promise<string | null> {
  const patient = await reader.get('patient', patientId)
  return patient?.stream ?? (visitId === null ? undefined : await reader.get('visit', visitId))?.stream ?? null
}

async function rolesBefore(app: AppContext, opened: Opened): Promise<readonly Role[]> {
  const stream = await streamOfOpened(app.store, opened)
  return stream === null ? [] : rolesOn(app.user.grants, stream, await placesKnown(app))
}

/** Whether this user has to name a purpose before he sees a record, and which he may name (BR-66). */
export async function purposesOf(app: AppContext, opened: Opened): Promise<{ readonly asked: boolean; readonly purposes: readonly Purpose[] }> {
  const roles = await rolesBefore(app, opened)
  return { asked: isAsked(roles), purposes: purposesFor(roles) }
}

/**
 * Writes down that somebody opens a medical record, before he sees it (BR-66). Whoever treats at that desk has one line a
 * patient and day; anybody else one for each look.
 */
export async function noteReading(app: AppContext, { patientId, visitId, purpose, note }: Opened & { readonly purpose: Purpose; readonly note: string }): Promise<Result<unknown, ReadingFailure>> {
  const opened = { patientId, visitId }
  const [stream, roles] = await Promise.all([streamOfOpened(app.store, opened), rolesBefore(app, opened)])
  const role = roleOfPurpose(purpose, roles)
  if (stream === null) return err({ kind: 'no-record' })
  if (role === null) return err({ kind: 'no-grant', stream })
  const on = app.today()
  const isCare = role === 'nakes' && purpose === 'pelayanan'
  if (isCare && await hasReadToday(app, app.store, patientId)) return ok(null)
  const data: ReadingData = { patientId, visitId: isCare ? null : visitId, on, at: momentNow(app), by: app.user.id, name: app.user.name, role, purpose, note: note.trim() }
  return app.store.writeGroup(async view => ok(isCare && await hasReadToday(app, view, patientId) ? [] : [createDraft('reading', app.newId(), stream, data)]))
}

async function hasReadToday(app: AppContext, reader: RecordReader, patientId: string): Promise<boolean> {
  const today = app.today()
  return (await reader.byKey('reading', 'patient', patientId)).some(({ data }) => data.by === app.user.id && data.on === today && data.role === 'nakes' && data.purpose === 'pelayanan')
}

const newestFirst = (a: Reading, b: Reading): number => b.data.at.localeCompare(a.data.at) || b.id.localeCompare(a.id)

/** Who has looked into a patient's record, the newest first. */
export async function readingsOfPatient(reader: RecordReader, patientId: string): Promise<Reading[]> {
  return (await reader.byKey('reading', 'patient', patientId)).sort(newestFirst)
}

/** Who has looked at one visit: at it alone, or at the whole record since the day of the visit. */
export async function readingsOfVisit(reader: RecordReader, visit: { readonly id: string; readonly patientId: string; readonly on: string }): Promise<Reading[]> {
  return (await readingsOfPatient(reader, visit.patientId)).filter(({ data }) => data.visitId === visit.id || (data.visitId === null && data.on >= visit.on))
}

/** How long a named purpose lasts for one patient. */
const PERMIT_MS = 30 * 60_000
interface Permit { readonly patientId: string; readonly purpose: Purpose; readonly note: string; readonly since: number; readonly seen: Set<string> }
/** One a user and unlock: a context is made anew at each. */
const permits = new WeakMap<AppContext, Permit>()
const placeOf = ({ visitId }: Opened): string => visitId ?? ''

/** The purpose that still holds for this patient: named within half an hour, and no other patient's record was opened since. */
export function permitFor(app: AppContext, { patientId }: Opened): { readonly purpose: Purpose; readonly note: string } | null {
  const permit = permits.get(app)
  return permit?.patientId === patientId && app.now() - permit.since < PERMIT_MS ? permit : null
}

/** Opens a record for a purpose: the first look at each visit is written down, and the purpose then holds for the patient. */
export async function openFor(app: AppContext, opened: Opened, purpose: Purpose, note: string): Promise<Result<unknown, ReadingFailure>> {
  const standing = permitFor(app, opened) as Permit | null
  const same = standing?.purpose === purpose && standing.note === note ? standing : null
  if (same?.seen.has(placeOf(opened))) return ok(null)
  const noted = await noteReading(app, { ...opened, purpose, note })
  if (!noted.ok) return noted
  if (same) same.seen.add(placeOf(opened))
  else permits.set(app, { patientId: opened.patientId, purpose, note, since: app.now(), seen: new Set([placeOf(opened)]) })
  return noted
}
