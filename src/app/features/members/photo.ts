import { err, ok, type Result } from '#domain/core/result.ts'
import { MOST_PHOTO_TEXT } from '#domain/records/member-photo.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, type RecordReader, type SaveFailure } from '#app/db/record-store.ts'
import type { Member } from './repository.ts'

const WIDTH = 240
const HEIGHT = 320
/** From good to poor: the first that fits is kept. */
const QUALITIES = [0.8, 0.65, 0.5, 0.35, 0.2] as const
const photoId = (memberId: string): string => `foto-${memberId}`

/** The size that fits into a passport picture without changing its shape; a small picture stays as it is. */
export function fitted(width: number, height: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, WIDTH / width, HEIGHT / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** A picture file as a small JPEG, drawn anew, so that nothing but what is seen is kept (no place, no time, no camera). */
export async function shrinkPhoto(file: Blob): Promise<Result<string, { readonly kind: 'no-picture' }>> {
  try {
    const picture = await createImageBitmap(file)
    const { width, height } = fitted(picture.width, picture.height)
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const pen = canvas.getContext('2d')
    if (!pen) return err({ kind: 'no-picture' })
    pen.drawImage(picture, 0, 0, width, height)
    picture.close()
    const small = QUALITIES.map(quality => canvas.toDataURL('image/jpeg', quality)).find(text => text.startsWith('data:image/jpeg') && text.length <= MOST_PHOTO_TEXT)
    return small === undefined ? err({ kind: 'no-picture' }) : ok(small)
  } catch {
    return err({ kind: 'no-picture' })
  }
}

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
