import { ref, watch, type Ref } from 'vue'
import { drawn } from '#app/shared/drawn.ts'

/** True once what `isShown` speaks of has stood on the screen for a frame: what is read and drawn after it holds nobody up. */
export function useDrawn(isShown: () => boolean): Ref<boolean> {
  const isDrawn = ref(false)
  watch(isShown, async now => {
    if (!now) return
    await drawn()
    if (isShown()) isDrawn.value = true
  }, { immediate: true, flush: 'post' })
  return isDrawn
}
