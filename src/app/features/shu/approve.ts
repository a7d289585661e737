import type { Day } from '#domain/core/day.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { ShuYearData } from '#domain/records/shu-year.ts'
import { partsOf } from '#domain/rules/finance/shu-parts.ts'
import { shuPartId, shuYearId } from '#domain/rules/finance/shu-rules.ts'
import type { Distribution } from '#domain/rules/finance/shu.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, type SaveFailure } from '#app/db/record-store.ts'
import { inGroups } from './lists.ts'
import type { OpenYear } from './repository.ts'

export interface Rat { readonly on: Day; readonly minutes: string; readonly members: number; readonly present: number }
export type ApproveFailure = SaveFailure | { readonly kind: 'already' } | { readonly kind: 'not-due' }

/**
 * Freezes a year as it was put before the RAT (BR-23). The list of shares goes first, in groups that fit a push, and the year that
 * names it last: a tablet that stops in between leaves parts that nothing names, and the next attempt makes a list of its own.
 * What was posted meanwhile is the next year's.
 */
export async function approveYear(app: AppContext, open: OpenYear, result: Distribution, rat: Rat): Promise<Result<null, ApproveFailure>> {
  const { kmp, year, rule } = open
  if (open.state !== 'due' || rule === null || open.members === null || kmp.streams.trade === null) return err({ kind: 'not-due' })
  const yearId = shuYearId(kmp.id, year)
  if (await app.store.get('shu-year', yearId)) return err({ kind: 'already' })
  const { trade, finance } = kmp.streams
  const set = app.newId()
  const parts = partsOf(result.lines, { year, yearId, set })
  for (const group of inGroups(parts)) {
    const written = await app.store.writeGroup<never>(async () => ok(group.map(part => createDraft('shu-share', shuPartId(set, part.part), trade, part))))
    if (!written.ok) return written
  }
  const data: ShuYearData = {
    year, rat, figures: { ...open.figures }, facts: { ...open.facts }, shu: result.shu, nonMember: result.nonMember, shares: result.shares.map(share => ({ ...share })), usahaPercent: rule.usahaPercent,
    vuk: result.vuk, tms: result.tms, jua: result.jua, jma: result.jma, undistributed: result.undistributed.usaha + result.undistributed.modal, savings: open.savings,
    sharers: result.lines.length, parts: parts.length, set, by: app.user.id, name: app.user.name,
  }
  const saved = await app.store.writeGroup<ApproveFailure>(async view => {
    if (await view.get('shu-year', yearId)) return err({ kind: 'already' })
    return ok([createDraft('shu-year', yearId, finance, data)])
  })
  return saved.ok ? ok(null) : saved
}
