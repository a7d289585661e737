import { err, ok, type Result } from '#domain/core/result.ts'

/** CSV after RFC 4180, as Excel writes it here: `;` between the fields, CRLF, a byte order mark in front. */
export type CsvError = { readonly kind: 'open-quote'; readonly row: number }

const SEPARATORS = [';', '\t', ','] as const
export type Separator = (typeof SEPARATORS)[number]

/**
 * The sign that parts the fields: the one that stands most often in the first line outside quotes, of equals the earlier of
 * `;`, tab, comma. Excel in Indonesian writes `;` because the comma is its decimal sign. "sep=;" in the first line decides.
 */
export function separatorOf(text: string): Separator {
  const told = /^sep=([;,\t])\r?\n/i.exec(text)
  if (told) return told[1] as Separator
  const counts = new Map<string, number>()
  let quoted = false
  for (const char of text) {
    if (char === '"') quoted = !quoted
    else if (!quoted && (char === '\n' || char === '\r')) break
    else if (!quoted) counts.set(char, (counts.get(char) ?? 0) + 1)
  }
  return SEPARATORS.reduce((best, candidate) => ((counts.get(candidate) ?? 0) > (counts.get(best) ?? 0) ? candidate : best))
}

/** The rows of a CSV text. A quoted field may hold separators, line ends and doubled quotes; a quote inside a bare field is itself. */
export function parseCsv(text: string, separator: Separator = separatorOf(text)): Result<string[][], CsvError> {
  const body = text.replace(/^sep=[;,\t]\r?\n/i, '')
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let state: 'start' | 'bare' | 'quoted' | 'closed' = 'start'
  const endField = (): void => {
    row.push(field)
    field = ''
    state = 'start'
  }
  for (let at = 0; at < body.length; at += 1) {
    const char = body.charAt(at)
    if (state === 'quoted') {
      if (char !== '"') field += char
      else if (body.charAt(at + 1) === '"') {
        field += '"'
        at += 1
      } else state = 'closed'
    } else if (char === separator) endField()
    else if (char === '\n' || char === '\r') {
      if (char === '\r' && body.charAt(at + 1) === '\n') at += 1
      endField()
      rows.push(row)
      row = []
    } else if (char === '"' && state === 'start') state = 'quoted'
    else {
      field += char
      if (state === 'start') state = 'bare'
    }
  }
  if (state === 'quoted') return err({ kind: 'open-quote', row: rows.length + 1 })
  if (state !== 'start' || row.length > 0) {
    endField()
    rows.push(row)
  }
  return ok(rows)
}

/** CSV text of these rows, without a byte order mark. */
export function formatCsv(rows: readonly (readonly string[])[], separator: Separator = ';'): string {
  const needsQuotes = /[";,\t\r\n]|^\s|\s$|^sep=/i
  return rows.map(row => {
    // A row of one empty field would be an empty line, which is no row.
    const fields = row.map(field => (needsQuotes.test(field) || (field === '' && row.length === 1) ? `"${field.replaceAll('"', '""')}"` : field))
    return `${fields.join(separator)}\r\n`
  }).join('')
}
