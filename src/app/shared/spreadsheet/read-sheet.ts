import { formatDecimal } from '#domain/core/number.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { parseCsv } from './csv.ts'
import { unguardFormula } from './formula-guard.ts'
import { unzip, zip, ZipError } from './zip.ts'

/** What a tablet reads in one piece. More than that is no list of a puskesmas. */
export const SHEET_LIMITS = { bytes: 5_000_000, unpacked: 60_000_000, rows: 20_000, columns: 100 } as const

export type SheetError =
  | { readonly kind: 'file-too-big'; readonly limit: number }
  | { readonly kind: 'too-many-rows'; readonly limit: number }
  | { readonly kind: 'too-many-columns'; readonly limit: number }
  /** Neither .xlsx nor .csv, or damaged. */
  | { readonly kind: 'not-a-sheet' }
  /** The format before 2007 (.xls). */
  | { readonly kind: 'old-excel' }
  | { readonly kind: 'protected' }
  /** A quote that nothing closes: from that row on nobody can tell the fields. */
  | { readonly kind: 'open-quote'; readonly row: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unreadable' }

export interface SheetRows { readonly rows: string[][] }

/**
 * The first sheet of an .xlsx file, or a .csv file, as rows of texts; row n of the answer is row n + 1 of the file, blank rows
 * included. Real numbers come as `parseDecimal` reads them ("1250", "36,7"), days as `YYYY-MM-DD`, yes and no as "ya" and
 * "tidak"; the guard that our own files put before a formula is off. Nothing leaves the tablet.
 */
export async function readSheet(file: File): Promise<Result<SheetRows, SheetError>> {
  if (file.size > SHEET_LIMITS.bytes) return err({ kind: 'file-too-big', limit: SHEET_LIMITS.bytes })
  let bytes: Uint8Array<ArrayBuffer>
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    return err({ kind: 'unreadable' })
  }
  const read = await rowsOf(bytes)
  if (!read.ok) return read
  const rows = read.value.map(row => row.map(unguardFormula))
  while (rows.length > 0 && isBlank(rows.at(-1))) rows.pop()
  if (rows.length === 0) return err({ kind: 'empty' })
  if (rows.length > SHEET_LIMITS.rows) return err({ kind: 'too-many-rows', limit: SHEET_LIMITS.rows })
  if (rows.some(row => row.length > SHEET_LIMITS.columns)) return err({ kind: 'too-many-columns', limit: SHEET_LIMITS.columns })
  return ok({ rows })
}

const isBlank = (row: readonly string[] | undefined): boolean => !row || row.every(cell => cell.trim() === '')
const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean => signature.every((byte, at) => bytes[at] === byte)

/** By what the file is, not by what it is called: a renamed file is common. */
async function rowsOf(bytes: Uint8Array<ArrayBuffer>): Promise<Result<string[][], SheetError>> {
  if (startsWith(bytes, 0x50, 0x4b)) return xlsxRows(bytes)
  // OLE: Excel before 2007, and every newer workbook with a password.
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return err({ kind: 'old-excel' })
  const text = textOf(bytes)
  return text === null ? err({ kind: 'not-a-sheet' }) : parseCsv(text)
}

/** UTF-8, Excel's "Unicode text" (UTF-16), or the code page of an old Windows; null for what is no text. */
function textOf(bytes: Uint8Array): string | null {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes.includes(0)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/**
 * Unpacked here, and handed on unpacked: the reader then needs no worker, which the content security policy would refuse, and
 * a file that unfolds without end has been stopped before.
 */
async function xlsxRows(bytes: Uint8Array<ArrayBuffer>): Promise<Result<string[][], SheetError>> {
  try {
    const parts = await unzip(bytes, name => name.endsWith('.xml') || name.endsWith('.rels'), SHEET_LIMITS.unpacked)
    const plain = await zip(parts, 'stored')
    const { readSheet: readCells } = await import('read-excel-file/universal')
    const cells = await readCells(plain.buffer, { trim: false })
    return ok(cells.map(row => row.map(textOfCell)))
  } catch (error) {
    if (error instanceof ZipError && error.kind === 'too-big') return err({ kind: 'file-too-big', limit: SHEET_LIMITS.bytes })
    return err({ kind: error instanceof ZipError && error.kind === 'protected' ? 'protected' : 'not-a-sheet' })
  }
}

function textOfCell(cell: unknown): string {
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return formatDecimal(cell)
  if (typeof cell === 'boolean') return cell ? 'ya' : 'tidak'
  return cell instanceof Date && !Number.isNaN(cell.getTime()) ? cell.toISOString().slice(0, 10) : ''
}
