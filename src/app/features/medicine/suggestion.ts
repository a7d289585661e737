import type { PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import type { UseForecast } from '#domain/rules/pharmacy/forecast.ts'
import { optimumOf, requestOf } from '#domain/rules/pharmacy/lplpo.ts'
import { approximate, ceiling, rational } from '#domain/rules/pharmacy/rational.ts'

/** What to ask the puskesmas for, with every number of its formula. */
export interface Suggestion {
  readonly rule: PharmacySetting['rule']
  /** Mean use of a month, rounded up: the use that the rule is given. */
  readonly used: number
  readonly sk: number
  readonly swt: number
  readonly sp: number
  readonly leadDays: number
  readonly workingDays: number
  readonly bufferPercent: number
  /** What should be there by the rule. */
  readonly wanted: number
  readonly usable: number
  readonly missing: number
  readonly pack: number
  readonly request: number
}

/**
 * The request rule of the puskesmas on the mean month. Days without stock add nothing here: the mean has left them out
 * already. Null where nothing was used, because then no rule says anything.
 */
export function suggestionOf(forecast: UseForecast, setting: PharmacySetting, pack: number): Suggestion | null {
  if (!forecast.monthly) return null
  const { rule, workingDays, leadDays, bufferPercent, roundToPack } = setting
  const used = ceiling(rational(forecast.monthly.top, forecast.monthly.bottom))
  const { sk, swt, sp, optimum } = optimumOf({ used, emptyDays: 0, workingDays, leadDays, bufferPercent })
  const wanted = rule === 'tiga-kali' ? 3 * used : optimum
  return {
    rule, used, workingDays, leadDays, bufferPercent, wanted, pack: roundToPack ? pack : 1, usable: forecast.usable, missing: Math.max(0, wanted - forecast.usable),
    sk: approximate(sk, 2), swt: approximate(swt, 2), sp: approximate(sp, 2), request: requestOf({ rule, used, optimum, closing: forecast.usable, pack, roundToPack }),
  }
}
