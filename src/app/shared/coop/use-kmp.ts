import { computed, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { useRoute } from 'vue-router'
import { useApp } from '../../context.ts'
import { useLive } from '../use-live.ts'
import { kmpIds, kmpOf, type Kmp } from './kmp.ts'

/**
 * The KMP whose books a page shows: the one in the address where somebody examines several, else his own. `query` goes along
 * with every link, so that the next page stands at the same one; it is empty for who has one.
 */
export function useKmp(): { readonly kmp: ShallowRef<Kmp | null | undefined>; readonly failed: Ref<boolean>; readonly query: ComputedRef<Record<string, string>> } {
  const app = useApp()
  const route = useRoute()
  const asked = computed(() => {
    const wanted = route.query['kmp']
    return typeof wanted === 'string' && kmpIds(app).includes(wanted) ? wanted : undefined
  })
  const { data, failed } = useLive(() => kmpOf(app, asked.value), [{ kind: 'facility' }])
  return { kmp: data, failed, query: computed(() => (asked.value === undefined ? {} : { kmp: asked.value })) }
}
