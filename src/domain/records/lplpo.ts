import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkLplpo, lplpoLookups } from '../rules/pharmacy/lplpo-rules.ts'
import { FUNDS } from './stock-movement.ts'

const figures = z.array(z.int()).max(300)

export const lplpoSchema = z.object({
  month: z.string().regex(/^[12]\d{3}-(0[1-9]|1[0-2])$/),
  /** One source of funds, or all of them together. */
  fund: z.enum(['semua', ...FUNDS]),
  number: z.string().trim().min(1).max(80),
  sentBy: idField,
  sentOn: daySchema,
  replaces: idField.nullable(),
  params: z.object({
    rule: z.enum(['stok-optimum', 'tiga-kali']), workingDays: z.int().min(1).max(31), leadDays: z.int().min(0).max(90), bufferPercent: z.int().min(0).max(100), roundToPack: z.boolean(),
  }),
  /** Signed visits of the month, those with a prescription among them; null where the sender may not read visits. */
  visits: z.object({ all: z.int().nonnegative(), withPrescription: z.int().nonnegative() }).nullable(),
  /**
   * All of one length; quantities in whole smallest units. The formulas are in rules/pharmacy/lplpo.ts. `received` is all that
   * came in, `arrived` the part of it that other pustu sent; `moved` went to other pustu.
   */
  lines: z.object({
    drugId: z.array(idField).max(300), pack: figures,
    opening: figures, adjustment: figures, received: figures, arrived: figures, used: figures, lost: figures, returned: figures, moved: figures, difference: figures, closing: figures,
    emptyDays: figures, optimum: figures, request: figures,
  }),
  notes: z.record(idField, z.string().max(120)),
  /** The puskesmas' answer; `given` (pemberian) a figure a line, by the puskesmas only. */
  decision: z.object({ choice: z.enum(['disetujui', 'dikembalikan']), by: idField, on: daySchema, reason: z.string().max(500) }).nullable(),
  given: figures.nullable(),
})
export type LplpoData = z.infer<typeof lplpoSchema>

/**
 * A month's use report and request as the pustu sent it, frozen with its parameters (BR-24 to BR-29). Columns, not lines:
 * 300 drugs fit one operation. A returned report is answered by a new one that `replaces` it.
 */
export const lplpo = defineRecord({
  kind: 'lplpo',
  version: 1,
  purpose: 'stock',
  mode: 'fields',
  schema: lplpoSchema,
  careful: ['decision', 'given'],
  keys: data => ({ month: [data.month], report: [`${data.month}|${data.fund}`], open: data.decision === null ? ['y'] : [] }),
  writers: { create: ['nakes', 'apotek'], patch: ['kapus'], resolve: ['kapus'] },
  lookups: lplpoLookups,
  check: checkLplpo,
  upcasters: {},
})
