import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'

/** A figure that comes from outside and that no record holds; always with the day and paper it was read from. */
const outsideCount = z.object({ count: z.int().positive(), on: daySchema, source: z.string().trim().min(1).max(160), by: idField })

/**
 * What the head keeps for supervision. One a puskesmas, id `binaan-<puskesmas>`. Nothing in it is a result: indicators have no input
 * field (BR-58); these are the denominators that the insurer's lists give.
 */
export const supervisionSetting = defineRecord({
  kind: 'supervision-setting',
  version: 1,
  purpose: 'catalogue',
  mode: 'fields',
  schema: z.object({
    /** People registered at the puskesmas with the national health insurance (BR-57). Null while nobody has entered it: then there is no rate. */
    participants: outsideCount.nullable(),
    /** Registered people with hypertension and with diabetes, by the insurer's list. */
    hypertension: outsideCount.nullable(),
    diabetes: outsideCount.nullable(),
    /** The team that answers for quality and complaints. */
    team: z.array(z.object({ id: idField.nullable(), name: nameField, task: z.string().max(80) })).max(20),
  }),
  careful: ['participants', 'hypertension', 'diabetes'],
  keys: () => ({}),
  writers: { create: ['kapus'], patch: ['kapus'], resolve: ['kapus'] },
  upcasters: {},
})
