import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { DRUG_CLASSES } from './drug.ts'
import { PROFESSIONS } from './staff.ts'
import { VITAL_ITEMS } from './vitals-fields.ts'
import { checkClinicSetting } from '../rules/clinic/clinic-setting-rules.ts'

const bound = z.number().nullable()
/** A professional who has read and confirmed something that was only an editor's knowledge. */
export const signOffField = z.object({ name: nameField, sip: z.string().max(60), on: daySchema, by: idField })

export const clinicSettingSchema = z.object({
  /** Classes of drugs that a profession may prescribe and hand out without a pharmacist. */
  gate: z.array(z.object({ profession: z.enum(PROFESSIONS), classes: z.array(z.enum(DRUG_CLASSES)).max(6) })).max(5),
  /** Limits that a clinician set in place of the seed's: whole rows, by item and age group. */
  limits: z.array(z.object({ item: z.enum(VITAL_ITEMS), group: z.string().max(40), alarmLow: bound, warnLow: bound, warnHigh: bound, alarmHigh: bound })).max(120),
  limitsSigned: signOffField.nullable(),
  /** Who confirmed the table of interactions and warnings; null while it is only an editor's. `covers` is the edition and size of the table that was read: another table is not signed. */
  safetySigned: signOffField.extend({ covers: z.string().max(160) }).nullable(),
  /** What stands at the head of papers, and who signs for the house. */
  letterhead: z.object({ agency: z.string().max(120), address: z.string().max(200), contact: z.string().max(120), town: z.string().max(80) }),
  head: z.object({ name: z.string().max(120), nip: z.string().max(30) }),
})
export type ClinicSetting = z.infer<typeof clinicSettingSchema>

/** How one puskesmas runs its consultations. One a puskesmas, id `klinik-<puskesmas>`; what is absent follows the house's defaults. */
export const clinicSetting = defineRecord({
  kind: 'clinic-setting',
  version: 1,
  purpose: 'catalogue',
  mode: 'fields',
  schema: clinicSettingSchema,
  careful: ['gate', 'limits', 'limitsSigned', 'safetySigned'],
  keys: () => ({}),
  writers: { create: ['kapus'], patch: ['kapus'], resolve: ['kapus'] },
  check: checkClinicSetting,
  upcasters: {},
})
