import { sameJson, type Json, type JsonObject } from '#domain/core/json.ts'
import { patientSchema, type PatientData } from '#domain/records/patient.ts'
import type { RecordReader, StoredRecord } from '#app/db/record-store.ts'
import { opSchema, type Op } from '#sync/messages.ts'

/** A held patient operation and the values it wanted; fields of another shape are left out, the form shows them empty. */
export interface HeldPatient { readonly item: StoredRecord<'quarantine'>; readonly op: Op; readonly data: Partial<PatientData> }

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
    return { item, op: op.data, data: data as Partial<PatientData> }
  } catch {
    return null
  }
}

/**
 * The patient as its author saw it before the held change: the tablet still shows that change over the server's row, and a
 * correction measured against it would name values the server never had.
 */
export function withoutHeld(patient: StoredRecord<'patient'>, op: Op): StoredRecord<'patient'> {
  const data = patient.data as unknown as JsonObject
  const earlier = Object.entries(op.set ?? {}).filter(([group, change]) => sameJson(data[group] ?? null, change.to)).map(([group, change]) => [group, change.from])
  return { ...patient, data: { ...patient.data, ...(Object.fromEntries(earlier) as Partial<PatientData>) } }
}
