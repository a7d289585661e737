import { computed, type ComputedRef } from 'vue'
import type { Month } from '#domain/core/day.ts'
import { useApp } from '#app/context.ts'
import { useWords } from '#app/locales/use-words.ts'
import { periodQuery, usePeriod } from '#app/shared/period.ts'
import { useLive } from '#app/shared/use-live.ts'
import { readPlaces, type Place, type Scope } from './scope.ts'
import { indicatorPageWords } from './words.ts'

/** The month and pustu of the address, and what they come to for this user. */
export function useScope(): {
  readonly month: ComputedRef<Month>
  /** '' is all of them. */
  readonly pustu: ComputedRef<string>
  readonly places: ComputedRef<readonly Place[] | undefined>
  readonly scope: ComputedRef<Scope | null>
  readonly name: ComputedRef<string>
  readonly query: ComputedRef<Record<string, string>>
  readonly failed: ComputedRef<boolean>
  go(month: string, pustu: string): void
} {
  const app = useApp()
  const t = useWords(indicatorPageWords)
  const { data: places, failed } = useLive(() => readPlaces(app), [{ kind: 'facility' }])
  const { month, pustu: asked, go } = usePeriod()
  const pustu = computed(() => {
    if (places.value?.length === 1) return places.value[0]?.id ?? ''
    return places.value?.some(place => place.id === asked.value) ? asked.value : ''
  })
  const scope = computed((): Scope | null => {
    const known = places.value
    if (!known) return null
    const chosen = pustu.value === '' ? known : known.filter(place => place.id === pustu.value)
    // The whole of a puskesmas is seen by its head alone.
    return { month: month.value, places: chosen, whole: chosen.length === known.length && app.hasRole('kapus') }
  })
  return {
    month, pustu, scope, places: computed(() => places.value), failed: computed(() => failed.value && places.value === undefined),
    name: computed(() => (pustu.value === '' ? t('allPustu') : (places.value?.find(place => place.id === pustu.value)?.name ?? ''))),
    query: computed(() => periodQuery(month.value, pustu.value)), go,
  }
}
