import { daysBetween, isDay, type Day } from '#domain/core/day.ts'
import { guardFormula } from './formula-guard.ts'
import { headRowOf, type CellValue, type Sheet, type SheetColumn } from './sheet.ts'
import { zip } from './zip.ts'

/**
 * An .xlsx workbook (Office Open XML), written here because the library at hand packs larger parts in a worker made from a
 * blob, which the content security policy forbids. Texts stand in their cells (inline strings), so a part refers to no other.
 */
export async function xlsxBytes(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const names = sheetNames(sheets)
  const part = (name: string, xml: string): { name: string; bytes: Uint8Array<ArrayBuffer> } =>
    ({ name, bytes: new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`) as Uint8Array<ArrayBuffer> })
  return zip([
    part('[Content_Types].xml', contentTypes(sheets.length)),
    part('_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])),
    part('xl/workbook.xml', workbook(sheets, names)),
    part('xl/_rels/workbook.xml.rels', relationships([...sheets.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index + 1}.xml`]), ['styles', 'styles.xml']])),
    part('xl/styles.xml', STYLES),
    ...sheets.map((sheet, index) => part(`xl/worksheets/sheet${index + 1}.xml`, worksheet(sheet))),
  ], 'deflated')
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

function contentTypes(count: number): string {
  const sheets = Array.from({ length: count }, (_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`)
  return '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>`
    + `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${sheets.join('')}</Types>`
}

const relationships = (targets: readonly (readonly [string, string])[]): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`).join('')}</Relationships>`

/** Excel allows 31 characters without []/\:*?, each name once. */
function sheetNames(sheets: readonly Sheet[]): string[] {
  const used = new Set<string>()
  return sheets.map((sheet, index) => {
    const plain = sheet.name.replace(/[[\]/\\:*?]/g, ' ').replace(/^'+|'+$/g, '').trim().slice(0, 31) || `Lembar ${index + 1}`
    const name = used.has(plain.toLowerCase()) ? `${plain.slice(0, 27)} (${index + 1})` : plain
    used.add(name.toLowerCase())
    return name
  })
}

function workbook(sheets: readonly Sheet[], names: readonly string[]): string {
  const listed = names.map((name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
  // The head is printed again on every page.
  const titles = sheets.map((sheet, index) => {
    const [first, last] = [(sheet.title?.length ?? 0) + 1, headRowOf(sheet) + 1]
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${escapeXml((names[index] ?? '').replaceAll("'", "''"))}'!$${first}:$${last}</definedName>`
  })
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed.join('')}</sheets><definedNames>${titles.join('')}</definedNames></workbook>`
}

/** Indexes into `cellXfs` of STYLES. */
const STYLE = { plain: 0, title: 1, titleLine: 2, head: 3, text: 4, general: 5, whole: 6, decimal: 7, day: 8 } as const
const BORDER = ['left', 'right', 'top', 'bottom'].map(side => `<${side} style="thin"><color rgb="FF9CA3AF"/></${side}>`).join('')
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="#,##0.####"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></numFmts>`
  + '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="14"/><name val="Calibri"/></font></fonts>'
  + '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE5EFEA"/></patternFill></fill></fills>'
  + `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${BORDER}<diagonal/></border></borders>`
  + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="9">'
  + '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
  + '<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>'
  + '<xf numFmtId="49" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
  + ['0', '3', '164', '165'].map(format => `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1" applyAlignment="1"><alignment vertical="top"/></xf>`).join('')
  + '</cellXfs></styleSheet>'

function worksheet(sheet: Sheet): string {
  const head = headRowOf(sheet)
  const lines: string[] = []
  const line = (values: readonly CellValue[], styleOf: (column: SheetColumn | undefined, value: CellValue, index: number) => number): void => {
    const row = lines.length
    lines.push(`<row r="${row + 1}">${values.map((value, index) => cell(row, index, value, styleOf(sheet.columns[index], value, index))).join('')}</row>`)
  }
  for (const [index, title] of (sheet.title ?? []).entries()) line([title], () => (index === 0 ? STYLE.title : STYLE.titleLine))
  for (const group of sheet.groups ?? []) line(group, () => STYLE.head)
  line(sheet.columns.map(column => column.header), () => STYLE.head)
  for (const row of sheet.rows) line(row, bodyStyle)
  for (const row of sheet.after ?? []) line(row, () => STYLE.plain)
  const widths = sheet.columns.map((column, index) => `<col min="${index + 1}" max="${index + 1}" width="${column.width ?? 14}" customWidth="1"/>`)
  const pane = `<pane ySplit="${head + 1}" topLeftCell="A${head + 2}" activePane="bottomLeft" state="frozen"/>`
  const merged = (sheet.merged ?? []).map(cells => `<mergeCell ref="${address(cells.row, cells.column)}:${address(cells.row + cells.rows - 1, cells.column + cells.columns - 1)}"/>`)
  return `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`
    + `<cols>${widths.join('')}</cols><sheetData>${lines.join('')}</sheetData>${merged.length > 0 ? `<mergeCells count="${merged.length}">${merged.join('')}</mergeCells>` : ''}`
    + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
    + `<pageSetup paperSize="9" orientation="${sheet.landscape ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/></worksheet>`
}

function bodyStyle(column: SheetColumn | undefined, value: CellValue): number {
  if (column?.type === 'day' && typeof value === 'string' && isDay(value)) return STYLE.day
  if (typeof value !== 'number') return STYLE.text
  return column?.type === 'whole' ? STYLE.whole : column?.type === 'decimal' ? STYLE.decimal : STYLE.general
}

function cell(row: number, column: number, value: CellValue, style: number): string {
  const at = `r="${address(row, column)}" s="${style}"`
  if (value === null || value === '' || (typeof value === 'number' && !Number.isFinite(value))) return `<c ${at}/>`
  if (typeof value === 'number') return `<c ${at}><v>${value}</v></c>`
  if (style === STYLE.day) return `<c ${at}><v>${daysBetween(EXCEL_EPOCH, value as Day)}</v></c>`
  return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escapeXml(guardFormula(value))}</t></is></c>`
}

/** Excel counts days from here; its count is right from 1 March 1900 on. */
const EXCEL_EPOCH = '1899-12-30' as Day

/** 'A1' of row 0, column 0. */
export function address(row: number, column: number): string {
  let letters = ''
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  return `${letters}${row + 1}`
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for XML 1.0. A control character has no place there: Excel's own form `_x001F_` stands for it, and for itself where typed. */
function escapeXml(text: string): string {
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[\u0000-\u0008\u000b\u000c\r\u000e-\u001f\ufffe\uffff]/g, char => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/g, char => NAMED[char] ?? char)
}
