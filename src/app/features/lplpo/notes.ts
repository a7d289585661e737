import type { RecordStore } from '#app/db/record-store.ts'

/** Where the remarks of a report that is not sent yet are kept on this tablet. */
export const draftName = (stream: string, month: string, fund: string): string => `lplpo:${stream}:${month}:${fund}`

export async function keptNotes(store: Pick<RecordStore, 'loadFormDraft'>, name: string): Promise<Record<string, string>> {
  const kept = await store.loadFormDraft(name)
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return {}
  return Object.fromEntries(Object.entries(kept).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
}
