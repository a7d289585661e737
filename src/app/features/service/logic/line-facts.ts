import type { DrugData } from '#domain/records/drug.ts'
import type { CLASS_WORD } from '../prescription-words.ts'
import type { Finding } from '#domain/rules/clinic/safety/check.ts'
import { suggestDoses, type DoseSuggestion, type NoSuggestion } from '#domain/rules/clinic/safety/dose.ts'
import type { PatientFacts } from '#domain/rules/clinic/safety/facts.ts'
import { quantityFor, type NeededQuantity } from '#domain/rules/clinic/safety/amounts.ts'
import { isSubstitute } from '#domain/rules/clinic/safety/substitute.ts'
import type { SafetyTable } from '#domain/rules/clinic/safety/table.ts'
import { parseSigna } from '#domain/rules/pharmacy/signa.ts'
import { daysOf, type LineForm } from './prescription-form.ts'

/**
 * A line as the page knows it: what can be handed out of its fund, the price of one unit of cooperative stock (null without
 * one), whether this pustu may not have the drug (BR-38) or its signer not prescribe it, and what the checks found.
 */
export interface LineFacts {
  readonly available: number
  /** The allergy that the drug matches or crosses with (BR-44). */
  readonly allergy: string | null
  readonly unitPrice?: number | null
  readonly isForbidden?: boolean
  /** The class that the signer may not prescribe. */
  readonly closedClass?: keyof typeof CLASS_WORD | null
  readonly findings?: readonly Finding[]
  /** Of those, the blocking ones whose reason is written at this line; an allergy has its own field. */
  readonly asks?: readonly Finding[]
}

/** Findings that are shown at a line, and those it has to answer: of several lines in one finding the last one answers. */
export function findingsAt(index: number, lines: readonly Pick<LineForm, 'drugId'>[], findings: readonly Finding[]): { readonly findings: readonly Finding[]; readonly asks: readonly Finding[] } {
  const own = findings.filter(one => one.drugs.includes(lines[index]?.drugId ?? ''))
  const isLast = (one: Finding): boolean => lines.findLastIndex(line => one.drugs.includes(line.drugId)) === index
  return { findings: own, asks: own.filter(one => one.level === 'block' && one.kind !== 'alergi' && isLast(one)) }
}

/** What helps with the amounts of a line; nothing of it is written until somebody takes it. */
export interface LineHelp { readonly doses: readonly DoseSuggestion[]; readonly missing: NoSuggestion | null; readonly needed: NeededQuantity | null }

export function lineHelp(line: LineForm, drug: DrugData | undefined, facts: PatientFacts, table: SafetyTable): LineHelp {
  if (!drug) return { doses: [], missing: null, needed: null }
  return { ...suggestDoses(line.drugId, drug, facts, table), needed: quantityFor(line.drugId, drug, parseSigna(line.signa, drug.unit), daysOf(line, drug.unit), table) }
}

/** A drug that holds the same substance and is there. */
export interface Instead { readonly drugId: string; readonly drug: DrugData; readonly stock: number }

export function insteadOf(drugId: string, drugs: ReadonlyMap<string, DrugData>, usable: (drugId: string) => number): Instead[] {
  const drug = drugs.get(drugId)
  if (!drug) return []
  return [...drugs].filter(([id, other]) => other.active && isSubstitute(drugId, drug, id, other))
    .map(([id, other]) => ({ drugId: id, drug: other, stock: usable(id) })).filter(one => one.stock > 0).sort((a, b) => b.stock - a.stock)
}
