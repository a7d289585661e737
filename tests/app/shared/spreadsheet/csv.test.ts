import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCsv, parseCsv, separatorOf } from '#app/shared/spreadsheet/csv.ts'
import { guardFormula, unguardFormula } from '#app/shared/spreadsheet/formula-guard.ts'

const rowsOf = (text: string): string[][] => {
  const parsed = parseCsv(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}

describe('CSV as Excel in Indonesian writes it', () => {
  it('parts fields at the semicolon and leaves the decimal comma alone', () => {
    expect(rowsOf('Nama;HNA\r\nParasetamol;1.387,5\r\n')).toEqual([['Nama', 'HNA'], ['Parasetamol', '1.387,5']])
  })

  it('knows comma and tab as well, and believes "sep="', () => {
    expect(rowsOf('a,b\n1,2')).toEqual([['a', 'b'], ['1', '2']])
    expect(rowsOf('a\tb\n1\t2\n')).toEqual([['a', 'b'], ['1', '2']])
    expect(rowsOf('sep=,\r\na;b,c\r\n')).toEqual([['a;b', 'c']])
    expect(separatorOf('"a,b,c";d\n')).toBe(';')
  })

  it('keeps separators, line ends and doubled quotes within quotes', () => {
    expect(rowsOf('"a;b";"c\r\nd";"e ""f"""\r\nx;y;z')).toEqual([['a;b', 'c\r\nd', 'e "f"'], ['x', 'y', 'z']])
  })

  it('takes line ends of Windows, Unix and old Macs, and keeps blank lines so that row numbers stay right', () => {
    expect(rowsOf('a;b\r\n\r\nc;d\ne;f\rg;h')).toEqual([['a', 'b'], [''], ['c', 'd'], ['e', 'f'], ['g', 'h']])
  })

  it('says where a quote was never closed', () => {
    expect(parseCsv('a;b\n"c;d\ne;f')).toEqual({ ok: false, error: { kind: 'open-quote', row: 2 } })
  })

  it('reads back whatever it wrote', () => {
    const field = fc.oneof(fc.string(), fc.constantFrom('', ';', '"', '""', '\r\n', '\n', 'sep=;', ' a ', '1,5', '\t'))
    fc.assert(fc.property(fc.array(fc.array(field, { minLength: 1, maxLength: 5 }), { maxLength: 6 }), fc.constantFrom(';' as const, ',' as const, '\t' as const), (rows, separator) => {
      const parsed = parseCsv(formatCsv(rows, separator), separator)
      expect(parsed).toEqual({ ok: true, value: rows })
    }))
  })
})

describe('the guard against formulas', () => {
  it.each(['=1+1', '+62812', '-5', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', "'=1"])('puts a quote before %j', text => {
    expect(guardFormula(text)).toBe(`'${text}`)
  })

  it.each(['Parasetamol', '500 mg', "Ma'ruf", "'kutip'", '', 'a=b', '1-2'])('leaves %j alone', text => {
    expect(guardFormula(text)).toBe(text)
    expect(unguardFormula(text)).toBe(text)
  })

  it('is taken off exactly once, whatever the text', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a') }))
    fc.assert(fc.property(text, written => {
      expect(unguardFormula(guardFormula(written))).toBe(written)
      expect(/^[=+\-@\t\r]/.test(guardFormula(written))).toBe(false)
    }))
  })
})
