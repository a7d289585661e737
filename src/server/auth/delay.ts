import { ok } from '#domain/core/result.ts'
import type { ServerDeps } from '../deps.ts'
import { refused, type Reply } from '../reply.ts'

const FREE_FAILURES = 3
const LONGEST_S = 60

/** Seconds to wait after so many failures: none for the first two, then 1, 2, 4 … 60. */
export function delayAfter(failures: number): number {
  return failures < FREE_FAILURES ? 0 : Math.min(LONGEST_S, 2 ** (failures - FREE_FAILURES))
}

/**
 * Opens an attempt at an account's password. It counts as a failure until it succeeds, so that many guesses at once are
 * not cheaper than one after the other; an attempt inside a delay is neither tried nor counted. Open sessions are not hindered.
 */
export function openAttempt(deps: ServerDeps, tenant: string, username: string): Promise<Reply<null>> {
  return deps.store.write(async tx => {
    const now = deps.clock.now()
    const before = await tx.insertInto('login_delay').values({ tenant, username, failures: 0, until: 0 })
      .onConflict(clash => clash.columns(['tenant', 'username']).doUpdateSet({ username })).returning(['failures', 'until']).executeTakeFirstOrThrow()
    if (before.until > now) return refused('DELAY', { retryAfterS: Math.ceil((before.until - now) / 1000) })
    const failures = before.failures + 1
    await tx.updateTable('login_delay').set({ failures, until: now + delayAfter(failures) * 1000 }).where('tenant', '=', tenant).where('username', '=', username).execute()
    return ok(null)
  })
}
