import { z } from 'zod'
import { defineRecord } from '../core/record.ts'
import { idField } from '../core/fields.ts'
import { rupiahSchema } from '../core/rupiah.ts'
import { monthField } from './coop-setting.ts'

export const memberTradeSchema = z.object({
  memberId: idField,
  month: monthField,
  /** Valid sales less what came back, whatever the payment (BR-22); and what of it went on account. */
  sales: rupiahSchema, tempo: rupiahSchema,
})
export type MemberTradeData = z.infer<typeof memberTradeSchema>

/** A member's trade with the cooperative in a month in rupiah, derived by the server. Never a drug. */
export const memberTrade = defineRecord({
  kind: 'member-trade',
  version: 1,
  purpose: 'trade',
  mode: 'derived',
  schema: memberTradeSchema,
  careful: [],
  keys: data => ({ member: [data.memberId], month: [data.month] }),
  writers: {},
  upcasters: {},
})
