import { computed, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { useApp } from '../context.ts'

/** Whether this user's roles open a named page, so that nothing leads him where he may not go. */
export function useMayOpen(name: string): ComputedRef<boolean> {
  const router = useRouter()
  const app = useApp()
  return computed(() => {
    if (!router.hasRoute(name)) return false
    const { roles } = router.resolve({ name }).meta
    return !roles || roles.some(role => app.hasRole(role))
  })
}
