import { onScopeDispose, ref, type Ref } from 'vue'

/** Now, renewed every half minute, for ages on the screen. */
export function useClock(): Ref<number> {
  const now = ref(Date.now())
  const timer = setInterval(() => { now.value = Date.now() }, 30_000)
  onScopeDispose(() => clearInterval(timer))
  return now
}
