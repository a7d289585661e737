import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { isDay, type Day } from '#domain/core/day.ts'
import { useApp } from '#app/context.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay } from '#app/shared/format.ts'
import { useLive } from '#app/shared/use-live.ts'
import { supervisedPustu } from '#app/shared/pustu-days.ts'
import type { DrillQuestion } from '../drills.ts'
import { supervisionWords } from '../words.ts'

/** The period and pustu that stand in a drill page's address; today and all pustu where they do not. */
export function useDrill() {
  const app = useApp()
  const route = useRoute()
  const t = useWords(supervisionWords)
  const text = (name: string): string => (typeof route.query[name] === 'string' ? route.query[name] : '')
  const dayIn = (name: string): Day => {
    const value = text(name)
    return isDay(value) ? value : app.today()
  }
  const question = computed<DrillQuestion>(() => ({ from: dayIn('dari'), to: dayIn('sampai'), pustu: text('pustu') || null }))
  const { data: places } = useLive(() => supervisedPustu(app), [{ kind: 'facility' }])
  const placeText = computed(() => places.value?.find(place => place.id === question.value.pustu)?.data.name ?? t('allPustu'))
  const subtitle = computed(() => {
    const { from, to } = question.value
    return `${placeText.value} · ${from === to ? formatDay(from) : t('range', { from: formatDay(from), to: formatDay(to) })}`
  })
  return { question, subtitle, placeText, text }
}
