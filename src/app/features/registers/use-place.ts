import { computed, type ComputedRef, type ShallowRef } from 'vue'
import { streamOf, type StreamName } from '#domain/core/streams.ts'
import { useApp } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { useWords } from '#app/locales/use-words.ts'
import { LETTERHEAD_INTERESTS, readLetterhead, type Letterhead } from '#app/shared/letterhead.ts'
import { useLive } from '#app/shared/use-live.ts'
import { readablePustu } from './month-reader.ts'
import { registerWords } from './words.ts'

/** The places a report can be made of, the one that was asked for, and what stands on its paper. '' is all of them. */
export function usePlace(asked: () => string): {
  readonly places: ShallowRef<StoredRecord<'facility'>[] | undefined>
  readonly pustu: ComputedRef<string>
  readonly stream: ComputedRef<StreamName | null>
  readonly name: ComputedRef<string>
  readonly options: ComputedRef<{ value: string; label: string }[]>
  readonly head: ComputedRef<Letterhead | null>
} {
  const app = useApp()
  const t = useWords(registerWords)
  const { data: places } = useLive(() => readablePustu(app), [{ kind: 'facility' }])
  const pustu = computed(() => {
    const wanted = asked()
    if (places.value?.length === 1) return places.value[0]?.id ?? ''
    return places.value?.some(place => place.id === wanted) ? wanted : ''
  })
  // The paper of all places is the puskesmas' own.
  const { data: head } = useLive(async () => {
    const [first] = places.value ?? []
    const [own, above] = [pustu.value, first?.data.parentId]
    if (own === '' && !above) return null
    return readLetterhead(app.store, own === '' ? streamOf('catalogue', above ?? '') : streamOf('clinical', own))
  }, LETTERHEAD_INTERESTS)
  return {
    places, pustu, stream: computed(() => (pustu.value === '' ? null : streamOf('clinical', pustu.value))),
    name: computed(() => (pustu.value === '' ? t('allPustu') : (places.value?.find(place => place.id === pustu.value)?.data.name ?? ''))),
    options: computed(() => [{ value: '*', label: t('allPustu') }, ...(places.value ?? []).map(place => ({ value: place.id, label: place.data.name }))]),
    head: computed(() => head.value ?? null),
  }
}
