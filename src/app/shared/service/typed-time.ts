/** `HH:MM` of what somebody types: 9.05, 09:05, 0905; null where that is no time of day. */
export function typedTime(typed: string): string | null {
  const found = /^(\d{1,2})[.:,]?(\d{2})$/.exec(typed.trim())
  if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return null
  return `${(found[1] ?? '').padStart(2, '0')}:${found[2]}`
}
