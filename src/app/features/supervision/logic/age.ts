/** Data older than this are pointed out: three days without a complete sync. */
export const STALE_MS = 3 * 86_400_000
