import file from './vitals.json'

/** A row of limits: one item for one age group. The domain's table for the desk is taken from these. */
export interface VitalRow {
  readonly item: string
  readonly name: string
  readonly system: string
  readonly code: string
  readonly ucum: string
  readonly decimals: number
  readonly hardMin: number | null
  readonly hardMax: number | null
  readonly group: string
  readonly fromMonths: number | null
  readonly toMonths: number | null
  readonly alarmLow: number | null
  readonly warnLow: number | null
  readonly warnHigh: number | null
  readonly alarmHigh: number | null
  readonly basis: string
}

export const VITAL_ROWS = file.rows as readonly VitalRow[]
