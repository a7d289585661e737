import { parseWhole } from '#domain/core/number.ts'
import type { Result } from '#domain/core/result.ts'
import type { HandoverData, HandoverLine } from '#domain/records/handover.ts'
import type { DrugData } from '#domain/rules/pharmacy/drug-facts.ts'
import { etiketColour, etiketOf, expiryOf, needsShaking, type Etiket, type EtiketPart } from '#domain/rules/pharmacy/etiket.ts'
import { parseSigna } from '#domain/rules/pharmacy/signa.ts'

/** One label as typed. `perDay` is '' while nobody has said how often, '0' for "bila perlu". */
export interface EtiketLine { include: boolean; dose: string; perDay: string; days: string; text: string }
export interface EtiketForm { patient: string; lines: EtiketLine[] }

/** What the record knows of the directions, else what can be read of the words that were written. */
export function etiketForm(data: HandoverData): EtiketForm {
  return { patient: data.taker.name, lines: data.lines.map(etiketLine) }
}

function etiketLine(line: HandoverLine): EtiketLine {
  const read = line.directions ?? parseSigna(line.signa, line.unit)
  const number = (value: number | null | undefined): string => (value === null || value === undefined ? '' : String(value))
  // Nobody takes a drug for no days: 0 in the record is "not said".
  return { include: true, dose: read?.dose ?? '', perDay: number(read?.perDay), days: read?.days ? String(read.days) : '', text: read?.text ?? '' }
}

/** The label of one line, or what is missing for it (BR-40). */
export function labelOf(form: EtiketForm, line: EtiketLine, of: HandoverLine): Result<Etiket, readonly EtiketPart[]> {
  const whole = (typed: string): number | null => { const read = parseWhole(typed); return read.ok && read.value >= 0 && read.value <= 365 ? read.value : null }
  return etiketOf({ patient: form.patient, drug: of.drug, dose: line.dose, perDay: whole(line.perDay), days: whole(line.days), text: line.text, expiresOn: expiryOf(of) })
}

/** A drug that is gone from the catalogue gets a blue label: the more careful of the two. */
export const labelLooks = (drug: DrugData | undefined): { readonly colour: 'putih' | 'biru'; readonly shake: boolean } =>
  (drug ? { colour: etiketColour(drug), shake: needsShaking(drug) } : { colour: 'biru', shake: false })
