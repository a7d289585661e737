import { computed, type ComputedRef, type ShallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { monthOf, type Month } from '#domain/core/day.ts'
import { useApp } from '#app/context.ts'
import { MONTH_INTERESTS, readOversight, type OversightMonth } from '#app/shared/coop/month.ts'
import { useKmp } from '#app/shared/coop/use-kmp.ts'
import type { Kmp } from '#app/shared/coop/kmp.ts'
import { recentMonths } from '#app/shared/months.ts'
import { useLive } from '#app/shared/use-live.ts'

/** The month and the KMP of the address, read from this tablet. `query` goes along with every link. */
export function useMonth(): {
  readonly kmp: ShallowRef<Kmp | null | undefined>; readonly month: ComputedRef<Month>; readonly months: readonly Month[]; readonly query: ComputedRef<Record<string, string>>
  readonly shown: ShallowRef<OversightMonth | null | undefined>; readonly failed: ComputedRef<boolean>; go(changed: Record<string, string>): void
} {
  const app = useApp()
  const route = useRoute()
  const router = useRouter()
  const { kmp, failed: kmpFailed, query: kmpQuery } = useKmp()
  const asked = computed(() => route.query['bulan'])
  const months = recentMonths(app.today())
  const month = computed<Month>(() => months.find(one => one === asked.value) ?? monthOf(app.today()))
  const { data: shown, failed } = useLive(async () => {
    const [place, wanted] = [kmp.value, month.value]
    return place ? readOversight(app, place, wanted) : place
  }, MONTH_INTERESTS)
  return {
    kmp, month, months, shown, failed: computed(() => failed.value || kmpFailed.value), query: computed(() => ({ ...kmpQuery.value, bulan: month.value })),
    go: changed => void router.replace({ query: { ...route.query, ...changed } }),
  }
}
