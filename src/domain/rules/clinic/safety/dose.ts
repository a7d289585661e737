import type { DrugData } from '../../../records/drug.ts'
import { parseSigna } from '../../pharmacy/signa.ts'
import { parseStrength, quantityFor, type NeededQuantity, type Strength } from './amounts.ts'
import { monthsOf, type PatientFacts } from './facts.ts'
import type { DoseRow, SafetyTable } from './table.ts'

/** A usual dose for this patient in this drug's own units; nobody's directions until somebody takes it. */
export interface DoseSuggestion {
  readonly id: string
  readonly for: string
  readonly signa: string
  readonly days: number | null
  readonly quantity: number | null
  readonly needed: NeededQuantity | null
  /** What it was worked out from; null where the row is not by weight. */
  readonly weight: { readonly kg: number; readonly mgPerKg: readonly number[] } | null
  /** What one dose holds, where the strength says it. */
  readonly mg: number | null
  readonly note: string
  readonly source: string
  readonly checked: boolean
}

/** Why there is a row for the drug but no suggestion: it asks for a weight, or this strength cannot give the dose. */
export type NoSuggestion = 'weight' | 'strength'

type DosedDrug = Pick<DrugData, 'name' | 'strength' | 'form' | 'unit' | 'atc' | 'note' | 'packs'>

const isRow = (row: DoseRow, months: number, facts: PatientFacts): boolean =>
  months >= row.fromMonths && (row.toMonths === undefined || months < row.toMonths)
  && (row.state === undefined || (row.state === 'hamil' ? facts.pregnant : facts.breastfeeding))
  && (row.minKg === undefined || facts.weightKg === null || facts.weightKg >= row.minKg)

/** What the table says of this drug at this age and weight. */
export function suggestDoses(drugId: string, drug: DosedDrug, facts: PatientFacts, table: SafetyTable): { readonly doses: readonly DoseSuggestion[]; readonly missing: NoSuggestion | null } {
  const months = monthsOf(facts)
  if (months === null || !drug.atc) return { doses: [], missing: null }
  let missing: NoSuggestion | null = null
  const doses = table.doses.filter(row => row.atc === drug.atc && isRow(row, months, facts)).flatMap((row): DoseSuggestion[] => {
    const made = suggestion(row, drugId, drug, facts, table)
    if (typeof made !== 'string') return [made]
    missing = made
    return []
  })
  return { doses, missing: doses.length > 0 ? null : missing }
}

function suggestion(row: DoseRow, drugId: string, drug: DosedDrug, facts: PatientFacts, table: SafetyTable): DoseSuggestion | NoSuggestion {
  const days = row.days ?? null
  const common = { id: row.id, for: row.for, days, note: row.note ?? '', source: row.source, checked: row.checked }
  if (row.signa !== undefined) return { ...common, signa: row.signa, quantity: row.quantity ?? null, needed: null, weight: null, mg: null }

  const strength = parseStrength(drug.strength)
  if (row.mgPerKg && facts.weightKg === null) return 'weight'
  const range = wanted(row, facts.weightKg ?? 0)
  const amount = row.amount ? given(row, drug) : strength && range && strength.of === (row.iu === undefined ? 'mg' : 'iu') ? fitting(strength, range, stepsOf(strength.per, drug)) : null
  if (amount === null) return 'strength'
  const per = row.amount ? (drug.unit.toLowerCase() === 'botol' ? 'mL' : 'unit') : (strength?.per ?? 'unit')
  const dose = `${amountText(amount)}${per === 'mL' ? ' ml' : ''}`
  const tail = row.tail ?? ''
  const signa = `${row.perDay}x${dose}${tail === '' ? '' : ` ${tail}`}`
  const needed = quantityFor(drugId, drug, parseSigna(signa, drug.unit), days, table)
  return {
    ...common, signa, quantity: needed?.quantity ?? null, needed, mg: strength?.of === 'mg' && !row.amount ? Math.round(amount * strength.amount * 100) / 100 : null,
    weight: row.mgPerKg && facts.weightKg !== null ? { kg: facts.weightKg, mgPerKg: row.mgPerKg } : null,
  }
}

function wanted(row: DoseRow, kg: number): { readonly low: number; readonly high: number } | null {
  if (row.iu !== undefined) return { low: row.iu, high: row.iu }
  const [low, high] = row.mgPerKg ? row.mgPerKg.map(each => each * kg) : (row.mg ?? [])
  if (low === undefined || high === undefined) return null
  const most = row.maxMg ?? Infinity
  return { low: Math.min(low, most), high: Math.min(high, most) }
}

const given = (row: DoseRow, drug: DosedDrug): number | null => (drug.unit.toLowerCase() === 'botol' ? row.amount?.mL : row.amount?.tablet) ?? null

/** What can be measured with a spoon or broken off a tablet, the handiest first. */
const stepsOf = (per: Strength['per'], drug: Pick<DosedDrug, 'unit' | 'form'>): readonly number[] => {
  if (per === 'mL') return [5, 2.5, 1, 0.5, 0.1]
  // A capsule is not opened, and a coat is there for a reason.
  return drug.unit.toLowerCase() === 'tablet' && !/salut/i.test(drug.form) ? [1, 0.5, 0.25] : [1]
}

/** A dose within the range that can be measured, by the coarsest step that hits it; the most that one takes at once is four units or 20 mL. */
function fitting(strength: Strength, range: { readonly low: number; readonly high: number }, steps: readonly number[]): number | null {
  const [low, high] = [range.low / strength.amount, range.high / strength.amount]
  for (const step of steps) {
    const amount = Math.round(Math.ceil(low / step - 1e-9) * step * 100) / 100
    if (amount > 0 && amount <= high + 1e-9) return amount <= (strength.per === 'mL' ? 20 : 4) ? amount : null
  }
  return null
}

const amountText = (value: number): string => {
  if (value === 0.25) return '¼'
  if (value === 0.5) return '½'
  if (value === 0.75) return '¾'
  return String(value).replace('.', ',')
}
