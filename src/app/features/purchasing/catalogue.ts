import type { Day } from '#domain/core/day.ts'
import type { PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import { mayHold } from '#domain/rules/pharmacy/drug-rules.ts'
import { standing } from '#domain/rules/pharmacy/purchase-rules.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { AppContext } from '#app/context.ts'
import type { RecordReader, StoredRecord } from '#app/db/record-store.ts'
import { drugName, readPharmacySetting } from '#app/shared/pharmacy/stock.ts'
import { readSuppliers, type Supplier } from './suppliers.ts'

export type Drug = StoredRecord<'drug'>
export type Receipt = StoredRecord<'goods-receipt'>
export type Order = StoredRecord<'purchase-order'>
export interface DrugOption { readonly value: string; readonly label: string; readonly detail?: string | undefined }

/** How a drug was packed and paid for when it last came. */
export interface LastPack { readonly packSize: number; readonly packPrice: number; readonly on: Day; readonly supplierId: string }

/** What every form here is filled in from. */
export interface Desk {
  readonly stream: string
  readonly pustuId: string
  readonly drugs: readonly Drug[]
  readonly suppliers: readonly Supplier[]
  readonly receipts: readonly Receipt[]
  readonly setting: PharmacySetting
  readonly last: ReadonlyMap<string, LastPack>
}

export async function readDesk(app: AppContext, stream: string): Promise<Desk> {
  const [drugs, suppliers, receipts, setting] = await Promise.all([
    app.store.scan('drug'), readSuppliers(app.store, stream), readReceipts(app.store, stream), readPharmacySetting(app, app.store),
  ])
  return {
    stream, pustuId: parseStream(stream)?.place ?? '', suppliers, receipts, setting, last: lastPacks(receipts),
    drugs: drugs.filter(drug => drug.state === 'live' && drug.data.active).sort((a, b) => drugName(a.data).localeCompare(drugName(b.data), 'id', { numeric: true })),
  }
}

/** Every entry about purchases of a pustu, cancellations too; newest first. */
export async function readReceipts(view: RecordReader, stream: string): Promise<Receipt[]> {
  const found = (await view.scan('goods-receipt')).filter(receipt => receipt.stream === stream && receipt.state === 'live')
  return found.sort((a, b) => b.data.on.localeCompare(a.data.on) || (a.id < b.id ? 1 : -1))
}

/** Of `receipts` newest first: the pack in which each drug last came. */
export function lastPacks(receipts: readonly Receipt[]): Map<string, LastPack> {
  const found = new Map<string, LastPack>()
  for (const { data } of standing(receipts)) {
    for (const line of data.lines) {
      if (!found.has(line.drugId)) found.set(line.drugId, { packSize: line.packSize, packPrice: line.packPrice, on: data.on, supplierId: data.supplierId })
    }
  }
  return found
}

/** BR-38: psychotropic and narcotic drugs come in only where the head enabled the pustu. */
export function mayBuy(desk: Pick<Desk, 'drugs' | 'setting' | 'pustuId'>, drugId: string): boolean {
  const drug = desk.drugs.find(found => found.id === drugId)
  return !drug || mayHold(desk.setting, desk.pustuId, drug.data)
}

/** What may be bought here, for a list to choose from; drugs that may not be held are not offered. */
export function buyable(desk: Pick<Desk, 'drugs' | 'setting' | 'pustuId'>): DrugOption[] {
  return desk.drugs.filter(drug => mayBuy(desk, drug.id)).map(drug => ({ value: drug.id, label: drugName(drug.data), detail: drug.data.unit }))
}

/** Suppliers to choose from; one that is already chosen stays, though it is no longer in use. */
export function supplierOptions(suppliers: readonly Supplier[], chosen: string): DrugOption[] {
  return suppliers.filter(supplier => supplier.data.active || supplier.id === chosen).map(supplier => ({ value: supplier.id, label: supplier.data.name }))
}

/** The usual pack of a drug: as it last came, else the first of the catalogue. */
export function usualPack(desk: Pick<Desk, 'drugs' | 'last'>, drugId: string): { readonly packSize: number | null; readonly packPrice: number | null } {
  const last = desk.last.get(drugId)
  if (last) return { packSize: last.packSize, packPrice: last.packPrice > 0 ? last.packPrice : null }
  return { packSize: desk.drugs.find(drug => drug.id === drugId)?.data.packs?.[0]?.size ?? null, packPrice: null }
}
