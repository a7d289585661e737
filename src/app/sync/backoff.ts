export const FIRST_MS = 2_000
export const LONGEST_MS = 15 * 60_000

/**
 * How long to wait after `failures` failures in a row: full jitter under a doubling ceiling from 2 s to 15 min, so that
 * twenty tablets that lost the server together do not come back together.
 */
export function backoffMs(failures: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return Math.round(random() * ceiling)
}
