import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { MOST_PHOTO_TEXT } from './member-photo.ts'

/** A small picture of what was found or mended, apart from the finding or visit so that lists need not carry it. Never of a person. */
export const evidencePhoto = defineRecord({
  kind: 'evidence-photo',
  version: 1,
  purpose: 'service',
  mode: 'ledger',
  schema: z.object({
    /** The finding or the visit of supervision that it belongs to. */
    of: idField,
    image: z.string().regex(/^data:image\/(jpeg|webp);base64,[A-Za-z0-9+/=]+$/).max(MOST_PHOTO_TEXT),
    caption: z.string().max(200),
    on: daySchema,
    by: idField,
  }),
  careful: [],
  keys: data => ({ of: [data.of] }),
  writers: { create: ['kapus', 'nakes'] },
  upcasters: {},
})
