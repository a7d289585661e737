import { COOP_STAFF } from '#domain/core/roles.ts'
import { nextTick, onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import { useApp } from '../context.ts'

const searchBox = (): HTMLElement | null => document.querySelector<HTMLElement>('main [data-search]')
const isTypingIn = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select'))

/** "/" anywhere leads to the search of the page, or of the list this user searches most. */
export function useSearchKey(): void {
  const router = useRouter()
  const app = useApp()

  async function toSearch(): Promise<void> {
    if (!searchBox()) {
      const name = app.hasRole('nakes') ? 'service' : app.hasAny(COOP_STAFF) ? 'members' : app.hasRole('kapus') ? 'medicine' : null
      if (!name || !router.hasRoute(name)) return
      await router.push({ name })
      await nextTick()
    }
    searchBox()?.focus()
  }
  function onKey(event: KeyboardEvent): void {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTypingIn(event.target) || document.querySelector('[role="dialog"]')) return
    event.preventDefault()
    void toSearch()
  }
  document.addEventListener('keydown', onKey)
  onScopeDispose(() => document.removeEventListener('keydown', onKey))
}
