import type { Month } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { officeSummarySchema, type OfficeSummary } from '#domain/rules/supervision/office-summary.ts'
import type { AppContext } from '#app/context.ts'
import type { ApiFailure } from '#app/sync/api.ts'

const keptName = (month: Month): string => `dinkes:${month}`

/** The last answer about a month, kept on this device, for when there is no network. Its own time says how old it is. */
export async function knownSummary(app: AppContext, month: Month): Promise<OfficeSummary | null> {
  const kept = officeSummarySchema.safeParse(await app.store.loadFormDraft(keptName(month)))
  return kept.success ? kept.data : null
}

/** Asks the server for a month, and keeps the answer. */
export async function askSummary(app: AppContext, month: Month): Promise<Result<OfficeSummary, ApiFailure>> {
  const answer = await app.api.post('/dinkes/summary', { month }, officeSummarySchema)
  if (!answer.ok) return err(answer.error)
  // Not to have kept it only shows up without a network, and then says so itself.
  await app.store.saveFormDraft(keptName(month), answer.value as unknown as Json).catch(() => undefined)
  return ok(answer.value)
}
