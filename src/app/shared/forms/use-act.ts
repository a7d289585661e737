import { ref, type Ref } from 'vue'
import { useWords } from '../../locales/use-words.ts'
import { useToast } from '../../ui/use-toast.ts'
import { formWords } from './words.ts'

/** Why an act did not happen, or what to say once it has. */
export type Acted = { readonly failure: string } | { readonly said: string }

/**
 * One act of a dialog: once at a time, its news told, its failure kept to be shown. An act that breaks off is a failure too:
 * the button is free again and the person reads that nothing was recorded.
 */
export function useAct(): {
  readonly busy: Ref<boolean>
  readonly failure: Ref<string>
  /** Whether it has happened; false as well while another is under way. */
  run(act: () => Promise<Acted>): Promise<boolean>
} {
  const toast = useToast()
  const t = useWords(formWords)
  const busy = ref(false)
  const failure = ref('')
  return {
    busy, failure,
    async run(act) {
      if (busy.value) return false
      busy.value = true
      failure.value = ''
      try {
        const acted = await act()
        if ('failure' in acted) {
          failure.value = acted.failure
          return false
        }
        toast.show({ tone: 'good', text: acted.said })
        return true
      } catch {
        failure.value = t('brokeOff')
        return false
      } finally {
        busy.value = false
      }
    },
  }
}
