import type { Day } from '../../core/day.ts'
import type { VisitData } from '../../records/visit.ts'
import type { CaseKind } from './cases.ts'
import { ageGroup, AGE_GROUPS, type AgeGroup } from './visit-numbers.ts'
import { isExternalCause } from './visit-rules.ts'

export const SEXES = ['L', 'P'] as const
export type Sex = (typeof SEXES)[number]
export const CASES = ['baru', 'lama'] as const satisfies readonly CaseKind[]
/** The column of those whose age or sex nobody knows here: counted, never dropped. */
export const UNKNOWN = 'tidak-diketahui'
export type Lb1Group = AgeGroup | typeof UNKNOWN
export const LB1_GROUPS: readonly Lb1Group[] = [...AGE_GROUPS, UNKNOWN]

/** A signed visit as the LB1 counts it: its effective diagnoses (addenda applied), each with its case. */
export interface Lb1Visit {
  readonly id: string
  readonly on: Day
  readonly diagnoses: readonly { readonly code: string; readonly name: string; readonly case: CaseKind }[]
  /** Null where the patient is not on this tablet. */
  readonly subject: { readonly bornOn: Day; readonly sex: string } | null
}

/** A figure of a row; `sex` is null in the unknown column. Absent parts mean all of them. */
export interface Lb1Pick { readonly group?: Lb1Group | undefined; readonly sex?: Sex | undefined; readonly case?: CaseKind | undefined }

interface Cell { readonly group: Lb1Group; readonly sex: Sex | null; readonly case: CaseKind; readonly visits: string[] }
export interface Lb1Row {
  readonly code: string
  readonly name: string
  /** Only cells that hold something; a visit stands in a cell as often as the diagnosis was signed in it. */
  readonly cells: readonly Cell[]
  /** BR-50: the sum of all cells. */
  readonly total: number
}
export interface Lb1 {
  /** Diseases, by code. */
  readonly rows: readonly Lb1Row[]
  /** How harms came about (V–Y): beside the diseases, not among them (BR-51). */
  readonly external: readonly Lb1Row[]
  readonly total: number
  readonly externalTotal: number
  /** BR-50: every signed diagnosis, whatever the number of visits. */
  readonly all: number
}

/** BR-48: the column of a person on the day of the visit. */
function columnOf(visit: Lb1Visit): { group: Lb1Group; sex: Sex | null } {
  const { subject } = visit
  const sex = SEXES.find(one => one === subject?.sex)
  return subject && sex && subject.bornOn <= visit.on ? { group: ageGroup(subject.bornOn, visit.on), sex } : { group: UNKNOWN, sex: null }
}

/**
 * The LB1 of some visits. `nameOf` gives the Indonesian name of a code, or undefined where the catalogue has none: then the
 * name of its first signed diagnosis stands there.
 */
export function lb1Of(visits: Iterable<Lb1Visit>, nameOf: (code: string) => string | undefined = () => undefined): Lb1 {
  const rows = new Map<string, { name: string; cells: Map<string, Cell>; total: number }>()
  for (const visit of visits) {
    const column = columnOf(visit)
    for (const diagnosis of visit.diagnoses) {
      const row = rows.get(diagnosis.code) ?? { name: nameOf(diagnosis.code) ?? diagnosis.name, cells: new Map<string, Cell>(), total: 0 }
      rows.set(diagnosis.code, row)
      const key = `${column.group}|${column.sex}|${diagnosis.case}`
      const cell = row.cells.get(key) ?? { ...column, case: diagnosis.case, visits: [] }
      row.cells.set(key, cell)
      cell.visits.push(visit.id)
      row.total += 1
    }
  }
  const made = [...rows].map(([code, row]): Lb1Row => ({ code, name: row.name, cells: [...row.cells.values()], total: row.total })).sort((a, b) => (a.code < b.code ? -1 : 1))
  const [diseases, external] = [made.filter(row => !isExternalCause(row.code)), made.filter(row => isExternalCause(row.code))]
  const sum = (some: readonly Lb1Row[]): number => some.reduce((total, row) => total + row.total, 0)
  return { rows: diseases, external, total: sum(diseases), externalTotal: sum(external), all: sum(made) }
}

/** The visits behind a figure, one entry a diagnosis. */
export function visitsBehind(rows: readonly Lb1Row[], pick: Lb1Pick): string[] {
  return rows.flatMap(row => row.cells.filter(cell => fits(cell, pick)).flatMap(cell => cell.visits))
}

/** A figure: how many diagnoses of these rows fall into it. */
export function countOf(rows: readonly Lb1Row[], pick: Lb1Pick): number {
  let count = 0
  for (const row of rows) for (const cell of row.cells) if (fits(cell, pick)) count += cell.visits.length
  return count
}

const fits = (cell: Cell, pick: Lb1Pick): boolean =>
  (pick.group === undefined || pick.group === cell.group) && (pick.sex === undefined || pick.sex === cell.sex) && (pick.case === undefined || pick.case === cell.case)

/** The commonest diseases, the most frequent first; equal ones by code. */
export const commonest = (lb1: Lb1, most: number): Lb1Row[] => [...lb1.rows].sort((a, b) => b.total - a.total || (a.code < b.code ? -1 : 1)).slice(0, most)

/** How the visits of a month divide: once a person and year new (BR-53), who pays, who was referred. */
export interface VisitSums { readonly visits: number; readonly first: number; readonly repeat: number; readonly jkn: number; readonly umum: number; readonly payerUnknown: number; readonly referred: number; readonly people: number }

export const isReferred = (data: Pick<VisitData, 'outcome'>): boolean => data.outcome?.how === 'rujuk' || data.outcome?.how === 'rujuk-darurat'

export function visitSums(visits: readonly { readonly id: string; readonly data: Pick<VisitData, 'patientId' | 'payer' | 'outcome'> }[], firsts: ReadonlySet<string>): VisitSums {
  const count = (test: (visit: (typeof visits)[number]) => boolean): number => visits.filter(test).length
  const first = count(visit => firsts.has(visit.id))
  const [jkn, umum] = [count(visit => visit.data.payer === 'jkn'), count(visit => visit.data.payer === 'umum')]
  return {
    visits: visits.length, first, repeat: visits.length - first, jkn, umum, payerUnknown: visits.length - jkn - umum,
    referred: count(visit => isReferred(visit.data)), people: new Set(visits.map(visit => visit.data.patientId)).size,
  }
}
