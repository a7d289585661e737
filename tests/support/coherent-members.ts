import type { JsonObject } from '#domain/core/json.ts'

/** Two different lines of the book, not taken apart again. */
export const coherentMerge = (data: JsonObject): JsonObject => ({ ...data, keepId: 'anggota-1', dropId: 'anggota-2', by: 'nobody', undone: null })
