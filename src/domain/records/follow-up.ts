import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkFollowUp } from '../rules/clinic/follow-up-rules.ts'

export const FOLLOW_UP_KINDS = ['kunjungan', 'telepon', 'kunjungan-rumah'] as const
export const FOLLOW_UP_ENDS = ['datang', 'dihubungi', 'dikunjungi', 'menolak', 'pindah', 'meninggal', 'batal'] as const

export const followUpSchema = z.object({
  patientId: idField,
  /** The visit that asked for it; null where it was planned from the patient's page. */
  visitId: idField.nullable(),
  on: daySchema,
  by: idField,
  due: daySchema,
  how: z.enum(FOLLOW_UP_KINDS),
  /** For the staff alone: never in a message (BR-70). */
  reason: z.string().trim().min(1).max(200),
  /** Tries that reached nobody, the oldest first. */
  attempts: z.array(z.object({ on: daySchema, how: z.enum(['whatsapp', 'telepon', 'kunjungan-rumah']), note: z.string().max(200), by: idField })).max(20),
  /** How the due day was moved, the oldest first. */
  moves: z.array(z.object({ from: daySchema, to: daySchema, reason: z.string().trim().min(1).max(200), on: daySchema, by: idField })).max(20).optional(),
  outcome: z.object({ how: z.enum(FOLLOW_UP_ENDS), on: daySchema, note: z.string().max(300), visitId: idField.nullable(), by: idField }).nullable(),
})
export type FollowUpData = z.infer<typeof followUpSchema>

/** That somebody is expected back, or is to be asked how he is, by a day. */
export const followUp = defineRecord({
  kind: 'follow-up',
  version: 1,
  purpose: 'clinical',
  mode: 'fields',
  schema: followUpSchema,
  careful: ['patientId', 'due', 'how', 'reason', 'attempts', 'moves', 'outcome'],
  keys: data => ({ patient: [data.patientId], ...(data.visitId ? { visit: [data.visitId] } : {}), ...(data.outcome ? {} : { open: ['y'] }) }),
  day: data => data.due,
  writers: { create: ['nakes'], patch: ['nakes'], void: ['nakes'], resolve: ['nakes', 'kapus'] },
  check: checkFollowUp,
  upcasters: {},
})
