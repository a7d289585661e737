import type { Day } from '#domain/core/day.ts'
import type { DataOf } from '#domain/records/index.ts'
import { measuredSource } from '#domain/rules/pharmacy/alerts.ts'
import type { Balance, FundSource } from '#domain/rules/pharmacy/balance.ts'
import { bySoonestExpiry } from '#domain/rules/pharmacy/fefo.ts'
import { expiryLevel, isUsable, type ExpiryLevel } from '#domain/rules/pharmacy/expiry.ts'
import type { Ratio } from '#domain/rules/pharmacy/forecast.ts'
import { drugName } from '#app/shared/pharmacy/stock.ts'
import type { ShelfState } from '#app/shared/pharmacy/shelf.ts'

/** How a batch stands, what needs a person first. */
export const LEVELS = ['negative', 'expired', 'red', 'yellow', 'good', 'empty'] as const
export type Level = (typeof LEVELS)[number]
/** What may be said of a drug: how its batches stand, and what follows for the drug. In the order of urgency. */
const MARKS = ['negative', 'out', 'expired', 'red', 'below', 'yellow', 'held', 'slow', 'good'] as const
export type Mark = (typeof MARKS)[number]

/** A batch that is still there, or that stands below zero, with what to say about it. */
export interface BatchLine extends Balance { readonly level: Level; readonly held: boolean }

/** One drug on the shelf. Programme and cooperative stock stand beside each other and are never added up (BR-35). */
export interface StockLine {
  readonly drugId: string
  readonly name: string
  readonly unit: string
  /** What may be handed out today, by source; null where the source never held the drug. */
  readonly usable: Readonly<Record<FundSource, number | null>>
  /** The earliest expiry among the batches that are there; null for none. */
  readonly nearest: Day | null
  /** All that is to be said of it; 'good' alone where nothing is, and nothing at all of what is neither there nor in use. */
  readonly marks: readonly Mark[]
  /** How many months the stock lasts at its mean use; null where nothing was used. */
  readonly monthsLeft: Ratio | null
}

export function levelOf(balance: Balance, today: Day): Level {
  if (balance.quantity < 0) return 'negative'
  if (balance.quantity === 0) return 'empty'
  return expiryLevel(balance.expiresOn, today) satisfies ExpiryLevel
}

/** The batches of one source that are there or below zero, in the order in which they are handed out. */
export function batchLines(balances: readonly Balance[], source: FundSource, held: ReadonlySet<string>, today: Day): BatchLine[] {
  return balances.filter(balance => balance.source === source && balance.quantity !== 0).sort(bySoonestExpiry)
    .map(balance => ({ ...balance, level: levelOf(balance, today), held: held.has(balance.key) }))
}

/** The shelf of a pustu: every drug that ever moved there, by name. */
export function stockLines(shelf: ShelfState, today: Day): StockLine[] {
  const byDrug = new Map<string, Balance[]>()
  for (const balance of shelf.balances) {
    const own = byDrug.get(balance.drugId)
    if (own) own.push(balance)
    else byDrug.set(balance.drugId, [balance])
  }
  const below = new Set(shelf.alerts.belowMinimum.map(({ drugId }) => drugId))
  const slow = new Set(shelf.alerts.slow.map(({ drugId }) => drugId))
  // Only a drug in use is missed when it is gone: the same that the figures of the first page count.
  const out = new Set(shelf.alerts.out)
  return [...byDrug].map(([drugId, own]) => stockLine(drugId, own, shelf, { out: out.has(drugId), below: below.has(drugId), slow: slow.has(drugId) }, today)).sort((a, b) => a.name.localeCompare(b.name, 'id'))
}

function stockLine(drugId: string, own: readonly Balance[], shelf: ShelfState, known: Pick<Record<Mark, boolean>, 'out' | 'below' | 'slow'>, today: Day): StockLine {
  const data: DataOf<'drug'> | undefined = shelf.drugs.get(drugId)?.data
  const usableOf = (source: FundSource): number | null => {
    const batches = own.filter(balance => balance.source === source)
    return batches.length === 0 ? null : batches.reduce((sum, batch) => sum + (batch.quantity > 0 && isUsable(batch.expiresOn, today) && !shelf.held.has(batch.key) ? batch.quantity : 0), 0)
  }
  const [program, koperasi] = [usableOf('program'), usableOf('koperasi')]
  const there = own.filter(balance => balance.quantity > 0)
  const levels = new Set(own.map(balance => levelOf(balance, today)))
  const source = measuredSource({ ...(program === null ? {} : { program }), ...(koperasi === null ? {} : { koperasi }) })
  const isMarked: Readonly<Record<Mark, boolean>> = {
    negative: levels.has('negative'), out: known.out, expired: levels.has('expired'), red: levels.has('red'), below: known.below, yellow: levels.has('yellow'),
    held: there.some(batch => shelf.held.has(batch.key)), slow: known.slow, good: false,
  }
  const marks = MARKS.filter(mark => isMarked[mark])
  return {
    drugId, name: data ? drugName(data) : drugId, unit: data?.unit ?? '', usable: { program, koperasi }, nearest: there.map(batch => batch.expiresOn).sort()[0] ?? null,
    marks: marks.length === 0 && there.length > 0 ? ['good'] : marks, monthsLeft: shelf.forecasts.get(`${drugId}|${source}`)?.monthsLeft ?? null,
  }
}

const isThere = (line: StockLine): boolean => (line.usable.program ?? 0) + (line.usable.koperasi ?? 0) > 0
export const SHELF_VIEWS = ['tersedia', 'perhatian', 'kosong', 'minimum', 'kedaluwarsa', 'ditahan', 'lambat'] as const
export type ShelfView = (typeof SHELF_VIEWS)[number]
export const isShelfView = (word: unknown): word is ShelfView => SHELF_VIEWS.some(view => view === word)

const has = (...marks: readonly Mark[]) => (line: StockLine): boolean => line.marks.some(mark => marks.includes(mark))
const WANTED: Readonly<Record<ShelfView, (line: StockLine) => boolean>> = {
  tersedia: isThere, perhatian: line => line.marks.some(mark => mark !== 'good' && mark !== 'slow'), kosong: has('out'), minimum: has('below'), kedaluwarsa: has('expired', 'red', 'yellow'), ditahan: has('held'), lambat: has('slow'),
}

/** The lines of a view: what is there by name, everything else by urgency. */
export function linesIn(view: ShelfView, lines: readonly StockLine[]): StockLine[] {
  const found = lines.filter(WANTED[view])
  return view === 'tersedia' ? found : found.sort(byUrgency)
}

/** What needs a person most comes first, then by expiry. */
const byUrgency = (a: StockLine, b: StockLine): number =>
  MARKS.indexOf(a.marks[0] ?? 'good') - MARKS.indexOf(b.marks[0] ?? 'good') || (a.nearest ?? '9999').localeCompare(b.nearest ?? '9999') || a.name.localeCompare(b.name, 'id')
