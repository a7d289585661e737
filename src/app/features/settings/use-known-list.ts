import { onMounted, ref, shallowRef } from 'vue'
import type { z } from 'zod'
import type { Result } from '#domain/core/result.ts'
import { useApp } from '../../context.ts'
import type { ApiFailure } from '../../sync/api.ts'
import { asJson } from './admin.ts'

interface Kept<T> { readonly at: number; readonly list: T[] }

/**
 * A list that the server alone has: fetched on arrival, and kept sealed on the tablet, so that without a network the last
 * known one is shown with its age (`at`; null while it is the server's own answer of now).
 */
export function useKnownList<T>(name: string, fetchList: () => Promise<Result<T[], ApiFailure>>, kept: z.ZodType<Kept<T>>) {
  const { store, now } = useApp()
  const list = shallowRef<readonly T[] | null>(null)
  const knownAt = ref<number | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const loading = ref(false)

  async function reload(): Promise<void> {
    loading.value = true
    const result = await fetchList()
    loading.value = false
    if (result.ok) {
      list.value = result.value
      knownAt.value = null
      failure.value = null
      // Not to have kept the list only shows up without a network, and then says so itself.
      await store.saveFormDraft(name, asJson({ at: now(), list: result.value })).catch(() => undefined)
      return
    }
    failure.value = result.error
    if (list.value !== null) return
    const parsed = kept.safeParse(await store.loadFormDraft(name).catch(() => undefined))
    if (!parsed.success) return
    list.value = parsed.data.list
    knownAt.value = parsed.data.at
  }
  onMounted(reload)
  return { list, knownAt, failure, loading, reload }
}
