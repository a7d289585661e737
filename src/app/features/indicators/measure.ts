import type { Rational } from '#domain/rules/pharmacy/rational.ts'
import { ruleOf, type IndicatorKey } from '#domain/rules/supervision/indicators/catalogue.ts'
import { compareExact, exactly, figureOf, verdictOfExact, type Part, type Verdict } from '#domain/rules/supervision/indicators/figure.ts'

/** Why there is no figure: nothing to count; nobody entered the outside count; no price; no tablet; only the present can be told. */
export type NoFigure = 'no-case' | 'no-denominator' | 'no-price' | 'no-tablet' | 'now-only'
/** `reasoned`: below its limit, each time with a written reason. `watch`: without a limit, but something in it calls for a person. */
export type MeasureState = Verdict | 'plain' | 'reasoned' | 'watch'
/** Something to know of a figure, as a word of `indicatorPageWords` and its numbers. */
export type Remark =
  | { readonly word: 'remarkUnknown' | 'remarkUnpriced'; readonly n: number }
  | { readonly word: 'remarkReach'; readonly critical: number; readonly over: number; readonly unused: number }
  | { readonly word: 'remarkOutside'; readonly count: number; readonly on: string; readonly source: string }

/** An indicator as it was counted for one scope; what its records are, see `behind`. */
export interface Measure {
  readonly key: IndicatorKey
  readonly top: number
  readonly bottom: number
  readonly value: Rational | null
  readonly none: NoFigure | null
  readonly state: MeasureState
  readonly remark: Remark | null
}

interface More { readonly remark?: Remark | null; readonly none?: NoFigure | null; readonly state?: MeasureState }

export function measureOf(key: IndicatorKey, top: number, bottom: number, more: More = {}): Measure {
  const figure = figureOf(top, bottom)
  return measureOfValue(key, top, bottom, figure && exactly(figure), more)
}

export const measureOfPart = (key: IndicatorKey, part: Part, more: More = {}): Measure => measureOf(key, part.numerator.length, part.denominator.length, more)

export function measureOfValue(key: IndicatorKey, top: number, bottom: number, value: Rational | null, more: More = {}): Measure {
  const { limit } = ruleOf(key)
  const state = more.state ?? (limit === null ? (value === null ? 'no-case' : 'plain') : verdictOfExact(value, limit))
  return { key, top, bottom, value, none: value === null ? (more.none ?? 'no-case') : null, state: value === null ? 'no-case' : state, remark: more.remark ?? null }
}

/** How a figure moved since the month before, told on exact values; null where one of them is missing. */
export type Trend = 'better' | 'worse' | 'same' | 'higher' | 'lower'
export function trendOf(now: Measure, before: Measure | undefined): Trend | null {
  if (!before || now.value === null || before.value === null) return null
  const moved = compareExact(now.value, before.value)
  if (moved === 0) return 'same'
  const { limit } = ruleOf(now.key)
  // The composite has no limit, but a direction.
  const side = limit?.side ?? (now.key === 'por-gabungan' ? 'at-least' : null)
  if (side === null) return moved > 0 ? 'higher' : 'lower'
  return (moved > 0) === (side === 'at-least') ? 'better' : 'worse'
}
