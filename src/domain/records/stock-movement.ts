import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkMovement } from '../rules/pharmacy/movement-rules.ts'

export const FUND_SOURCES = ['program', 'koperasi'] as const
export const MOVEMENT_REASONS = ['diterima', 'diserahkan', 'dibalik'] as const

/** One line of a stock card. A balance is always the sum of movements, per drug, fund and batch. */
export const movementSchema = z.object({
  drugId: idField,
  /** Programme and cooperative stock never mix (BR-35). */
  source: z.enum(FUND_SOURCES),
  batch: z.object({ number: z.string().trim().min(1).max(40), expiresOn: daySchema }),
  /** Whole smallest units; positive in, negative out. */
  quantity: z.int().refine(quantity => quantity !== 0),
  reason: z.enum(MOVEMENT_REASONS),
  on: daySchema,
  /** SBBK, invoice or other paper. */
  document: z.string().max(80),
  /** Where it came from or went to; never a person. */
  party: z.string().max(120),
  visitId: idField.nullable(),
  /** The movement this one reverses. */
  reverses: idField.nullable(),
  /** Why the batch that expires first was not taken (BR-34). */
  override: z.string().max(200).nullable(),
})
export type MovementData = z.infer<typeof movementSchema>

export const stockMovement = defineRecord({
  kind: 'stock-movement',
  version: 1,
  purpose: 'stock',
  mode: 'ledger',
  schema: movementSchema,
  careful: [],
  keys: data => ({ drug: [data.drugId], ...(data.visitId ? { visit: [data.visitId] } : {}) }),
  day: data => data.on,
  writers: { create: ['nakes', 'apotek'] },
  lookups: data => (data.reverses ? [{ kind: 'stock-movement', id: data.reverses }] : []),
  check: checkMovement,
  upcasters: {},
})
