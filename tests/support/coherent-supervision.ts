import type { JsonObject } from '#domain/core/json.ts'

/** A complaint just taken. */
export const coherentComplaint = (data: JsonObject): JsonObject => ({ ...data, serviceOn: null, reply: null, satisfaction: null, by: 'nobody' })

/** Each day once. */
export const coherentCalendar = (data: JsonObject): JsonObject => ({ ...data, weekdays: [...new Set(data['weekdays'] as number[])], holidays: [] })
