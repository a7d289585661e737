import { parseStream } from '#domain/core/streams.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { sameJson } from '#domain/core/json.ts'
import type { Day } from '#domain/core/day.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { balanceKey } from '#domain/rules/pharmacy/balance.ts'
import type { DrugData } from '#domain/rules/pharmacy/drug-facts.ts'
import { mayHold } from '#domain/rules/pharmacy/drug-rules.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest, RecordReader, SaveFailure } from '#app/db/record-store.ts'
import { decideHandover, handoverDrafts, nextHandoverNumber, type AskedHandover, type Handover, type HandoverRefused } from '#app/shared/pharmacy/handovers.ts'
import { PRICE_INTERESTS, readPrices } from '#app/shared/pharmacy/prices.ts'
import { readPharmacySetting, readUnheld } from '#app/shared/pharmacy/stock.ts'
import { isAllBack, readHandoverState, takeBackDrafts, type HandoverState, type TakeBackRefused } from '#app/shared/pharmacy/take-back.ts'
import type { DispenseFacts } from './dispense-form.ts'
import { readTakers, TAKER_INTERESTS } from './takers.ts'

export const FORM_INTERESTS: readonly Interest[] = [
  { kind: 'stock-movement' }, { kind: 'batch-hold' }, { kind: 'drug' }, { kind: 'pharmacy-setting' }, ...PRICE_INTERESTS, ...TAKER_INTERESTS,
]

/** All that the form is measured against, read anew whenever one of it changes. */
export async function readFacts(app: AppContext, stream: string): Promise<DispenseFacts> {
  const today = app.today()
  const [balances, drugs, prices, takers, setting] = await Promise.all([
    readUnheld(app.store, stream), activeDrugs(app.store), readPrices(app.store, stream, today), readTakers(app), readPharmacySetting(app, app.store),
  ])
  const pustu = parseStream(stream)?.place ?? ''
  return { balances, drugs, prices, takers, today, mayHold: drug => mayHold(setting, pustu, drug) }
}

async function activeDrugs(view: RecordReader): Promise<ReadonlyMap<string, DrugData>> {
  return new Map((await view.scan('drug')).filter(drug => drug.state === 'live' && drug.data.active).map(drug => [drug.id, drug.data]))
}

export type DispenseFailure = SaveFailure | HandoverRefused | { readonly kind: 'changed' }

/** What the page showed: the batches and the money. */
export interface Shown { readonly movements: readonly MovementData[]; readonly total: Rupiah }

/**
 * Hands out what the page showed, as one group. Batches and prices are decided again under the lock: if another tab or a sync
 * has changed them meanwhile, nothing is written and the person looks again. The number is drawn when nothing else is in the way.
 */
export async function handOut(app: AppContext, stream: string, asked: AskedHandover, shown: Shown): Promise<Result<string, DispenseFailure>> {
  const decide = async (view: RecordReader): Promise<ReturnType<typeof decideHandover>> => decideHandover(app, view, stream, asked)
  const first = await decide(app.store)
  if (!first.ok) return first
  if (!isShown(first.value, shown)) return err({ kind: 'changed' })
  const id = app.newId()
  const number = await nextHandoverNumber(app, stream)
  const saved = await app.store.writeGroup<DispenseFailure>(async view => {
    const decided = await decide(view)
    if (!decided.ok) return decided
    return isShown(decided.value, shown) ? ok(handoverDrafts(decided.value, id, number, stream)) : err({ kind: 'changed' })
  })
  return saved.ok ? ok(id) : saved
}

/** A movement as far as a person saw it before it had a moment. */
const takenOf = (movement: MovementData) => ({ key: balanceKey(movement), quantity: movement.quantity, override: movement.override })
const isShown = (decided: { readonly data: { readonly total: Rupiah }; readonly movements: readonly MovementData[] }, shown: Shown): boolean =>
  decided.data.total === shown.total && sameJson(decided.movements.map(takenOf), shown.movements.map(takenOf))

export type TakeBackFailure = SaveFailure | TakeBackRefused

/** Takes a hand-over back, whole or in part, in one group with its stock and money. */
export async function takeBack(app: AppContext, handover: Handover, asked: ReadonlyMap<string, number> | 'all', reason: string): Promise<Result<null, TakeBackFailure>> {
  const ready = await takeBackDrafts(app, app.store, handover.id, asked, handover.data.number, reason)
  if (!ready.ok) return ready
  const number = await nextHandoverNumber(app, handover.stream)
  const saved = await app.store.writeGroup<TakeBackFailure>(view => takeBackDrafts(app, view, handover.id, asked, number, reason))
  return saved.ok ? ok(null) : saved
}

/** A hand-over as its page shows it. */
export interface HandoverFile {
  readonly state: HandoverState
  readonly place: string
  readonly signer: string
  /** For the colour and the shaking of the etiket; a drug that is gone from the catalogue is not here. */
  readonly drugs: ReadonlyMap<string, DrugData>
  readonly original: Handover | null
}

export const fileInterests = (id: string): Interest[] => [{ kind: 'handover', id }, { kind: 'handover', key: { name: 'reverses', value: id } }]

export async function readFile(app: AppContext, id: string): Promise<HandoverFile | null> {
  const state = await readHandoverState(app.store, id)
  if (!state) return null
  const { data, stream } = state.handover
  const place = parseStream(stream)?.place ?? stream
  const [facility, signer, original, ...drugs] = await Promise.all([
    app.store.get('facility', place), app.store.get('staff', data.by), data.reverses === null ? undefined : app.store.get('handover', data.reverses),
    ...data.lines.map(line => app.store.get('drug', line.drugId)),
  ])
  return {
    state, place: facility?.data.name ?? place, signer: signer?.data.name ?? data.by, original: original ?? null,
    drugs: new Map(drugs.flatMap(drug => (drug ? [[drug.id, drug.data] as const] : []))),
  }
}

/** How a hand-over stands: given, some of it back, all of it back, or itself a taking back. */
export type HandoverStanding = 'given' | 'part-back' | 'all-back' | 'taken-back'
export const standingOf = (state: HandoverState): HandoverStanding =>
  state.handover.data.reverses !== null ? 'taken-back' : state.reversals.length === 0 ? 'given' : isAllBack(state) ? 'all-back' : 'part-back'

export interface HandoverRow { readonly handover: Handover; readonly standing: HandoverStanding }

/** The hand-overs of a pustu on a day, the latest first. */
export async function handoversOfDay(view: RecordReader, stream: string, day: Day): Promise<HandoverRow[]> {
  const found = (await view.byDay('handover', day)).filter(handover => handover.stream === stream && handover.state === 'live')
  const rows = await Promise.all(found.map(async handover => {
    const state = await readHandoverState(view, handover.id)
    return { handover, standing: state ? standingOf(state) : 'given' as const }
  }))
  return rows.sort((a, b) => b.handover.data.time.localeCompare(a.handover.data.time) || b.handover.data.number.localeCompare(a.handover.data.number))
}

/** Money of a day by the way it was paid: what came in, less what went back. */
export function takingsOf(rows: readonly HandoverRow[]): { readonly cash: Rupiah; readonly transfer: Rupiah; readonly tempo: Rupiah } {
  const sum = (method: string): Rupiah => rows.filter(row => row.handover.data.payment.method === method).reduce((total, row) => total + row.handover.data.total, 0)
  return { cash: sum('tunai'), transfer: sum('transfer'), tempo: sum('tempo') }
}

/** The number that a hand-over was given. */
export const readNumberOf = async (view: RecordReader, id: string): Promise<string> => (await view.get('handover', id))?.data.number ?? ''
