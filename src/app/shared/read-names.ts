import type { RecordReader } from '../db/record-store.ts'

/** What people are called, by the id of their account. */
export async function readNames(view: RecordReader, ids: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all([...new Set(ids)].map(async id => [id, (await view.get('staff', id))?.data.name] as const))
  return new Map(found.filter((pair): pair is readonly [string, string] => pair[1] !== undefined))
}
