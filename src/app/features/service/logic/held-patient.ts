import type { Json } from '#domain/core/json.ts'
import { patientSchema, type PatientData } from '#domain/records/patient.ts'
import type { RecordReader, StoredRecord } from '#app/db/record-store.ts'
import { opSchema } from '#sync/messages.ts'

/** A held patient operation and the values it wanted; fields of another shape are left out, the form shows them empty. */
export interface HeldPatient { readonly item: StoredRecord<'quarantine'>; readonly data: Partial<PatientData> }

export async function heldPatient(reader: RecordReader, id: string): Promise<HeldPatient | null> {
  const item = id === '' ? undefined : await reader.get('quarantine', id)
  if (!item || item.data.recordKind !== 'patient' || item.data.decision !== null) return null
  try {
    const op = opSchema.safeParse(JSON.parse(item.data.body))
    if (!op.success) return null
    const data: Record<string, Json> = {}
    for (const [group, change] of Object.entries(op.data.set ?? {})) {
      const field = patientSchema.shape[group as keyof typeof patientSchema.shape]
      if (field?.safeParse(change.to).success) data[group] = change.to
    }
    return { item, data: data as Partial<PatientData> }
  } catch {
    return null
  }
}
