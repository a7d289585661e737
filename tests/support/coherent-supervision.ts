import type { JsonObject } from '#domain/core/json.ts'

/** A complaint just taken. */
export const coherentComplaint = (data: JsonObject): JsonObject => ({ ...data, serviceOn: null, reply: null, satisfaction: null, by: 'nobody', reclassed: [] })

/** Each day once. */
export const coherentCalendar = (data: JsonObject): JsonObject => ({ ...data, weekdays: [...new Set(data['weekdays'] as number[])], holidays: [] })

export const coherentServiceHours = (data: JsonObject): JsonObject => ({ ...data, sessions: [], earlier: [] })
/** A day that nobody opened yet. */
export const coherentServiceDay = (data: JsonObject): JsonObject => ({ ...data, opened: null, onDuty: [], closed: null, shut: null })
/** Planned only. */
export const coherentActivity = (data: JsonObject): JsonObject => ({ ...data, planned: { from: '06:30', to: '07:30' }, by: 'nobody', actual: null, seen: null, cancelled: null })
export const coherentCoachingPlan = (data: JsonObject): JsonObject => ({ ...data, by: 'nobody', moves: [], visitId: null, cancelled: null })
export const coherentCoachingVisit = (data: JsonObject): JsonObject => ({ ...data, author: 'nobody', checklist: 'supervisi/1', answers: [], signature: null })
export const coherentFinding = (data: JsonObject): JsonObject => ({ ...data, by: 'nobody', due: data['on'] as string, evidence: [], moves: [], closed: null })
export const coherentEvidencePhoto = (data: JsonObject): JsonObject => ({ ...data, by: 'nobody' })
