import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { nameField } from '../core/fields.ts'
import { checkDrug, drugLookups } from '../rules/pharmacy/drug-rules.ts'

/** Facts that nobody with the right to say so has confirmed: shown as such wherever they stand. */
export const UNCHECKED_FACTS = ['class', 'usualDose', 'maxPrescription', 'kfa', 'kfaProduct', 'atc', 'route', 'het'] as const

export const DRUG_CLASSES = ['bebas', 'bebas-terbatas', 'keras', 'oot', 'psikotropika', 'narkotika'] as const

/** One generic drug of the puskesmas' catalogue: generic name + strength + form. Quantities are whole smallest units. */
export const drugSchema = z.object({
  name: nameField,
  strength: z.string().max(60),
  form: z.string().max(60),
  unit: z.string().min(1).max(20),
  route: z.string().max(40),
  class: z.enum(DRUG_CLASSES),
  /** True where the source itself was in doubt about the class or another fact; `unchecked` says which facts wait for sign-off. */
  doubtful: z.boolean(),
  antibiotic: z.boolean(),
  indicator: z.boolean(),
  coldChain: z.boolean(),
  programme: z.string().max(40),
  kfa: z.string().regex(/^\d{8}$/).nullable(),
  maxPrescription: z.string().max(120),
  usualDose: z.string().max(200),
  active: z.boolean(),
  // Since version 2; absent in older rows, so read them through drugFacts (rules/pharmacy/drug-facts.ts).
  /** Packs that convert to smallest units, the usual one first; `barcode` is the GTIN on the box. */
  packs: z.array(z.object({ name: z.string().min(1).max(40), size: z.int().positive(), barcode: z.string().max(40) })).max(8).optional(),
  /** KFA 93: one maker's product. Never printed as the code of the generic. */
  kfaProduct: z.string().regex(/^\d{8}$/).nullable().optional(),
  /** Smallest units below which a pustu should ask for more; null where nobody has set it. */
  minimum: z.int().nonnegative().nullable().optional(),
  /** Price list: whole rupiah for `per` smallest units, before PPN; and the ceiling of one smallest unit (HET). */
  hna: z.object({ amount: z.int().nonnegative(), per: z.int().positive() }).nullable().optional(),
  het: z.int().nonnegative().nullable().optional(),
  atc: z.string().max(20).optional(),
  fornas: z.string().max(40).optional(),
  note: z.string().max(300).optional(),
  /** Which facts wait for a pharmacist's sign-off. */
  unchecked: z.array(z.enum(UNCHECKED_FACTS)).max(20).optional(),
})
export type DrugData = z.infer<typeof drugSchema>

export const drug = defineRecord({
  kind: 'drug',
  version: 2,
  purpose: 'catalogue',
  mode: 'fields',
  schema: drugSchema,
  careful: ['name', 'strength', 'form', 'unit', 'class'],
  keys: () => ({}),
  writers: { create: ['kapus'], patch: ['kapus'], void: ['kapus'], resolve: ['kapus'] },
  lookups: drugLookups,
  check: checkDrug,
  upcasters: { 1: groups => groups },
})
