import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { rupiahSchema } from '../core/rupiah.ts'

/** How one puskesmas runs its pharmacies: the request rule of the LPLPO, price parts, who may hold controlled drugs. One a puskesmas, id `apotek-<puskesmas>`. */
export const pharmacySetting = defineRecord({
  kind: 'pharmacy-setting',
  version: 1,
  purpose: 'catalogue',
  mode: 'fields',
  schema: z.object({
    /** `stok-optimum`: SK + SWK + SWT + SP − sisa. `tiga-kali`: 3 × pemakaian − sisa. Both are in use in the field. */
    rule: z.enum(['stok-optimum', 'tiga-kali']),
    workingDays: z.int().min(1).max(31),
    leadDays: z.int().min(0).max(90),
    bufferPercent: z.int().min(0).max(100),
    /** Requests are rounded up to a whole usual pack. */
    roundToPack: z.boolean(),
    ppnPercent: z.int().min(0).max(30),
    /** Hundredths: 125 is an index of 1,25; only 110 to 125 is lawful (BR-39). */
    indexHundredths: z.int().min(110).max(125),
    embalase: rupiahSchema.nonnegative(),
    tuslah: rupiahSchema.nonnegative(),
    /** Pustu that may hold psychotropic and narcotic drugs (BR-38); usually none. */
    controlledAt: z.array(idField).max(60),
    head: z.object({ name: nameField, nip: z.string().max(30) }).nullable(),
    pharmacist: z.object({ name: nameField, nip: z.string().max(30) }).nullable(),
  }),
  careful: ['rule', 'workingDays', 'leadDays', 'bufferPercent', 'controlledAt'],
  // A drug's rule (BR-38) finds it in its own stream without knowing the puskesmas.
  keys: () => ({ all: ['y'] }),
  writers: { create: ['kapus'], patch: ['kapus'], resolve: ['kapus'] },
  upcasters: {},
})
