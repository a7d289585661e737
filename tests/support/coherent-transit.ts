import type { Json, JsonObject } from '#domain/core/json.ts'

/** A delivery begins as one of the puskesmas that nobody has answered yet. */
export const coherentDelivery = (data: JsonObject): JsonObject => ({
  ...data, from: { ...(data['from'] as JsonObject), kind: 'puskesmas' }, shipmentId: null, confirmation: null, cancelled: null,
})

/** What may go to whom: programme stock to a pustu or the puskesmas, cooperative stock to a supplier. */
export function coherentShipment(data: JsonObject): JsonObject {
  const to = data['to'] as JsonObject
  const source = to['kind'] === 'pemasok' ? 'koperasi' : 'program'
  const lines = (data['lines'] as readonly JsonObject[]).map((line): Json => {
    const { fund, ...rest } = line
    return { ...rest, source, ...(source === 'program' && fund !== undefined ? { fund } : {}) }
  })
  return { ...data, to: { ...to, id: to['kind'] === 'pustu' ? (to['id'] ?? 'pustu-lain') : (to['id'] ?? null) }, lines, by: 'nobody' }
}
