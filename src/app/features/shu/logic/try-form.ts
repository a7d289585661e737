import { parseWhole } from '#domain/core/number.ts'
import { allocationFaults, type ShuRule } from '#domain/rules/finance/shu.ts'

/** Percentages to look at what they would do; never saved. */
export interface TypedTrial { readonly percents: string[]; usaha: string }
export const typedTrial = (rule: ShuRule): TypedTrial => ({ percents: rule.shares.map(share => String(share.percent)), usaha: String(rule.usahaPercent) })

const numberOf = (typed: string): number => {
  const parsed = parseWhole(typed)
  return parsed.ok ? parsed.value : Number.NaN
}

/** The rule that was typed, or what its percentages come to where they are none (BR-17). */
export function trialOf(rule: ShuRule, typed: TypedTrial): { readonly rule: ShuRule; readonly wrong: null } | { readonly rule: null; readonly wrong: number } {
  const shares = rule.shares.map((share, index) => ({ ...share, percent: numberOf(typed.percents[index] ?? '') }))
  const usahaPercent = numberOf(typed.usaha)
  const total = shares.reduce((sum, share) => sum + (Number.isNaN(share.percent) ? 0 : share.percent), 0)
  const isRule = allocationFaults(shares).length === 0 && shares.every(share => !Number.isNaN(share.percent)) && usahaPercent >= 0 && usahaPercent <= 100
  return isRule ? { rule: { ...rule, shares, usahaPercent }, wrong: null } : { rule: null, wrong: total }
}
