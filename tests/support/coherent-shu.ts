import type { JsonObject } from '#domain/core/json.ts'

export const coherentShuYear = (data: JsonObject): JsonObject => ({ ...data, by: 'nobody' })
export const coherentShuShare = (data: JsonObject): JsonObject => ({ ...data, yearId: `shu-kmp-${String(data['year'])}` })
