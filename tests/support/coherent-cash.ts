import type { JsonObject } from '#domain/core/json.ts'

/** Money that came or went, not taken back. */
export const coherentCash = (data: JsonObject): JsonObject => ({ ...data, amount: Math.abs(Number(data['amount'])) || 1, memberId: null, ...(data['category'] === 'pelunasan-piutang' ? { category: 'pendapatan-lain' } : {}), reverses: null, reason: '', by: 'nobody' })

/** Counted, and just what the books say. */
export const coherentCashCount = (data: JsonObject): JsonObject => ({ ...data, expected: data['counted'] ?? 0, pieces: [], difference: 0, by: 'nobody' })
