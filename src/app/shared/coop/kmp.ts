import { parseStream, streamOf, type StreamName } from '#domain/core/streams.ts'
import type { AppContext } from '../../context.ts'
import type { RecordReader } from '../../db/record-store.ts'

/** The streams of a KMP that this user holds: examiners have no trade, staff no report. */
export interface KmpStreams { readonly members: StreamName; readonly finance: StreamName; readonly trade: StreamName | null; readonly report: StreamName | null }

/** The KMP at whose books somebody works or which he examines. `code` stands in labels. */
export interface Kmp { readonly id: string; readonly name: string; readonly code: string; readonly kelurahan: string; readonly kelurahanCode: string | null; readonly streams: KmpStreams }

/** The home KMP and its streams, without asking the store; null for whoever belongs to none. With `id`: that one, where it is granted. */
export function kmpPlace(app: Pick<AppContext, 'streams' | 'homeStream'>, id?: string): { readonly id: string; readonly streams: KmpStreams } | null {
  const wanted = id === undefined ? app.homeStream('finance') : streamOf('finance', id)
  const finance = app.streams('finance').find(stream => stream === wanted)
  const place = finance === undefined ? undefined : parseStream(finance)?.place
  if (finance === undefined || place === undefined) return null
  const held = (stream: StreamName, purpose: 'trade' | 'report'): StreamName | null => (app.streams(purpose).includes(stream) ? stream : null)
  return {
    id: place,
    streams: { members: streamOf('members', place), finance, trade: held(streamOf('trade', place), 'trade'), report: held(streamOf('report', place), 'report') },
  }
}

/** The KMPs that this user may look into, in the order of their names' ids. */
export const kmpIds = (app: Pick<AppContext, 'streams'>): string[] => app.streams('finance').flatMap(stream => parseStream(stream)?.place ?? [])

/** The home KMP of staff or examiner with what its facility says of it. A facility that has not arrived yet is called by its id. */
export async function kmpOf(app: Pick<AppContext, 'streams' | 'homeStream'> & { readonly store: Pick<RecordReader, 'get'> }, id?: string): Promise<Kmp | null> {
  const place = kmpPlace(app, id)
  if (!place) return null
  const facility = (await app.store.get('facility', place.id))?.data
  return { ...place, name: facility?.name ?? place.id, code: facility?.code ?? 'KMP', kelurahan: facility?.kelurahan ?? '', kelurahanCode: facility?.kelurahanCode ?? null }
}
