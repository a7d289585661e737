import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** What a list shows, kept in the address (`tampil`, `pustu`), so that the way back and a link from elsewhere lead to the same lines. */
export function useListFilter<V extends string>(views: readonly V[], first: V): { shown: WritableComputedRef<V>; pustu: WritableComputedRef<string>; chosen: () => boolean } {
  const route = useRoute()
  const router = useRouter()
  const set = (name: string, value: string | undefined): void => void router.replace({ query: { ...route.query, [name]: value } })
  const isView = (word: unknown): word is V => (views as readonly unknown[]).includes(word)
  return {
    shown: computed({ get: () => { const asked = route.query['tampil']; return isView(asked) ? asked : first }, set: value => set('tampil', value) }),
    pustu: computed({ get: () => (typeof route.query['pustu'] === 'string' ? route.query['pustu'] : ''), set: value => set('pustu', value === '' ? undefined : value) }),
    chosen: () => isView(route.query['tampil']),
  }
}
