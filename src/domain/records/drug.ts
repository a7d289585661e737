import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { nameField } from '../core/fields.ts'

/** One generic drug of the puskesmas' catalogue: generic name + strength + form. Quantities are whole smallest units. */
export const drug = defineRecord({
  kind: 'drug',
  version: 1,
  purpose: 'catalogue',
  mode: 'fields',
  schema: z.object({
    name: nameField,
    strength: z.string().max(60),
    form: z.string().max(60),
    unit: z.string().min(1).max(20),
    route: z.string().max(40),
    class: z.enum(['bebas', 'bebas-terbatas', 'keras', 'oot', 'psikotropika', 'narkotika']),
    /** True where the class or another fact waits for a pharmacist's sign-off. */
    doubtful: z.boolean(),
    antibiotic: z.boolean(),
    indicator: z.boolean(),
    coldChain: z.boolean(),
    programme: z.string().max(40),
    kfa: z.string().regex(/^\d{8}$/).nullable(),
    maxPrescription: z.string().max(120),
    usualDose: z.string().max(200),
    active: z.boolean(),
  }),
  careful: ['name', 'strength', 'form', 'unit', 'class'],
  keys: () => ({}),
  writers: { create: ['kapus'], patch: ['kapus'], void: ['kapus'], resolve: ['kapus'] },
  upcasters: {},
})
