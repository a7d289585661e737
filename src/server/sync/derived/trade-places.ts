import { parseStream, streamOf, type StreamName } from '#domain/core/streams.ts'
import type { Place } from '#domain/rules/access/grants.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { RowDraft } from '#sync/judge.ts'
import { placeOf } from '../places.ts'
import type { RowChange } from '../row-book.ts'

/** The KMP whose goods a pustu sells: that of its kelurahan, the first by id where there are several. */
export function kmpOfPustu(pustu: string, places: readonly Place[]): string | null {
  const { type, kelurahanCode } = places.find(place => place.id === pustu) ?? { type: null, kelurahanCode: null }
  if (type !== 'pustu' || kelurahanCode === null) return null
  return places.filter(place => place.type === 'kmp' && place.kelurahanCode === kelurahanCode).map(place => place.id).sort()[0] ?? null
}

export const pustuOfKmp = (kmp: string, places: readonly Place[]): string[] =>
  places.filter(place => kmpOfPustu(place.id, places) === kmp).map(place => place.id).sort()

/** The books that the trade of a pustu's medicine room is told in, of all KMP of its kelurahan. */
export function booksOfStock(stream: string, places: readonly Place[]): StreamName[] {
  const pustu = places.find(place => place.id === parseStream(stream)?.place)
  if (!pustu || pustu.type !== 'pustu' || pustu.kelurahanCode === null) return []
  return places.filter(place => place.type === 'kmp' && place.kelurahanCode === pustu.kelurahanCode).flatMap(place => booksOf(place.id))
}

/** All streams of a KMP: what one book says, another's rule or derived row looks at, so they are held together. */
export const booksOf = (kmp: string): StreamName[] => (['members', 'finance', 'trade', 'desk', 'report'] as const).map(purpose => streamOf(purpose, kmp))

/** The places as they stand once these changes are in. */
export function placesAfter(places: readonly Place[], changes: readonly RowChange[]): readonly Place[] {
  const changed = changes.map(change => change.revisions.at(-1) as RowDraft).filter(row => row.kind === 'facility')
  if (changed.length === 0) return places
  const live = changed.filter(row => row.state === 'live').map(row => placeOf(row.id, row.data as unknown as DataOf<'facility'>))
  return [...places.filter(place => !changed.some(row => row.id === place.id)), ...live]
}
