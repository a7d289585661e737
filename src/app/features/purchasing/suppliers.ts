import type { Json } from '#domain/core/json.ts'
import { ok, type Result } from '#domain/core/result.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'

export type Supplier = StoredRecord<'supplier'>
/** A supplier as typed; texts may have blanks around them. */
export type SupplierForm = DataOf<'supplier'>

export const emptySupplier = (): SupplierForm => ({ name: '', licence: '', address: '', phone: '', note: '', active: true })

export async function readSuppliers(view: RecordReader, stream: string): Promise<Supplier[]> {
  const found = (await view.scan('supplier')).filter(supplier => supplier.stream === stream && supplier.state === 'live')
  return found.sort((a, b) => a.data.name.localeCompare(b.data.name, 'id'))
}

/** Another supplier of the same name, however it is spaced or cased. */
export function twinOf(suppliers: readonly Supplier[], name: string, ownId: string | null): Supplier | undefined {
  const bare = (text: string): string => text.replace(/[\s.,]+/g, '').toLowerCase()
  return bare(name) === '' ? undefined : suppliers.find(supplier => supplier.id !== ownId && bare(supplier.data.name) === bare(name))
}

export function restoreSupplier(kept: Json | undefined, start: SupplierForm): SupplierForm | null {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return null
  const known = Object.entries(kept).filter(([field, value]) => field in start && typeof value === typeof start[field as keyof SupplierForm])
  return { ...start, ...(Object.fromEntries(known) as Partial<SupplierForm>) }
}

/** Writes a new supplier, or what has changed of one; answers its id. */
export async function saveSupplier(app: AppContext, stream: string, record: Supplier | null, form: SupplierForm): Promise<Result<string, SaveFailure>> {
  const data: SupplierForm = { name: form.name.trim(), licence: form.licence.trim(), address: form.address.trim(), phone: form.phone.trim(), note: form.note.trim(), active: form.active }
  const id = record?.id ?? app.newId()
  const saved = await app.store.writeGroup<SaveFailure>(async () => ok([record ? patchDraft(record, data) : createDraft('supplier', id, stream, data)]))
  return saved.ok ? ok(id) : saved
}
