import { ref, watch, type Ref } from 'vue'
import type { Json } from '#domain/core/json.ts'
import { useApp } from '#app/context.ts'
import { useDirtyForm } from '#app/shared/dirty-forms.ts'
import { useFormKeeper } from '#app/shared/form-keeper.ts'

export interface KeptVisit {
  /** Wall time of the last time it was kept on the tablet; '' before the first. */
  readonly keptAt: Ref<string>
  readonly failed: Ref<boolean>
  /** Keeps what is on the screen now, without waiting. */
  keepNow(): Promise<void>
  /** Forgets the kept form: it has become a record, or was thrown away on purpose. */
  forget(): Promise<void>
}

/**
 * Keeps a half-written visit on the tablet, sealed for this user, a moment after each change, when the page is left or
 * hidden and when the tablet is locked: none of these costs anything that was typed. `isWorthKeeping` false forgets it.
 */
export function useKeptVisit(name: () => string, form: object, isWorthKeeping: () => boolean, isReady: () => boolean): KeptVisit {
  const app = useApp()
  const keptAt = ref('')
  const failed = ref(false)

  useDirtyForm(() => isReady() && isWorthKeeping())
  const keeper = useFormKeeper(async () => {
    try {
      if (isWorthKeeping()) await app.store.saveFormDraft(name(), JSON.parse(JSON.stringify(form)) as Json)
      else await app.store.clearFormDraft(name())
      keptAt.value = app.wallTime()
      failed.value = false
    } catch (error) {
      // Full or failing storage: the page says so, and the next change tries again.
      failed.value = true
      throw error
    }
  })
  watch(form, () => { if (isReady()) keeper.changed() }, { deep: true, flush: 'sync' })

  return { keptAt, failed, keepNow: keeper.keepNow, forget: () => keeper.finish(() => app.store.clearFormDraft(name())) }
}
