import { err, ok, type Result } from '#domain/core/result.ts'
import { MOST_PHOTO_TEXT } from '#domain/records/member-photo.ts'

export interface Box { readonly width: number; readonly height: number }
export const PASSPORT: Box = { width: 240, height: 320 }
/** What was found at a pustu: as much of it as fits into one operation. */
export const EVIDENCE: Box = { width: 560, height: 560 }
/** From good to poor, and then smaller: the first that fits is kept. */
const QUALITIES = [0.8, 0.65, 0.5, 0.35, 0.2] as const
const SCALES = [1, 0.75, 0.5] as const

/** The size that fits into the box without changing the picture's shape; a small picture stays as it is. */
export function fitted(width: number, height: number, box: Box = PASSPORT): Box {
  const scale = Math.min(1, box.width / width, box.height / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** A picture file as a small JPEG, drawn anew, so that nothing but what is seen is kept (no place, no time, no camera). */
export async function shrinkPhoto(file: Blob, box: Box = PASSPORT): Promise<Result<string, { readonly kind: 'no-picture' }>> {
  try {
    const picture = await createImageBitmap(file)
    const small = SCALES.reduce<string | undefined>((found, scale) => found ?? drawn(picture, { width: box.width * scale, height: box.height * scale }), undefined)
    picture.close()
    return small === undefined ? err({ kind: 'no-picture' }) : ok(small)
  } catch {
    return err({ kind: 'no-picture' })
  }
}

function drawn(picture: ImageBitmap, box: Box): string | undefined {
  const { width, height } = fitted(picture.width, picture.height, box)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  pen?.drawImage(picture, 0, 0, width, height)
  return pen ? QUALITIES.map(quality => canvas.toDataURL('image/jpeg', quality)).find(text => text.startsWith('data:image/jpeg') && text.length <= MOST_PHOTO_TEXT) : undefined
}
