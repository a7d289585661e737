import type { Json } from '#domain/core/json.ts'
import { headerOf, type ColumnKey } from '#domain/rules/pharmacy/catalogue-columns.ts'
import type { CellProblem } from '#domain/rules/pharmacy/catalogue-cells.ts'
import type { ImportDoubt, ImportLine, ImportProblem } from '#domain/rules/pharmacy/catalogue-import.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatNumber } from '#app/shared/format.ts'
import { importWords } from './import-words.ts'
import { factLabel, factText } from './say.ts'

const t = useWords(importWords)

function cellText(column: ColumnKey, cell: CellProblem): string {
  const name = headerOf(column)
  switch (cell.kind) {
    case 'missing': return t('probMissing', { column: name })
    case 'not-a-number': return t('probNumber', { column: name, text: cell.text })
    case 'unknown-word': return t('probWord', { column: name, text: cell.text })
    case 'bad-pack': return t('probPack', { text: cell.text })
    case 'bad-kfa': return t('probKfa', { column: name, text: cell.text })
    case 'ambiguous': return t('probAmbiguous', { column: name, text: cell.text, a: String(cell.readings[0]), b: String(cell.readings[1]).replace('.', ',') })
    case 'not-whole': return t('probWhole', { column: name, text: cell.text })
    case 'negative': return t('probNegative', { column: name, text: cell.text })
    case 'too-long': return t('probLong', { column: name })
  }
}

export function problemText(problem: ImportProblem): string {
  switch (problem.kind) {
    case 'cell': return cellText(problem.column, problem.cell)
    case 'not-found': return t('probNotFound', { name: problem.name })
    case 'several': return t('probSeveral', { name: problem.name })
    case 'twice': return t('probTwice', { row: formatNumber(problem.row) })
    case 'controlled': return t('probControlled')
    case 'unit-in-use': return t('probUnit', { unit: problem.unit })
    case 'kfa-level': return t('probLevel', { code: problem.code })
  }
}

export function doubtText(doubt: ImportDoubt): string {
  switch (doubt.kind) {
    case 'renamed': return t('doubtRenamed')
    case 'class-changes': return t('doubtClass')
    case 'class-unknown': return t('doubtClassUnknown')
    case 'unit-changes': return t('doubtUnit')
    case 'per-missing': return t('doubtPer')
    case 'controlled-inactive': return t('doubtControlled')
    case 'twin': return t('doubtTwin', { name: doubt.name })
    case 'big-change': return t('doubtBig', { percent: `${doubt.percent > 0 ? '+' : '−'}${formatNumber(Math.abs(doubt.percent))}` })
    case 'above-het': return t('doubtHet')
    case 'replaces-code': return t('doubtCode', { code: doubt.code })
    case 'by-sound': return t('doubtSound', { name: doubt.name })
  }
}

/** What changes, fact by fact; of a new drug only that it is new. */
export function changeTexts(line: ImportLine): string[] {
  if (line.outcome !== 'changed') return []
  const unit = line.after?.unit ?? ''
  const said = (field: ImportLine['changes'][number]['field'], value: Json): string => (value === '' || value === null ? t('emptyValue') : factText(field, value, unit))
  return line.changes.map(({ field, from, to }) => t('fieldChange', { field: factLabel(field), from: said(field, from), to: said(field, to) }))
}

/** Everything there is to say about a row, in one line. */
export const lineTexts = (line: ImportLine): string[] => [...line.problems.map(problemText), ...line.doubts.map(doubtText), ...changeTexts(line)]
