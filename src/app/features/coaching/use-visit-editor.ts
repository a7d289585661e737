import { computed, reactive, ref, watch, type ComputedRef, type Ref } from 'vue'
import { sameJson } from '#domain/core/json.ts'
import { checklistResult, type Checklist, type ChecklistResult } from '#domain/rules/supervision/checklist.ts'
import { useApp } from '#app/context.ts'
import { useFormDraft } from '#app/shared/use-form-draft.ts'
import { absorb, visitContent, visitForm, type KeptVisit, type VisitForm } from './visit-form.ts'
import { saveContent, signVisit, type VisitFailure, type VisitFile } from './visits.ts'
import { visitFailureText } from './visit-say.ts'

/** What comes before the first section: what is still open from before. */
export const OPEN_POINTS = -1

export const visitDraft = (id: string): string => `coaching-visit-${id}`

/**
 * A visit at work. Every answer is kept on this tablet as it is given (as any half-typed form is), and goes into the journal as one
 * change when a section is left: so a closed page loses nothing, and a visit is a handful of operations, not one for every press.
 */
export function useVisitEditor(file: () => VisitFile & { readonly checklist: Checklist }, kept: KeptVisit | null): {
  readonly form: VisitForm
  readonly section: Ref<number>
  readonly result: ComputedRef<ChecklistResult>
  /** Why the journal did not take the last section; '' where it did. */
  readonly failure: Ref<string>
  go(section: number): Promise<void>
  sign(): Promise<VisitFailure | null>
} {
  const app = useApp()
  const stored = (): VisitForm => visitForm(file().visit.data, file().checklist)
  const form = reactive<VisitForm>(kept ? absorb(kept.form, kept.seen, stored()) : stored())
  let seen = stored()
  const first = file().earlier.length > 0 ? OPEN_POINTS : 0
  const section = ref(kept?.section ?? first)
  const failure = ref('')
  const content = () => visitContent(form, file().checklist)
  const result = computed(() => checklistResult(file().checklist, content().answers))
  const draft = useFormDraft(visitDraft(file().visit.id), (): KeptVisit => ({ form, seen, section: section.value }), () => !sameJson(form, stored()) || section.value !== first)

  // What came from elsewhere, or was just saved from here.
  watch(() => file().visit.data, data => {
    const now = visitForm(data, file().checklist)
    Object.assign(form, absorb(form, seen, now))
    seen = now
  })

  async function keep(): Promise<void> {
    const { data } = file().visit
    const typed = content()
    if (data.signature || sameJson(typed, { team: data.team, met: data.met, answers: data.answers, conclusion: data.conclusion })) return
    const saved = await saveContent(app, file().visit.id, typed)
    failure.value = saved.ok ? '' : visitFailureText(saved.error)
    // What is changed from here on is newer than what was saved, even where it goes back to what stood before.
    if (saved.ok) seen = visitForm({ ...data, ...typed }, file().checklist)
  }
  return {
    form, section, result, failure,
    async go(next) {
      section.value = next
      await keep().catch(() => { failure.value = visitFailureText({ kind: 'storage-failed', message: '' }) })
    },
    async sign() {
      const signed = await signVisit(app, file().visit.id, content())
      if (!signed.ok) return signed.error
      await draft.forget()
      return null
    },
  }
}
