import { onBeforeUnmount } from 'vue'
import { onBeforeRouteLeave, useRouter, type RouteLocationRaw } from 'vue-router'

/**
 * Leads on from a form once it has saved, unless the person has already gone elsewhere: a save that ends late must not
 * pull anybody back. To be called in a page's set-up, or in a part of it.
 */
export function useLeave(): (to: RouteLocationRaw, how?: 'push' | 'replace') => Promise<void> {
  const router = useRouter()
  let gone = false
  onBeforeRouteLeave(() => { gone = true })
  // A way out that was not taken after all (an unsaved form, say) leaves the person here.
  const stop = router.afterEach((_to, _from, failure) => { if (failure) gone = false })
  onBeforeUnmount(() => {
    gone = true
    stop()
  })
  return async (to, how = 'push') => {
    if (!gone) await router[how](to)
  }
}
