import { ref, watch, type Ref } from 'vue'
import type { Result } from '#domain/core/result.ts'
import { useAct } from '../forms/use-act.ts'
import type { DutyFailure } from './duty.ts'
import { dutyFailure } from './duty-say.ts'

/**
 * A dialog that asks something of a day of service before it does it. Every opening begins anew; what is missing is said from the first
 * try on; it closes once it is saved, and says why where it is not.
 */
export function useAskedAct(open: Ref<boolean>, parts: {
  /** Empties the fields. */
  readonly begin: () => void
  /** Whether everything that is needed has been filled in. */
  readonly isWhole: () => boolean
  readonly act: () => Promise<Result<unknown, DutyFailure>>
  readonly said: () => string
}): { readonly tried: Ref<boolean>; readonly busy: Ref<boolean>; readonly failure: Ref<string>; save(): Promise<void> } {
  const tried = ref(false)
  const { busy, failure, run } = useAct()
  watch(open, isOpen => {
    if (!isOpen) return
    parts.begin()
    tried.value = false
    failure.value = ''
  }, { immediate: true })

  async function save(): Promise<void> {
    tried.value = true
    if (!parts.isWhole()) return
    const isDone = await run(async () => {
      const saved = await parts.act()
      return saved.ok ? { said: parts.said() } : { failure: dutyFailure(saved.error) }
    })
    if (isDone) open.value = false
  }
  return { tried, busy, failure, save }
}
