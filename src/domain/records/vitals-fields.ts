import { z } from 'zod'

/** Wall time, `HH:MM`. */
export const timeField = z.string().regex(/^\d\d:\d\d$/)

/** Items of seeds/vitals measured at the desk; values in the unit of that table. */
export const VITAL_ITEMS = ['sistolik', 'diastolik', 'nadi', 'napas', 'suhu', 'spo2', 'berat', 'tinggi'] as const
export type VitalItem = (typeof VITAL_ITEMS)[number]
export const vitalsField = z.partialRecord(z.enum(VITAL_ITEMS), z.number())

/** A meter that shows HI or LO instead of a number: glucose beyond what it can measure. */
export const BEYOND_ITEMS = ['gds', 'gdp'] as const
export const beyondField = z.partialRecord(z.enum(BEYOND_ITEMS), z.enum(['HI', 'LO']))

/** Alert, responds to voice, responds to pain, unresponsive. */
export const CONSCIOUSNESS = ['A', 'V', 'P', 'U'] as const
