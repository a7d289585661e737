import { ref, watch, type Ref } from 'vue'
import type { Json } from '#domain/core/json.ts'
import { useApp } from '../context.ts'
import { useDirtyForm } from './dirty-forms.ts'
import { useFormKeeper } from './form-keeper.ts'

/**
 * Keeps a half-typed form on this tablet, sealed for its user, so that it survives a closed page, a lock or a dead battery.
 * `content` is what to keep, `isDirty` whether it is worth keeping; a form back at its start forgets its draft.
 * `failed` says that what was typed is on the screen only. Call `forget` after the form is saved or thrown away.
 */
export function useFormDraft(name: string, content: () => unknown, isDirty: () => boolean): { failed: Ref<boolean>; forget: () => Promise<void> } {
  const { store } = useApp()
  const failed = ref(false)
  const keeper = useFormKeeper(async () => {
    // A plain copy: what is stored must not change while it is being sealed, and must be no Vue proxy.
    const kept = isDirty() ? (JSON.parse(JSON.stringify(content())) as Json) : null
    await watched(kept === null ? store.clearFormDraft(name) : store.saveFormDraft(name, kept))
  })

  async function watched(act: Promise<void>): Promise<void> {
    try {
      await act
      failed.value = false
    } catch (error) {
      failed.value = true
      throw error
    }
  }

  useDirtyForm(isDirty)
  watch(content, () => keeper.changed(), { deep: true, flush: 'sync' })
  return { failed, forget: () => keeper.finish(() => watched(store.clearFormDraft(name)).catch(() => {})) }
}
