import { computed, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { useApp } from '../context.ts'
import type { NavEntry } from '../shared/route-meta.ts'

export interface Place extends NavEntry { readonly path: string }

/** The places this user may go to, in their order; one entry a word, since two features may share a place. */
export function usePlaces(): ComputedRef<readonly Place[]> {
  const router = useRouter()
  const app = useApp()
  return computed(() => {
    const allowed = router.getRoutes().flatMap(route => {
      const { nav, roles } = route.meta
      return nav && (!roles || roles.some(role => app.hasRole(role))) ? [{ ...nav, path: route.path }] : []
    })
    return allowed.filter((place, index) => allowed.findIndex(other => other.words === place.words) === index).sort((a, b) => a.order - b.order)
  })
}
