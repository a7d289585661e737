import { onScopeDispose, ref, watch, type Ref } from 'vue'

/**
 * What has stood on the screen for a frame, of what `shown` names; null until then. What is read and drawn after it holds
 * nobody up: the first frame asked for comes before the browser has painted, the second after it.
 */
export function useDrawn(shown: () => string | null): Ref<string | null> {
  const drawn = ref<string | null>(null)
  let frame = 0
  watch(shown, now => {
    cancelAnimationFrame(frame)
    if (now !== null) frame = requestAnimationFrame(() => { frame = requestAnimationFrame(() => { drawn.value = now }) })
  }, { immediate: true, flush: 'post' })
  onScopeDispose(() => cancelAnimationFrame(frame))
  return drawn
}
