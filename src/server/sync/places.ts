import { parseStream, streamOf, type StreamName } from '#domain/core/streams.ts'
import type { Place } from '#domain/rules/access/grants.ts'
import type { DataOf } from '#domain/records/index.ts'
import { toStoredRow } from '../store/rows.ts'
import type { Reader } from '../store/store.ts'

/** The facilities of a tenant, from its catalogue. Access follows from them, so they are read anew for each call. */
export async function loadPlaces(db: Reader, tenant: string): Promise<Place[]> {
  const records = await db.selectFrom('row').selectAll('row')
    .innerJoin('row_key', join => join.onRef('row_key.tenant', '=', 'row.tenant').onRef('row_key.stream', '=', 'row.stream').onRef('row_key.id', '=', 'row.id'))
    .where('row_key.tenant', '=', tenant).where('row_key.stream', '=', streamOf('catalogue', tenant))
    .where('row_key.kind', '=', 'facility').where('row_key.name', '=', 'type').where('row.state', '=', 'live')
    .orderBy('row.id').execute()
  return records.map(toStoredRow).map(row => placeOf(row.id, row.data as unknown as DataOf<'facility'>))
}

export function placeOf(id: string, data: DataOf<'facility'>): Place {
  return { id, type: data.type, parentId: data.parentId, kelurahanCode: data.kelurahanCode }
}

/** The pustu whose desk a place is: itself, or for a KMP the pustu of its kelurahan. Null where there is none. */
export function pustuOfPlace(place: string, places: readonly Place[]): string | null {
  const found = places.find(candidate => candidate.id === place)
  if (!found) return null
  if (found.type === 'pustu') return found.id
  if (found.type === 'puskesmas' || found.kelurahanCode === null) return null
  return places.find(candidate => candidate.type === 'pustu' && candidate.kelurahanCode === found.kelurahanCode)?.id ?? null
}

/** The first pustu of the tenant; a tenant without one gets a stream that nobody is granted, so nothing is lost or shown. */
const firstPustu = (tenant: string, places: readonly Place[]): string => places.filter(place => place.type === 'pustu').map(place => place.id).sort()[0] ?? tenant

/**
 * Where an operation waits that cannot be put beside its record: the clinical stream of the tablet's pustu, else of the
 * tenant's first. Never a stream of a KMP, because the body may hold clinical words and the lurah reads those streams.
 */
export function restrictedStream(tenant: string, devicePlace: string, places: readonly Place[]): StreamName {
  return streamOf('clinical', pustuOfPlace(devicePlace, places) ?? firstPustu(tenant, places))
}

/** Where an incident about a stream or a tablet is told to the people who can act: staff of the pustu and the head. */
export function serviceStreamFor(tenant: string, place: string, places: readonly Place[]): StreamName {
  return streamOf('service', pustuOfPlace(place, places) ?? firstPustu(tenant, places))
}

/** Whether a stream stands for a place that the tenant has. */
export function isStreamOf(stream: string, places: readonly Place[]): boolean {
  const parts = parseStream(stream)
  return parts !== null && places.some(place => place.id === parts.place && place.type === parts.type)
}
