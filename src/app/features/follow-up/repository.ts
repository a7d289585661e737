import { addDays, type Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { FollowUpData } from '#domain/records/follow-up.ts'
import { FINAL_ENDS } from '#domain/rules/clinic/follow-up-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { openFollowUps, openFollowUpsOf, type FollowUp } from '#app/shared/follow-ups.ts'

export type Patient = StoredRecord<'patient'>
export type Visit = StoredRecord<'visit'>
/** One line of the list: whom it is about, and when he was last here. */
export interface FollowUpLine { readonly followUp: FollowUp; readonly patient: Patient | undefined; readonly lastOn: Day | null }

/** Days for which what has ended stays in the list. */
const DONE_DAYS = 90

export async function readOpenLines(reader: RecordReader): Promise<FollowUpLine[]> {
  return linesOf(reader, await openFollowUps(reader))
}

/** What ended in the last three months, the latest first. */
export async function readDoneLines(reader: RecordReader, today: Day): Promise<FollowUpLine[]> {
  const since = addDays(today, -DONE_DAYS)
  const done = (await reader.scan('follow-up')).filter(({ state, data }) => state === 'live' && data.outcome !== null && data.outcome.on >= since)
  return linesOf(reader, done.sort((a, b) => (b.data.outcome?.on ?? '').localeCompare(a.data.outcome?.on ?? '') || b.id.localeCompare(a.id)))
}

async function linesOf(reader: RecordReader, followUps: readonly FollowUp[]): Promise<FollowUpLine[]> {
  const ids = [...new Set(followUps.map(one => one.data.patientId))]
  const known = new Map(await Promise.all(ids.map(async id => [id, { patient: await reader.get('patient', id), last: await lastVisit(reader, id) }] as const)))
  return followUps.map(followUp => {
    const about = known.get(followUp.data.patientId)
    return { followUp, patient: about?.patient, lastOn: about?.last?.data.on ?? null }
  })
}

/** The newest visit of a patient that is signed and stands. */
export async function lastVisit(reader: RecordReader, patientId: string): Promise<Visit | undefined> {
  const signed = (await reader.byKey('visit', 'patient', patientId)).filter(visit => visit.state === 'live' && visit.data.signature !== null)
  return signed.sort((a, b) => `${b.data.on} ${b.data.time} ${b.id}`.localeCompare(`${a.data.on} ${a.data.time} ${a.id}`))[0]
}

export type FollowUpFailure =
  | SaveFailure
  | { readonly kind: 'no-patient' }
  /** Ended meanwhile: by a visit, or on another tablet. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'too-many' }

/** Where a plan of a patient begins: who he is, what asked for it, and what is open for him already. */
export interface PlanStart { readonly patient: Patient; readonly visit: Visit | null; readonly open: readonly FollowUp[] }

export async function readPlanStart(reader: RecordReader, patientId: string, visitId: string): Promise<PlanStart | null> {
  const visit = visitId === '' ? undefined : await reader.get('visit', visitId)
  const patient = await reader.get('patient', patientId || (visit?.data.patientId ?? ''))
  if (!patient || patient.state !== 'live') return null
  return { patient, visit: visit?.state === 'live' && visit.data.patientId === patient.id ? visit : null, open: await openFollowUpsOf(reader, patient.id) }
}

export async function planFollowUp(app: AppContext, start: PlanStart, plan: Pick<FollowUpData, 'due' | 'how' | 'reason'>): Promise<Result<string, FollowUpFailure>> {
  const id = app.newId()
  const data: FollowUpData = { patientId: start.patient.id, visitId: start.visit?.id ?? null, on: app.today(), by: app.user.id, ...plan, attempts: [], outcome: null }
  const saved = await app.store.writeGroup<FollowUpFailure>(async view => {
    const patient = await view.get('patient', start.patient.id)
    return patient?.state === 'live' ? ok([createDraft('follow-up', id, patient.stream, data)]) : err({ kind: 'no-patient' })
  })
  return saved.ok ? ok(id) : saved
}

/** Changes an open follow-up as it stands now, so that an attempt of another tablet is not lost. */
async function change(app: AppContext, id: string, make: (data: FollowUpData) => Result<Partial<FollowUpData>, FollowUpFailure>): Promise<Result<unknown, FollowUpFailure>> {
  return app.store.writeGroup<FollowUpFailure>(async view => {
    const before = await view.get('follow-up', id)
    if (!before || before.state === 'void' || before.data.outcome) return err({ kind: 'ended' })
    const made = make(before.data)
    if (!made.ok) return made
    const how = made.value.outcome?.how
    const others = how && FINAL_ENDS.includes(how) ? (await openFollowUpsOf(view, before.data.patientId)).filter(other => other.id !== id) : []
    const ended = made.value.outcome ?? null
    return ok([patchDraft(before, made.value), ...others.filter(other => ended !== null && ended.on >= other.data.on).map(other => patchDraft(other, { outcome: ended }))])
  })
}

const MOST = 20

/** A try that reached nobody, or a message that was sent: it stays open. */
export function noteAttempt(app: AppContext, id: string, how: FollowUpData['attempts'][number]['how'], note: string): Promise<Result<unknown, FollowUpFailure>> {
  return change(app, id, data => (data.attempts.length >= MOST ? err({ kind: 'too-many' }) : ok({ attempts: [...data.attempts, { on: app.today(), how, note: note.trim(), by: app.user.id }] })))
}

export function endFollowUp(app: AppContext, id: string, how: NonNullable<FollowUpData['outcome']>['how'], note: string): Promise<Result<unknown, FollowUpFailure>> {
  return change(app, id, () => ok({ outcome: { how, on: app.today(), note: note.trim(), visitId: null, by: app.user.id } }))
}

export function moveFollowUp(app: AppContext, id: string, to: Day, reason: string): Promise<Result<unknown, FollowUpFailure>> {
  return change(app, id, data => {
    const moves = data.moves ?? []
    return moves.length >= MOST ? err({ kind: 'too-many' }) : ok({ due: to, moves: [...moves, { from: data.due, to, reason: reason.trim(), on: app.today(), by: app.user.id }] })
  })
}
