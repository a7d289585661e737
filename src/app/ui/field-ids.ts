import { computed, useId, type ComputedRef } from 'vue'

interface FieldTexts { readonly name?: string | undefined; readonly hint?: string | undefined; readonly warning?: string | undefined; readonly error?: string | undefined }

/** Ids of a field's parts. With a `name` the input is `field-<name>`, so that an error summary can lead to it. */
export function useFieldIds(texts: FieldTexts): { id: ComputedRef<string>; describedBy: ComputedRef<string | undefined> } {
  const own = useId()
  const id = computed(() => (texts.name ? `field-${texts.name}` : own))
  const describedBy = computed(() => {
    const ids = [texts.hint && `${id.value}-hint`, texts.warning && `${id.value}-warning`, texts.error && `${id.value}-error`].filter(Boolean)
    return ids.length > 0 ? ids.join(' ') : undefined
  })
  return { id, describedBy }
}
