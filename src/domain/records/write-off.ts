import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { batchField, fundField, FUND_SOURCES } from './stock-movement.ts'
import { checkWriteOff } from '../rules/pharmacy/write-off-rules.ts'

/** Why something is written off: expired, damaged, lost, recalled by its maker or the authority. */
export const WRITE_OFF_CAUSES = ['kedaluwarsa', 'rusak', 'hilang', 'ditarik'] as const

export const writeOffSchema = z.object({
  number: z.string().trim().min(1).max(80),
  on: daySchema,
  lines: z.array(z.object({
    drugId: idField, source: z.enum(FUND_SOURCES), fund: fundField.optional(), batch: batchField, quantity: z.int().positive(),
    cause: z.enum(WRITE_OFF_CAUSES),
  })).min(1).max(60),
  /** How and where it was destroyed; for what is lost, how the loss was found. */
  method: z.string().trim().min(1).max(200),
  place: z.string().max(120),
  signatories: z.array(z.object({ name: nameField, role: z.string().trim().min(1).max(80) })).max(4),
  note: z.string().max(500),
  by: idField,
})
export type WriteOffData = z.infer<typeof writeOffSchema>

/** Minutes of destruction (berita acara pemusnahan): two signatories before stock is written off (BR-36). Its movements carry its id. */
export const writeOff = defineRecord({
  kind: 'write-off',
  version: 1,
  purpose: 'stock',
  mode: 'ledger',
  schema: writeOffSchema,
  careful: [],
  keys: () => ({}),
  day: data => data.on,
  writers: { create: ['nakes', 'apotek'] },
  check: checkWriteOff,
  upcasters: {},
})
