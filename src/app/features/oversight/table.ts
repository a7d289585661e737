import type { Sheet, CellValue } from '#app/shared/spreadsheet/sheet.ts'
import { formatDay, formatNumber, formatRupiah } from '#app/shared/format.ts'

/** `code`: a number that is read as one word. */
export type CellType = 'text' | 'code' | 'day' | 'count' | 'rupiah'
export interface TableColumn { readonly label: string; readonly type: CellType; readonly width?: number }
/** `memberId`: whose line of the book it is. */
export interface TableRow { readonly key: string; readonly cells: readonly CellValue[]; readonly memberId?: string }

/** What stands behind a figure, once for the screen, the paper and the workbook. `primary`: the column that names a row. */
export interface Table { readonly title: string; readonly columns: readonly TableColumn[]; readonly rows: readonly TableRow[]; readonly primary: number }

/** '–' where there is nothing to say. */
export function cellText(type: CellType, value: CellValue): string {
  if (value === null || value === '') return '–'
  if (type === 'day') return formatDay(String(value))
  if (typeof value === 'number') return type === 'rupiah' ? formatRupiah(value) : formatNumber(value)
  return value
}
export const isEnd = (type: CellType): boolean => type === 'count' || type === 'rupiah'

export const sheetOf = ({ title, columns, rows }: Table, name: string, head: readonly string[]): Sheet => ({
  name, title: [title, ...head],
  columns: columns.map(({ label, type, width }) => ({ header: label, width: width ?? (type === 'text' ? 26 : 18), type: type === 'day' ? 'day' : isEnd(type) ? 'whole' : 'text' })),
  rows: rows.map(row => row.cells), landscape: columns.length > 6,
})
