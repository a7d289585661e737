import { canonicalJson, type JsonObject } from '#domain/core/json.ts'

/** How far off the server is told that every clock is, where two runs with other clocks are held against each other. */
export const EVERY_CLOCK_OFF_MS = 100 * 31_557_600_000

/**
 * A text without what a clock may change in it: times, hashes (an operation's has its time in it, a page's its rows'), the ids of
 * conflicts and inbox records, which are made of such hashes, and what pages weigh. Two runs of a seed with other clocks must agree
 * on all that is left, at every step.
 */
export function clockless(text: string): string {
  return text
    .replace(/"parts":\[([^\]]*)\]/g, (_, parts: string) => `"parts":${parts.split(',').length}`)
    .replace(/[0-9a-f]{64}/g, 'hash')
    .replace(/\b([cq])-[0-9a-f]{32}\b/g, '$1-hash')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?/g, 'time')
    .replace(/(\\*"(?:skewMs|bytes)\\*"):-?\d+/g, '$1:0')
}

interface Found { readonly kind: string; readonly id: string; readonly data: unknown }

/** What records are ordered by before one is picked: their ids, but where these are made of an operation's hash. */
function clocklessKey({ kind, id, data }: Found): string {
  const found = data as JsonObject
  if (kind === 'quarantine') return `${String(found['dev'])} ${String(found['seq']).padStart(8, '0')}`
  return kind === 'conflict' ? `${String(found['recordId'])} ${String(found['group'])} ${clockless(canonicalJson(found))}` : id
}

/** The same order whatever the clocks say. */
export function inClocklessOrder<F extends Found>(records: readonly F[]): F[] {
  return records.map(record => ({ record, key: clocklessKey(record) })).sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ record }) => record)
}
