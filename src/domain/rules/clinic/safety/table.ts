/** block: nobody signs before a reason is written down. warn: shown beside the line, and that is all. */
export type Level = 'block' | 'warn'

/** Drugs that act alike, by the beginnings of their ATC codes; the words are for what is only written as text. */
export interface SubstanceGroup { readonly name: string; readonly atc: readonly string[]; readonly words: readonly string[]; readonly ids?: readonly string[] }

interface Row { readonly id: string; readonly level: Level; readonly reason: string; readonly source: string }

export interface InteractionRow extends Row { readonly a: string; readonly b: string }
/** Two substances of one group at once. */
export interface DuplicateRow extends Row { readonly group: string }

export const STATE_KINDS = ['kehamilan', 'menyusui', 'anak', 'lansia', 'penyakit'] as const
/** A drug in a state of the patient. Weeks and months: from the first up to but not including the second. */
export interface StateRow extends Row {
  readonly kind: (typeof STATE_KINDS)[number]
  readonly group: string
  readonly fromWeek?: number
  readonly toWeek?: number
  readonly fromMonths?: number
  readonly belowMonths?: number
  /** Beginnings of ICD-10 codes, and words of the patient's earlier illnesses. */
  readonly codes?: readonly string[]
  readonly words?: readonly string[]
}

/** The most of a group in one day: of an adult, and of a child below twelve years by weight. */
export interface MaximumRow { readonly id: string; readonly group: string; readonly level: Level; readonly adultMgDay: number; readonly childMgKgDay?: number | null; readonly source: string }

/** A usual dose at an age. Exactly one of mgPerKg, mg, iu, amount or signa says how much. */
export interface DoseRow {
  readonly id: string
  readonly atc: string
  /** What it is for, in the words of the desk. */
  readonly for: string
  readonly fromMonths: number
  readonly toMonths?: number
  /** 0 where it is taken when needed. */
  readonly perDay: number
  readonly days?: number
  readonly mgPerKg?: readonly number[]
  readonly mg?: readonly number[]
  readonly iu?: number
  readonly amount?: { readonly tablet?: number; readonly mL?: number }
  readonly signa?: string
  readonly quantity?: number
  /** The most of one dose. */
  readonly maxMg?: number
  readonly minKg?: number
  /** What follows the dose in the directions: "pc", "habiskan". */
  readonly tail?: string
  readonly state?: 'hamil' | 'menyusui'
  readonly note?: string
  readonly source: string
  /** Whether a pharmacist has confirmed the row itself. */
  readonly checked: boolean
}

/**
 * What the checks and suggestions rest on. It comes from outside (seeds/safety.json), because it is facts that a pharmacist
 * confirms and that change without the rules.
 */
export interface SafetyTable {
  readonly version: string
  readonly groups: Readonly<Record<string, SubstanceGroup>>
  readonly interactions: readonly InteractionRow[]
  readonly duplicates: readonly DuplicateRow[]
  readonly states: readonly StateRow[]
  readonly maxima: readonly MaximumRow[]
  readonly doses: readonly DoseRow[]
  /** The usual bottle of a liquid in mL, by drug; the label of the bottle decides. */
  readonly bottles: Readonly<Record<string, number>>
  /** Codes of diagnoses in which an antibiotic rarely helps. */
  readonly antibioticRarely: readonly string[]
}

/** What a pharmacist signs: this edition at this size. A table that grew afterwards is another one, and unsigned. */
export const editionOf = (table: Pick<SafetyTable, 'version' | 'interactions' | 'duplicates' | 'states' | 'maxima' | 'doses'>): string =>
  `${table.version}: ${table.interactions.length} interaksi, ${table.duplicates.length} pengobatan ganda, ${table.states.length} keadaan, ${table.maxima.length} batas, ${table.doses.length} dosis`

/** Whether a signature stands under this very table. */
export const isSigned = (table: SafetyTable, signed: { readonly covers: string } | null): boolean => signed !== null && signed.covers === editionOf(table)
