import { computed, onScopeDispose, reactive, watchEffect } from 'vue'

const dirty = reactive(new Set<symbol>())

/** True while any form holds something unsaved; an update of the app waits for it. */
export const isAnyFormDirty = computed(() => dirty.size > 0)

/** A page with a form tells whether it holds something unsaved: `useDirtyForm(() => name.value !== '')`. */
export function useDirtyForm(isDirty: () => boolean): void {
  const key = Symbol('form')
  watchEffect(() => { if (isDirty()) dirty.add(key); else dirty.delete(key) })
  onScopeDispose(() => dirty.delete(key))
}
