import { z } from 'zod'
import { ROLES, type Grant } from './roles.ts'

/** Grants as they come over the wire. They stand apart from the roles, which the door of the tablet knows before it knows any schema. */
export const roleSchema = z.enum(ROLES)
export const grantSchema: z.ZodType<Grant> = z.object({ role: roleSchema, place: z.string().min(1).max(64) })
