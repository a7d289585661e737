import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import { monthOf, type Day, type Month } from '#domain/core/day.ts'
import { useApp } from '../context.ts'

/** A month and the place whose records are meant: '' for all of them. */
export interface Period { readonly month: Month; readonly pustu: string }

/** A word of an address; '' where it has none, or several. */
export const textOf = (query: LocationQuery, name: string): string => { const value = query[name]; return typeof value === 'string' ? value : '' }

/** The month and place that an address names; this month, and all places, where it names none. */
export function periodOf(query: LocationQuery, today: Day): Period {
  const month = textOf(query, 'bulan')
  return { month: /^[12]\d{3}-(0[1-9]|1[0-2])$/.test(month) ? (month as Month) : monthOf(today), pustu: textOf(query, 'pustu') }
}
export const periodQuery = (month: string, pustu: string): Record<string, string> => ({ bulan: month, ...(pustu === '' ? {} : { pustu }) })

/** The period of the page's address, and the way to another. Whether the user reads that place is for the page to say. */
export function usePeriod(): { readonly month: ComputedRef<Month>; readonly pustu: ComputedRef<string>; go(month: string, pustu: string): void } {
  const app = useApp()
  const route = useRoute()
  const router = useRouter()
  const period = computed(() => periodOf(route.query, app.today()))
  return { month: computed(() => period.value.month), pustu: computed(() => period.value.pustu), go(month, pustu) { void router.replace({ query: periodQuery(month, pustu) }) } }
}
