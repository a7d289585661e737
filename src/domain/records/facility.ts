import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { ZONES, type Zone } from '../core/day.ts'

/**
 * A puskesmas, one of its pustu, or the KMP of a kelurahan. A pustu and a KMP of one kelurahan share a desk. A health office (dinkes)
 * stands alone in a book of its own: it reads sums, see docs/adr/0013.
 */
export const facility = defineRecord({
  kind: 'facility',
  version: 1,
  purpose: 'catalogue',
  mode: 'fields',
  schema: z.object({
    name: nameField,
    type: z.enum(['puskesmas', 'pustu', 'kmp', 'dinkes']),
    parentId: idField.nullable(),
    kelurahanCode: z.string().regex(/^\d{10}$/).nullable(),
    kelurahan: z.string().max(80),
    zone: z.enum(Object.keys(ZONES) as [Zone, ...Zone[]]),
    /** Short word for member and RM numbers, e.g. KIARA. */
    code: z.string().regex(/^[A-Z0-9]{2,12}$/),
    active: z.boolean(),
  }),
  careful: ['type', 'parentId', 'kelurahanCode', 'zone'],
  keys: data => ({ type: [data.type] }),
  writers: { create: ['kapus'], patch: ['kapus'], void: ['kapus'], resolve: ['kapus'] },
  upcasters: {},
})
