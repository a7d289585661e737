import type { AppContext } from '#app/context.ts'

/** What people and places are called, by their ids. */
export interface PeopleAndPlaces { readonly names: ReadonlyMap<string, string>; readonly places: ReadonlyMap<string, string> }

export async function readPeopleAndPlaces(app: AppContext): Promise<PeopleAndPlaces> {
  const [staff, facilities] = await Promise.all([app.store.scan('staff'), app.store.scan('facility')])
  return { names: new Map(staff.map(one => [one.id, one.data.name])), places: new Map(facilities.map(one => [one.id, one.data.name])) }
}
