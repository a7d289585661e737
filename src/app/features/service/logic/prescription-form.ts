import type { VisitData } from '#domain/records/visit.ts'
import type { PaymentForm } from '#app/shared/pharmacy/payment.ts'
import { readNumber } from './typed-number.ts'

/** One line of the prescription as it stands on the screen; `quantity` is the text that was typed. */
export interface LineForm {
  drugId: string
  source: 'program' | 'koperasi'
  quantity: string
  signa: string
  allergyReason: string
}

/** What the form of a visit holds of its prescription. */
export interface PrescriptionForm {
  lines: LineForm[]
  /** Of the lines from cooperative stock. */
  payment: PaymentForm
}

type PrescriptionLine = VisitData['prescription'][number]

/** The names of drugs in a visit: stored beside the id, so that an old visit reads the same after the catalogue changed. */
export type DrugNames = ReadonlyMap<string, { readonly label: string; readonly unit: string }>

export const emptyLine = (): LineForm => ({ drugId: '', source: 'program', quantity: '', signa: '', allergyReason: '' })

/** The lines as they are recorded. Without drug, quantity or directions a line is not yet a prescription. */
export function prescriptionOf(lines: readonly LineForm[], drugs: DrugNames): PrescriptionLine[] {
  return lines.flatMap(line => {
    const drug = drugs.get(line.drugId)
    const quantity = readNumber(line.quantity)
    if (!drug || !quantity || !Number.isInteger(quantity) || line.signa.trim() === '') return []
    const reason = line.allergyReason.trim()
    return [{ drugId: line.drugId, drug: drug.label, quantity, unit: drug.unit, signa: line.signa.trim(), source: line.source, ...(reason ? { allergyReason: reason } : {}) }]
  })
}

/** The lines of a saved draft. A line of version 1 does not hold its fund; it is then the programme's. */
export const linesOfPrescription = (lines: readonly PrescriptionLine[]): LineForm[] => lines.map(line => ({
  drugId: line.drugId, source: line.source ?? 'program', quantity: String(line.quantity), signa: line.signa, allergyReason: line.allergyReason ?? '',
}))
