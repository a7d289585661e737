import { computed, nextTick, onScopeDispose, ref, watch, type ComputedRef, type Ref } from 'vue'

/** As many as a screen shows at once, and how many follow at least in each frame after it. */
const FIRST = 14
const STEP = 9
/** What of a frame's 16 ms rows may take: a quick machine draws more of them in each. */
const ROOM_MS = 12

/**
 * The rows to draw now. An answer that is mostly new is drawn a screenful at once and the rest in the frames after, so that
 * a slow tablet answers a key at once. A change of a few rows is drawn whole: nothing moves under a finger.
 */
export function useStagedRows<Row>(rows: Readonly<Ref<readonly Row[]>>, keyOf: (row: Row) => string): ComputedRef<readonly Row[]> {
  const drawn = ref(Infinity)
  let before = new Set<string>()
  let frame = 0
  /** ms, of the rows drawn first and all that was drawn with them. */
  let each = Infinity

  function drawMore(): void {
    frame = requestAnimationFrame(() => {
      const next = drawn.value + Math.max(STEP, Math.floor(ROOM_MS / each))
      drawn.value = next < rows.value.length ? next : Infinity
      if (drawn.value !== Infinity) drawMore()
    })
  }
  watch(rows, now => {
    const keys = now.map(keyOf)
    const fresh = keys.filter(key => !before.has(key)).length
    before = new Set(keys)
    if (fresh <= FIRST) return
    cancelAnimationFrame(frame)
    drawn.value = FIRST
    const began = performance.now()
    void nextTick(() => { each = (performance.now() - began) / FIRST })
    drawMore()
  }, { immediate: true })
  onScopeDispose(() => cancelAnimationFrame(frame))
  return computed(() => (drawn.value < rows.value.length ? rows.value.slice(0, drawn.value) : rows.value))
}
