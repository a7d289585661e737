import { day } from '#domain/core/day.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import { DEFAULT_PHARMACY_SETTING } from '#domain/rules/pharmacy/drug-facts.ts'
import type { DrugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { drugData } from '#tests/domain/pharmacy/catalogue-sample.ts'
import { openDesk, type Desk, type PlacedRow } from '../support/desk.ts'

export const CATALOGUE = 'puskesmas:pkm-uji/catalogue'
export const KIARA = 'pustu:pustu-kiara/stock'

export const drugRow = (id: string, part: Partial<DrugFacts> = {}): PlacedRow<'drug'> => ({ kind: 'drug', id, stream: CATALOGUE, data: drugData(part) })
export const settingRow = (part: Partial<PharmacySetting>): PlacedRow<'pharmacy-setting'> =>
  ({ kind: 'pharmacy-setting', id: 'apotek-pkm-uji', stream: CATALOGUE, data: { ...DEFAULT_PHARMACY_SETTING, ...part } })
export const receivedRow = (id: string, drugId: string, quantity: number): PlacedRow<'stock-movement'> => ({
  kind: 'stock-movement', id, stream: KIARA,
  data: { drugId, source: 'program', batch: { number: 'B1', expiresOn: day('2027-01-31') }, quantity, reason: 'diterima', on: day('2025-11-01'), document: 'SBBK-1', party: '', visitId: null, reverses: null, override: null },
})
export const proposalRow = (id: string, part: Partial<DataOf<'drug-proposal'>> = {}): PlacedRow<'drug-proposal'> => ({
  kind: 'drug-proposal', id, stream: KIARA,
  data: { drugId: 'parasetamol', name: 'Parasetamol 500 mg tablet', change: { minimum: 500 }, note: 'sering habis', by: 'staf-bidan', on: day('2025-12-10'), decision: null, ...part },
})

export const pricedRow = (id: string, part: Partial<DataOf<'price-proposal'>> = {}): PlacedRow<'price-proposal'> => ({
  kind: 'price-proposal', id, stream: KIARA,
  data: {
    drugId: 'parasetamol', name: 'Parasetamol 500 mg tablet', note: 'HNA naik', by: 'staf-bidan', on: day('2025-12-12'), decision: null,
    price: { from: day('2025-12-15'), hna: { amount: 16_000, per: 100 }, ppnPercent: 11, indexHundredths: 125, embalase: 0, tuslah: 0, het: null, general: 200, member: 190, document: 'Daftar harga 12/2025' }, ...part,
  },
})

export const head = (rows: readonly PlacedRow[] = []): Promise<Desk> => openDesk({ grants: [{ role: 'kapus', place: 'pkm-uji' }], rows, actor: 'staf-kapus' })
export const nurse = (rows: readonly PlacedRow[] = []): Promise<Desk> => openDesk({ grants: [{ role: 'nakes', place: 'pustu-kiara' }], rows })
