import type { Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { AppContext } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import type { AtRisk } from '#domain/rules/pharmacy/alerts.ts'
import type { Balance, FundSource } from '#domain/rules/pharmacy/balance.ts'
import { expiryLevel } from '#domain/rules/pharmacy/expiry.ts'
import { readShelfState, type ShelfState } from '#app/shared/pharmacy/shelf.ts'
import { supervisedPustu } from '#app/shared/pustu-days.ts'

/** The shelves of these pustu as they stand now, in their order. One after the other: all at once they are one long pause for the screen. */
export async function shelves(app: AppContext, pustu: readonly StoredRecord<'facility'>[]): Promise<ShelfState[]> {
  const states: ShelfState[] = []
  for (const { id } of pustu) states.push(await readShelfState(app.store, streamOf('stock', id), app.today()))
  return states
}

export const STOCK_TOPICS = ['kosong', 'minimum', 'kedaluwarsa', 'lambat', 'minus'] as const
export type StockTopic = (typeof STOCK_TOPICS)[number]
export const isStockTopic = (word: unknown): word is StockTopic => STOCK_TOPICS.some(topic => topic === word)
export interface StockRow {
  readonly key: string
  readonly pustu: string
  readonly place: string
  readonly drug: StoredRecord<'drug'> | undefined
  readonly drugId: string
  readonly source: FundSource | null
  /** The batch in question; null where it is the whole drug. */
  readonly batch: Balance | null
  readonly quantity: number | null
  readonly minimum: number | null
  readonly lastUsedOn: Day | null
  readonly level: 'expired' | 'red' | 'yellow' | null
}
/** How near its end a batch is; all of them where nothing is asked. */
export const EXPIRY_BOUNDS = ['lewat', '30', '90'] as const
export type ExpiryBound = (typeof EXPIRY_BOUNDS)[number]
export const isExpiryBound = (word: unknown): word is ExpiryBound => EXPIRY_BOUNDS.some(bound => bound === word)
export interface StockTopicRows { readonly rows: readonly StockRow[]; readonly value: number; readonly unvalued: number }

/** What the shelves ask for: drugs out or low, batches near their end, what lies still, what is below zero. As they stand today. */
export async function stockRows(app: AppContext, topic: StockTopic, pustu: string | null, bound: ExpiryBound | null = null): Promise<StockTopicRows> {
  const places = await supervisedPustu(app, pustu)
  const states = await shelves(app, places)
  const parts = places.map((place, index) => topicRows(topic, place, states[index] as ShelfState, bound, app.today()))
  const risks = topic === 'kedaluwarsa' ? states.flatMap(state => risksOf(state, bound)) : []
  return { rows: parts.flat(), value: risks.reduce((sum, risk) => sum + risk.value, 0), unvalued: risks.reduce((sum, risk) => sum + risk.unvalued, 0) }
}

const risksOf = ({ alerts }: ShelfState, bound: ExpiryBound | null): AtRisk[] =>
  ([['lewat', alerts.expired], ['30', alerts.within30], ['90', alerts.within90]] as const).flatMap(([name, risk]) => (bound === null || bound === name ? [risk] : []))

function topicRows(topic: StockTopic, place: StoredRecord<'facility'>, state: ShelfState, bound: ExpiryBound | null, today: Day): StockRow[] {
  const row = (drugId: string, more: Partial<StockRow>): StockRow => ({
    key: `${place.id}|${more.batch?.key ?? `${drugId}|${more.source ?? ''}`}`, pustu: place.id, place: place.data.name, drug: state.drugs.get(drugId), drugId,
    source: more.batch?.source ?? null, batch: null, quantity: more.batch?.quantity ?? null, minimum: null, lastUsedOn: null, level: null, ...more,
  })
  switch (topic) {
    case 'kosong': return state.alerts.out.map(drugId => row(drugId, {}))
    case 'minimum': return state.alerts.belowMinimum.map(({ drugId, source, usable, minimum }) => row(drugId, { source, quantity: usable, minimum }))
    case 'lambat': return state.alerts.slow.map(({ drugId, source, usable, lastUsedOn }) => row(drugId, { source, quantity: usable, lastUsedOn }))
    case 'minus': return state.alerts.negative.map(batch => row(batch.drugId, { batch }))
    case 'kedaluwarsa': return risksOf(state, bound).flatMap(risk => risk.batches).map(batch => row(batch.drugId, { batch, level: levelOf(batch, today) }))
  }
}

function levelOf(batch: Balance, today: Day): StockRow['level'] {
  const level = expiryLevel(batch.expiresOn, today)
  return level === 'good' ? null : level
}
