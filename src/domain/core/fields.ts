import { z } from 'zod'
import { daySchema } from './day.ts'

/** Fields that several kinds share. Lengths guard the 32 KiB limit of an operation. */
export const idField = z.string().regex(/^[\w-]{1,64}$/)
export const nameField = z.string().trim().min(1).max(120)
export const noteField = z.string().max(4000)
export const nikField = z.string().regex(/^\d{16}$/)
export const sexField = z.enum(['L', 'P'])
/** Birth dates are often not known: the day is then an estimate, and says so. */
export const birthField = z.object({ on: daySchema, estimated: z.boolean() })
/** E.164 of an Indonesian number, +62 and 8 to 13 digits. */
export const phoneField = z.string().regex(/^\+62\d{8,13}$/)
export const addressField = z.object({
  street: z.string().max(200), rt: z.string().regex(/^\d{0,3}$/), rw: z.string().regex(/^\d{0,3}$/), kelurahan: z.string().max(80),
})
