import { dayAt, wallTimeAt, type Zone } from '#domain/core/day.ts'
import { parseStream, type Purpose, type StreamName } from '#domain/core/streams.ts'
import type { Role } from '#domain/core/roles.ts'
import type { ActiveUser, AppContext } from './context.ts'
import type { LabelSeries } from './db/labels.ts'
import type { RecordStore } from './db/record-store.ts'
import type { ServerApi } from './sync/api.ts'

export interface ContextParts {
  readonly user: ActiveUser
  readonly store: RecordStore
  readonly api: ServerApi
  readonly zone: Zone
  readonly demo: boolean
  now(): number
  newId(): string
  nextLabel(series: LabelSeries, code: string): Promise<string>
  /** Streams whose keys are held now; it grows and shrinks with the grants. */
  heldStreams(): readonly string[]
}

/** In which order a person's grants say where he sits: the desk before the supervision. */
const DESK_FIRST: readonly Role[] = ['nakes', 'apotek', 'koperasi', 'bendahara', 'ketua', 'dokter', 'kapus', 'pengawas', 'lurah', 'dinkes']

/** The context of one unlock. */
export function createContext(parts: ContextParts): AppContext {
  const { user, store, api, zone, demo } = parts
  const streams = (purpose: Purpose): StreamName[] =>
    [...parts.heldStreams()].filter((stream): stream is StreamName => parseStream(stream)?.purpose === purpose).sort()
  const places = [...user.grants].sort((a, b) => DESK_FIRST.indexOf(a.role) - DESK_FIRST.indexOf(b.role)).map(grant => grant.place)
  return {
    user, store, api, zone, demo, streams,
    now: () => parts.now(),
    today: () => dayAt(parts.now(), zone),
    wallTime: () => wallTimeAt(parts.now(), zone),
    newId: () => parts.newId(),
    hasRole: role => user.grants.some(grant => grant.role === role),
    hasAny: roles => user.grants.some(grant => roles.includes(grant.role)),
    homeStream(purpose) {
      const held = streams(purpose)
      const ofGrant = places.map(place => held.find(stream => parseStream(stream)?.place === place)).find(stream => stream !== undefined)
      // A desk list, or the catalogue, lies at a place that the grant does not name: then only a single one is home.
      return ofGrant ?? (held.length === 1 ? (held[0] ?? null) : null)
    },
    nextLabel: (series, code) => parts.nextLabel(series, code),
  }
}
