import type { Day } from '../../core/day.ts'
import { readDay } from './member-cells.ts'
import type { MemberColumnKey, MemberPlaces } from './member-columns.ts'
import type { RowDoubt, RowProblem } from './member-import-line.ts'
import { tidyNik } from './nik.ts'

/** One row of the file, and what was found out about it. */
export class Row {
  readonly problems: RowProblem[] = []
  readonly doubts: RowDoubt[] = []
  constructor(readonly number: number, private readonly cells: readonly string[], private readonly places: MemberPlaces) {}
  has(key: MemberColumnKey): boolean { return this.places[key] !== undefined }
  text(key: MemberColumnKey): string {
    const at = this.places[key]
    return at === undefined ? '' : (this.cells[at] ?? '').replace(/[\s\u00a0]+/g, ' ').trim()
  }
}

/** The sign by which a spreadsheet is told to keep digits as text stands before many a NIK. */
export const nikText = (text: string): string => tidyNik(text).replace(/^['’`]/, '')

/** States of a membership that is over. */
export const OUT: readonly string[] = ['keluar', 'diberhentikan', 'meninggal']

/** A day of the past; what is wrong with it is noted. */
export function dayIn(row: Row, column: MemberColumnKey, text: string, today: Day): Day | null {
  const read = readDay(text, today)
  if (!read.ok) row.problems.push({ kind: 'day', column, text, why: read.error.kind })
  else if (read.value.day > today) row.problems.push({ kind: 'day', column, text, why: 'future' })
  else {
    if (read.value.twoDigits) row.doubts.push({ kind: 'two-digits', column, text, day: read.value.day })
    return read.value.day
  }
  return null
}
