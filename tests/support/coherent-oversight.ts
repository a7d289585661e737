import { addMonths } from '#domain/core/day.ts'
import type { JsonObject } from '#domain/core/json.ts'
import { FIGURES } from '#domain/rules/finance/coop-figures.ts'

const monthOf = (data: JsonObject): string => String(data['on']).slice(0, 7)

/** The month before its day, with every figure; 0 + 0 − 0 = 0 members (BR-15). */
export const coherentCoopReport = (data: JsonObject): JsonObject => ({ ...data, month: addMonths(monthOf(data), -1), figures: Object.fromEntries(FIGURES.map(key => [key, 0])), by: 'nobody' })
export const coherentRemark = (data: JsonObject): JsonObject => ({ ...data, month: monthOf(data), dueOn: data['on'] ?? '', by: 'nobody', answer: null, closed: null })
export const coherentMemberReading = (data: JsonObject): JsonObject => ({ ...data, at: `${String(data['on'])}T08:00:00`, by: 'nobody' })
