import { onScopeDispose, ref, watch, type Ref } from 'vue'
import type { Json } from '#domain/core/json.ts'
import { useApp } from '#app/context.ts'
import { useDirtyForm } from '#app/shared/dirty-forms.ts'

const WAIT_MS = 400

export interface KeptForm {
  /** Wall time of the last time it was kept on the tablet; '' before the first. */
  readonly keptAt: Ref<string>
  readonly failed: Ref<boolean>
  /** Keeps what is on the screen now, without waiting. */
  keepNow(): Promise<void>
  /** Forgets the kept form: it has become a record, or was thrown away on purpose. */
  forget(): Promise<void>
}

/**
 * Keeps a half-written form on the tablet, sealed for this user, a moment after each change and when the page is left or
 * hidden: a closed page, a lock or an empty battery costs nothing that was typed. `isWorthKeeping` false forgets it.
 */
export function useKeptForm(name: () => string, form: object, isWorthKeeping: () => boolean, isReady: () => boolean): KeptForm {
  const app = useApp()
  const keptAt = ref('')
  const failed = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let changed = false
  let finished = false
  let chain: Promise<void> = Promise.resolve()

  useDirtyForm(() => isReady() && isWorthKeeping())

  async function write(): Promise<void> {
    if (finished || !changed) return
    changed = false
    try {
      if (isWorthKeeping()) await app.store.saveFormDraft(name(), JSON.parse(JSON.stringify(form)) as Json)
      else await app.store.clearFormDraft(name())
      keptAt.value = app.wallTime()
      failed.value = false
    } catch {
      // Full or failing storage: the page says so, and the next change tries again.
      changed = true
      failed.value = true
    }
  }
  /** Writes run one after another, so that an older state never overtakes a newer one. */
  function keepNow(): Promise<void> {
    clearTimeout(timer)
    chain = chain.then(write)
    return chain
  }

  watch(form, () => {
    if (!isReady() || finished) return
    changed = true
    clearTimeout(timer)
    timer = setTimeout(() => void keepNow(), WAIT_MS)
  }, { deep: true })

  const onHidden = (): void => { if (document.visibilityState === 'hidden') void keepNow() }
  document.addEventListener('visibilitychange', onHidden)
  window.addEventListener('pagehide', onHidden)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', onHidden)
    window.removeEventListener('pagehide', onHidden)
    void keepNow()
  })

  return {
    keptAt, failed, keepNow,
    async forget(): Promise<void> {
      finished = true
      clearTimeout(timer)
      await chain
      await app.store.clearFormDraft(name())
    },
  }
}
