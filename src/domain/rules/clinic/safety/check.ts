import { parseSigna } from '../../pharmacy/signa.ts'
import { matchAllergy, matchCrossing, wordsOf } from '../allergy.ts'
import { mgPerDay } from './amounts.ts'
import { monthsOf, type PatientFacts } from './facts.ts'
import { groupOf, isOf, isSameSubstance, isSystemic, medicineOf, medicinesOfText, type Medicine, type SafetyDrug } from './medicine.ts'
import type { DuplicateRow, Level, SafetyTable, StateRow } from './table.ts'

export const FINDING_KINDS = ['alergi', 'interaksi', 'ganda', 'kehamilan', 'menyusui', 'anak', 'lansia', 'penyakit', 'antibiotik', 'dosis'] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

/** A line of a prescription, as far as the checks need it; an unfinished one is checked as soon as its drug is chosen. */
export interface CheckedLine { readonly drugId: string; readonly signa: string }

/**
 * What stands against a prescription. `block`: it is signed only with a written reason, kept with the line under this id.
 * `warn`: it is seen and nothing more; asking for a reason each time would teach people to type dots.
 */
export interface Finding {
  /** Follows from the rule and the substances, never from the order of lines: the reason stays with what it was written for. */
  readonly id: string
  readonly level: Level
  readonly kind: FindingKind
  /** Ids of the drugs of the prescription that it is about, in alphabetical order. */
  readonly drugs: readonly string[]
  /** What it meets there: another drug, a substance, a code, a routine medicine, or mg a day. */
  readonly with: string
  /** Where the other medicine comes from. */
  readonly origin: 'resep' | 'rutin' | 'berjalan' | null
  /** Until when a running medicine lasts; '' otherwise. */
  readonly until: string
  readonly reason: string
  readonly source: string
  /** Numbers for the sentence: mg a day that was written, and the most that it may be. */
  readonly amount: { readonly mgPerDay: number; readonly most: number } | null
}

interface Other extends Medicine { readonly origin: 'resep' | 'rutin' | 'berjalan'; readonly until: string }
interface Line extends Medicine { readonly drugId: string; readonly drug: SafetyDrug; readonly signa: string }

const finding = (kind: FindingKind, rule: string, level: Level, of: readonly { readonly drugId: string | null; readonly key: string }[], rest: Partial<Finding>): Finding => ({
  id: `${kind}:${rule}:${[...new Set(of.map(one => one.key))].sort().join('+')}`.slice(0, 120), level, kind,
  drugs: [...new Set(of.flatMap(one => (one.drugId === null ? [] : [one.drugId])))].sort(), with: '', origin: null, until: '', reason: '', source: '', amount: null, ...rest,
})

/**
 * Everything that the table and the patient say against these lines, each once, in an order of its own. Pure: the same lines
 * in another order give the same findings, and no line gives none. What is written as free text is compared by words, so what
 * nobody named can't be found.
 */
export function checkPrescription(lines: readonly CheckedLine[], facts: PatientFacts, drugs: ReadonlyMap<string, SafetyDrug>, table: SafetyTable): Finding[] {
  const known = lines.flatMap(({ drugId, signa }): Line[] => {
    const drug = drugs.get(drugId)
    return drug ? [{ ...medicineOf(drugId, drug), drugId, drug, signa }] : []
  }).sort((a, b) => a.drugId.localeCompare(b.drugId) || a.signa.localeCompare(b.signa))
  const taken = [...new Map(known.map(line => [line.drugId, line])).values()]
  const others: Other[] = [
    ...medicinesOfText(facts.routine).map(one => ({ ...one, origin: 'rutin' as const, until: '' })),
    ...facts.running.flatMap((one): Other[] => {
      const drug = drugs.get(one.drugId)
      return drug ? [{ ...medicineOf(one.drugId, drug), name: one.name, origin: 'berjalan', until: one.until }] : []
    }),
  ]
  const found = [
    ...taken.flatMap(line => allergyFindings(line, facts)), ...pairFindings(taken, others, table),
    ...taken.flatMap(line => stateFindings(line, facts, table)), ...taken.flatMap(line => antibioticFindings(line, facts, table)), ...doseFindings(known, facts, table),
  ]
  const rank = (one: Finding): string => `${one.level === 'block' ? 0 : 1}${FINDING_KINDS.indexOf(one.kind)}${one.id}`
  return [...new Map(found.map(one => [one.id, one])).values()].sort((a, b) => rank(a).localeCompare(rank(b)))
}

function allergyFindings(line: Line, facts: PatientFacts): Finding[] {
  const named = matchAllergy(line.drug.name, facts.allergies)
  if (named !== null) return [finding('alergi', 'langsung', 'block', [line], { with: named, source: 'BR-44' })]
  const crossing = matchCrossing(line.drug.name, facts.allergies)
  return crossing ? [finding('alergi', 'silang', 'block', [line], { with: crossing.substance, reason: crossing.reason, source: 'BNF' })] : []
}

function pairFindings(lines: readonly Line[], others: readonly Other[], table: SafetyTable): Finding[] {
  return lines.flatMap((line, index) => [
    ...lines.slice(index + 1).map((other): Other => ({ ...other, origin: 'resep', until: '' })),
    ...others.filter(other => other.drugId === null || other.drugId !== line.drugId || other.origin === 'berjalan'),
  ].flatMap(other => meeting(line, other, table)))
}

function meeting(line: Line, other: Other, table: SafetyTable): Finding[] {
  const pair = [line, other.origin === 'resep' ? other : { ...other, drugId: null }]
  const about = { with: other.name, origin: other.origin, until: other.until }
  const at = other.origin === 'resep' ? '' : `-${other.origin}`
  const interactions = isSystemic(line.drug) ? table.interactions.filter(row => {
    const [a, b] = [groupOf(table, row.a), groupOf(table, row.b)]
    return (isOf(line, a) && isOf(other, b)) || (isOf(line, b) && isOf(other, a))
  }).map(row => finding('interaksi', `${row.id}${at}`, row.level, pair, { ...about, reason: row.reason, source: row.source })) : []
  if (!isSystemic(line.drug)) return interactions
  if (isSameSubstance(line, other)) return [...interactions, finding('ganda', `sama${at}`, 'warn', pair, about)]
  const doubled = table.duplicates.find(row => isOf(line, groupOf(table, row.group)) && isOf(other, groupOf(table, row.group)))
  if (doubled) return [...interactions, finding('ganda', `${doubled.id}${at}`, doubledLevel(doubled, other), pair, { ...about, reason: doubled.reason, source: doubled.source })]
  return isAlike(line, other) ? [...interactions, finding('ganda', `golongan${at}`, 'warn', pair, about)] : interactions
}

/** What only runs on may be what is being replaced today: it is shown, and stops nobody. */
const doubledLevel = (row: DuplicateRow, other: Other): Level => (other.origin === 'resep' ? row.level : 'warn')

/** Same ATC group of the fourth level. Not where two of a group are the rule: vitamins, minerals, infusions, vaccines, TB, insulin, oxytocics. */
const TOGETHER = /^(A07C|A10A|A11|A12|B05|D|G|J04|J07|S|V)/
const isAlike = (a: Medicine, b: Medicine): boolean => a.atc.length === 7 && b.atc.length === 7 && a.atc.slice(0, 5) === b.atc.slice(0, 5) && !TOGETHER.test(a.atc)

function stateFindings(line: Line, facts: PatientFacts, table: SafetyTable): Finding[] {
  if (!isSystemic(line.drug)) return []
  return table.states.filter(row => isOf(line, groupOf(table, row.group))).flatMap(row => {
    const met = inState(row, facts)
    return met === null ? [] : [finding(row.kind, row.id, met.level, [line], { with: met.with, reason: row.reason, source: row.source })]
  })
}

function inState(row: StateRow, facts: PatientFacts): { readonly level: Level; readonly with: string } | null {
  switch (row.kind) {
    case 'kehamilan': {
      if (!facts.pregnant) return null
      if (row.fromWeek === undefined && row.toWeek === undefined) return { level: row.level, with: '' }
      // Without weeks nobody knows whether it applies: it is said, and blocks nothing.
      if (facts.weeks === null) return { level: 'warn', with: 'minggu-belum-diisi' }
      return facts.weeks >= (row.fromWeek ?? 0) && facts.weeks < (row.toWeek ?? Infinity) ? { level: row.level, with: String(facts.weeks) } : null
    }
    case 'menyusui': return facts.breastfeeding ? { level: row.level, with: '' } : null
    case 'anak': case 'lansia': {
      const months = monthsOf(facts)
      if (months === null || months < (row.fromMonths ?? 0) || months >= (row.belowMonths ?? Infinity)) return null
      return { level: row.level, with: '' }
    }
    case 'penyakit': {
      const code = facts.diagnoses.find(one => row.codes?.some(prefix => one.startsWith(prefix)))
      if (code !== undefined) return { level: row.level, with: code }
      const past = wordsOf(facts.past)
      const word = row.words?.find(words => wordsOf(words).length > 0 && wordsOf(words).every(one => past.includes(one)))
      return word === undefined ? null : { level: row.level, with: word }
    }
  }
}

function antibioticFindings(line: Line, facts: PatientFacts, table: SafetyTable): Finding[] {
  const [primary] = facts.diagnoses
  if (!line.drug.antibiotic || !isSystemic(line.drug) || primary === undefined || !table.antibioticRarely.includes(primary)) return []
  return [finding('antibiotik', primary, 'warn', [line], { with: primary })]
}

/** Twelve years: from then on the dose of an adult is the limit. */
const CHILD_MONTHS = 144

function doseFindings(lines: readonly Line[], facts: PatientFacts, table: SafetyTable): Finding[] {
  return table.maxima.flatMap(row => {
    const group = groupOf(table, row.group)
    const ofGroup = lines.filter(line => isSystemic(line.drug) && isOf(line, group))
    // Two lines of one drug are one drug from two funds: its larger dose counts, not their sum.
    const perDrug = new Map<string, number>()
    for (const line of ofGroup) {
      const mg = mgPerDay(line.drug.strength, parseSigna(line.signa, line.drug.unit))
      if (mg !== null) perDrug.set(line.drugId, Math.max(perDrug.get(line.drugId) ?? 0, mg))
    }
    const sum = [...perDrug.values()].reduce((total, mg) => total + mg, 0)
    const months = monthsOf(facts)
    const byWeight = row.childMgKgDay && facts.weightKg !== null && months !== null && months < CHILD_MONTHS ? row.childMgKgDay * facts.weightKg : Infinity
    const most = Math.min(row.adultMgDay, Math.round(byWeight * 10) / 10)
    if (sum <= most + 1e-9) return []
    return [finding('dosis', row.id, row.level, ofGroup.filter(line => perDrug.has(line.drugId)), { with: group.name, source: row.source, amount: { mgPerDay: Math.round(sum * 100) / 100, most } })]
  })
}
