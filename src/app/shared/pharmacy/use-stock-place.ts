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
export function useStockPlace(): {
  readonly place: ComputedRef<StockPlace | null>
  readonly places: ComputedRef<readonly StockPlace[]>
  choose(id: string): void
  /** What every link takes along, so that the next page stands at the same pustu; nothing for who holds only one. */
  readonly query: ComputedRef<Record<string, string>>
  /** The same for the pustu of a record, which may be another than the address says. */
  queryOf(stream: string | undefined): Record<string, string>
  /** The name of a form's draft here: what is half typed for one pustu is not opened for another. */
  draft(name: string): string
} {
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
  const queryTo = (id: string | undefined): Record<string, string> => (places.value.length > 1 && id !== undefined ? { pustu: id } : {})
  return {
    place, places,
    choose: id => void router.replace({ query: { ...route.query, pustu: id } }),
    query: computed(() => queryTo(place.value?.id)),
    queryOf: stream => queryTo(stream === undefined ? place.value?.id : parseStream(stream)?.place),
    draft: name => (place.value ? `${name}-${place.value.id}` : name),
  }
}
