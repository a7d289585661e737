import type { Json, JsonObject } from '#domain/core/json.ts'
import type { WriteOffLine } from '#domain/rules/pharmacy/write-off-rules.ts'
import { balanceKey } from '#domain/rules/pharmacy/balance.ts'
import { isUsable } from '#domain/rules/pharmacy/expiry.ts'
import type { Day } from '#domain/core/day.ts'

/** Random counts and minutes brought to what their rules ask for. Written by `nobody`, as the generators say. */
const fundOfSource = ({ fund, ...line }: JsonObject): JsonObject => (line['source'] === 'koperasi' || fund === undefined ? line : { ...line, fund })

/** A new count has taken no step yet. */
export const coherentCount = (data: JsonObject): JsonObject => ({ ...data, openedBy: 'nobody', submitted: null, returned: null, approval: null, cancelled: null })

export const coherentCountLine = (data: JsonObject): JsonObject => ({ ...fundOfSource(data), by: 'nobody' })

/** Each batch once, expired only what is, and two people. */
export function coherentWriteOff(data: JsonObject): JsonObject {
  const seen = new Set<string>()
  const lines = (data['lines'] as unknown as WriteOffLine[])
    .map(line => (line.cause === 'kedaluwarsa' && isUsable(line.batch.expiresOn, data['on'] as Day) ? { ...line, cause: 'rusak' as const } : line))
    .map(line => fundOfSource(line as unknown as JsonObject))
    .filter(line => {
      const key = balanceKey(line as unknown as WriteOffLine)
      return !seen.has(key) && seen.add(key)
    })
  const signatories = [{ name: 'Bidan Uji', role: 'bidan' }, { name: 'Perawat Uji', role: 'perawat' }]
  return { ...data, lines: lines as unknown as Json, signatories, by: 'nobody' }
}
