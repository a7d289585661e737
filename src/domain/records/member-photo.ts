import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'

/** A passport picture small enough for one operation (32 KiB) after base64. */
export const MOST_PHOTO_TEXT = 24_000

/** A member's picture, apart from his record so that lists need not carry it. Its id is `foto-` and then the member's id. */
export const memberPhoto = defineRecord({
  kind: 'member-photo',
  version: 1,
  purpose: 'members',
  mode: 'fields',
  schema: z.object({
    memberId: idField,
    /** Null where the member wanted it taken away. */
    image: z.string().regex(/^data:image\/(jpeg|webp);base64,[A-Za-z0-9+/=]+$/).max(MOST_PHOTO_TEXT).nullable(),
    on: daySchema,
    by: idField,
  }),
  careful: [],
  keys: data => ({ member: [data.memberId] }),
  writers: { create: ['koperasi', 'bendahara', 'ketua'], patch: ['koperasi', 'bendahara', 'ketua'] },
  upcasters: {},
})
