import { onScopeDispose, ref, watch, type Ref } from 'vue'

/**
 * True once what `isShown` speaks of has stood on the screen for a frame: what is read and drawn after it holds nobody up.
 * The first frame asked for comes before the browser has painted, the second after it.
 */
export function useDrawn(isShown: () => boolean): Ref<boolean> {
  const drawn = ref(false)
  let frame = 0
  watch(isShown, now => {
    cancelAnimationFrame(frame)
    if (now) frame = requestAnimationFrame(() => { frame = requestAnimationFrame(() => { drawn.value = true }) })
  }, { immediate: true, flush: 'post' })
  onScopeDispose(() => cancelAnimationFrame(frame))
  return drawn
}
