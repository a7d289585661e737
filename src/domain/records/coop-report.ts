import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { checkCoopReport } from '../rules/finance/coop-report-rules.ts'
import { monthField } from './coop-setting.ts'

export const coopReportSchema = z.object({
  month: monthField,
  on: daySchema,
  /** The month's figures as the books said when it was sent; worked out, never typed. What changed since is shown beside them. */
  figures: z.record(z.string().max(60), rupiahSchema),
  note: z.string().max(500),
  by: idField,
  name: nameField,
})
export type CoopReportData = z.infer<typeof coopReportSchema>

/** The pengurus put a month before whoever examines the books: on time or late is seen from it. */
export const coopReport = defineRecord({
  kind: 'coop-report',
  version: 1,
  purpose: 'finance',
  mode: 'ledger',
  schema: coopReportSchema,
  careful: [],
  keys: data => ({ month: [data.month] }),
  day: data => data.on,
  writers: { create: ['koperasi', 'bendahara', 'ketua'] },
  check: checkCoopReport,
  upcasters: {},
})
