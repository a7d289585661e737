import { onScopeDispose, ref, watch, type Ref } from 'vue'
import type { Json } from '#domain/core/json.ts'
import { useApp } from '../context.ts'
import { useDirtyForm } from './dirty-forms.ts'

const PAUSE_MS = 400

/**
 * Keeps a half-typed form on this tablet, sealed for its user, so that it survives a closed page, a lock or a dead battery.
 * `content` is what to keep, `isDirty` whether it is worth keeping; a form back at its start forgets its draft.
 * `failed` says that what was typed is on the screen only. Call `forget` after the form is saved or thrown away.
 */
export function useFormDraft(name: string, content: () => unknown, isDirty: () => boolean): { failed: Ref<boolean>; forget: () => Promise<void> } {
  const { store } = useApp()
  const failed = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let last: Promise<void> = Promise.resolve()
  let over = false

  const write = (act: () => Promise<void>): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    last = last.then(act).then(() => { failed.value = false }, () => { failed.value = true })
    return last
  }
  const keep = (): Promise<void> => {
    // A plain copy: what is stored must not change while it is being sealed, and must be no Vue proxy.
    const kept = isDirty() ? (JSON.parse(JSON.stringify(content())) as Json) : null
    return write(() => (kept === null ? store.clearFormDraft(name) : store.saveFormDraft(name, kept)))
  }
  const keepWaiting = (): void => { if (timer !== undefined && !over) void keep() }

  useDirtyForm(isDirty)
  watch(content, () => {
    if (over) return
    clearTimeout(timer)
    timer = setTimeout(() => void keep(), PAUSE_MS)
  }, { deep: true })
  document.addEventListener('visibilitychange', keepWaiting)
  window.addEventListener('pagehide', keepWaiting)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', keepWaiting)
    window.removeEventListener('pagehide', keepWaiting)
    keepWaiting()
  })
  return {
    failed,
    forget: () => {
      over = true
      return write(() => store.clearFormDraft(name))
    },
  }
}
