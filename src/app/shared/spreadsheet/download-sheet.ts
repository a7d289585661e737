import { formatDecimal } from '#domain/core/number.ts'
import { formatCsv } from './csv.ts'
import { guardFormula } from './formula-guard.ts'
import type { CellValue, Sheet, SheetColumn } from './sheet.ts'
import { xlsxBytes } from './xlsx.ts'

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Saves a workbook on the tablet; `.xlsx` is put behind the name. */
export async function downloadXlsx(name: string, sheets: readonly Sheet[]): Promise<void> {
  save(`${fileName(name)}.xlsx`, new Blob([await xlsxBytes(sheets)], { type: XLSX_TYPE }))
}

/** Saves a list as CSV that Excel opens here by a double press: `;`, decimal comma, UTF-8 with its mark. */
export function downloadCsv(name: string, columns: readonly SheetColumn[], rows: readonly (readonly CellValue[])[]): void {
  save(`${fileName(name)}.csv`, new Blob([csvText(columns, rows)], { type: 'text/csv;charset=utf-8' }))
}

/** The text of a CSV file, byte order mark included. */
export function csvText(columns: readonly SheetColumn[], rows: readonly (readonly CellValue[])[]): string {
  const cellText = (value: CellValue): string => (value === null ? '' : typeof value === 'number' ? formatDecimal(value) : guardFormula(value))
  return `\ufeff${formatCsv([columns.map(column => guardFormula(column.header)), ...rows.map(row => row.map(cellText))])}`
}

/** A name that every file system takes. */
const fileName = (name: string): string => name.replace(/[\u0000-\u001f<>:"/\\|?*]+/g, '-').trim().slice(0, 120) || 'unduhan'

function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser needs the address until it has begun to save.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
