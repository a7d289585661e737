import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkEvidencePhoto } from '../rules/supervision/finding-rules.ts'
import { MOST_PHOTO_TEXT } from './member-photo.ts'

export const evidencePhotoSchema = z.object({
  /** The finding or the visit of supervision that it belongs to, and the item of the checklist that it shows. */
  of: idField,
  item: idField.nullable(),
  image: z.string().regex(/^data:image\/(jpeg|webp);base64,[A-Za-z0-9+/=]+$/).max(MOST_PHOTO_TEXT),
  caption: z.string().max(200),
  on: daySchema,
  by: idField,
})
export type EvidencePhoto = z.infer<typeof evidencePhotoSchema>

/**
 * A small picture of what was found or mended, apart from the finding or visit so that lists need not carry it. Never of a person:
 * one that shows a person after all can be taken away. It is made once and not changed.
 */
export const evidencePhoto = defineRecord({
  kind: 'evidence-photo',
  version: 1,
  purpose: 'service',
  mode: 'fields',
  schema: evidencePhotoSchema,
  careful: [],
  keys: data => ({ of: [data.of] }),
  writers: { create: ['kapus', 'nakes'], void: ['kapus', 'nakes'] },
  check: checkEvidencePhoto,
  upcasters: {},
})
