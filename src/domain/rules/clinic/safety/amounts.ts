import type { ReadSigna } from '../../pharmacy/signa.ts'
import type { DrugData } from '../../../records/drug.ts'
import type { SafetyTable } from './table.ts'

const MG: Readonly<Record<string, number>> = { mcg: 0.001, mg: 1, g: 1000 }
const numberOf = (text: string): number => Number(text.replace(/\.(?=\d{3}\b)/g, '').replace(',', '.'))

/** How much of a substance one unit or one mL holds, in mg or in IU. */
export interface Strength { readonly amount: number; readonly of: 'mg' | 'iu'; readonly per: 'unit' | 'mL' }

/** "120 mg/5 mL", "500 mg", "100 mg/mL", "480 mg (400/80)", "200.000 IU"; null for what is put together or a percentage. */
export function parseStrength(text: string): Strength | null {
  const match = /^(\d[\d.,]*) (mcg|mg|g|IU)(?:\/(\d[\d,]*)? ?mL)?(?: \([\d/]+\))?$/.exec(text.trim().replace(/\/(\d[\d,]*) mL \(.*\)$/, '/$1 mL'))
  const [whole = '', amount = '', unit = '', volume] = match ?? []
  if (!match) return null
  const value = numberOf(amount) * (unit === 'IU' ? 1 : (MG[unit] ?? 1))
  const isLiquid = /\/[\d, ]*mL/.test(whole)
  return { amount: isLiquid ? value / (volume === undefined ? 1 : numberOf(volume)) : value, of: unit === 'IU' ? 'iu' : 'mg', per: isLiquid ? 'mL' : 'unit' }
}

const FRACTIONS: Readonly<Record<string, number>> = { '½': 0.5, '¼': 0.25, '¾': 0.75 }
const SPOONS: Readonly<Record<string, number>> = { 'sendok teh (5 mL)': 5, 'sendok makan (15 mL)': 15, 'mL': 1 }

/** "1½ tablet", "5 mL", "2 sendok teh (5 mL)" of readable directions as a number of units or of mL; drops and puffs are neither. */
export function doseAmount(dose: string): { readonly value: number; readonly per: 'unit' | 'mL' } | null {
  const match = /^(\d+(?:,\d+)?)?([½¼¾])? (.+)$/.exec(dose)
  const fraction = /^(\d+)\/(\d+) (.+)$/.exec(dose)
  const value = fraction ? Number(fraction[1]) / Number(fraction[2]) : numberOf(match?.[1] ?? '0') + (FRACTIONS[match?.[2] ?? ''] ?? 0)
  const unit = fraction?.[3] ?? match?.[3] ?? ''
  if (!Number.isFinite(value) || value <= 0 || unit === 'tetes' || unit === 'semprot') return null
  return unit in SPOONS ? { value: value * (SPOONS[unit] ?? 1), per: 'mL' } : { value, per: 'unit' }
}

/** What one day of these directions holds, in mg; null where the directions or the strength do not say. */
export function mgPerDay(strength: string, read: Pick<ReadSigna, 'dose' | 'perDay'> | null): number | null {
  const known = parseStrength(strength)
  const dose = read?.dose ? doseAmount(read.dose) : null
  if (known?.of !== 'mg' || !dose || !read?.perDay || dose.per !== known.per) return null
  return dose.value * known.amount * read.perDay
}

type Bottled = Pick<DrugData, 'unit' | 'strength' | 'form' | 'note' | 'packs'>

/** What one bottle holds, in mL. `assumed`: the usual size, because nothing in the catalogue says it. */
export function bottleVolume(drugId: string, drug: Bottled, table: Pick<SafetyTable, 'bottles'>): { readonly mL: number; readonly assumed: boolean } | null {
  if (drug.unit.toLowerCase() !== 'botol') return null
  const said = [drug.note ?? '', drug.form, drug.strength, ...(drug.packs ?? []).map(pack => pack.name)]
    .map(text => /(?:^|[^/\d])(\d{1,4}) ?ml\b/i.exec(text.replace(/\d+ ?\w+\/\d+ ?ml/gi, ''))).find(match => match !== null)
  if (said) return { mL: Number(said[1]), assumed: false }
  const usual = table.bottles[drugId]
  return usual === undefined ? null : { mL: usual, assumed: true }
}

export interface NeededQuantity {
  readonly quantity: number
  /** Units or mL of the whole course, before rounding up. */
  readonly needed: number
  readonly per: 'unit' | 'mL'
  readonly bottle: { readonly mL: number; readonly assumed: boolean } | null
}

/** Dose × times × days in whole smallest units, rounded up; null where one of them is not known. */
export function quantityFor(drugId: string, drug: Bottled, read: Pick<ReadSigna, 'dose' | 'perDay'> | null, days: number | null, table: Pick<SafetyTable, 'bottles'>): NeededQuantity | null {
  const dose = read?.dose ? doseAmount(read.dose) : null
  if (!dose || !read?.perDay || !days || days <= 0) return null
  const needed = Math.round(dose.value * read.perDay * days * 100) / 100
  if (dose.per === 'unit') return drug.unit.toLowerCase() === 'botol' ? null : { quantity: Math.ceil(needed), needed, per: 'unit', bottle: null }
  const bottle = bottleVolume(drugId, drug, table)
  return bottle ? { quantity: Math.ceil(needed / bottle.mL), needed, per: 'mL', bottle } : null
}
