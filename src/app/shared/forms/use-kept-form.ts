import { computed, reactive, ref } from 'vue'
import type { RouteLocationRaw } from 'vue-router'
import { useWords } from '../../locales/use-words.ts'
import { useToast } from '../../ui/use-toast.ts'
import { useFormDraft } from '../use-form-draft.ts'
import { useLeave } from '../use-leave.ts'
import { formWords } from './words.ts'

/** What keeps a form from being saved: the name of the field, and the sentence beside it. */
export interface FieldProblem { readonly field: string; readonly text: string }

/** Why nothing was saved; or what to say, and where to go; or null where the form asks something first. */
export type Written = { readonly failure: string } | { readonly said: string; readonly to?: RouteLocationRaw; readonly how?: 'push' | 'replace' } | null

/**
 * A form that is kept while it is typed: restored after a closed page, checked as a whole, saved once at a time, and left
 * without its draft. `problems` are shown from the first attempt to save on. Goes with DraftNotice and FormEnd.
 */
export function useKeptForm(parts: {
  /** The name of its draft, what is kept of it, and whether it is worth keeping. */
  readonly name: string
  readonly content: () => unknown
  readonly isDirty: () => boolean
  readonly restored: boolean
  readonly problems: () => readonly FieldProblem[]
  /** The form begins anew: whoever opened it makes it again. */
  readonly startOver: () => void
}) {
  const leaveTo = useLeave()
  const toast = useToast()
  const t = useWords(formWords)
  const draft = useFormDraft(parts.name, parts.content, parts.isDirty)
  const problems = computed(parts.problems)
  const restored = ref(parts.restored)
  const submitted = ref(false)
  const busy = ref(false)
  const failure = ref('')

  async function leave(to: RouteLocationRaw, how?: 'push' | 'replace'): Promise<void> {
    await draft.forget()
    await leaveTo(to, how)
  }

  /** Calls `write` where nothing is wrong and no save is running, and does what it says. */
  async function save(write: () => Promise<Written>): Promise<void> {
    submitted.value = true
    failure.value = ''
    if (problems.value.length > 0 || busy.value) return
    busy.value = true
    try {
      const written = await write()
      if (written === null) return
      if ('failure' in written) {
        failure.value = written.failure
        return
      }
      toast.show({ tone: 'good', text: written.said })
      if (written.to) await leave(written.to, written.how)
      else await draft.forget()
    } catch {
      failure.value = t('brokeOff')
    } finally {
      busy.value = false
    }
  }

  return reactive({
    problems, restored, submitted, busy, failure, draftFailed: draft.failed, leave, save,
    errorOf: (field: string): string | undefined => (submitted.value ? problems.value.find(problem => problem.field === field)?.text : undefined),
    keep(): void { restored.value = false },
    async startOver(): Promise<void> {
      await draft.forget()
      parts.startOver()
    },
  })
}
export type KeptForm = ReturnType<typeof useKeptForm>
