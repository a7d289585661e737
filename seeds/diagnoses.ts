import file from './diagnoses.json'

/** An ICD-10 (2010) code with an Indonesian name of our own wording. */
export interface Diagnosis {
  readonly code: string
  readonly name: string
  readonly group: string
  /** Seen often at a pustu: offered first. */
  readonly common: boolean
  /** One of the 144 diagnoses to be finished at the first level (KMK 1186/2022). */
  readonly list144: boolean
  /** The list of 144 names a disease without an exact code; this is the nearest one. */
  readonly approximate: boolean
  readonly chronic: boolean
  readonly notifiable: boolean
  readonly refer: boolean
  readonly antibioticRarely: boolean
}

export const DIAGNOSES = file.rows as readonly Diagnosis[]
export const COMMON_DIAGNOSES: readonly Diagnosis[] = DIAGNOSES.filter(diagnosis => diagnosis.common)
