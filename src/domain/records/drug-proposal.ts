import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkProposal } from '../rules/pharmacy/proposal-rules.ts'

/** What a pustu asks the head to change in the catalogue: a new drug (`drugId` null) or other facts of a known one. */
export const proposalSchema = z.object({
  drugId: idField.nullable(),
  /** What it is called on the list of proposals. */
  name: nameField,
  /** Field groups of `drug` as they should be; checked against that schema when it is approved. */
  change: z.record(z.string().max(40), z.json()),
  note: z.string().max(500),
  by: idField,
  on: daySchema,
  decision: z.object({ choice: z.enum(['disetujui', 'ditolak']), by: idField, on: daySchema, reason: z.string().max(500), drugId: idField.nullable() }).nullable(),
})
export type ProposalData = z.infer<typeof proposalSchema>

export const drugProposal = defineRecord({
  kind: 'drug-proposal',
  version: 1,
  purpose: 'stock',
  mode: 'fields',
  schema: proposalSchema,
  careful: ['decision'],
  keys: data => ({ open: data.decision === null ? ['y'] : [], drug: data.drugId ? [data.drugId] : [] }),
  writers: { create: ['nakes', 'apotek'], patch: ['kapus'], void: ['nakes', 'apotek', 'kapus'], resolve: ['kapus'] },
  check: checkProposal,
  upcasters: {},
})
