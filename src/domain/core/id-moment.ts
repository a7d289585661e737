/** UUID version 7: the first 48 bits are the moment it was made, on the clock of the tablet that made it. */
const TIMED_ID = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** When an id was made, in milliseconds since 1970; null for an id that does not say. */
export function momentOfId(id: string): number | null {
  const match = TIMED_ID.exec(id)
  return match ? Number.parseInt(`${match[1] ?? ''}${match[2] ?? ''}`, 16) : null
}
