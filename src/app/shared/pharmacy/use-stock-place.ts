import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { parseStream, type StreamName } from '#domain/core/streams.ts'
import { useApp } from '#app/context.ts'
import { useLive } from '#app/shared/use-live.ts'

/** A pustu whose stock this user holds. */
export interface StockPlace { readonly stream: StreamName; readonly id: string; readonly name: string }

/**
 * The pustu whose stock the page shows: the one in the address, else the desk's own, else the first. Who holds one pustu never
 * sees a choice; the head of the puskesmas has several, and each page keeps the one he chose.
 */
export function useStockPlace(): { place: ComputedRef<StockPlace | null>; places: ComputedRef<readonly StockPlace[]>; choose: (id: string) => void; query: ComputedRef<Record<string, string>> } {
  const app = useApp()
  const route = useRoute()
  const router = useRouter()
  const streams = app.streams('stock')
  const { data: names } = useLive(async () => new Map(await Promise.all(streams.map(async stream => {
    const id = parseStream(stream)?.place ?? stream
    return [id, (await app.store.get('facility', id))?.data.name ?? id] as const
  }))), [{ kind: 'facility' }])

  const places = computed(() => streams.map(stream => {
    const id = parseStream(stream)?.place ?? stream
    return { stream, id, name: names.value?.get(id) ?? id }
  }).sort((a, b) => a.name.localeCompare(b.name, 'id')))
  const place = computed(() => {
    const asked = route.query['pustu']
    const home = app.homeStream('stock')
    return places.value.find(found => found.id === asked) ?? places.value.find(found => found.stream === home) ?? places.value[0] ?? null
  })
  return {
    place, places,
    choose: id => void router.replace({ query: { ...route.query, pustu: id } }),
    query: computed((): Record<string, string> => (places.value.length > 1 && place.value ? { pustu: place.value.id } : {})),
  }
}
