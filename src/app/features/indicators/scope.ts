import type { Month, Zone } from '#domain/core/day.ts'
import { parseStream, streamOf, type Purpose, type StreamName } from '#domain/core/streams.ts'
import type { AppContext } from '#app/context.ts'

/** A pustu whose records this user reads. */
export interface Place { readonly id: string; readonly name: string; readonly zone: Zone }
/** What is counted: a month of the places chosen. `whole` says that those are all pustu of a puskesmas. */
export interface Scope { readonly month: Month; readonly places: readonly Place[]; readonly whole: boolean }

/** Every pustu of whose clinic or medicine room this user reads, by name. */
export async function readPlaces(app: AppContext): Promise<Place[]> {
  const ids = new Set([...app.streams('clinical'), ...app.streams('stock')].flatMap(stream => parseStream(stream)?.place ?? []))
  return (await app.store.many('facility', [...ids]))
    .filter(({ state, data }) => state === 'live' && data.active)
    .map(({ id, data }) => ({ id, name: data.name, zone: data.zone }))
    .sort((a, b) => a.name.localeCompare(b.name, 'id'))
}

export const streamsOf = (scope: Scope, purpose: Purpose): StreamName[] => scope.places.map(place => streamOf(purpose, place.id))
/** Whether a record lies at one of the places. */
export function isIn(scope: Scope, purpose: Purpose): (record: { readonly stream: string }) => boolean {
  const streams = new Set<string>(streamsOf(scope, purpose))
  return record => streams.has(record.stream)
}
export const placeOf = (scope: Scope, { stream }: { readonly stream: string }): Place | undefined => {
  const id = parseStream(stream)?.place
  return scope.places.find(place => place.id === id)
}
