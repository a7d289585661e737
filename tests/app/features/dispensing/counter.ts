import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { AskedHandover } from '#app/shared/pharmacy/handovers.ts'
import { drugRow, movementRow, STOCK } from '../medicine/shelf.ts'
import { openDesk, type Desk, type PlacedRow } from '../support/desk.ts'

export const PARACETAMOL = 'parasetamol-500-mg-tablet'
export const AMOXICILLIN = 'amoksisilin-500-mg-tablet'
export const COUNTER = [{ role: 'nakes', place: 'pustu-kiara' }] as const

export const classRow = (id: string, name: string, drugClass: DataOf<'drug'>['class'], more: Partial<DataOf<'drug'>> = {}): PlacedRow<'drug'> => {
  const row = drugRow(id, name, '500 mg', 'tablet')
  return { ...row, data: { ...row.data, class: drugClass, ...more } }
}
export const priceRow = (drugId: string, general: number, member: number, from = '2025-12-01'): PlacedRow<'price'> => ({
  kind: 'price', id: `harga-${drugId}-${from}`, stream: STOCK,
  data: { drugId, from: day(from), hna: { amount: 1000, per: 1 }, ppnPercent: 11, indexHundredths: 125, embalase: 0, tuslah: 0, het: null, general, member, document: '', by: 'staf-bidan' },
})
export const memberRow = (id: string, name: string, state: 'aktif' | 'keluar' = 'aktif'): PlacedRow<'desk-member'> =>
  ({ kind: 'desk-member', id, stream: streamOf('desk', 'kmp-kiara'), data: { number: `KIARA-01-${id}`, name, state, household: null } })

/** A counter with parasetamol of both funds (A and B of the programme, K of the cooperative) and a prescription drug (X). */
export const openCounter = (rows: readonly PlacedRow[] = [], grants: Parameters<typeof openDesk>[0]['grants'] = COUNTER): Promise<Desk> => openDesk({
  grants,
  rows: [
    classRow(PARACETAMOL, 'Parasetamol', 'bebas', { maxPrescription: '30 tab/bulan' }), classRow(AMOXICILLIN, 'Amoksisilin', 'keras'),
    movementRow('A', { drugId: PARACETAMOL, batch: { number: 'A', expiresOn: day('2026-03-31') }, quantity: 40, on: day('2025-10-01') }),
    movementRow('B', { drugId: PARACETAMOL, batch: { number: 'B', expiresOn: day('2026-01-31') }, quantity: 10, on: day('2025-10-01') }),
    movementRow('K', { drugId: PARACETAMOL, source: 'koperasi', batch: { number: 'K', expiresOn: day('2027-01-31') }, quantity: 100, on: day('2025-10-01') }),
    movementRow('X', { drugId: AMOXICILLIN, source: 'koperasi', batch: { number: 'X', expiresOn: day('2027-01-31') }, quantity: 50, on: day('2025-10-01') }),
    ...rows,
  ],
})

export const PUBLIC: AskedHandover['taker'] = { kind: 'umum', id: null, name: '', member: null }
export const asked = (change: Partial<AskedHandover> = {}): AskedHandover => ({
  source: 'program', visitId: null, taker: PUBLIC, prescription: null, lines: [{ drugId: PARACETAMOL, quantity: 15, directions: null, signa: '' }],
  payment: { method: 'tunai', paid: null, reference: '' }, ...change,
})
