import { computed, type ComputedRef } from 'vue'
import { useApp } from '#app/context.ts'
import { useWords } from '#app/locales/use-words.ts'
import { drugName } from '#app/shared/pharmacy/stock.ts'
import { useLive } from '#app/shared/use-live.ts'
import { incidentWords } from '../incident-words.ts'
import type { Incident } from '../review-repository.ts'

/** A fact of an incident as text; '–' for one that it does not tell. */
export function aboutOf(incident: Incident, name: string): string {
  const value = incident.data.about[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '–'
}

/** What an incident is called in one line: with the drug, the tablet or the person it is about. */
export function useIncidentTitle(incident: () => Incident | null): ComputedRef<string> {
  const t = useWords(incidentWords)
  const app = useApp()
  const about = (name: string): string => { const one = incident(); return one ? aboutOf(one, name) : '–' }
  const { data: drug } = useLive(async () => (about('drugId') === '–' ? undefined : app.store.get('drug', about('drugId'))), () => [{ kind: 'drug', id: about('drugId') }])
  const { data: asker } = useLive(async () => (about('account') === '–' ? undefined : app.store.get('staff', about('account'))), () => [{ kind: 'staff', id: about('account') }])
  return computed(() => {
    switch (incident()?.data.type) {
      case undefined: return ''
      case 'negative-balance': return t('incidentNegative', { drug: drug.value ? drugName(drug.value.data) : about('drugId'), batch: about('batch') })
      case 'forked-tablet': return t('incidentFork', { name: about('name') })
      case 'refused-access': return t('incidentAccess', { who: asker.value?.data.name ?? about('account') })
      case 'clock-skew': return t('incidentClock', { name: about('name') })
      default: return t('incidentDigest')
    }
  })
}
