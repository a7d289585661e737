import { computed, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { useApp } from '../context.ts'

/** Whether this user's roles open a named page, so that nothing leads him where he may not go. */
export function useMayOpen(name: string): ComputedRef<boolean> {
  const router = useRouter()
  const app = useApp()
  return computed(() => {
    // Not `resolve`: a page of one record cannot be resolved without its id.
    const route = router.getRoutes().find(known => known.name === name)
    const roles = route?.meta.roles
    return route !== undefined && (!roles || roles.some(role => app.hasRole(role)))
  })
}
