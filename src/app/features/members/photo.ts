import { ok, type Result } from '#domain/core/result.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type RecordReader, type SaveFailure } from '#app/db/record-store.ts'
import type { Member } from './repository.ts'

const photoId = (memberId: string): string => `foto-${memberId}`

export async function readPhoto(view: RecordReader, memberId: string): Promise<string | null> {
  const found = await view.get('member-photo', photoId(memberId))
  return found?.state === 'live' ? found.data.image : null
}

/** Null takes the picture away. */
export async function savePhoto(app: AppContext, member: Member, image: string | null): Promise<Result<null, SaveFailure>> {
  const saved = await app.store.writeGroup<SaveFailure>(async view => {
    const data = { memberId: member.id, image, on: app.today(), by: app.user.id }
    const before = await view.get('member-photo', photoId(member.id))
    return ok([before ? patchDraft(before, data) : createDraft('member-photo', photoId(member.id), member.stream, data)])
  })
  return saved.ok ? ok(null) : saved
}
