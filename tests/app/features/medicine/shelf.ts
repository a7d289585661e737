import { streamOf } from '#domain/core/streams.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import type { PlacedRow } from '../support/desk.ts'

export const STOCK = streamOf('stock', 'pustu-kiara')

export const drugRow = (id: string, name: string, strength: string, form: string, programme = 'umum'): PlacedRow<'drug'> => ({
  kind: 'drug', id, stream: streamOf('catalogue', 'pkm-uji'),
  data: { name, strength, form, unit: form, route: 'oral', class: 'bebas', doubtful: false, antibiotic: false, indicator: true, coldChain: false, programme, kfa: null, maxPrescription: '', usualDose: '', active: true },
})

/** A line of the ledger of Pustu Kiara, received from the programme unless said otherwise. */
export const movementRow = (id: string, data: Partial<MovementData> & Pick<MovementData, 'drugId' | 'batch' | 'quantity' | 'on'>, stream: string = STOCK): PlacedRow<'stock-movement'> => ({
  kind: 'stock-movement', id, stream,
  data: { source: 'program', reason: 'diterima', document: 'SBBK-01', party: 'Gudang farmasi', visitId: null, reverses: null, override: null, ...data },
})
