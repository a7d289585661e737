import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Month } from '#domain/core/day.ts'
import { useApp } from '#app/context.ts'
import { useWords } from '#app/locales/use-words.ts'
import { useLive } from '#app/shared/use-live.ts'
import { periodOf, periodQuery, readPlaces, type Place, type Scope } from './scope.ts'
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
  const route = useRoute()
  const router = useRouter()
  const t = useWords(indicatorPageWords)
  const { data: places, failed } = useLive(() => readPlaces(app), [{ kind: 'facility' }])
  const month = computed(() => periodOf(route.query, app.today()).month)
  const pustu = computed(() => {
    const wanted = periodOf(route.query, app.today()).pustu
    if (places.value?.length === 1) return places.value[0]?.id ?? ''
    return places.value?.some(place => place.id === wanted) ? wanted : ''
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
    query: computed(() => periodQuery(month.value, pustu.value)),
    go(wanted, place) { void router.replace({ query: periodQuery(wanted, place) }) },
  }
}
