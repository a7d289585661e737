import type { LocationQuery } from 'vue-router'
import { monthOf, type Day, type Month, type Zone } from '#domain/core/day.ts'
import { parseStream, streamOf, type Purpose, type StreamName } from '#domain/core/streams.ts'
import type { AppContext } from '#app/context.ts'

/** A pustu whose records this user reads. */
export interface Place { readonly id: string; readonly name: string; readonly zone: Zone }
/** What is counted: a month of the places chosen. `whole` says that those are all pustu of a puskesmas. */
export interface Scope { readonly month: Month; readonly places: readonly Place[]; readonly whole: boolean }

const textOf = (query: LocationQuery, name: string): string => { const value = query[name]; return typeof value === 'string' ? value : '' }

/** The month and pustu that an address names; this month, and '' for all pustu, where it names none. */
export function periodOf(query: LocationQuery, today: Day): { readonly month: Month; readonly pustu: string } {
  const month = textOf(query, 'bulan')
  return { month: /^[12]\d{3}-(0[1-9]|1[0-2])$/.test(month) ? (month as Month) : monthOf(today), pustu: textOf(query, 'pustu') }
}
export const periodQuery = (month: string, pustu: string): Record<string, string> => ({ bulan: month, ...(pustu === '' ? {} : { pustu }) })

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
