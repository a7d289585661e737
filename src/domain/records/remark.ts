import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField, nameField } from '../core/fields.ts'
import { daySchema } from '../core/day.ts'
import { checkRemark, remarkLookups } from '../rules/finance/remark-rules.ts'
import { monthField } from './coop-setting.ts'

export const REMARK_TOPICS = ['anggota', 'simpanan', 'kas', 'penjualan', 'stok', 'rat', 'pengaduan', 'kemandirian', 'lainnya'] as const

export const remarkSchema = z.object({
  month: monthField,
  topic: z.enum(REMARK_TOPICS),
  text: z.string().trim().min(1).max(1000),
  on: daySchema,
  dueOn: daySchema,
  by: idField,
  name: nameField,
  answer: z.object({ text: z.string().trim().min(1).max(1000), on: daySchema, by: idField, name: nameField }).nullable(),
  closed: z.object({ on: daySchema, by: idField, name: nameField }).nullable(),
})
export type RemarkData = z.infer<typeof remarkSchema>

/** What somebody who examines the books asks of the pengurus, by when, what they answered, and that he is content. */
export const remark = defineRecord({
  kind: 'remark',
  version: 1,
  purpose: 'finance',
  mode: 'fields',
  schema: remarkSchema,
  careful: ['answer', 'closed'],
  keys: data => ({ month: [data.month], open: data.closed ? [] : ['ya'] }),
  writers: {
    create: ['lurah', 'pengawas'], patch: ['lurah', 'pengawas', 'koperasi', 'bendahara', 'ketua'], void: ['lurah', 'pengawas'],
    resolve: ['lurah', 'pengawas', 'koperasi', 'bendahara', 'ketua'],
  },
  lookups: remarkLookups,
  check: checkRemark,
  upcasters: {},
})
