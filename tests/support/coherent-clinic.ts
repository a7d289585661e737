import type { JsonObject } from '#domain/core/json.ts'

/** Random clinical data brought to what their rules ask of one another. The generators' author is `nobody`. */
const onDay = (data: JsonObject): string => String(data['on'])

export const coherentArrival = (data: JsonObject): JsonObject => ({ ...data, by: 'nobody', priority: { level: 'biasa', reason: '' }, ended: null })

export const coherentAddendum = (data: JsonObject): JsonObject => ({ ...data, by: 'nobody', at: `${onDay(data)}T08:00:00`, diagnoses: null, decision: null })

export const coherentReading = (data: JsonObject): JsonObject => ({ ...data, by: 'nobody', at: `${onDay(data)}T08:00:00`, role: 'nakes', purpose: 'pelayanan' })

export const coherentFollowUp = (data: JsonObject): JsonObject => ({ ...data, by: 'nobody', due: onDay(data), outcome: null })

export const coherentLetter = (data: JsonObject): JsonObject => {
  const content = data['content'] as JsonObject
  return {
    ...data, reply: null, signer: { ...(data['signer'] as JsonObject), by: 'nobody' }, visitId: content['type'] === 'rujukan' ? 'kunjungan-1' : (data['visitId'] ?? null),
    content: { ...content, ...(content['type'] === 'sakit' ? { diagnosis: '', agreed: false } : {}), ...(content['type'] === 'penolakan' ? { reason: 'takut' } : {}) },
  }
}
