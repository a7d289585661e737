import { onMounted } from 'vue'
import { formatNumber } from '#app/shared/format.ts'
import { useApp } from '#app/context.ts'
import { useFormDraft } from '#app/shared/use-form-draft.ts'
import type { TableRow } from './table-rows.ts'

interface Answer { note: string; given: Record<string, string> }

/** Keeps a half-made approval on this tablet: 200 figures are not typed twice. */
export function useKeptAnswer(reportId: string, form: Answer, rows: readonly TableRow[]): ReturnType<typeof useFormDraft> {
  const { store } = useApp()
  const name = `lplpo-jawaban:${reportId}`
  const isDirty = (): boolean => form.note !== '' || rows.some(row => form.given[row.drugId] !== formatNumber(row.line.request))
  onMounted(async () => {
    const kept = (await store.loadFormDraft(name)) as Partial<Answer> | undefined
    // What was typed while it was being read stays.
    if (!kept || isDirty()) return
    if (typeof kept.note === 'string') form.note = kept.note
    for (const row of rows) {
      const given = kept.given?.[row.drugId]
      if (typeof given === 'string') form.given[row.drugId] = given
    }
  })
  return useFormDraft(name, () => form, isDirty)
}
