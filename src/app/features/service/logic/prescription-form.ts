import { parseSigna } from '#domain/rules/pharmacy/signa.ts'
import type { VisitData } from '#domain/records/visit.ts'
import type { PaymentForm } from '#app/shared/pharmacy/payment.ts'
import { readNumber } from './typed-number.ts'

/** One line of the prescription as it stands on the screen; `quantity` is the text that was typed. */
export interface LineForm {
  drugId: string
  source: 'program' | 'koperasi'
  quantity: string
  signa: string
  /** For how many days, as typed; empty where the directions say it or nobody does. */
  days: string
  allergyReason: string
  /** What was answered to a finding that blocks, by the finding's id. */
  reasons: { check: string; text: string }[]
}

/** What the form of a visit holds of its prescription. */
export interface PrescriptionForm {
  lines: LineForm[]
  /** Of the lines from cooperative stock. */
  payment: PaymentForm
}

/** The record has room for so many. */
const MOST_REASONS = 12

type PrescriptionLine = VisitData['prescription'][number]

/** The names of drugs in a visit: stored beside the id, so that an old visit reads the same after the catalogue changed. */
export type DrugNames = ReadonlyMap<string, { readonly label: string; readonly unit: string }>

export const emptyLine = (): LineForm => ({ drugId: '', source: 'program', quantity: '', signa: '', days: '', allergyReason: '', reasons: [] })

/** A line that an older page kept, with the fields it did not have. */
export const wholeLine = (line: Partial<LineForm>): LineForm => ({ ...emptyLine(), ...line })

/** The days of a line: its own field, else what the directions say. */
export function daysOf(line: Pick<LineForm, 'days' | 'signa'>, unit: string): number | null {
  const typed = readNumber(line.days)
  if (typeof typed === 'number') return Number.isInteger(typed) && typed >= 1 && typed <= 365 ? typed : null
  return parseSigna(line.signa, unit)?.days ?? null
}

/** The lines as they are recorded. Without drug, quantity or directions a line is not yet a prescription. */
export function prescriptionOf(lines: readonly LineForm[], drugs: DrugNames): PrescriptionLine[] {
  return lines.flatMap(line => {
    const drug = drugs.get(line.drugId)
    const quantity = readNumber(line.quantity)
    if (!drug || !quantity || !Number.isInteger(quantity) || line.signa.trim() === '') return []
    const reason = line.allergyReason.trim()
    const days = daysOf(line, drug.unit)
    const reasons = line.reasons.flatMap(({ check, text }) => (text.trim() === '' ? [] : [{ check, text: text.trim() }])).slice(0, MOST_REASONS)
    return [{
      drugId: line.drugId, drug: drug.label, quantity, unit: drug.unit, signa: line.signa.trim(), source: line.source,
      ...(days === null ? {} : { days }), ...(reason ? { allergyReason: reason } : {}), ...(reasons.length > 0 ? { reasons } : {}),
    }]
  })
}

/** The lines of a saved draft. A line of version 1 does not hold its fund; it is then the programme's. */
export const linesOfPrescription = (lines: readonly PrescriptionLine[]): LineForm[] => lines.map(line => ({
  drugId: line.drugId, source: line.source ?? 'program', quantity: String(line.quantity), signa: line.signa,
  days: line.days === undefined || parseSigna(line.signa, line.unit)?.days === line.days ? '' : String(line.days),
  allergyReason: line.allergyReason ?? '', reasons: (line.reasons ?? []).map(one => ({ ...one })),
}))
