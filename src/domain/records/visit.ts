import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField, noteField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkVisit } from '../rules/clinic/visit-rules.ts'
import { FUND_SOURCES } from './stock-movement.ts'

export const ALLERGY_ANSWERS = ['ada', 'tidak-ada', 'tidak-tahu'] as const
/** Items of seeds/vitals measured at the desk; values in the unit of that table (mmHg, /menit, °C, %, kg, cm). */
export const VITAL_ITEMS = ['sistolik', 'diastolik', 'nadi', 'napas', 'suhu', 'spo2', 'berat', 'tinggi'] as const
export type VitalItem = (typeof VITAL_ITEMS)[number]

export const visitSchema = z.object({
  patientId: idField,
  /** The day of the visit on the clinic's wall, and the wall time it began, `HH:MM`. */
  on: daySchema,
  time: z.string().regex(/^\d\d:\d\d$/),
  author: idField,
  complaint: z.string().max(1000),
  history: noteField,
  /** Mandatory when signed: ada, tidak ada, tidak tahu (BR-41); `substances` names what for 'ada'. */
  allergy: z.object({ answer: z.enum(ALLERGY_ANSWERS), substances: z.string().max(200) }).nullable(),
  vitals: z.partialRecord(z.enum(VITAL_ITEMS), z.number()),
  pregnant: z.boolean(),
  /** An alarm value needs a plan (BR-42); null when no value alarmed. */
  alarmPlan: z.string().max(500).nullable(),
  examination: noteField,
  diagnoses: z.array(z.object({ code: z.string().regex(/^[A-Z]\d\d(\.\d)?$/), name: z.string().max(160) })).max(12),
  prescription: z.array(z.object({
    drugId: idField, drug: z.string().max(200), quantity: z.int().positive(), unit: z.string().max(20), signa: z.string().min(1).max(200),
    /** Why a drug was given although it matches a known allergy (BR-44). */
    allergyReason: z.string().max(200).optional(),
    /** The fund it is to leave from. Absent in version 1, where only the movements knew it. */
    source: z.enum(FUND_SOURCES).optional(),
  })).max(20),
  plan: noteField,
  /** Closes the visit: from here on only an addendum or a void (PMK 24/2022). */
  signature: z.object({ by: idField, name: nameField, sip: z.string().max(60), on: daySchema }).nullable(),
})
export type VisitData = z.infer<typeof visitSchema>

export const visit = defineRecord({
  kind: 'visit',
  version: 2,
  purpose: 'clinical',
  mode: 'signed',
  schema: visitSchema,
  careful: ['patientId', 'on', 'time', 'author', 'complaint', 'history', 'allergy', 'vitals', 'pregnant', 'alarmPlan', 'examination', 'diagnoses', 'prescription', 'plan', 'signature'],
  keys: data => ({ patient: [data.patientId], author: [data.author], ...(data.signature ? {} : { draft: [data.author] }) }),
  day: data => data.on,
  writers: { create: ['nakes'], patch: ['nakes'], void: ['nakes', 'kapus'], resolve: ['nakes', 'kapus'] },
  lookups: data => (data.signature ? [{ kind: 'staff', id: data.signature.by }, { kind: 'patient', id: data.patientId }] : []),
  check: checkVisit,
  upcasters: { 1: groups => groups },
})
