/**
 * Every record lives in exactly one stream = place × purpose; a role is granted whole streams, never filtered fields.
 * The lurah is granted no clinical, stock or service stream, so those rows are never delivered to him, and none of what members
 * bought (`trade`): rupiah at a pharmacy's counter come close to saying what somebody is ill with.
 */
export const PURPOSES = {
  catalogue: 'puskesmas', clinical: 'pustu', stock: 'pustu', service: 'pustu',
  members: 'kmp', desk: 'kmp', finance: 'kmp', trade: 'kmp', report: 'kmp',
} as const
export type Purpose = keyof typeof PURPOSES
export type PlaceType = (typeof PURPOSES)[Purpose]
export type StreamName = `${PlaceType}:${string}/${Purpose}`

export interface StreamParts { readonly type: PlaceType; readonly place: string; readonly purpose: Purpose }

export function streamOf(purpose: Purpose, place: string): StreamName {
  return `${PURPOSES[purpose]}:${place}/${purpose}`
}

/** The parts of a stream's name, or `null` for a name that no stream has. */
export function parseStream(name: string): StreamParts | null {
  const match = /^(puskesmas|pustu|kmp):([\w-]{1,64})\/([a-z]+)$/.exec(name)
  if (!match) return null
  const [, type, place, purpose] = match as unknown as [string, PlaceType, string, string]
  return purpose in PURPOSES && PURPOSES[purpose as Purpose] === type ? { type, place, purpose: purpose as Purpose } : null
}

/** The stream of another purpose at the same place; null where that purpose lives at another type of place. */
export function besideOf(stream: string, purpose: Purpose): StreamName | null {
  const parts = parseStream(stream)
  return parts && PURPOSES[purpose] === parts.type ? streamOf(purpose, parts.place) : null
}
