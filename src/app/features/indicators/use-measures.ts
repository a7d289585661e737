import { computed, ref, type ComputedRef } from 'vue'
import { addMonths } from '#domain/core/day.ts'
import { INDICATOR_KEYS, ruleOf, type IndicatorKey } from '#domain/rules/supervision/indicators/catalogue.ts'
import { useApp } from '#app/context.ts'
import { useLive } from '#app/shared/use-live.ts'
import type { Measure } from './measure.ts'
import type { Scope } from './scope.ts'
import { isReadable, SOURCES, sourceOf, type Source } from './sources.ts'

export type Measures = ReadonlyMap<IndicatorKey, Measure>

/**
 * The indicators of a scope, each shown as soon as its source is read; those of the month before come once this month's are there, so
 * that they delay nothing; of one indicator, its own source alone. `keys` are the ones that this user and scope have at all.
 */
export function useMeasures(scope: () => Scope | null, only?: IndicatorKey): {
  readonly keys: ComputedRef<readonly IndicatorKey[]>
  readonly now: ComputedRef<Measures>
  readonly before: ComputedRef<Measures>
  readonly whole: ComputedRef<boolean>
  readonly failed: ComputedRef<boolean>
  /** Reads a source once more that no record tells of: the age of the tablets. */
  again(key: IndicatorKey): void
} {
  const app = useApp()
  const readable = SOURCES.filter(source => isReadable(app, source) && (only === undefined || source.keys.includes(only)))
  const rounds = ref<Partial<Record<IndicatorKey, number>>>({})
  const ask = (source: Source, of: () => Scope | null) => useLive(async () => {
    const asked = of()
    void source.keys.map(key => rounds.value[key])
    return asked === null ? null : { scope: asked, measures: await source.read(app, asked) }
  }, source.interests)
  const current = readable.map(source => ask(source, scope))
  /** An answer to another question is none: a figure never stands under a month it is not of. */
  const isDone = computed(() => current.every(({ data, failed }) => failed.value || (data.value && data.value.scope === scope())))
  const earlier = computed(() => { const asked = scope(); return asked && isDone.value ? { ...asked, month: addMonths(asked.month, -1) } : null })
  const previous = readable.filter(source => source.keys.some(key => !ruleOf(key).now)).map(source => ask(source, () => earlier.value))
  const collect = (answers: typeof current, of: () => Scope | null): Measures =>
    new Map(answers.flatMap(({ data }) => (data.value && data.value.scope === of() ? data.value.measures.map(measure => [measure.key, measure] as const) : [])))
  return {
    keys: computed(() => INDICATOR_KEYS.filter(key => readable.includes(sourceOf(key)) && (!ruleOf(key).whole || scope()?.whole === true))),
    now: computed(() => collect(current, scope)), before: computed(() => collect(previous, () => earlier.value)),
    whole: isDone, failed: computed(() => current.some(({ failed }) => failed.value)),
    again(key) { rounds.value = { ...rounds.value, [key]: (rounds.value[key] ?? 0) + 1 } },
  }
}
