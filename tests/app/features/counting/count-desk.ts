import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { saveLine, startCount, submitCount, type Entry } from '#app/features/counting/repository.ts'
import { readBatches } from '#app/shared/pharmacy/stock.ts'
import { openDesk, staffRow, type Desk, type PlacedRow } from '../support/desk.ts'

export const STOCK = streamOf('stock', 'pustu-kiara')
export const NAKES = [{ role: 'nakes', place: 'pustu-kiara' }] as const
export const KAPUS = [{ role: 'kapus', place: 'pkm-uji' }] as const
export const AMLO = 'amlodipin-5-mg-tablet'
export const ORALIT = 'oralit-serbuk'
/** At the desk it is noon of 17-12-2025. */
export const NOON = '2025-12-17T12:00:00'

export const drugRow = (id: string, name: string, form: string, more: Partial<PlacedRow<'drug'>['data']> = {}): PlacedRow<'drug'> => ({
  kind: 'drug', id, stream: streamOf('catalogue', 'pkm-uji'),
  data: { name, strength: '', form, unit: form, route: 'oral', class: 'bebas', doubtful: false, antibiotic: false, indicator: false, coldChain: false, programme: '', kfa: null, maxPrescription: '', usualDose: '', active: true, ...more },
})
let moves = 0
export const moveRow = (drugId: string, number: string, quantity: number, on: string, more: Partial<MovementData> = {}): PlacedRow<'stock-movement'> => ({
  kind: 'stock-movement', id: `gerak-${++moves}`, stream: STOCK,
  data: {
    drugId, source: 'program', batch: { number, expiresOn: day('2026-12-31') }, quantity, reason: quantity > 0 ? 'diterima' : 'diserahkan', on: day(on), document: 'SBBK-01', party: 'Gudang', visitId: null, reverses: null, override: null, ...more,
  },
})
export const CATALOGUE = [drugRow(AMLO, 'Amlodipin', 'tablet', { hna: { amount: 1000, per: 10 } }), drugRow(ORALIT, 'Oralit', 'sachet')]
/** BR-37: 120 received, two handed out this morning. */
export const SHELF = [moveRow(AMLO, 'A1', 120, '2025-10-01'), moveRow(AMLO, 'A1', -2, '2025-12-17', { at: '2025-12-17T09:00:00' }), moveRow(ORALIT, 'R1', 50, '2025-10-01')]
export const countDesk = (rows: readonly PlacedRow[] = [...CATALOGUE, ...SHELF], actor = 'staf-bidan', grants: Parameters<typeof openDesk>[0]['grants'] = NAKES): Promise<Desk> =>
  openDesk({ grants, actor, rows: [staffRow('staf-bidan', 'Bidan Uji'), staffRow('staf-perawat', 'Perawat Uji'), staffRow('kapus', 'Kepala Uji'), ...rows].filter(row => row.id !== actor) })

export const entry = (drugId: string, number: string, counted: number, more: Partial<Entry> = {}): Entry => ({ drugId, batch: { number, expiresOn: day('2026-12-31') }, counted, ...more })
export const left = async (desk: Desk): Promise<Record<string, number>> => Object.fromEntries((await readBatches(desk.app.store, STOCK)).map(batch => [batch.number, batch.quantity]))

/** Everything a desk holds of the stock, as another desk would receive it. */
export async function rowsOf(desk: Desk): Promise<PlacedRow[]> {
  const kinds = ['drug', 'stock-movement', 'stock-count', 'count-line', 'write-off', 'batch-hold'] as const
  const found = await Promise.all(kinds.map(async kind => (await desk.app.store.scan(kind)).map(record => ({ kind, id: record.id, stream: record.stream, data: record.data, rev: record.rev + 1 } as PlacedRow))))
  return found.flat()
}

/** A count of the whole programme shelf by the midwife, with these entries, submitted; what is not counted is left out. */
export async function submitted(desk: Desk, entries: readonly Entry[]): Promise<string> {
  const started = await startCount(desk.app, STOCK, 'program', [])
  if (!started.ok) throw new Error(JSON.stringify(started.error))
  for (const one of entries) {
    const saved = await saveLine(desk.app, started.value, one)
    if (!saved.ok) throw new Error(JSON.stringify(saved.error))
  }
  const out = await submitCount(desk.app, started.value, (await readBatches(desk.app.store, STOCK)).map(batch => batch.key), '')
  if (!out.ok) throw new Error(JSON.stringify(out.error))
  return started.value
}
