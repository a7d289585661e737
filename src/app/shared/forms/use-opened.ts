import { nextTick, onScopeDispose, readonly, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { keepAllForms } from '../form-keeper.ts'

/** The values that `sources` read, in their order. */
type Read<S extends readonly (() => unknown)[]> = { [K in keyof S]: S[K] extends () => infer V ? V : never }

/**
 * A form made ready for its page, and made again when one of the sources changes or somebody starts over. `opened` is undefined
 * until it is ready: it goes before the next one is asked for, so that no page shows the form of another. What the form before
 * still has to keep is kept first. An answer that is no longer asked for is dropped; `failed` says that none could be read.
 * `round` is the key of the form on the page.
 */
export function useOpened<const S extends readonly (() => unknown)[], T>(sources: S, open: (...values: Read<S>) => Promise<T>): {
  readonly opened: Readonly<ShallowRef<T | undefined>>
  readonly failed: Readonly<Ref<boolean>>
  readonly round: Readonly<Ref<number>>
  startOver(): void
} {
  const opened = shallowRef<T>()
  const failed = ref(false)
  const asked = ref(0)
  const round = ref(0)

  async function make(values: Read<S>): Promise<void> {
    const mine = ++round.value
    opened.value = undefined
    failed.value = false
    try {
      await nextTick()
      await keepAllForms()
      const made = await open(...values)
      if (mine === round.value) opened.value = made
    } catch {
      if (mine === round.value) failed.value = true
    }
  }
  watch([...sources, asked], () => void make(sources.map(source => source()) as Read<S>), { immediate: true })
  onScopeDispose(() => { round.value += 1 })
  return { opened, failed: readonly(failed), round: readonly(round), startOver: () => { asked.value += 1 } }
}
