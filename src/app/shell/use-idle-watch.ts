import { onScopeDispose } from 'vue'
import { useSession } from '../stores/session.ts'

const SIGNS = ['pointerdown', 'keydown', 'wheel'] as const

/** Tells the session's idle clock that somebody is there; without a sign the tablet locks itself. */
export function useIdleWatch(): void {
  const session = useSession()
  const touch = (): void => session.touch()
  for (const sign of SIGNS) window.addEventListener(sign, touch, { passive: true, capture: true })
  onScopeDispose(() => { for (const sign of SIGNS) window.removeEventListener(sign, touch, { capture: true }) })
}
