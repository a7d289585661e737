import type { Rupiah } from '#domain/core/rupiah.ts'
import type { PriceData } from '#domain/records/price.ts'
import { priceOf, type Hna, type PriceParts, type PriceWork } from '#domain/rules/pharmacy/pricing.ts'
import { wholeOf } from '#app/shared/forms/typed.ts'

/** A price being set: how it follows, what is proposed, and what stands in the fields. */
export interface PricePlan {
  readonly drugId: string
  readonly parts: PriceParts
  readonly work: PriceWork
  readonly old: PriceData | null
  readonly general: string
  readonly member: string
  readonly problems: readonly PriceProblem[]
  readonly warnings: readonly PriceWarning[]
}
export type PriceProblem = { readonly field: 'general' | 'member'; readonly word: 'errPrice' | 'errAbove' | 'errMember'; readonly most: Rupiah }
/** Worth a second look: below cost with PPN, or an old price that the rule no longer allows. */
export type PriceWarning = 'below-cost' | 'old-too-high'

/** What members are proposed to pay: as far below the general price as before; the same where there was none. */
export function proposedMember(general: Rupiah, old: Pick<PriceData, 'general' | 'member'> | null): Rupiah {
  return old ? Math.max(1, Number((BigInt(general) * BigInt(old.member)) / BigInt(old.general))) : general
}

/** Null where no price follows: an index that is none, or goods that cost nothing. */
export function planPrice(drugId: string, parts: PriceParts, old: PriceData | null, typed: { readonly general?: string | undefined; readonly member?: string | undefined }): PricePlan | null {
  const worked = priceOf(parts)
  if (!worked.ok || worked.value.price < 1) return null
  const work = worked.value
  const general = typed.general ?? String(work.price)
  const chosen = wholeOf(general, 1, work.price)
  const member = typed.member ?? (chosen === null ? '' : String(proposedMember(chosen, old)))
  const problems: PriceProblem[] = []
  if (chosen === null) problems.push({ field: 'general', word: wholeOf(general, 1, Number.MAX_SAFE_INTEGER) === null ? 'errPrice' : 'errAbove', most: work.price })
  const most = chosen ?? work.price
  if (wholeOf(member, 1, most) === null) problems.push({ field: 'member', word: wholeOf(member, 1, Number.MAX_SAFE_INTEGER) === null ? 'errPrice' : 'errMember', most })
  const warnings: PriceWarning[] = []
  if (problems.length === 0 && isBelowCost(wholeOf(member, 1, most) ?? 0, parts)) warnings.push('below-cost')
  if (old && old.general > work.price) warnings.push('old-too-high')
  return { drugId, parts, work, old, general, member, problems, warnings }
}

/** Less than one unit cost with PPN. */
const isBelowCost = (price: Rupiah, { hna, ppnPercent }: PriceParts): boolean => BigInt(price) * BigInt(hna.per) * 100n < BigInt(hna.amount) * BigInt(100 + ppnPercent)

/** Whether a new price is due: none yet, another HNA than the last time, or one that is no longer allowed. */
export function isPriceDue(plan: PricePlan): boolean {
  return plan.old === null || !sameHna(plan.old.hna, plan.parts.hna) || plan.warnings.includes('old-too-high')
}
const sameHna = (a: Hna, b: Hna): boolean => BigInt(a.amount) * BigInt(b.per) === BigInt(b.amount) * BigInt(a.per)

/** The price as it is saved, of a plan without problems. */
export function priceDataOf(plan: PricePlan, of: Pick<PriceData, 'from' | 'document' | 'by'>): PriceData {
  const { hna, ppnPercent, indexHundredths, embalase, tuslah, het } = plan.parts
  return {
    drugId: plan.drugId, from: of.from, hna, ppnPercent, indexHundredths, embalase, tuslah, het,
    general: wholeOf(plan.general, 1, plan.work.price) ?? 0, member: wholeOf(plan.member, 1, plan.work.price) ?? 0, document: of.document.slice(0, 80), by: of.by,
  }
}
