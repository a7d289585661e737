import type { Day } from '#domain/core/day.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { Balance, FundSource } from '#domain/rules/pharmacy/balance.ts'
import { bySoonestExpiry } from '#domain/rules/pharmacy/fefo.ts'
import { expiryLevel, isUsable, type ExpiryLevel } from '#domain/rules/pharmacy/expiry.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { drugName } from '#app/shared/pharmacy/stock.ts'

/** How much a batch or a drug needs a person, the most first. */
export const LEVELS = ['negative', 'expired', 'red', 'yellow', 'good', 'empty'] as const
export type Level = (typeof LEVELS)[number]

/** A batch that is still there, or that stands below zero, with what to say about it. */
export interface BatchLine extends Balance { readonly level: Level }

/** One drug on the shelf. Programme and cooperative stock stand beside each other and are never added up (BR-35). */
export interface StockLine {
  readonly drugId: string
  readonly name: string
  readonly unit: string
  /** What may be handed out today, by fund; null where the fund never held the drug. */
  readonly usable: Readonly<Record<FundSource, number | null>>
  /** The earliest expiry among the batches that are there; null for none. */
  readonly nearest: Day | null
  readonly level: Level
  /** Nothing left that may be handed out: also where only expired stock is left. */
  readonly out: boolean
}

export function levelOf(balance: Balance, today: Day): Level {
  if (balance.quantity < 0) return 'negative'
  if (balance.quantity === 0) return 'empty'
  return expiryLevel(balance.expiresOn, today) satisfies ExpiryLevel
}

/** The batches of one fund that are there or below zero, in the order in which they are handed out. */
export function batchLines(balances: readonly Balance[], source: FundSource, today: Day): BatchLine[] {
  return balances.filter(balance => balance.source === source && balance.quantity !== 0).sort(bySoonestExpiry).map(balance => ({ ...balance, level: levelOf(balance, today) }))
}

/** The shelf of a pustu: every drug that ever moved there, by name. */
export function stockLines(balances: readonly Balance[], drugs: readonly StoredRecord<'drug'>[], today: Day): StockLine[] {
  const dataById = new Map(drugs.map(drug => [drug.id, drug.data]))
  const byDrug = new Map<string, Balance[]>()
  for (const balance of balances) {
    const held = byDrug.get(balance.drugId)
    if (held) held.push(balance)
    else byDrug.set(balance.drugId, [balance])
  }
  return [...byDrug].map(([drugId, held]) => stockLine(drugId, held, dataById.get(drugId), today)).sort((a, b) => a.name.localeCompare(b.name, 'id'))
}

function stockLine(drugId: string, held: readonly Balance[], drug: DataOf<'drug'> | undefined, today: Day): StockLine {
  const usableOf = (source: FundSource): number | null => {
    const own = held.filter(balance => balance.source === source)
    return own.length === 0 ? null : own.filter(balance => balance.quantity > 0 && isUsable(balance.expiresOn, today)).reduce((sum, balance) => sum + balance.quantity, 0)
  }
  const usable = { program: usableOf('program'), koperasi: usableOf('koperasi') }
  const there = held.filter(balance => balance.quantity > 0).map(balance => balance.expiresOn).sort()
  const levels = held.map(balance => levelOf(balance, today))
  return {
    drugId, name: drug ? drugName(drug) : drugId, unit: drug?.unit ?? '', usable, nearest: there[0] ?? null,
    level: LEVELS.find(level => levels.includes(level)) ?? 'empty', out: (usable.program ?? 0) + (usable.koperasi ?? 0) === 0,
  }
}

export const needsAttention = (line: StockLine): boolean => LEVELS.indexOf(line.level) < LEVELS.indexOf('good')
/** What needs a person most comes first, then by expiry. */
export const byUrgency = (a: StockLine, b: StockLine): number =>
  LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || (a.nearest ?? '9999').localeCompare(b.nearest ?? '9999') || a.name.localeCompare(b.name, 'id')
