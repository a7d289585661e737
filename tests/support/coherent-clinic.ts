import type { JsonObject } from '#domain/core/json.ts'

/** Random clinical data brought to what their rules ask of one another. The generators' author is `nobody`. */
const onDay = (data: JsonObject): string => String(data['on'])

export const coherentArrival = (data: JsonObject): JsonObject => ({ ...data, by: 'nobody', priority: { level: 'biasa', reason: '' }, triage: null, service: null, ended: null })

export const coherentAddendum = (data: JsonObject): JsonObject => ({ ...data, by: 'nobody', at: `${onDay(data)}T08:00:00`, diagnoses: null, decision: null })

export const coherentReading = (data: JsonObject): JsonObject => ({ ...data, by: 'nobody', at: `${onDay(data)}T08:00:00`, role: 'nakes', purpose: 'pelayanan' })

export const coherentFollowUp = (data: JsonObject): JsonObject => ({ ...data, by: 'nobody', due: onDay(data), outcome: null })

export const coherentLetter = (data: JsonObject): JsonObject => {
  const content = data['content'] as JsonObject
  const whole: Readonly<Record<string, JsonObject>> = {
    rujukan: { urgency: 'darurat', jknNumber: '' }, sakit: { diagnosis: '', agreed: false }, penolakan: { reason: 'takut' },
    sehat: { result: 'sehat', measured: { systolic: 120, diastolic: 80, weight: null, height: null, colourBlind: '' } },
  }
  const type = String(content['type'])
  return {
    ...data, reply: null, signer: { ...(data['signer'] as JsonObject), by: 'nobody' }, visitId: type === 'rujukan' || type === 'sakit' ? 'kunjungan-1' : (data['visitId'] ?? null),
    content: { ...content, ...whole[type] },
  }
}

export const coherentClinicSetting = (data: JsonObject): JsonObject => ({ ...data, gate: [], limits: [], limitsSigned: null, safetySigned: null })
