import type { Day } from '../../core/day.ts'
import type { Rupiah } from '../../core/rupiah.ts'
import type { MemberData } from '../../records/member.ts'
import type { SavingType } from '../../records/saving-entry.ts'
import type { Alike } from './member-alike.ts'
import type { MemberColumnKey, MemberPlaces } from './member-columns.ts'
import type { NikError, NikWarning } from './nik.ts'

/** Why a row is not taken over. */
export type RowProblem =
  /** BR-07 where it is the NIK. */
  | { readonly kind: 'missing'; readonly column: MemberColumnKey }
  /** BR-01, BR-04. */
  | { readonly kind: 'nik'; readonly error: NikError }
  /** A spreadsheet keeps 15 digits of a number: the sixteenth became 0 in the whole file. */
  | { readonly kind: 'nik-rounded' }
  /** BR-06: an earlier row of the file is this person's. */
  | { readonly kind: 'twice'; readonly row: number }
  | { readonly kind: 'day'; readonly column: MemberColumnKey; readonly text: string; readonly why: 'impossible' | 'unreadable' | 'future' }
  /** BR-15: out before in; or in before birth. */
  | { readonly kind: 'exit-before-joined' | 'joined-before-birth' }
  | { readonly kind: 'amount'; readonly column: SavingType; readonly text: string; readonly why: 'unreadable' | 'negative' }
  | { readonly kind: 'pokok-over'; readonly amount: Rupiah; readonly asked: Rupiah }
  | { readonly kind: 'unknown-word'; readonly column: 'sex' | 'state'; readonly text: string }
  | { readonly kind: 'too-long'; readonly column: MemberColumnKey }

/** Worth a look by a person before it is taken over. */
export type RowDoubt =
  /** BR-05. */
  | { readonly kind: 'nik-differs'; readonly warning: NikWarning }
  | { readonly kind: 'alike'; readonly how: Alike['how']; readonly name: string; readonly number: string; readonly row: number | null }
  | { readonly kind: 'two-digits'; readonly column: MemberColumnKey; readonly text: string; readonly day: Day }
  | { readonly kind: 'empty' | 'from-nik'; readonly column: MemberColumnKey }
  /** Not understood, so not taken over. */
  | { readonly kind: 'dropped'; readonly column: MemberColumnKey; readonly text: string }
  | { readonly kind: 'joined-empty'; readonly day: Day }
  | { readonly kind: 'number-taken'; readonly number: string }
  /** Out of the cooperative, and the file still shows savings: they are not brought over. */
  | { readonly kind: 'left-savings'; readonly amount: Rupiah }
  | { readonly kind: 'no-money-rights'; readonly amount: Rupiah }
  /** BR-06: left earlier, and comes back as a new line. */
  | { readonly kind: 'rejoins'; readonly number: string }
  | { readonly kind: 'stays-applicant'; readonly why: 'book' | 'pokok' }
  | { readonly kind: 'heir-unknown' }

export interface ImportedSavings extends Readonly<Record<SavingType, Rupiah>> { readonly on: Day }
/** `number`: the paper's own where it is free, else null, and a new label is drawn when it is saved. */
export type ImportedMember = Omit<MemberData, 'number'> & { readonly number: string | null }

/** What will become of one row. */
export interface MemberLine {
  /** As the spreadsheet counts, from 1. */
  readonly row: number
  readonly label: string
  readonly nik: string
  /** `there`: in the book already, known by his NIK. */
  readonly outcome: 'good' | 'doubt' | 'refused' | 'there'
  readonly member: ImportedMember | null
  readonly savings: ImportedSavings | null
  /** What an applicant waits for (BR-09). */
  readonly waits: 'book' | 'pokok' | null
  readonly problems: readonly RowProblem[]
  readonly doubts: readonly RowDoubt[]
}

/** A line of the book as it stands. */
export interface KnownMember {
  readonly number: string; readonly name: string; readonly nik: string; readonly bornOn: string; readonly sex: 'L' | 'P'; readonly state: string; readonly joinedOn: string
  /** '' where they are not known. */
  readonly familyCard: string; readonly rtRw: string
}

export interface MemberImportInput {
  readonly rows: readonly (readonly string[])[]
  readonly headRow: number
  readonly places: MemberPlaces
  readonly today: Day
  /** The day of the balances of the file: none of them is younger. */
  readonly asOf: Day
  readonly members: readonly KnownMember[]
  readonly kelurahan: { readonly name: string; readonly code: string | null }
  /** Simpanan pokok as the AD/ART asks it; null where nothing is set. */
  readonly pokok: Rupiah | null
  /** A person said that everybody in the file has signed the book and paid simpanan pokok (BR-09). */
  readonly confirmed: boolean
  /** Whether savings may be written by whoever imports. */
  readonly mayKeepMoney: boolean
}
