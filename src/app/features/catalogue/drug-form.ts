import type { Json } from '#domain/core/json.ts'
import { formatDecimal } from '#domain/core/number.ts'
import { UNCHECKED_FACTS } from '#domain/records/drug.ts'
import { isControlled, type DrugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { rupiahOf } from '#app/shared/forms/typed.ts'

export interface TypedPack { name: string; size: string; barcode: string }
/** A drug as typed. */
export interface TypedDrug {
  name: string; strength: string; form: string; unit: string; route: string; class: string; programme: string
  kfa: string; kfaProduct: string; atc: string; fornas: string; maxPrescription: string; usualDose: string
  minimum: string; hnaAmount: string; hnaPer: string; het: string; note: string
  antibiotic: boolean; indicator: boolean; coldChain: boolean; doubtful: boolean; active: boolean
  unchecked: string[]
  packs: TypedPack[]
}

const whole = (value: number | null | undefined): string => (value === null || value === undefined ? '' : formatDecimal(value))
export const emptyPack = (): TypedPack => ({ name: '', size: '', barcode: '' })

export function typedDrug(facts: DrugFacts): TypedDrug {
  return {
    name: facts.name, strength: facts.strength, form: facts.form, unit: facts.unit, route: facts.route, class: facts.class, programme: facts.programme,
    kfa: facts.kfa ?? '', kfaProduct: facts.kfaProduct ?? '', atc: facts.atc, fornas: facts.fornas, maxPrescription: facts.maxPrescription, usualDose: facts.usualDose,
    minimum: whole(facts.minimum), hnaAmount: whole(facts.hna?.amount), hnaPer: whole(facts.hna?.per), het: whole(facts.het), note: facts.note,
    antibiotic: facts.antibiotic, indicator: facts.indicator, coldChain: facts.coldChain, doubtful: facts.doubtful, active: facts.active,
    unchecked: [...facts.unchecked], packs: facts.packs.map(pack => ({ name: pack.name, size: whole(pack.size), barcode: pack.barcode })),
  }
}

/** The words of the problems a form can have; those that other modules find are named here too. */
export type DrugWord = 'errName' | 'errUnit' | 'errLong' | 'errKfa' | 'errKfaProduct' | 'errWhole' | 'errPer' | 'errHna' | 'errPackName' | 'errPackSize' | 'errPackTwice' | 'errControlled' | 'errUnitLocked'
export interface DrugProblem { readonly field: string; readonly word: DrugWord; readonly n?: number }

const LONGEST = { name: 120, strength: 60, form: 60, unit: 20, route: 40, programme: 40, atc: 20, fornas: 40, maxPrescription: 120, usualDose: 200, note: 300 } as const
export const longest = LONGEST
export const packField = (part: keyof TypedPack, index: number): string => `pack-${part}${index}`

/** What the form has to be measured by, besides itself. */
export interface DrugLimits { readonly controlledAllowed: boolean; readonly lockedUnit: string | null }

/** All that keeps a drug from being saved, in the order of the fields. */
export function drugProblems(typed: TypedDrug, limits: DrugLimits): DrugProblem[] {
  const problems: DrugProblem[] = []
  const add = (field: string, word: DrugWord, n?: number): void => void problems.push(n === undefined ? { field, word } : { field, word, n })
  if (typed.name.trim() === '') add('name', 'errName')
  for (const [field, most] of Object.entries(LONGEST)) if (typed[field as keyof typeof LONGEST].trim().length > most) add(field, 'errLong', most)
  if (typed.unit.trim() === '') add('unit', 'errUnit')
  if (limits.lockedUnit !== null && typed.unit.trim() !== limits.lockedUnit) add('unit', 'errUnitLocked')
  problems.push(...packProblems(typed.packs))
  if (isControlled({ class: typed.class as DrugFacts['class'] }) && typed.active && !limits.controlledAllowed) add('class', 'errControlled')
  if (typed.kfa.trim() !== '' && !/^92\d{6}$/.test(typed.kfa.trim())) add('kfa', 'errKfa')
  if (typed.kfaProduct.trim() !== '' && !/^93\d{6}$/.test(typed.kfaProduct.trim())) add('kfaProduct', 'errKfaProduct')
  for (const field of ['minimum', 'het'] as const) if (typed[field].trim() !== '' && rupiahOf(typed[field]) === null) add(field, 'errWhole')
  const [amount, per] = [typed.hnaAmount.trim(), typed.hnaPer.trim()]
  if (amount !== '' && rupiahOf(amount) === null) add('hnaAmount', 'errWhole')
  else if (amount === '' && per !== '') add('hnaAmount', 'errHna')
  if (amount !== '' && !((rupiahOf(per) ?? 0) > 0)) add('hnaPer', 'errPer')
  return problems
}

function packProblems(packs: readonly TypedPack[]): DrugProblem[] {
  return packs.flatMap((pack, index): DrugProblem[] => {
    const problems: DrugProblem[] = []
    if (pack.name.trim() === '') problems.push({ field: packField('name', index), word: 'errPackName' })
    else if (pack.name.trim().length > 40) problems.push({ field: packField('name', index), word: 'errLong', n: 40 })
    if (!((rupiahOf(pack.size) ?? 0) > 0)) problems.push({ field: packField('size', index), word: 'errPackSize' })
    if (pack.barcode.trim().length > 40) problems.push({ field: packField('barcode', index), word: 'errLong', n: 40 })
    const twin = packs.findIndex(other => other.name.trim().toLowerCase() === pack.name.trim().toLowerCase() && rupiahOf(other.size) === rupiahOf(pack.size) && other.barcode.trim() === pack.barcode.trim())
    return problems.length === 0 && twin < index ? [{ field: packField('name', index), word: 'errPackTwice', n: twin + 1 }] : problems
  })
}

/** The drug that a form without problems describes. */
export function factsOf(typed: TypedDrug): DrugFacts {
  const code = (text: string): string | null => text.trim() || null
  const hna = rupiahOf(typed.hnaAmount)
  return {
    name: typed.name.trim(), strength: typed.strength.trim(), form: typed.form.trim(), unit: typed.unit.trim(), route: typed.route.trim(), class: typed.class as DrugFacts['class'], programme: typed.programme.trim(),
    kfa: code(typed.kfa), kfaProduct: code(typed.kfaProduct), atc: typed.atc.trim(), fornas: typed.fornas.trim(), maxPrescription: typed.maxPrescription.trim(), usualDose: typed.usualDose.trim(),
    minimum: rupiahOf(typed.minimum), hna: hna === null ? null : { amount: hna, per: rupiahOf(typed.hnaPer) || 1 }, het: rupiahOf(typed.het), note: typed.note.trim(),
    antibiotic: typed.antibiotic, indicator: typed.indicator, coldChain: typed.coldChain, doubtful: typed.doubtful, active: typed.active,
    unchecked: UNCHECKED_FACTS.filter(fact => typed.unchecked.includes(fact)),
    packs: typed.packs.map(pack => ({ name: pack.name.trim(), size: rupiahOf(pack.size) ?? 1, barcode: pack.barcode.replace(/\s/g, '') })),
  }
}

/** A kept form of this version's shape, or null. */
export function restoreDrug(kept: Json | undefined, start: TypedDrug): TypedDrug | null {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return null
  const found = kept as Record<string, Json | undefined>
  const fits = Object.entries(start).every(([key, value]) => typeof found[key] === typeof value && Array.isArray(found[key]) === Array.isArray(value))
  const packs = found['packs']
  const packsFit = Array.isArray(packs) && packs.every(pack => pack !== null && typeof pack === 'object' && ['name', 'size', 'barcode'].every(key => typeof (pack as Record<string, Json>)[key] === 'string'))
  return fits && packsFit ? (Object.fromEntries(Object.keys(start).map(key => [key, found[key]])) as unknown as TypedDrug) : null
}
