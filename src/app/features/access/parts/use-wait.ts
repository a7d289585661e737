import { computed, onScopeDispose, ref } from 'vue'
import type { AccessError } from '../../../vault/access.ts'

/** Counts down the seconds the server asks to wait; the button rests meanwhile, and an attempt is not wasted. */
export function useWait() {
  const left = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined
  onScopeDispose(() => clearInterval(timer))
  return {
    left: computed(() => left.value),
    heed(error: AccessError): void {
      if (error.kind !== 'wrong-credentials' || !error.waitSeconds) return
      left.value = Math.ceil(error.waitSeconds)
      clearInterval(timer)
      timer = setInterval(() => {
        left.value -= 1
        if (left.value <= 0) clearInterval(timer)
      }, 1000)
    },
  }
}
