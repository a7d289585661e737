import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { ShipmentData } from '../../records/shipment.ts'
import type { MovementData, MovementReason } from '../../records/stock-movement.ts'
import { balanceKey, type FundSource } from './balance.ts'
import { signerBreaks } from './signer.ts'

export type ShipmentTarget = ShipmentData['to']['kind']

export interface ShipmentRule { readonly source: FundSource; readonly reason: Extract<MovementReason, 'dikirim' | 'diretur'>; readonly expired: boolean; readonly held: boolean }

/**
 * What may go where (BR-35): programme stock to another pustu or back to the puskesmas, cooperative stock back to who sold it.
 * Expired batches and those put aside go back, but to no other pustu.
 */
export const SHIPMENT_RULES: Readonly<Record<ShipmentTarget, ShipmentRule>> = {
  pustu: { source: 'program', reason: 'dikirim', expired: false, held: false },
  puskesmas: { source: 'program', reason: 'diretur', expired: true, held: true },
  pemasok: { source: 'koperasi', reason: 'diretur', expired: true, held: true },
}

export const shipmentMovementId = (shipmentId: string, line: number): string => `${shipmentId}-m${line}`

/** What a shipment must keep; that it is not more than there was is the tablet's to see, the ledger's to tell (BR-30). */
export function checkShipment(data: ShipmentData, { actor }: Pick<CheckContext<ShipmentData>, 'actor'>): RuleBreak[] {
  const breaks = signerBreaks(data.by, actor, 'by')
  const { source } = SHIPMENT_RULES[data.to.kind]
  if (data.to.kind === 'pustu' && data.to.id === null) breaks.push({ rule: 'shipment-to', field: 'to' })
  const keys = data.lines.map(balanceKey)
  for (const [index, line] of data.lines.entries()) {
    if (line.source !== source || (source === 'koperasi' && line.fund !== undefined && line.fund !== 'program')) breaks.push({ rule: 'BR-35', field: `lines.${index}` })
    if (keys.indexOf(keys[index] ?? '') < index) breaks.push({ rule: 'same-batch-twice', field: `lines.${index}` })
  }
  return breaks
}

/** The ledger's lines of a shipment, in its order. */
export function shipmentMovements(data: ShipmentData, shipmentId: string, at: string): { readonly id: string; readonly movement: MovementData }[] {
  return data.lines.map((line, index) => ({
    id: shipmentMovementId(shipmentId, index),
    movement: {
      drugId: line.drugId, source: line.source, batch: line.batch, ...(line.fund === undefined ? {} : { fund: line.fund }),
      quantity: -line.quantity, reason: SHIPMENT_RULES[data.to.kind].reason, on: data.on, document: data.number, party: data.to.name,
      visitId: null, reverses: null, override: null, documentId: shipmentId, at,
    },
  }))
}
