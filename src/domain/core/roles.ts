import { z } from 'zod'

/** Who works with the system; roles add up (the one nurse of a pustu is often nakes and koperasi). */
export const ROLES = ['nakes', 'apotek', 'koperasi', 'kapus', 'dokter', 'lurah'] as const
export type Role = (typeof ROLES)[number]
export const roleSchema = z.enum(ROLES)

/** A role at a place: nakes and apotek at a pustu, koperasi and lurah at a KMP, kapus and dokter at a puskesmas. */
export const grantSchema = z.object({ role: roleSchema, place: z.string().min(1).max(64) })
export type Grant = z.infer<typeof grantSchema>
