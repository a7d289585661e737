import type { JsonObject } from '#domain/core/json.ts'

/** A deposit. */
export const coherentSaving = (data: JsonObject): JsonObject => ({
  ...data, act: 'setor', amount: Math.abs(Number(data['amount'])) || 1, method: data['method'] === 'bank' ? 'bank' : 'tunai', reverses: null, reason: '', by: 'nobody',
})
