import fc from 'fast-check'
import writeXlsxFile from 'write-excel-file/universal'
import { describe, expect, it } from 'vitest'
import { formatDecimal } from '#domain/core/number.ts'
import { csvText } from '#app/shared/spreadsheet/download-sheet.ts'
import { readSheet, SHEET_LIMITS } from '#app/shared/spreadsheet/read-sheet.ts'
import type { CellValue, Sheet, SheetColumn } from '#app/shared/spreadsheet/sheet.ts'
import { address, xlsxBytes } from '#app/shared/spreadsheet/xlsx.ts'
import { unzip, zip } from '#app/shared/spreadsheet/zip.ts'

const COLUMNS: readonly SheetColumn[] = [{ header: 'Nama obat', width: 30 }, { header: 'Jumlah', type: 'whole' }, { header: 'Kedaluwarsa', type: 'day' }]
const file = (content: BlobPart, name: string): File => new File([content], name)
const xlsxFile = async (sheet: Partial<Sheet>): Promise<File> => file(await xlsxBytes([{ name: 'Obat', columns: COLUMNS, rows: [], ...sheet }]), 'obat.xlsx')
const read = async (given: File): Promise<string[][]> => {
  const result = await readSheet(given)
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value.rows
}
const partsOf = async (sheets: readonly Sheet[]): Promise<Map<string, string>> =>
  new Map((await unzip(await xlsxBytes(sheets), () => true, 10_000_000)).map(part => [part.name, new TextDecoder().decode(part.bytes)]))

describe('an .xlsx file of ours', () => {
  it('comes back as it was written: texts, real numbers, real days', async () => {
    const rows = [['Parasetamol 500 mg tablet', 1250, '2026-03-31'], ['Amoksisilin', -5, null], ['=HYPERLINK("x")', 36.75, '']]
    expect(await read(await xlsxFile({ rows }))).toEqual([
      ['Nama obat', 'Jumlah', 'Kedaluwarsa'], ['Parasetamol 500 mg tablet', '1250', '2026-03-31'], ['Amoksisilin', '-5', ''], ['=HYPERLINK("x")', '36,75', ''],
    ])
  })

  it('reads back any text', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a\r\nb', '_x0041_', ' x ', '\u0000', "'=1", '<&>"', '\t', '-1'))
      .filter(written => written.trim() !== '' && written.isWellFormed())
    await fc.assert(fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 4 }), async texts => {
      const columns = texts.map(() => ({ header: 'h' }))
      expect((await read(await xlsxFile({ columns, rows: [texts] })))[1]).toEqual(texts)
    }), { numRuns: 60 })
  })

  it('guards every text that looks like a formula, and no real number', async () => {
    const sheet = (await partsOf([{ name: 'A', columns: COLUMNS, rows: [['=1+1', -5, null], ['+62', 1, null], ['-a', 2, null], ['@x', 3, null]] }])).get('xl/worksheets/sheet1.xml') ?? ''
    for (const guarded of ["'=1+1", "'+62", "'-a", "'@x"]) expect(sheet).toContain(`>${guarded}<`)
    expect(sheet).toContain('<v>-5</v>')
    expect(sheet).not.toContain('<f>')
  })

  it('repeats its bold head on every page, lies on its side where asked, and joins cells', async () => {
    const parts = await partsOf([{ name: "Pagi: Obat's [1]", columns: COLUMNS, title: ['LPLPO', 'Pustu Kiara'], groups: [['A', '', 'B']], rows: [], landscape: true, merged: [{ row: 2, column: 0, rows: 1, columns: 2 }] }])
    expect(parts.get('xl/workbook.xml')).toContain("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'Pagi  Obat''s  1'!$3:$4</definedName>")
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet).toContain('orientation="landscape" fitToWidth="1"')
    expect(sheet).toContain('<mergeCell ref="A3:B3"/>')
    expect(sheet).toContain('<pane ySplit="4" topLeftCell="A5"')
  })

  it('counts columns past Z', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(column => address(0, column))).toEqual(['A1', 'Z1', 'AA1', 'AZ1', 'BA1', 'ZZ1', 'AAA1'])
  })

  it('gives equal files for equal sheets', async () => {
    const sheet: Sheet = { name: 'A', columns: COLUMNS, rows: [['x', 1, null]] }
    expect(await xlsxBytes([sheet])).toEqual(await xlsxBytes([sheet]))
  })
})

describe('a CSV file of ours', () => {
  it('comes back as it was written, decimal comma and guard included', async () => {
    const value = fc.oneof(fc.string().filter(text => text.isWellFormed()), fc.integer(), fc.constantFrom('=1', "'=1", '+62'))
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(value, value), { maxLength: 5 }), async rows => {
      const written: CellValue[][] = rows.map(row => [...row, 'akhir'])
      const text = csvText([{ header: 'a' }, { header: 'b' }, { header: 'c' }], written)
      const expected = written.map(row => row.map(cell => (typeof cell === 'number' ? formatDecimal(cell) : (cell ?? ''))))
      expect(await read(file(text, 'a.csv'))).toEqual([['a', 'b', 'c'], ...expected])
    }))
  })

  it('writes numbers with a decimal comma and guards texts', () => {
    expect(csvText([{ header: 'n' }, { header: 't' }], [[-1387.5, '-x']])).toBe('\ufeffn;t\r\n"-1387,5";\'-x\r\n')
  })
})

describe('a file of somebody else', () => {
  it('is read as another writer made it, large enough to need a worker elsewhere', async () => {
    const rows = Array.from({ length: 9_000 }, (_, index) => [`Obat nomor ${index} dengan nama yang panjang`, index, index % 2 === 0])
    const blob = await writeXlsxFile(rows).toBlob()
    const back = await read(file(blob, 'daftar.xlsx'))
    expect(back).toHaveLength(9_000)
    expect(back[8_999]).toEqual(['Obat nomor 8999 dengan nama yang panjang', '8999', 'tidak'])
  })

  it('is known by what it is, not by its name', async () => {
    expect(await read(new File([await xlsxBytes([{ name: 'A', columns: COLUMNS, rows: [['x', 1, null]] }])], 'salah.csv'))).toHaveLength(2)
  })

  it('may be UTF-8 with a mark, UTF-16 of Excel, or of an old Windows', async () => {
    expect(await read(file('\ufeffNama\r\nÉ', 'a.csv'))).toEqual([['Nama'], ['É']])
    expect(await read(file(new Uint8Array([0xff, 0xfe, ...new Uint8Array(Uint16Array.from([...'A\tB\nC\tD'].map(char => char.charCodeAt(0))).buffer)]), 'a.txt'))).toEqual([['A', 'B'], ['C', 'D']])
    expect(await read(file(new Uint8Array([0x4e, 0xe9, 0x3b, 0x31]), 'a.csv'))).toEqual([['Né', '1']])
  })

  it.each([
    ['an old .xls or one with a password', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'old-excel'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1]), 'not-a-sheet'],
    ['half an archive', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0]), 'not-a-sheet'],
    ['nothing', new Uint8Array([]), 'empty'],
    ['blank lines', new TextEncoder().encode('\r\n;;\r\n'), 'empty'],
  ])('is refused with its reason: %s', async (_, bytes, kind) => {
    expect(await readSheet(file(bytes, 'a.xlsx'))).toMatchObject({ ok: false, error: { kind } })
  })

  it('is refused when it is too large, too long or too wide', async () => {
    expect(await readSheet(file(new Uint8Array(SHEET_LIMITS.bytes + 1), 'a.csv'))).toMatchObject({ ok: false, error: { kind: 'file-too-big' } })
    expect(await readSheet(file('a\n'.repeat(SHEET_LIMITS.rows + 1), 'a.csv'))).toMatchObject({ ok: false, error: { kind: 'too-many-rows' } })
    expect(await readSheet(file(`${';'.repeat(SHEET_LIMITS.columns)}x`, 'a.csv'))).toMatchObject({ ok: false, error: { kind: 'too-many-columns' } })
  })

  it('is stopped when it unfolds without end', async () => {
    const bomb = await zip([{ name: 'xl/worksheets/sheet1.xml', bytes: new Uint8Array(SHEET_LIMITS.unpacked + 1) }], 'deflated')
    expect(bomb.length).toBeLessThan(200_000)
    expect(await readSheet(file(bomb, 'a.xlsx'))).toMatchObject({ ok: false, error: { kind: 'file-too-big' } })
  })

  it('is refused when a letter of a part that is not packed has changed: its checksum no longer fits', async () => {
    const bytes = await zip([{ name: 'a.xml', bytes: new TextEncoder().encode('<stok>120</stok>') as Uint8Array<ArrayBuffer> }], 'stored')
    expect((await unzip(bytes, () => true, 1000)).map(part => new TextDecoder().decode(part.bytes))).toEqual(['<stok>120</stok>'])
    bytes[Buffer.from(bytes).indexOf('120')] = '9'.charCodeAt(0)
    await expect(unzip(bytes, () => true, 1000)).rejects.toMatchObject({ kind: 'not-a-zip' })
  })

  it('is refused when a byte of it has changed', async () => {
    const bytes = await xlsxBytes([{ name: 'A', columns: COLUMNS, rows: Array.from({ length: 50 }, (_, index) => [`obat ${index}`, index, null]) }])
    // Well inside the packed sheet: behind the last local head, which bears its name.
    const at = Buffer.from(bytes).indexOf('sheet1.xml') + 60
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
    expect(await readSheet(file(bytes, 'a.xlsx'))).toMatchObject({ ok: false, error: { kind: 'not-a-sheet' } })
  })
})
