import { err, ok, type Result } from '#domain/core/result.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { reversalId, reverseMovement, type DispenseError } from '#domain/rules/pharmacy/dispense.ts'
import { directionsOfSigna } from '#domain/rules/pharmacy/signa.ts'
import { endedByVisit } from '#domain/rules/clinic/follow-up-rules.ts'
import { sipHolds } from '#domain/rules/clinic/visit-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, voidDraft, type Draft, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { decideHandover, handoverDrafts, nextHandoverNumber, type AskedHandover, type DecidedHandover, type Handover, type HandoverRefused } from '#app/shared/pharmacy/handovers.ts'
import { isAllBack, readHandoverState, takeBackDrafts } from '#app/shared/pharmacy/take-back.ts'
import { memberOfPatient } from './repository.ts'

const SOURCES = ['program', 'koperasi'] as const

/** One medicine to hand out with the visit: whole smallest units of a drug, from one fund, with what is written of its use. */
export interface HandOut { readonly drugId: string; readonly source: 'program' | 'koperasi'; readonly quantity: number; readonly signa?: string; readonly days?: number }
/** How cooperative medicine is paid; `paid` null is exactly the total. */
export type VisitPayment = AskedHandover['payment']
const EXACT_CASH: VisitPayment = { method: 'tunai', paid: null, reference: '' }

export type VisitFailure =
  | SaveFailure
  | { readonly kind: 'no-place' }
  /** Signed, cancelled or taken over meanwhile, in another tab or on another tablet. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'sip-missing' }
  | { readonly kind: 'sip-expired'; readonly on: string }
  /** The stock is not what the page showed; `line` counts from 0. */
  | { readonly kind: 'stock'; readonly line: number; readonly drugId: string; readonly error: DispenseError }
  /** Nothing can be handed out: no price, a class that may not leave, too little money. */
  | { readonly kind: 'handover'; readonly refused: Exclude<HandoverRefused, { readonly kind: 'line-refused' }> }

/** A new record, or the changes to the draft as its author saw it (`seen`): work on two tablets meets as a conflict, not in silence. */
async function visitDraft(app: AppContext, view: RecordReader, id: string, data: VisitData, seen: StoredRecord<'visit'> | undefined): Promise<Result<Draft, VisitFailure>> {
  const before = await view.get('visit', id)
  if (!before) {
    const stream = app.homeStream('clinical')
    return stream ? ok(createDraft('visit', id, stream, data)) : err({ kind: 'no-place' })
  }
  if (before.state === 'void' || before.data.signature !== null || before.data.author !== app.user.id) return err({ kind: 'gone' })
  return ok(patchDraft(seen ?? before, data))
}

/** Saves the visit unsigned: its author can continue it, on this tablet or another. Nothing leaves the stock. */
export function saveVisitDraft(app: AppContext, id: string, data: VisitData, seen?: StoredRecord<'visit'>): Promise<Result<unknown, VisitFailure>> {
  return app.store.writeGroup<VisitFailure>(async view => {
    const draft = await visitDraft(app, view, id, { ...data, signature: null }, seen)
    return draft.ok ? ok([draft.value]) : draft
  })
}

/** What a visit's hand-over of one fund is called: it follows from the visit, so that a visit has one a fund. */
const handoverId = (visitId: string, source: HandOut['source']): string => `${visitId}-${source}`

interface Decided { readonly id: string; readonly handover: DecidedHandover }

/** One hand-over a fund, in the order of the prescription. */
async function decideHandOuts(app: AppContext, view: RecordReader, stock: string, visitId: string, patientId: string, handOuts: readonly HandOut[], payment: VisitPayment): Promise<Result<Decided[], VisitFailure>> {
  const decided: Decided[] = []
  const patient = (await view.get('patient', patientId))?.data
  const taker = { kind: 'pasien' as const, id: patientId, name: patient?.name ?? '', member: await memberOfPatient(view, patient?.memberId ?? null) }
  for (const source of SOURCES) {
    const places = handOuts.flatMap((line, index) => (line.source === source ? [index] : []))
    if (places.length === 0) continue
    const lines = await Promise.all(places.map(async index => {
      const { drugId = '', quantity = 0, signa = '', days = 0 } = handOuts[index] ?? {}
      const directions = directionsOfSigna(signa, (await view.get('drug', drugId))?.data.unit ?? '')
      return { drugId, quantity, signa, directions: directions && { ...directions, days: days || directions.days } }
    }))
    const handover = await decideHandover(app, view, stock, { source, visitId, taker, prescription: null, lines, payment })
    if (!handover.ok) {
      const refused = handover.error
      if (refused.kind === 'line-refused') return err({ kind: 'stock', line: places[refused.line] ?? refused.line, drugId: refused.drugId, error: refused.error })
      return err({ kind: 'handover', refused })
    }
    decided.push({ id: handoverId(visitId, source), handover: handover.value })
  }
  return ok(decided)
}

/**
 * Signs the visit and hands out its medicine in one group, one hand-over a fund; the line of the queue it came from ends with
 * it, and so does what was waiting for it. All of it is in the journal, or nothing is.
 * Licence, rules, stock and prices are looked at inside the group, so that what the page showed a minute ago decides nothing
 * (BR-30, BR-31, BR-35, BR-41).
 */
export async function signVisit(
  app: AppContext, id: string, data: VisitData, handOuts: readonly HandOut[], seen?: StoredRecord<'visit'>, payment: VisitPayment = EXACT_CASH,
): Promise<Result<unknown, VisitFailure>> {
  const stock = app.homeStream('stock')
  if (handOuts.length > 0 && !stock) return err({ kind: 'no-place' })
  const numbers = new Map<string, string>()
  const decide = (view: RecordReader): Promise<Result<Decided[], VisitFailure>> => (stock ? decideHandOuts(app, view, stock, id, data.patientId, handOuts, payment) : Promise.resolve(ok([])))
  // Asked before numbers are drawn, so that a refusal does not leave a gap among the receipts.
  const ready = await prepareSigning(app, app.store, id, data, seen)
  if (!ready.ok) return ready
  const first = await decide(app.store)
  if (!first.ok) return first
  for (const one of first.value) numbers.set(one.id, await nextHandoverNumber(app, stock ?? ''))

  return app.store.writeGroup<VisitFailure>(async view => {
    const visit = await prepareSigning(app, view, id, data, seen)
    if (!visit.ok) return visit
    const decided = await decide(view)
    if (!decided.ok) return decided
    return ok([visit.value, ...await endedWith(app, view, id, data), ...decided.value.flatMap(one => handoverDrafts(one.handover, one.id, numbers.get(one.id) ?? one.id, stock ?? ''))])
  })
}

/**
 * What ends because this visit was signed: its line of the queue, unless that is gone or was ended meanwhile, and follow-ups
 * of the patient that were waiting for it.
 */
async function endedWith(app: AppContext, view: RecordReader, visitId: string, data: VisitData): Promise<Draft[]> {
  const arrival = data.arrivalId ? await view.get('arrival', data.arrivalId) : undefined
  const isWaiting = arrival?.state === 'live' && arrival.data.ended === null && arrival.data.patientId === data.patientId
  const followUps = (await view.byKey('follow-up', 'patient', data.patientId)).filter(followUp => endedByVisit(followUp, { id: visitId, data }))
  return [
    ...(isWaiting ? [patchDraft(arrival, { ended: { how: 'selesai', time: app.wallTime(), visitId, reason: '', by: app.user.id } })] : []),
    ...followUps.map(followUp => patchDraft(followUp, { outcome: { how: 'datang', on: data.on, note: '', visitId, by: app.user.id } })),
  ]
}

async function prepareSigning(app: AppContext, view: RecordReader, id: string, data: VisitData, seen: StoredRecord<'visit'> | undefined): Promise<Result<Draft, VisitFailure>> {
  const today = app.today()
  const signer = (await view.get('staff', app.user.id))?.data
  if (!signer?.sip) return err({ kind: 'sip-missing' })
  if (!sipHolds(signer, today)) return err({ kind: 'sip-expired', on: signer.sip.expiresOn })
  const signed: VisitData = { ...data, signature: { by: app.user.id, name: signer.name, sip: signer.sip.number, on: today, time: app.wallTime() } }
  return visitDraft(app, view, id, signed, seen)
}

/** A movement of a visit, with how much of it came back. */
export interface HandedOut { readonly movement: StoredRecord<'stock-movement'>; readonly back: number; readonly returned: boolean }

/** What a visit handed out, with what came back of it. */
export async function handedOut(reader: RecordReader, visitId: string): Promise<HandedOut[]> {
  const movements = await reader.byKey('stock-movement', 'visit', visitId)
  const backOf = new Map<string, number>()
  for (const { data } of movements) if (data.reverses !== null) backOf.set(data.reverses, (backOf.get(data.reverses) ?? 0) + data.quantity)
  return movements.filter(movement => movement.data.reason === 'diserahkan')
    .map(movement => ({ movement, back: backOf.get(movement.id) ?? 0, returned: (backOf.get(movement.id) ?? 0) >= -movement.data.quantity }))
    .sort((a, b) => a.movement.data.drugId.localeCompare(b.movement.data.drugId) || a.movement.data.batch.expiresOn.localeCompare(b.movement.data.batch.expiresOn))
}

/** The hand-overs of a visit, without what took them back. */
export async function handoversOf(reader: RecordReader, visitId: string): Promise<Handover[]> {
  return (await reader.byKey('handover', 'visit', visitId)).filter(found => found.state === 'live' && found.data.reverses === null)
}

/**
 * Cancels a visit with a reason; it is kept, marked, and no longer counted (BR-46). With `medicineBack` what was handed out
 * is put back by reversing entries in the same group, once each, with the money where it was sold.
 */
export async function cancelVisit(app: AppContext, id: string, reason: string, medicineBack: boolean): Promise<Result<unknown, VisitFailure>> {
  const numbers = new Map<string, string>()
  if (medicineBack) {
    for (const handover of await openHandovers(app.store, id)) numbers.set(handover.id, await nextHandoverNumber(app, handover.stream))
  }
  return app.store.writeGroup<VisitFailure>(async view => {
    const visit = await view.get('visit', id)
    if (!visit || visit.state === 'void') return err({ kind: 'gone' })
    const drafts: Draft[] = [voidDraft(visit, reason)]
    if (!medicineBack) return ok(drafts)
    for (const handover of await openHandovers(view, id)) {
      const back = await takeBackDrafts(app, view, handover.id, 'all', numbers.get(handover.id) ?? `${handover.data.number}-B`, reason)
      if (!back.ok) return err({ kind: 'gone' })
      drafts.push(...back.value)
    }
    // Visits of before there were hand-overs have movements alone.
    const alone = (await handedOut(view, id)).filter(line => !line.returned && !line.movement.data.documentId)
    return ok([...drafts, ...alone.map(({ movement }) => createDraft('stock-movement', reversalId(movement.id), movement.stream, reverseMovement(movement, app.today(), '')))])
  })
}

/** Hand-overs of a visit of which something is still with the patient. */
async function openHandovers(reader: RecordReader, visitId: string): Promise<Handover[]> {
  const states = await Promise.all((await handoversOf(reader, visitId)).map(handover => readHandoverState(reader, handover.id)))
  return states.flatMap(state => (state && !isAllBack(state) ? [state.handover] : []))
}
