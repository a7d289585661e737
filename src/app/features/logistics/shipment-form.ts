import type { Json } from '#domain/core/json.ts'
import type { ShipmentData } from '#domain/records/shipment.ts'
import type { ShipmentTarget } from '#domain/rules/pharmacy/shipment-rules.ts'
import { batchLineProblems, emptyBatchLine, isLineUntouched, restoreBatchLines, type BatchChoice, type BatchLine } from '#app/shared/pharmacy/batch-lines.ts'
import type { FormProblem } from './delivery-form.ts'
import type { Place } from './repository.ts'

/** What leaves, as typed. `supplier` is written by hand where none is on record. */
export interface ShipmentForm { kind: ShipmentTarget; pustu: string; supplierId: string; supplier: string; reason: string; lines: BatchLine[] }

export const emptyShipment = (kind: ShipmentTarget): ShipmentForm => ({ kind, pustu: '', supplierId: '', supplier: '', reason: '', lines: [emptyBatchLine()] })
export const isTarget = (word: unknown): word is ShipmentTarget => word === 'pustu' || word === 'puskesmas' || word === 'pemasok'
export const isUntouched = (form: ShipmentForm): boolean => form.reason === '' && form.pustu === '' && form.lines.every(isLineUntouched)

export type ShipmentWord = 'errTarget' | 'errSupplier' | 'errReason'

/** Where the goods go, as the document names it; null while it is not chosen. */
export function targetOf(form: ShipmentForm, places: { readonly pustu: readonly Place[]; readonly suppliers: readonly Place[]; readonly puskesmas: Place | null }): ShipmentData['to'] | null {
  if (form.kind === 'puskesmas') return places.puskesmas && { kind: 'puskesmas', id: places.puskesmas.id, name: places.puskesmas.name }
  const chosen = form.kind === 'pustu' ? places.pustu.find(place => place.id === form.pustu) : places.suppliers.find(place => place.id === form.supplierId)
  if (chosen) return { kind: form.kind, id: chosen.id, name: chosen.name }
  const written = form.supplier.trim()
  return form.kind === 'pemasok' && places.suppliers.length === 0 && written !== '' ? { kind: 'pemasok', id: null, name: written } : null
}

/** What keeps the document from being saved, its lines apart. */
export function shipmentProblems(form: ShipmentForm, target: ShipmentData['to'] | null): FormProblem<ShipmentWord>[] {
  const problems: FormProblem<ShipmentWord>[] = []
  if (target === null) problems.push(form.kind === 'pemasok' ? { field: 'supplier', word: 'errSupplier' } : { field: 'pustu', word: 'errTarget' })
  if (form.reason.trim() === '') problems.push({ field: 'reason', word: 'errReason' })
  return problems
}

export const lineProblems = (form: ShipmentForm, choices: readonly BatchChoice[]) => batchLineProblems(form.lines, choices)

/**
 * Which lines another destination may take, and which not: their batch is not on its shelf (BR-35). What was put aside for an
 * earlier destination comes back where it may go. A line without a batch goes anywhere.
 */
export function fitLines(lines: readonly BatchLine[], aside: readonly BatchLine[], choices: readonly BatchChoice[]): { readonly stay: BatchLine[]; readonly aside: BatchLine[] } {
  const keys = new Set(choices.map(choice => choice.key))
  const mayGo = (line: BatchLine): boolean => line.key === '' || keys.has(line.key)
  const all = [...lines.filter(line => !isLineUntouched(line)), ...aside]
  return { stay: all.filter(mayGo), aside: all.filter(line => !mayGo(line)) }
}

/** A kept draft, where it has the shape of this version's form. */
export function restoreShipment(kept: Json | undefined): ShipmentForm | null {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return null
  const { kind, pustu, supplierId, supplier, reason, lines } = kept as Record<string, Json | undefined>
  const restored = restoreBatchLines(lines, emptyBatchLine)
  if (!isTarget(kind) || typeof pustu !== 'string' || typeof supplierId !== 'string' || typeof supplier !== 'string' || typeof reason !== 'string') return null
  return { kind, pustu, supplierId, supplier, reason, lines: restored ?? [emptyBatchLine()] }
}
