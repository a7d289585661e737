import { COOP_STAFF, type Role } from '#domain/core/roles.ts'
import type { Result } from '#domain/core/result.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { MemberReadingData } from '#domain/records/member-reading.ts'
import type { AppContext } from '../../context.ts'
import { createDraft, type SaveFailure, type StoredRecord } from '../../db/record-store.ts'
import { momentNow } from '../pharmacy/stock.ts'

/** Whether this user works at that cooperative's books: its staff read whole numbers, examiners the last four digits. */
export const readsWhole = (app: Pick<AppContext, 'user'>, membersStream: string): boolean => {
  const place = parseStream(membersStream)?.place
  return app.user.grants.some(grant => grant.place === place && (COOP_STAFF as readonly Role[]).includes(grant.role))
}

/** Writes down that somebody uncovers a member's whole number, before he sees it. */
export async function noteUncovering(app: AppContext, membersStream: string, about: Pick<MemberReadingData, 'memberId' | 'what' | 'reason'>): Promise<Result<unknown, SaveFailure>> {
  const data: MemberReadingData = { ...about, reason: about.reason.trim(), on: app.today(), at: momentNow(app), by: app.user.id, name: app.user.name }
  return app.store.writeGroup(async () => ({ ok: true, value: [createDraft('member-reading', app.newId(), membersStream, data)] }))
}

const newestFirst = (a: StoredRecord<'member-reading'>, b: StoredRecord<'member-reading'>): number => b.data.at.localeCompare(a.data.at) || b.id.localeCompare(a.id)

/** Who uncovered numbers of this cooperative's members. Its staff see everybody's lines, an examiner his own. */
export async function readUncoverings(app: AppContext, membersStream: string): Promise<StoredRecord<'member-reading'>[]> {
  const whole = readsWhole(app, membersStream)
  const lines = (await app.store.scan('member-reading')).filter(line => line.stream === membersStream && (whole || line.data.by === app.user.id))
  return lines.sort(newestFirst)
}
