import type { Grant, Role } from '../../core/roles.ts'
import { parseStream, streamOf, type StreamName } from '../../core/streams.ts'

/** The facts of a facility that access depends on. */
export interface Place { readonly id: string; readonly type: 'puskesmas' | 'pustu' | 'kmp' | 'dinkes'; readonly parentId: string | null; readonly kelurahanCode: string | null }

/**
 * The streams a grant opens, by the table of the protocol. A pustu and a KMP belong together when they stand in the
 * same kelurahan. A grant for a place that does not exist, or of another type than its role needs, opens nothing.
 */
export function streamsOfGrant(grant: Grant, places: readonly Place[]): StreamName[] {
  const place = places.find(candidate => candidate.id === grant.place)
  if (!place) return []
  const puskesmas = place.type === 'puskesmas' ? place.id : place.parentId
  const catalogue = puskesmas ? [streamOf('catalogue', puskesmas)] : []
  const pustuOf = (): Place[] => places.filter(candidate => candidate.type === 'pustu' && candidate.parentId === place.id)
  const kmpOf = (): Place[] => places.filter(candidate => candidate.type === 'kmp' && candidate.parentId === place.id)
  const deskOf = (): StreamName[] => places
    .filter(candidate => candidate.type === 'kmp' && candidate.kelurahanCode !== null && candidate.kelurahanCode === place.kelurahanCode)
    .map(kmp => streamOf('desk', kmp.id))
  const at = (type: Place['type'], streams: () => StreamName[]): StreamName[] => (place.type === type ? [...catalogue, ...streams()] : [])
  switch (grant.role) {
    case 'nakes': return at('pustu', () => [streamOf('clinical', place.id), streamOf('stock', place.id), streamOf('service', place.id), ...deskOf()])
    case 'apotek': return at('pustu', () => [streamOf('stock', place.id)])
    case 'koperasi': case 'bendahara': case 'ketua': return at('kmp', () => [streamOf('members', place.id), streamOf('finance', place.id), streamOf('trade', place.id)])
    case 'lurah': case 'pengawas': return at('kmp', () => [streamOf('members', place.id), streamOf('finance', place.id), streamOf('report', place.id)])
    case 'kapus': return at('puskesmas', () => [
      ...pustuOf().flatMap(pustu => [streamOf('clinical', pustu.id), streamOf('stock', pustu.id), streamOf('service', pustu.id)]),
      ...kmpOf().map(kmp => streamOf('report', kmp.id)),
    ])
    case 'dokter': return at('puskesmas', () => pustuOf().map(pustu => streamOf('clinical', pustu.id)))
    // Its own name and people, in a book of its own. What puskesmas did it asks for in sums; no stream of theirs is ever granted.
    case 'dinkes': return place.type === 'dinkes' ? [streamOf('catalogue', place.id)] : []
  }
}

/** The puskesmas that a stream's place is, or stands under; null where the place is not known. */
export function puskesmasOf(stream: string, places: readonly Place[]): string | null {
  const id = parseStream(stream)?.place
  const place = places.find(candidate => candidate.id === id)
  return place ? (place.type === 'puskesmas' ? place.id : place.parentId) : null
}

/** All streams of a person, each once, sorted. */
export function grantedStreams(grants: readonly Grant[], places: readonly Place[]): StreamName[] {
  return [...new Set(grants.flatMap(grant => streamsOfGrant(grant, places)))].sort()
}

/** The roles in which a person stands before a stream; empty when it is not granted. */
export function rolesOn(grants: readonly Grant[], stream: string, places: readonly Place[]): Role[] {
  return [...new Set(grants.filter(grant => streamsOfGrant(grant, places).some(name => name === stream)).map(grant => grant.role))]
}
