import { z } from 'zod'

/** Wall time, `HH:MM`. */
export const timeField = z.string().regex(/^\d\d:\d\d$/)

/** What is measured of everybody, in the order of the desk. */
export const USUAL_ITEMS = ['sistolik', 'diastolik', 'nadi', 'napas', 'suhu', 'spo2', 'berat', 'tinggi'] as const
/** What age, pregnancy or a long illness asks for besides. */
export const OTHER_ITEMS = ['gds', 'gdp', 'kolesterol', 'asam_urat', 'hb', 'lila', 'lingkar_perut', 'lingkar_kepala', 'tfu', 'djj', 'skala_nyeri'] as const
/** Items of seeds/vitals measured at the desk; values in the unit of that table. */
export const VITAL_ITEMS = [...USUAL_ITEMS, ...OTHER_ITEMS] as const
export type VitalItem = (typeof VITAL_ITEMS)[number]
export const vitalsField = z.partialRecord(z.enum(VITAL_ITEMS), z.number())

/** A meter that shows HI or LO instead of a number: glucose beyond what it can measure. */
export const BEYOND_ITEMS = ['gds', 'gdp'] as const
export type BeyondItem = (typeof BEYOND_ITEMS)[number]
export const beyondField = z.partialRecord(z.enum(BEYOND_ITEMS), z.enum(['HI', 'LO']))

/** Alert, responds to voice, responds to pain, unresponsive. */
export const CONSCIOUSNESS = ['A', 'V', 'P', 'U'] as const
export type Consciousness = (typeof CONSCIOUSNESS)[number]
