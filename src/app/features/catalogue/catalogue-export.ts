import type { Day } from '#domain/core/day.ts'
import { drugCells, type CellOut } from '#domain/rules/pharmacy/catalogue-cells.ts'
import { IMPORT_COLUMNS } from '#domain/rules/pharmacy/catalogue-columns.ts'
import { drugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { downloadCsv, downloadXlsx } from '#app/shared/spreadsheet/download-sheet.ts'
import type { Sheet, SheetColumn } from '#app/shared/spreadsheet/sheet.ts'
import type { Drug } from './repository.ts'

const COLUMNS: readonly SheetColumn[] = IMPORT_COLUMNS.drugs.map(column => ({ header: column.header, width: column.width, type: column.number ? 'whole' : 'text' }))

/** The catalogue in the columns that the import reads, so that an exported file can be edited and brought back. */
export function catalogueSheet(drugs: readonly Pick<Drug, 'id' | 'data'>[]): Sheet {
  const rows: CellOut[][] = drugs.map(drug => drugCells(drug.id, drugFacts(drug.data)))
  return { name: 'Obat', columns: COLUMNS, rows, landscape: true }
}

export async function exportCatalogue(format: 'xlsx' | 'csv', drugs: readonly Drug[], today: Day): Promise<void> {
  const sheet = catalogueSheet(drugs)
  const name = `Katalog obat ${today}`
  if (format === 'csv') downloadCsv(name, sheet.columns, sheet.rows)
  else await downloadXlsx(name, [sheet])
}
