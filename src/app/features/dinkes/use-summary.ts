import { computed, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { monthOf, type Month } from '#domain/core/day.ts'
import type { OfficeSummary } from '#domain/rules/supervision/office-summary.ts'
import { useApp } from '#app/context.ts'
import { recentMonths } from '#app/shared/months.ts'
import type { ApiFailure } from '#app/sync/api.ts'
import { askSummary, knownSummary } from './repository.ts'

/** The chosen month: what is kept of it at once, then the server's answer. An answer that comes after another month was chosen is kept and not shown. */
export function useSummary() {
  const app = useApp()
  const route = useRoute()
  const router = useRouter()
  const months = recentMonths(app.today())
  const month = computed((): Month => months.find(one => one === route.query['bulan']) ?? monthOf(app.today()))
  const summary = shallowRef<OfficeSummary | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const busy = ref(false)
  let round = 0

  async function ask(): Promise<void> {
    const [mine, asked] = [++round, month.value]
    busy.value = true
    failure.value = null
    if (summary.value?.month !== asked) summary.value = null
    const kept = summary.value ?? await knownSummary(app, asked).catch(() => null)
    if (mine === round) summary.value = kept
    const answer = await askSummary(app, asked)
    if (mine !== round) return
    busy.value = false
    if (answer.ok) summary.value = answer.value
    else failure.value = answer.error
  }
  watch(month, ask, { immediate: true })
  const choose = (to: string): void => void router.replace({ query: { ...route.query, bulan: to } })
  return { months, month, summary, failure, busy, ask, choose }
}
