import type { JsonObject } from '#domain/core/json.ts'

const monthOf = (data: JsonObject): string => String(data['on']).slice(0, 7)

export const coherentCoopReport = (data: JsonObject): JsonObject => ({ ...data, month: monthOf(data), by: 'nobody' })
export const coherentRemark = (data: JsonObject): JsonObject => ({ ...data, month: monthOf(data), dueOn: data['on'] ?? '', by: 'nobody', answer: null, closed: null })
export const coherentMemberReading = (data: JsonObject): JsonObject => ({ ...data, at: `${String(data['on'])}T08:00:00`, by: 'nobody' })
