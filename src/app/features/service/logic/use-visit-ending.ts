import { computed, ref } from 'vue'
import type { Result } from '#domain/core/result.ts'
import { useApp } from '#app/context.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatNumber } from '#app/shared/format.ts'
import { handoverRefusedText } from '#app/shared/pharmacy/handover-say.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import { useLeave } from '#app/shared/use-leave.ts'
import { useToast } from '#app/ui/use-toast.ts'
import { saveVisitDraft, signVisit, type VisitFailure } from '../visit-writing.ts'
import { visitWords } from '../visit-words.ts'
import { serviceWords } from '../words.ts'
import type { VisitFormState } from './use-visit-form.ts'

/** How a visit leaves its page: signed, or kept as a draft. A save that fails says why, and what of the work is safe. */
export function useVisitEnding(visit: VisitFormState) {
  const app = useApp()
  const t = useWords(serviceWords)
  const tVisit = useWords(visitWords)
  const leaveTo = useLeave()
  const toast = useToast()
  const busy = ref<'sign' | 'draft' | null>(null)
  const failure = ref<VisitFailure | null>(null)

  async function finish(kind: 'sign' | 'draft', write: () => Promise<Result<unknown, VisitFailure>>): Promise<void> {
    if (busy.value) return
    busy.value = kind
    failure.value = null
    const written = await write()
    busy.value = null
    if (!written.ok) {
      // What is on the screen is kept before anything is said about it.
      await visit.kept.keepNow()
      failure.value = written.error
      return
    }
    await visit.kept.forget()
    toast.show({ tone: 'good', text: t(kind === 'sign' ? 'signedToast' : 'draftSaved', { name: visit.card.value?.patient.data.name ?? '' }) })
    await leaveTo(kind === 'sign' ? { name: 'visit', params: { id: visit.visitId } } : { name: 'service' }, 'replace')
  }
  async function sign(): Promise<void> {
    visit.tried.value = true
    if (visit.problems.value.length > 0) { window.scrollTo({ top: 0 }); return }
    await finish('sign', () => signVisit(app, visit.visitId, visit.visitData(), visit.rx.handOuts.value, visit.draft.value, visit.rx.payment()))
  }
  /** A draft may be unfinished, but a value that can't be is not written down. */
  async function saveDraft(): Promise<void> {
    const [garbled] = visit.garbled.value
    if (garbled) { document.getElementById(`field-${garbled.field}`)?.focus(); return }
    await finish('draft', () => saveVisitDraft(app, visit.visitId, visit.visitData(), visit.draft.value))
  }

  const why = computed(() => {
    const error = failure.value
    if (!error) return ''
    switch (error.kind) {
      case 'no-place': return saveFailureText({ kind: 'no-grant', stream: '' })
      case 'gone': return t('gone')
      case 'sip-missing': return t('sipMissing')
      case 'sip-expired': return t('sipExpired', { date: formatDay(error.on) })
      case 'stock': {
        const drug = visit.rx.drugNames.value.get(error.drugId)
        return t('stockChanged', { drug: drug?.label ?? error.drugId, unit: drug?.unit ?? '', available: formatNumber(error.error.kind === 'shortfall' ? error.error.available : 0) })
      }
      case 'handover': return handoverRefusedText(error.refused, id => visit.rx.drugs.value?.find(drug => drug.id === id)?.data)
      default: return saveFailureText(error)
    }
  })
  const safe = computed(() => (why.value === '' ? '' : tVisit(visit.kept.failed.value ? 'saveFailedUnsafe' : 'saveFailedSafe')))

  return { busy, why, safe, sign, saveDraft }
}
