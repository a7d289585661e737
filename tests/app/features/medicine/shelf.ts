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

/** A count at work in Pustu Kiara, or one that waits for its approval. */
export const countRow = (id: string, isSubmitted = false): PlacedRow<'stock-count'> => ({
  kind: 'stock-count', id, stream: STOCK,
  data: {
    number: id, openedAt: '2025-12-17T08:00:00', openedBy: 'staf-bidan', source: 'program', drugIds: [], returned: null, approval: null, cancelled: null,
    submitted: isSubmitted ? { by: 'staf-bidan', at: '2025-12-17T10:00:00', note: '', leftOut: [] } : null,
  },
})
