import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { DEFAULT_PHARMACY_SETTING, pharmacySettingId, type PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import { readDesk, type Desk as Room } from '#app/features/purchasing/catalogue.ts'
import { emptyPurchase, emptyPurchaseLine, purchaseDataOf, type PurchaseForm, type PurchaseLine } from '#app/features/purchasing/purchase-form.ts'
import { savePurchase } from '#app/features/purchasing/purchases.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'

/** A cooperative that buys two drugs from one supplier; a third may not be held without leave. */
export const STOCK = streamOf('stock', 'pustu-kiara')
const CATALOGUE = streamOf('catalogue', 'pkm-uji')
export const PARACETAMOL = 'parasetamol-500-mg-tablet'
export const AMOXICILLIN = 'amoksisilin-500-mg-kapsul'
export const DIAZEPAM = 'diazepam-2-mg-tablet'

const drugRow = (id: string, name: string, unit: string, more: Partial<DataOf<'drug'>>): PlacedRow<'drug'> => ({
  kind: 'drug', id, stream: CATALOGUE,
  data: { name, strength: '500 mg', form: unit, unit, route: 'oral', class: 'keras', doubtful: false, antibiotic: false, indicator: true, coldChain: false, programme: 'umum', kfa: null, maxPrescription: '', usualDose: '', active: true, ...more },
})
export const supplierRow = (id = 'pemasok-1', name = 'PT Sumber Sehat'): PlacedRow<'supplier'> => ({
  kind: 'supplier', id, stream: STOCK, data: { name, licence: 'PBF-01', address: 'Jl. Raya 1', phone: '', note: '', active: true },
})
export const settingRow = (more: Partial<PharmacySetting> = {}): PlacedRow<'pharmacy-setting'> => ({
  kind: 'pharmacy-setting', id: pharmacySettingId('pkm-uji'), stream: CATALOGUE, data: { ...DEFAULT_PHARMACY_SETTING, head: { name: 'dr. Kepala', nip: '1970' }, ...more },
})
export const openRoom = (rows: readonly PlacedRow[] = [], role: 'nakes' | 'kapus' = 'nakes'): Promise<Desk> => openDesk({
  grants: [role === 'nakes' ? { role, place: 'pustu-kiara' } : { role, place: 'pkm-uji' }],
  rows: [
    drugRow(PARACETAMOL, 'Parasetamol', 'tablet', { het: 200, minimum: 1000, packs: [{ name: 'dus', size: 100, barcode: '8991234567891' }] }),
    drugRow(AMOXICILLIN, 'Amoksisilin', 'kapsul', { antibiotic: true, minimum: 500 }),
    drugRow(DIAZEPAM, 'Diazepam', 'tablet', { class: 'psikotropika' }),
    supplierRow(), settingRow(), ...rows,
  ],
})
export const roomOf = (desk: Desk): Promise<Room> => readDesk(desk.app, STOCK)

export const lineOf = (changes: Partial<PurchaseLine> = {}): PurchaseLine =>
  ({ ...emptyPurchaseLine(), drugId: PARACETAMOL, batch: 'a1', expires: '03/2028', packs: '10', packSize: '100', packPrice: '12.350', ...changes })
/** 10 × 12.350 + PPN 11 % = 137.085. */
export const formOf = (changes: Partial<PurchaseForm> = {}): PurchaseForm =>
  ({ ...emptyPurchase(TODAY, 11), supplierId: 'pemasok-1', invoice: 'F-001', dueOn: '2026-01-16', invoiceTotal: '137.085', lines: [lineOf()], ...changes })
export const buy = (desk: Desk, form: PurchaseForm = formOf(), orderId: string | null = null) =>
  savePurchase(desk.app, STOCK, purchaseDataOf(form, orderId, desk.app.user.id), [], form.again)
export const soldRow = (id: string, drugId: string, number: string, expiresOn: string, quantity: number): PlacedRow<'stock-movement'> => ({
  kind: 'stock-movement', id, stream: STOCK,
  data: { drugId, source: 'koperasi', batch: { number, expiresOn: day(expiresOn) }, quantity: -quantity, reason: 'diserahkan', on: TODAY, document: '', party: 'umum', visitId: null, reverses: null, override: null },
})
