import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField, noteField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkVisit } from '../rules/clinic/visit-rules.ts'
import { FUND_SOURCES } from './stock-movement.ts'
import { beyondField, CONSCIOUSNESS, timeField, vitalsField } from './vitals-fields.ts'

export { VITAL_ITEMS, type VitalItem } from './vitals-fields.ts'

export const ALLERGY_ANSWERS = ['ada', 'tidak-ada', 'tidak-tahu'] as const

export const OUTCOMES = ['pulang', 'kontrol', 'rujuk', 'rujuk-darurat', 'observasi', 'pulang-atas-permintaan', 'meninggal'] as const
/** Why a disease of the 144 may be referred all the same: Time, Age, Complication, Comorbidity (KMK 1186/2022). */
export const TACC = ['time', 'age', 'complication', 'comorbidity'] as const

/** `case`: a new episode, or one already counted this year (LB1); absent in version 1 and 2. */
export const diagnosisField = z.object({ code: z.string().regex(/^[A-Z]\d\d(\.\d)?$/), name: z.string().max(160), case: z.enum(['baru', 'lama']).optional() })

export const visitSchema = z.object({
  patientId: idField,
  /** The day of the visit on the clinic's wall, and the wall time it began, `HH:MM`. */
  on: daySchema,
  time: timeField,
  author: idField,
  complaint: z.string().max(1000),
  history: noteField,
  /** Mandatory when signed: ada, tidak ada, tidak tahu (BR-41); `substances` names what for 'ada'. */
  allergy: z.object({ answer: z.enum(ALLERGY_ANSWERS), substances: z.string().max(200) }).nullable(),
  vitals: vitalsField,
  pregnant: z.boolean(),
  /** An alarm value needs a plan (BR-42); null when no value alarmed. */
  alarmPlan: z.string().max(500).nullable(),
  examination: noteField,
  diagnoses: z.array(diagnosisField).max(12),
  prescription: z.array(z.object({
    drugId: idField, drug: z.string().max(200), quantity: z.int().positive(), unit: z.string().max(20), signa: z.string().min(1).max(200),
    /** Why a drug was given although it matches a known allergy (BR-44). */
    allergyReason: z.string().max(200).optional(),
    /** The fund it is to leave from. Absent in version 1, where only the movements knew it. */
    source: z.enum(FUND_SOURCES).optional(),
    // Since version 3.
    /** For how many days, where that was said. */
    days: z.int().min(1).max(365).optional(),
    /** What the checks found and why it was prescribed all the same; `check` is the id of the finding. */
    reasons: z.array(z.object({ check: z.string().max(120), text: z.string().trim().min(1).max(200) })).max(12).optional(),
  })).max(20),
  plan: noteField,
  /** Closes the visit: from here on only an addendum or a void (PMK 24/2022). */
  signature: z.object({ by: idField, name: nameField, sip: z.string().max(60), on: daySchema, time: timeField.optional() }).nullable(),
  // Since version 3; absent in older rows.
  arrivalId: idField.nullable().optional(),
  payer: z.enum(['umum', 'jkn']).optional(),
  /** Earlier illness, illness in the family, medicine taken regularly. */
  background: z.object({ past: z.string().max(1000), family: z.string().max(1000), medicine: z.string().max(1000) }).optional(),
  /** Weeks, where the patient is pregnant and it is known; and whether she breastfeeds. */
  pregnancy: z.object({ weeks: z.int().min(1).max(45).nullable(), breastfeeding: z.boolean() }).optional(),
  beyond: beyondField.optional(),
  /** The systole was felt at the pulse, so there is no diastole. */
  felt: z.boolean().optional(),
  consciousness: z.enum(CONSCIOUSNESS).optional(),
  procedures: z.array(z.object({ name: z.string().trim().min(1).max(120), note: z.string().max(200) })).max(12).optional(),
  education: z.array(z.string().trim().min(1).max(160)).max(12).optional(),
  /** How the visit ended. A referral that is not specialistic needs at least one reason of TACC (BR-52). */
  outcome: z.object({ how: z.enum(OUTCOMES), specialistic: z.boolean(), tacc: z.array(z.enum(TACC)).max(4), to: z.string().max(120), note: z.string().max(300) }).optional(),
})
export type VisitData = z.infer<typeof visitSchema>

export const visit = defineRecord({
  kind: 'visit',
  version: 3,
  purpose: 'clinical',
  mode: 'signed',
  schema: visitSchema,
  careful: ['patientId', 'on', 'time', 'author', 'complaint', 'history', 'allergy', 'vitals', 'pregnant', 'alarmPlan', 'examination', 'diagnoses', 'prescription', 'plan', 'signature', 'background', 'pregnancy', 'beyond', 'felt', 'consciousness', 'procedures', 'education', 'outcome'],
  keys: data => ({ patient: [data.patientId], author: [data.author], ...(data.signature ? {} : { draft: [data.author] }) }),
  day: data => data.on,
  writers: { create: ['nakes'], patch: ['nakes'], void: ['nakes', 'kapus'], resolve: ['nakes', 'kapus'] },
  lookups: data => (data.signature ? [
    { kind: 'staff', id: data.signature.by }, { kind: 'patient', id: data.patientId }, { kind: 'clinic-setting', above: 'klinik-' },
    ...data.prescription.map(line => ({ kind: 'drug', id: line.drugId })),
  ] : []),
  check: checkVisit,
  upcasters: { 1: groups => groups, 2: groups => groups },
})
