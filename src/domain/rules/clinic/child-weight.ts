import { ageInMonths, daysBetween, type Day } from '../../core/day.ts'

/** A child of five is no longer weighed for growth at every visit. */
const UNTIL_MONTHS = 60
/** Within two weeks a weight that stays is no sign; one that falls is, at any interval. */
const SAME_AFTER_DAYS = 14

/** A child's weight beside that of the visit before: fell, did not rise, or null where it rose or nothing can be said. */
export function weightFlag(bornOn: Day | null, now: { readonly on: Day; readonly kg: number }, before: { readonly on: Day; readonly kg: number } | null): { readonly kind: 'fell' | 'same'; readonly by: number } | null {
  if (bornOn === null || before === null || before.on >= now.on || ageInMonths(bornOn, now.on) >= UNTIL_MONTHS) return null
  const by = Math.round((before.kg - now.kg) * 100) / 100
  if (by > 0) return { kind: 'fell', by }
  return by === 0 && daysBetween(before.on, now.on) >= SAME_AFTER_DAYS ? { kind: 'same', by: 0 } : null
}
