import type { EnrolResponse } from '#sync/messages.ts'
import { rekey } from '../db/journal.ts'
import type { Tablet, TabletMeta } from '../sync/tablet.ts'

/**
 * Keeps an enrolment. A tablet that is enrolled anew goes on under its new id with everything it holds: what was not sent
 * is keyed again, and the server's session, which was bound to the old id, is forgotten.
 */
export async function keepEnrolment(tablet: Tablet, answer: EnrolResponse, name: string): Promise<TabletMeta> {
  const db = tablet.db.strict
  const head = await db.value<{ dev: string }>('journal')
  const meta: TabletMeta = { ...answer, name }
  if (head && head.dev !== answer.dev) {
    const locked = await tablet.openLocked()
    await rekey(locked.core, head.dev, answer.dev, answer.block)
    locked.close()
    await db.meta.delete('sessionUser')
  }
  await tablet.enrol(meta)
  return meta
}
