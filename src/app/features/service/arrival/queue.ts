import type { Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { OPEN_ARRIVAL, type ArrivalData } from '#domain/records/arrival.ts'
import { byQueueOrder, newArrival } from '#domain/rules/clinic/arrival-rules.ts'
import { raisedPriority, type Urgency } from '#domain/rules/clinic/triage.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type Draft, type Interest, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { placeName } from '../repository.ts'

export type StoredArrival = StoredRecord<'arrival'>

/** One line of the queue, with what a person reads of it. */
export interface QueueLine {
  readonly arrival: StoredArrival
  readonly patient: StoredRecord<'patient'> | undefined
  readonly place: string
  /** The visit that was signed for this arrival, or after it for the same patient. */
  readonly signed: StoredRecord<'visit'> | undefined
  /** This user's own unsigned visit of this arrival. */
  readonly draft: StoredRecord<'visit'> | undefined
  /** The same patient stands in this day's queue more than once. */
  readonly twice: boolean
}

export const queueInterests = (day: Day): readonly Interest[] => [{ kind: 'arrival', day }, { kind: 'visit', day }, { kind: 'patient' }]
export const OPEN_INTERESTS: readonly Interest[] = [{ kind: 'arrival', key: { name: 'open', value: OPEN_ARRIVAL } }, { kind: 'patient' }]

/** Who came on a day to this desk; to somebody without a desk, to all the places he sees. Who was entered by mistake is left out. */
export async function queueOfDay(app: AppContext, day: Day): Promise<QueueLine[]> {
  const desk = app.hasRole('nakes') ? app.homeStream('clinical') : null
  const [arrivals, visits] = await Promise.all([app.store.byDay('arrival', day), app.store.byDay('visit', day)])
  const here = arrivals.filter(({ state, stream, data }) => state === 'live' && data.ended?.how !== 'batal' && (desk === null || stream === desk))
  return (await toLines(app, here, visits)).sort((a, b) => byQueueOrder(a.arrival, b.arrival))
}

/** What earlier days left open at this desk, the oldest first. */
export async function leftOpen(app: AppContext, today: Day): Promise<QueueLine[]> {
  const desk = app.homeStream('clinical')
  const open = (await app.store.byKey('arrival', 'open', OPEN_ARRIVAL)).filter(({ state, stream, data }) => state === 'live' && !data.ended && data.on < today && stream === desk)
  const visits = await Promise.all([...new Set(open.map(({ data }) => data.patientId))].map(id => app.store.byKey('visit', 'patient', id)))
  const lines = await toLines(app, open, visits.flat())
  return lines.sort((a, b) => `${a.arrival.data.on} ${a.arrival.data.time}`.localeCompare(`${b.arrival.data.on} ${b.arrival.data.time}`))
}

async function toLines(app: AppContext, arrivals: readonly StoredArrival[], visits: readonly StoredRecord<'visit'>[]): Promise<QueueLine[]> {
  const ids = [...new Set(arrivals.map(({ data }) => data.patientId))]
  const patients = new Map(await Promise.all(ids.map(async id => [id, await app.store.get('patient', id)] as const)))
  const places = new Map(await Promise.all([...new Set(arrivals.map(({ stream }) => stream))].map(async stream => [stream, await placeName(app.store, stream)] as const)))
  const open = new Map<string, number>()
  for (const { data } of arrivals) if (!data.ended) open.set(`${data.patientId} ${data.on}`, (open.get(`${data.patientId} ${data.on}`) ?? 0) + 1)
  return arrivals.map(arrival => {
    const { patientId, on } = arrival.data
    const own = visits.filter(visit => visit.state === 'live' && visit.data.patientId === patientId && visit.data.on === on)
    return {
      arrival, patient: patients.get(patientId), place: places.get(arrival.stream) ?? '', signed: own.find(visit => visit.data.signature !== null && belongs(visit, arrival)),
      draft: own.find(visit => visit.data.signature === null && visit.data.author === app.user.id && (visit.data.arrivalId ?? arrival.id) === arrival.id),
      twice: !arrival.data.ended && (open.get(`${patientId} ${on}`) ?? 0) > 1,
    }
  })
}
/** A visit that names no arrival was opened from the patient's own page: it counts for who came before it began. */
const belongs = ({ data }: StoredRecord<'visit'>, arrival: StoredArrival): boolean => (data.arrivalId ? data.arrivalId === arrival.id : data.time >= arrival.data.time)

export type QueueFailure =
  | SaveFailure
  | { readonly kind: 'no-place' }
  /** The person stands in today's queue already. */
  | { readonly kind: 'queued'; readonly arrivalId: string }
  /** It left the queue meanwhile, on this tablet or another. */
  | { readonly kind: 'over' }
  /** Another serves the person: taking over is asked for first. */
  | { readonly kind: 'served'; readonly name: string; readonly time: string }

/** Puts a known patient into today's queue, once; `infant` says why a young infant goes first. */
export async function enqueue(app: AppContext, patientId: string, infant: string): Promise<Result<string, QueueFailure>> {
  const stream = app.homeStream('clinical')
  if (!stream) return err({ kind: 'no-place' })
  const id = app.newId()
  const saved = await app.store.writeGroup<QueueFailure>(async view => {
    const standing = (await view.byKey('arrival', 'patient', patientId)).find(({ state, data, stream: place }) => state === 'live' && !data.ended && data.on === app.today() && place === stream)
    if (standing) return err({ kind: 'queued', arrivalId: standing.id })
    const patient = await view.get('patient', patientId)
    if (patient?.state !== 'live') return err({ kind: 'no-place' })
    return ok([createDraft('arrival', id, stream, newArrival(patientId, patient.data, { on: app.today(), time: app.wallTime(), by: app.user.id, infant }))])
  })
  return saved.ok ? ok(id) : saved
}

/** Changes an entry that has not ended; what the author saw is what stands here, so only a change of the same thing elsewhere clashes. */
function change(app: AppContext, id: string, decide: (now: StoredArrival, view: RecordReader) => Promise<Result<Partial<ArrivalData>, QueueFailure>> | Result<Partial<ArrivalData>, QueueFailure>, seen?: StoredArrival): Promise<Result<unknown, QueueFailure>> {
  return app.store.writeGroup<QueueFailure>(async view => {
    const now = await view.get('arrival', id)
    if (now?.state !== 'live' || now.data.ended) return err({ kind: 'over' })
    const changes = await decide(now, view)
    return changes.ok ? ok([patchDraft(seen ?? now, changes.value)]) : changes
  })
}

/** Takes somebody in. Whom another serves already is taken over only when that was said. */
export const serve = (app: AppContext, id: string, takeOver = false): Promise<Result<unknown, QueueFailure>> => change(app, id, ({ data: { service } }) => {
  if (service?.by === app.user.id) return ok({})
  if (service && !takeOver) return err({ kind: 'served', name: service.name, time: service.time })
  return ok({ service: { by: app.user.id, name: app.user.name, time: app.wallTime() } })
})

/** Back to those who wait, at the place his time gives him. */
export const putBack = (app: AppContext, id: string): Promise<Result<unknown, QueueFailure>> => change(app, id, () => ok({ service: null }))

export const setPriority = (app: AppContext, id: string, level: Urgency, reason: string): Promise<Result<unknown, QueueFailure>> =>
  change(app, id, () => ok({ priority: { level, reason: level === 'biasa' ? '' : reason.trim() } }))

const endOf = (app: AppContext, how: NonNullable<ArrivalData['ended']>['how'], reason: string, visitId: string | null): Partial<ArrivalData> =>
  ({ ended: { how, time: app.wallTime(), visitId, reason: reason.trim(), by: app.user.id } })

/** Takes somebody off the queue who was not seen. */
export const endUnseen = (app: AppContext, id: string, how: 'pergi' | 'batal', reason: string): Promise<Result<unknown, QueueFailure>> =>
  change(app, id, () => ok(endOf(app, how, reason, null)))

/** Marks somebody as seen whose visit was signed without naming his place in the queue. */
export const endSeen = (app: AppContext, id: string, visitId: string): Promise<Result<unknown, QueueFailure>> => change(app, id, () => ok(endOf(app, 'selesai', '', visitId)))

/** Closes what earlier days left open: seen where a visit was signed, gone for this reason where none was. */
export async function closeAll(app: AppContext, lines: readonly QueueLine[], reason: string): Promise<Result<number, QueueFailure>> {
  const drafts: Draft[] = []
  const saved = await app.store.writeGroup<QueueFailure>(async view => {
    drafts.length = 0
    for (const { arrival, signed } of lines) {
      const now = await view.get('arrival', arrival.id)
      if (now?.state === 'live' && !now.data.ended) drafts.push(patchDraft(now, signed ? endOf(app, 'selesai', '', signed.id) : endOf(app, 'pergi', reason, null)))
    }
    return ok(drafts)
  })
  return saved.ok ? ok(drafts.length) : saved
}

/** What was measured and said before the consultation. */
export interface Triage {
  readonly reason: string
  readonly payer: ArrivalData['payer']
  /** Null where nothing was measured: what stands stays. */
  readonly measured: Omit<NonNullable<ArrivalData['triage']>, 'by' | 'name' | 'time'> | null
  readonly urgency: Urgency
  readonly why: string
}

/** Keeps the triage; an alarm puts the person before others. `seen` is the entry as its author read it, so that two who measured the same person meet. */
export async function saveTriage(app: AppContext, seen: StoredArrival, triage: Triage): Promise<Result<Urgency | null, QueueFailure>> {
  let raised: ArrivalData['priority'] | null = null
  const saved = await change(app, seen.id, now => {
    raised = raisedPriority(now.data.priority, triage.urgency, triage.why)
    return ok({
      reason: triage.reason.trim(), payer: triage.payer,
      ...(triage.measured ? { triage: { ...triage.measured, by: app.user.id, name: app.user.name, time: app.wallTime() } } : {}), ...(raised ? { priority: raised } : {}),
    })
  }, seen)
  return saved.ok ? ok((raised as ArrivalData['priority'] | null)?.level ?? null) : saved
}

/** Who stands in today's queue, by patient: a hit of the search says so. */
export const openByPatient = (lines: readonly QueueLine[]): ReadonlyMap<string, QueueLine> =>
  new Map(lines.filter(({ arrival }) => !arrival.data.ended).map(line => [line.arrival.data.patientId, line]))

