import type { DataOf } from '#domain/records/index.ts'
import type { HelloResponse } from '#sync/messages.ts'
import type { Principal } from '../auth/principal.ts'
import type { Reader } from '../store/store.ts'
import { inboxId } from './inbox.ts'

/**
 * Which of these quarantined operations somebody has decided. For those whose inbox record lies in a stream that the
 * asker does not hold; told are choices alone, and only of what this person wrote or this tablet brought.
 */
export async function decidedOf(db: Reader, who: Principal, hashes: readonly string[]): Promise<NonNullable<HelloResponse['decided']>> {
  if (hashes.length === 0) return []
  const byId = new Map(hashes.map(bh => [inboxId(bh), bh]))
  const rows = await db.selectFrom('row').select(['id', 'data']).where('tenant', '=', who.tenant).where('id', 'in', [...byId.keys()])
    .where('kind', '=', 'quarantine').where('state', '=', 'live').execute()
  if (rows.length === 0) return []
  const journals = await db.selectFrom('device').select('dev').where('tenant', '=', who.tenant).where('family', '=', who.family).execute()
  const own = new Set(journals.map(({ dev }) => dev))
  return rows.flatMap(({ id, data }) => {
    const { actor, dev, decision } = JSON.parse(data) as DataOf<'quarantine'>
    return decision && (actor === who.account || own.has(dev)) ? [{ bh: byId.get(id) as string, choice: decision.choice }] : []
  })
}
