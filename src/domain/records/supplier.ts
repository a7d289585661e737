import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { nameField } from '../core/fields.ts'

/** Who the cooperative buys from. */
export const supplier = defineRecord({
  kind: 'supplier',
  version: 1,
  purpose: 'stock',
  mode: 'fields',
  schema: z.object({
    name: nameField,
    /** Licence of a pharmaceutical wholesaler (izin PBF). */
    licence: z.string().max(80),
    address: z.string().max(200), phone: z.string().max(30), note: z.string().max(300),
    active: z.boolean(),
  }),
  careful: ['name', 'licence'],
  keys: () => ({}),
  writers: { create: ['nakes', 'apotek'], patch: ['nakes', 'apotek'], void: ['nakes', 'apotek'], resolve: ['nakes', 'apotek', 'kapus'] },
  upcasters: {},
})
