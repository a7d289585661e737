import { daysOfMonth, type Day, type Month } from '../../core/day.ts'
import type { LplpoData } from '../../records/lplpo.ts'
import type { DrugFacts } from './drug-facts.ts'
import { emptyDaysOf, sufficiencyOf, type FundChoice, type LedgerMonths, type Sufficiency } from './forecast.ts'
import { netOf, noFlows, type Flows } from './ledger.ts'
import { ceiling, plus, rational, times, type Rational } from './rational.ts'

export type { LplpoData }
export type LplpoParams = LplpoData['params']

/** What the optimum stock is made of; `workingDays` are those of the period in which `used` went out. */
export interface OptimumFacts {
  readonly used: number
  readonly emptyDays: number
  readonly workingDays: number
  readonly leadDays: number
  readonly bufferPercent: number
}
/** SK working stock, SWK for the days without stock, SWT for the time until goods arrive, SP the buffer: exact, and rounded up once. */
export interface Optimum { readonly sk: Rational; readonly swk: Rational; readonly swt: Rational; readonly sp: Rational; readonly exact: Rational; readonly optimum: number }

/**
 * Stok optimum = SK + SWK + SWT + SP (BR-24 to BR-27). Daily use is the use of the period over its working days. Where more
 * came back from patients than went out, the period has no use.
 */
export function optimumOf({ used, emptyDays, workingDays, leadDays, bufferPercent }: OptimumFacts): Optimum {
  const sk = rational(Math.max(0, used))
  const daily = times(sk, rational(1, workingDays))
  const swk = times(daily, rational(emptyDays))
  const swt = times(daily, rational(leadDays))
  const sp = times(sk, rational(bufferPercent, 100))
  const exact = plus(sk, swk, swt, sp)
  return { sk, swk, swt, sp, exact, optimum: ceiling(exact) }
}

/** What a pustu should hold by the rule of the puskesmas: the optimum stock, or three times the use of the month. */
export function targetOf(params: Omit<LplpoParams, 'roundToPack'>, used: number, emptyDays: number): number {
  return params.rule === 'tiga-kali' ? 3 * Math.max(0, used) : optimumOf({ ...params, used, emptyDays }).optimum
}

export interface RequestFacts {
  readonly rule: LplpoParams['rule']
  readonly used: number
  readonly optimum: number
  readonly closing: number
  /** Smallest units in a usual pack. */
  readonly pack: number
  readonly roundToPack: boolean
}
/** Permintaan: what is missing to the optimum (or to three times the use), never below zero, rounded up to whole packs. */
export function requestOf({ rule, used, optimum, closing, pack, roundToPack }: RequestFacts): number {
  const missing = Math.max(0, (rule === 'tiga-kali' ? 3 * Math.max(0, used) : optimum) - closing)
  return roundToPack && pack > 1 ? ceiling(rational(missing, pack)) * pack : missing
}

/** BR-28: there is more than the optimum. Without use and without stock there is nothing to say. */
export const isOverstocked = (line: Pick<LplpoLine, 'closing' | 'optimum'>): boolean => line.closing > line.optimum

/** Months of stock by the use of this month (§10b). */
export const adequacyOf = ({ closing, used }: Pick<LplpoLine, 'closing' | 'used'>): Sufficiency => sufficiencyOf(closing, used)

/** The figures of a drug, in whole smallest units but for `emptyDays`. Their order is that of the record. */
export const LPLPO_FIGURES = [
  'pack', 'opening', 'adjustment', 'received', 'arrived', 'used', 'lost', 'returned', 'moved', 'difference', 'closing', 'emptyDays', 'optimum', 'request',
] as const
export type LplpoFigure = (typeof LPLPO_FIGURES)[number]
export type LplpoLine = { readonly drugId: string } & Readonly<Record<LplpoFigure, number>>

/** Persediaan: what there was to hand out. Late corrections of earlier months stand in it. */
export const availableOf = (line: Pick<LplpoLine, 'opening' | 'adjustment' | 'received'>): number => line.opening + line.adjustment + line.received
/** Sisa stok as the other columns give it; the column itself must say the same. */
export const closingOf = (line: Omit<LplpoLine, 'drugId' | 'closing'>): number =>
  availableOf(line) - line.used - line.lost - line.returned - line.moved + line.difference

export function linesOf(lines: LplpoData['lines']): LplpoLine[] {
  return lines.drugId.map((drugId, index) => ({
    drugId, ...(Object.fromEntries(LPLPO_FIGURES.map(figure => [figure, lines[figure][index] ?? 0])) as Record<LplpoFigure, number>),
  }))
}

export function columnsOf(lines: readonly LplpoLine[]): LplpoData['lines'] {
  const columns = Object.fromEntries(LPLPO_FIGURES.map(figure => [figure, lines.map(line => line[figure])])) as Record<LplpoFigure, number[]>
  return { drugId: lines.map(line => line.drugId), ...columns }
}

/** The closing stock by drug, as the next month opens with it. */
export const closingsOf = (lines: LplpoData['lines']): Map<string, number> => new Map(lines.drugId.map((drugId, index) => [drugId, lines.closing[index] ?? 0]))

export interface LplpoInput {
  readonly months: LedgerMonths
  readonly month: string
  readonly fund: FundChoice
  readonly params: LplpoParams
  /** The standing report of the month before, of the same fund: this month opens with its closing stock (BR-29). */
  readonly previous: LplpoData['lines'] | null
  readonly drugs: readonly { readonly id: string; readonly data: DrugFacts }[]
  /** The last day of a month that is still running, for the days without stock. */
  readonly through?: Day
}

/**
 * A month of programme stock by drug, from the ledger alone; what the cooperative bought never enters (BR-35). Drugs without
 * stock, movement and minimum are left out. In no particular order.
 */
export function buildLplpo(input: LplpoInput): LplpoLine[] {
  const ledger = readLedger(input)
  const locked = input.previous && closingsOf(input.previous)
  const facts = new Map(input.drugs.map(({ id, data }) => [id, data]))
  const wanted = input.drugs.filter(({ data }) => data.active && (data.minimum ?? 0) > 0).map(({ id }) => id)
  const ids = new Set([...ledger.keys(), ...(locked?.keys() ?? []), ...wanted])
  return [...ids].map(drugId => lineOf(input, drugId, ledger.get(drugId) ?? { before: 0, flows: noFlows() }, locked?.get(drugId) ?? (locked ? 0 : null), facts.get(drugId)?.packs?.[0]?.size ?? 1))
    .filter(line => hasSomething(line) || wanted.includes(line.drugId))
}

interface Ledger { before: number; flows: Flows }

function readLedger({ months, month, fund }: LplpoInput): Map<string, Ledger> {
  const ledger = new Map<string, Ledger>()
  for (const one of months.values()) {
    if (one.source !== 'program' || one.month > month || (fund !== 'semua' && one.fund !== fund)) continue
    const own = ledger.get(one.drugId) ?? { before: 0, flows: noFlows() }
    ledger.set(one.drugId, own)
    if (one.month < month) own.before += netOf(one.flows)
    else for (const [column, amount] of Object.entries(one.flows) as [keyof Flows, number][]) own.flows[column] += amount
  }
  return ledger
}

function lineOf({ months, month, fund, params, through }: LplpoInput, drugId: string, { before, flows }: Ledger, locked: number | null, pack: number): LplpoLine {
  const opening = locked ?? before
  const emptyDays = workingShare(emptyDaysOf(months, drugId, 'program', fund, month, before, through), month, params.workingDays)
  const closing = before + netOf(flows)
  const optimum = targetOf(params, flows.used, emptyDays)
  return {
    drugId, pack, opening, adjustment: before - opening, received: flows.received + flows.movedIn, arrived: flows.movedIn, used: flows.used, lost: flows.lost, returned: flows.returned,
    moved: flows.movedOut, difference: flows.difference, closing, emptyDays, optimum, request: requestOf({ ...params, used: flows.used, optimum, closing, pack }),
  }
}

/**
 * Calendar days of a month as its working days, half up: 10 of 30 are 9 of 26. SWK multiplies them by the use of a working day
 * (BR-25), which would otherwise also ask for days on which nobody is there.
 */
export function workingShare(days: number, month: string, workingDays: number): number {
  const all = daysOfMonth(month as Month).length
  return Math.floor((2 * days * workingDays + all) / (2 * all))
}

const hasSomething = (line: LplpoLine): boolean =>
  (['opening', 'adjustment', 'received', 'arrived', 'used', 'lost', 'returned', 'moved', 'difference', 'closing'] as const).some(figure => line[figure] !== 0)
