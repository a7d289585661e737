import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField, phoneField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkComplaint } from '../rules/supervision/complaint-rules.ts'

export const COMPLAINT_CHANNELS = ['loket', 'telepon', 'whatsapp', 'surat', 'kotak-saran'] as const
/** Norms in working days by class (domain §5): 2, 5, 14 and 60. */
export const COMPLAINT_CLASSES = ['ringan', 'normatif', 'non-pengawasan', 'pengawasan'] as const
export const COMPLAINT_TOPICS = ['waktu-tunggu', 'jam-buka', 'sikap-petugas', 'obat-kosong', 'biaya', 'kebersihan', 'kegiatan', 'koperasi', 'lainnya'] as const

export const complaintSchema = z.object({
  number: z.string().trim().min(1).max(40),
  on: daySchema,
  time: z.string().regex(/^\d\d:\d\d$/),
  channel: z.enum(COMPLAINT_CHANNELS),
  /** Null for somebody who does not want to be named. */
  from: z.object({ name: nameField, phone: phoneField.nullable() }).nullable(),
  class: z.enum(COMPLAINT_CLASSES),
  topic: z.enum(COMPLAINT_TOPICS),
  text: z.string().trim().min(1).max(2000),
  /** The day of service that it is about, where there is one. */
  serviceOn: daySchema.nullable(),
  /** Of the quality team; null until somebody took it. */
  owner: z.object({ id: idField, name: nameField }).nullable(),
  reply: z.object({ on: daySchema, text: z.string().trim().min(1).max(2000), by: idField, name: nameField }).nullable(),
  /** What the person said of the reply; tidak-dihubungi where he cannot be asked. */
  satisfaction: z.object({ answer: z.enum(['puas', 'cukup', 'tidak-puas', 'tidak-dihubungi']), on: daySchema, by: idField }).nullable(),
  by: idField,
  // Since version 2; absent in older rows.
  /** How the head read it after a closer look, the oldest first: the last counts. What was taken stays as it was. */
  reclassed: z.array(z.object({ class: z.enum(COMPLAINT_CLASSES), topic: z.enum(COMPLAINT_TOPICS), reason: z.string().trim().min(1).max(300), on: daySchema, by: idField, name: nameField })).max(12).optional(),
})
export type ComplaintData = z.infer<typeof complaintSchema>

/** A complaint as it was taken, who answers for it, what was answered and whether that was good enough. */
export const complaint = defineRecord({
  kind: 'complaint',
  version: 2,
  purpose: 'service',
  mode: 'fields',
  schema: complaintSchema,
  careful: ['class', 'text', 'reply', 'reclassed'],
  keys: data => ({ month: [data.on.slice(0, 7)], open: data.reply ? [] : ['ya'] }),
  day: data => data.on,
  writers: { create: ['nakes', 'kapus'], patch: ['nakes', 'kapus'], void: ['kapus'], resolve: ['nakes', 'kapus'] },
  check: checkComplaint,
  upcasters: { 1: groups => groups },
})
