import type { Place } from '#domain/rules/access/grants.ts'
import type { AppContext } from '../context.ts'

/** The places that this tablet knows, as the rules of access want them. */
export async function placesKnown(app: AppContext): Promise<Place[]> {
  return (await app.store.scan('facility')).map(({ id, data }) => ({ id, type: data.type, parentId: data.parentId, kelurahanCode: data.kelurahanCode }))
}
