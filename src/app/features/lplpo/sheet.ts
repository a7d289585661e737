import { addMonths } from '#domain/core/day.ts'
import { availableOf, type LplpoData, type LplpoLine } from '#domain/rules/pharmacy/lplpo.ts'
import type { PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatMonth } from '#app/shared/format.ts'
import type { CellValue, Sheet, SheetColumn } from '#app/shared/spreadsheet/sheet.ts'
import { fundText, paramsText, ruleText } from './say.ts'
import { lplpoWords } from './words.ts'

const t = useWords(lplpoWords)

/** One row of the paper, in the order of the form's columns. */
export interface PaperRow {
  readonly drugId: string; readonly name: string; readonly unit: string
  readonly opening: number; readonly received: number; readonly available: number; readonly used: number; readonly closing: number
  readonly optimum: number; readonly request: number; readonly given: number | null; readonly remark: string
}
export const PAPER_FIGURES = ['opening', 'received', 'available', 'used', 'closing', 'optimum', 'request', 'given'] as const

/** The form as it goes on paper and into a workbook. */
export interface Paper {
  readonly kind: 'pustu' | 'rekap'
  readonly puskesmas: string
  /** The pustu, or those that the roll-up holds. */
  readonly places: string
  readonly missing: string
  readonly month: string
  readonly fund: string
  /** '' for a draft. */
  readonly number: string
  readonly sentOn: string | null
  readonly rule: string
  readonly visits: LplpoData['visits'] | undefined
  readonly rows: readonly PaperRow[]
  readonly signatures: readonly { readonly head: string; readonly role: string; readonly name: string; readonly nip: string }[]
}

export const paperRow = (line: LplpoLine, label: { name: string; unit: string }, given: number | null, remark: string): PaperRow => ({
  drugId: line.drugId, ...label, opening: line.opening, received: line.received, available: availableOf(line), used: line.used, closing: line.closing, optimum: line.optimum, request: line.request, given, remark,
})

/** The lines above the table: label and value; what nobody knows here is left to be written by hand. */
export function paperHead(paper: Paper): readonly (readonly [string, string])[] {
  return [
    [t('paperPuskesmas'), paper.puskesmas], [t('paperReport'), formatMonth(paper.month)],
    [paper.kind === 'pustu' ? t('paperPustu') : t('paperPlaces'), paper.places], [t('paperRequest'), formatMonth(addMonths(paper.month, 1))],
    [t('paperKecamatan'), t('blank')], [t('paperFund'), fundText(paper.fund)],
    [t('paperKab'), t('blank')], paper.kind === 'pustu' ? [t('paperNumber'), paper.number === '' ? t('paperDraft') : `${paper.number}, ${formatDay(paper.sentOn ?? '')}`] : [t('paperMissing'), paper.missing === '' ? '–' : paper.missing],
  ]
}

export const paperRule = (params: LplpoData['params']): string => `${ruleText(params.rule)} (${paramsText(params)})`

export function visitsLines(visits: LplpoData['visits'] | undefined): readonly (readonly [string, string])[] {
  if (visits === undefined) return []
  return [[t('paperVisits'), visits === null ? t('paperUnknown') : String(visits.all)], [t('paperPrescriptions'), visits === null ? t('paperUnknown') : String(visits.withPrescription)]]
}

/** Four signatures, as the form has them; names as far as the puskesmas has set them. */
export function signaturesOf(setting: PharmacySetting, place: string, sender: string): Paper['signatures'] {
  const { head, pharmacist } = setting
  return [
    { head: t('signAsk'), role: t('signPustu', { place }), name: sender, nip: '' }, { head: t('signKnow'), role: t('signHead'), name: head?.name ?? '', nip: head?.nip ?? '' },
    { head: t('signGive'), role: t('signPharmacist'), name: pharmacist?.name ?? '', nip: pharmacist?.nip ?? '' }, { head: t('signTake'), role: t('signPustu', { place }), name: '', nip: '' },
  ]
}

/** The same form as a workbook: real numbers in the twelve columns of the form. */
export function lplpoSheet(paper: Paper): Sheet {
  const columns: SheetColumn[] = [
    { header: t('no'), width: 5, type: 'whole' }, { header: t('drug'), width: 36 }, { header: t('unit'), width: 10 },
    ...PAPER_FIGURES.map((figure): SheetColumn => ({ header: t(figure), width: 12, type: 'whole' })), { header: t('remark'), width: 44 },
  ]
  const rows = paper.rows.map((row, index): CellValue[] => [index + 1, row.name, row.unit, ...PAPER_FIGURES.map(figure => row[figure]), row.remark])
  const at = (column: number, ...cells: CellValue[]): CellValue[] => [...Array<CellValue>(column).fill(null), ...cells]
  const signs = [1, 3, 6, 11]
  const signed = (of: (signature: Paper['signatures'][number]) => string): CellValue[] => {
    const row: CellValue[] = Array<CellValue>(12).fill(null)
    paper.signatures.forEach((signature, index) => { row[signs[index] ?? 1] = of(signature) })
    return row
  }
  return {
    name: t('sheetName', { month: paper.month }), landscape: true, columns, rows,
    title: [paper.kind === 'pustu' ? t('paperTitle') : t('paperRollupTitle'), ...paperHead(paper).map(([label, value]) => `${label}: ${value}`)],
    after: [
      [], at(1, t('ruleLine', { rule: paper.rule })), at(1, t(paper.kind === 'pustu' ? 'paperKey' : 'paperRollupKey')), ...visitsLines(paper.visits).map(([label, value]) => at(1, `${label}: ${value}`)),
      [], signed(one => one.head), signed(one => one.role), [], [], [], signed(one => one.name || t('signedLine')), signed(one => (one.nip === '' ? '' : t('nip', { nip: one.nip }))),
    ],
  }
}
