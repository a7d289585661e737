import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkLetter, letterLookups } from '../rules/clinic/letter-rules.ts'
import { diagnosisField, TACC } from './visit.ts'

const text = (most: number) => z.string().max(most)
/** The patient, or who speaks for him. */
export const SPEAKERS = ['pasien', 'orang-tua', 'suami-istri', 'anak', 'keluarga', 'wali'] as const
export const REFERRAL_URGENCY = ['biasa', 'segera', 'darurat'] as const
export const HEALTH_RESULTS = ['sehat', 'sehat-dengan-catatan', 'tidak-sehat'] as const
/** The papers there are, in the order in which they are offered. */
export const LETTER_TYPES = ['rujukan', 'sakit', 'sehat', 'persetujuan', 'penolakan'] as const

/** What each paper says besides whom it is about; `type` tells which. */
export const letterContent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('rujukan'), to: text(120).min(1), unit: text(80), urgency: z.enum(REFERRAL_URGENCY), reason: text(500).min(1),
    findings: text(1500), therapy: text(1000), diagnoses: z.array(diagnosisField).min(1).max(6), payer: z.enum(['umum', 'jkn']), jknNumber: text(20),
    /** Beyond what a clinic can do; where it is not, and no emergency either, a reason of TACC is named (BR-52). */
    specialistic: z.boolean(), tacc: z.array(z.enum(TACC)).max(4),
  }),
  z.object({
    type: z.literal('sakit'), from: daySchema, days: z.int().min(1).max(30), occupation: text(80), recipient: text(120),
    /** A letter that third parties read names no diagnosis unless the patient agreed. */
    diagnosis: text(160), agreed: z.boolean(),
  }),
  z.object({
    type: z.literal('sehat'), purpose: text(160).min(1), occupation: text(80), result: z.enum(HEALTH_RESULTS), note: text(300),
    measured: z.object({ systolic: z.number().nullable(), diastolic: z.number().nullable(), weight: z.number().nullable(), height: z.number().nullable(), colourBlind: z.enum(['', 'ya', 'tidak']) }),
  }),
  z.object({
    type: z.enum(['persetujuan', 'penolakan']), act: text(200).min(1), explained: text(1500).min(1), risks: text(1000), alternatives: text(500),
    speaker: z.object({ name: nameField, relation: z.enum(SPEAKERS), address: text(200) }), witness: text(120), reason: text(500),
    how: z.enum(['tanda-tangan', 'cap-jempol']),
  }),
])
export type LetterContent = z.infer<typeof letterContent>
export type LetterType = LetterContent['type']

export const letterSchema = z.object({
  number: z.string().trim().min(1).max(80),
  patientId: idField,
  visitId: idField.nullable(),
  on: daySchema,
  content: letterContent,
  signer: z.object({ by: idField, name: nameField, sip: z.string().max(60) }),
  /** What the hospital wrote back to a referral (rujuk balik). */
  reply: z.object({ on: daySchema, from: text(160), diagnosis: text(300), therapy: text(1000), advice: text(1000), by: idField }).nullable(),
})
export type LetterData = z.infer<typeof letterSchema>

/** A paper about a patient that leaves the house, as it was issued. Only the answer to a referral is added later; a mistake is voided. */
export const letter = defineRecord({
  kind: 'letter',
  version: 1,
  purpose: 'clinical',
  mode: 'fields',
  schema: letterSchema,
  careful: ['number', 'patientId', 'visitId', 'on', 'content', 'signer', 'reply'],
  keys: data => ({ patient: [data.patientId], ...(data.visitId ? { visit: [data.visitId] } : {}), type: [data.content.type], ...(data.content.type === 'rujukan' && !data.reply ? { unanswered: ['y'] } : {}) }),
  day: data => data.on,
  writers: { create: ['nakes'], patch: ['nakes'], void: ['nakes', 'kapus'], resolve: ['nakes', 'kapus'] },
  lookups: letterLookups,
  check: checkLetter,
  upcasters: {},
})
