import { computed, onMounted, ref, type ComputedRef, type Ref } from 'vue'
import { z } from 'zod'
import { useApp } from '../../context.ts'
import { useFormDraft } from '../../shared/use-form-draft.ts'

export interface KeptTyping<T> {
  /** What was kept has been looked for; before that nothing may be laid into the form. */
  readonly ready: Ref<boolean>
  /** What stands in the form was typed before, and never saved. */
  readonly restored: Ref<boolean>
  readonly isDirty: ComputedRef<boolean>
  /** Lays what is saved into the form, unless somebody has typed in it: his words are not taken away. */
  begin(saved: T): void
  /** Throws away what was typed. */
  startOver(): void
  /** The form was saved. */
  forget(): Promise<void>
}

/** A form of settings whose half-typed input survives a lock and a closed page. `never` names what is not kept: passwords. */
export function useKeptTyping<T extends object>(name: string, typed: T, never: readonly (keyof T)[] = []): KeptTyping<T> {
  const { store } = useApp()
  const start = ref(JSON.stringify(typed))
  const ready = ref(false)
  const restored = ref(false)
  const isDirty = computed(() => JSON.stringify(typed) !== start.value)
  const worth = (): T => ({ ...typed, ...emptied(typed, never) })
  const isWorthKeeping = (): boolean => ready.value && JSON.stringify(worth()) !== start.value
  const draft = useFormDraft(name, () => (ready.value ? { typed: worth(), start: start.value } : null), isWorthKeeping)

  onMounted(async () => {
    const { success, data: kept } = keptSchema.safeParse(await store.loadFormDraft(name).catch(() => undefined))
    if (success) {
      // Only fields this version still has, of the shape it gives them.
      for (const [field, value] of Object.entries(kept.typed)) if (typeof value === typeof typed[field as keyof T]) Object.assign(typed, { [field]: value })
      start.value = kept.start
      restored.value = isDirty.value
    }
    ready.value = true
  })

  return {
    ready, restored, isDirty,
    begin(saved) {
      if (!ready.value || isDirty.value) return
      Object.assign(typed, saved)
      start.value = JSON.stringify(typed)
    },
    startOver() {
      Object.assign(typed, JSON.parse(start.value))
      restored.value = false
    },
    forget() {
      start.value = JSON.stringify(typed)
      return draft.forget()
    },
  }
}

const emptied = <T extends object>(typed: T, fields: readonly (keyof T)[]): Partial<T> =>
  Object.fromEntries(fields.map(field => [field, typeof typed[field] === 'string' ? '' : null])) as Partial<T>

const keptSchema = z.object({ typed: z.record(z.string(), z.unknown()), start: z.string() })
