/** A text, a real number, or nothing. In a column of type `day` a text `YYYY-MM-DD` becomes a real date. */
export type CellValue = string | number | null

export interface SheetColumn {
  readonly header: string
  /** In characters; 14 where it is not given. */
  readonly width?: number
  /** How its numbers look. `whole` parts thousands, `decimal` shows up to four decimals where there are some. */
  readonly type?: 'text' | 'whole' | 'decimal' | 'day'
}

/** Cells that are one on the sheet, counted from 0 at its upper left corner, titles and head included. */
export interface MergedCells { readonly row: number; readonly column: number; readonly rows: number; readonly columns: number }

/** One sheet: title lines, the head (repeated on each printed page), rows, and free lines below (totals, signatures). */
export interface Sheet {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly CellValue[])[]
  /** Lines above the head, the first in larger print. */
  readonly title?: readonly string[]
  /** Head rows above the columns' own headers, for groups of columns; usually with `merged`. */
  readonly groups?: readonly (readonly string[])[]
  readonly after?: readonly (readonly CellValue[])[]
  readonly landscape?: boolean
  readonly merged?: readonly MergedCells[]
}

/** The row on which the column headers stand, from 0. */
export const headRowOf = (sheet: Pick<Sheet, 'title' | 'groups'>): number => (sheet.title?.length ?? 0) + (sheet.groups?.length ?? 0)
