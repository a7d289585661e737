import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkPriceProposal } from '../rules/pharmacy/price-proposal-rules.ts'
import { priceSchema } from './price.ts'

export const priceProposalSchema = z.object({
  drugId: idField,
  /** What the drug is called on the list of proposals. */
  name: nameField,
  /** The price as it would be sold at, with all that it follows from. */
  price: priceSchema.omit({ drugId: true, by: true }),
  note: z.string().max(500),
  by: idField,
  on: daySchema,
  decision: z.object({ choice: z.enum(['disetujui', 'ditolak']), by: idField, on: daySchema, reason: z.string().max(500), /** The price that an approval made. */ priceId: idField.nullable() }).nullable(),
})
export type PriceProposalData = z.infer<typeof priceProposalSchema>

/** A selling price of the cooperative that somebody of a pustu asks the head to agree to, instead of setting it alone. */
export const priceProposal = defineRecord({
  kind: 'price-proposal',
  version: 1,
  purpose: 'stock',
  mode: 'fields',
  schema: priceProposalSchema,
  careful: ['decision'],
  keys: data => ({ open: data.decision === null ? ['y'] : [], drug: [data.drugId] }),
  writers: { create: ['nakes', 'apotek'], patch: ['kapus'], void: ['nakes', 'apotek', 'kapus'], resolve: ['kapus'] },
  check: checkPriceProposal,
  upcasters: {},
})
