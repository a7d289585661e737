import { availableOf } from '#domain/rules/pharmacy/lplpo.ts'
import { useWords } from '#app/locales/use-words.ts'
import type { CellValue, Sheet, SheetColumn } from '#app/shared/spreadsheet/sheet.ts'
import type { Rollup } from './rollup.ts'
import { fundText, rollupRemark } from './say.ts'
import { lplpoSheet, paperRule, signaturesOf, type Paper } from './sheet.ts'
import { lplpoWords } from './words.ts'

const t = useWords(lplpoWords)

/** The roll-up in the columns of the form. */
export function rollupPaper(rollup: Rollup, puskesmas: string): Paper {
  const rules = [...new Set(rollup.parts.flatMap(part => part.reports.map(report => paperRule(report.data.params))))]
  const counts = rollup.parts.flatMap(part => part.reports.map(report => ({ place: part.place.id, visits: report.data.visits })))
  // Two funds of one pustu are one month of visits.
  const visits = [...new Map(counts.map(({ place, visits: count }) => [place, count])).values()]
  return {
    kind: 'rekap', puskesmas, places: rollup.parts.map(part => part.place.name).join(', '), missing: rollup.missing.map(place => place.name).join(', '), month: rollup.month, fund: rollup.fund, number: '', sentOn: null,
    rule: rules.join('; '),
    visits: visits.some(count => count === null) ? null : { all: visits.reduce((sum, count) => sum + (count?.all ?? 0), 0), withPrescription: visits.reduce((sum, count) => sum + (count?.withPrescription ?? 0), 0) },
    rows: rollup.lines.map(line => ({
      drugId: line.drugId, name: rollup.labels.get(line.drugId)?.name ?? line.drugId, unit: rollup.labels.get(line.drugId)?.unit ?? '', opening: line.opening, received: line.received, available: availableOf(line),
      used: line.used, closing: line.closing, optimum: line.optimum, request: line.request, given: line.given, remark: rollupRemark(line),
    })),
    signatures: signaturesOf(rollup.setting, puskesmas, '').filter((_, index) => index < 2).map((signature, index) => (index === 0 ? { ...signature, role: t('signPharmacist'), name: rollup.setting.pharmacist?.name ?? '', nip: rollup.setting.pharmacist?.nip ?? '' } : signature)),
  }
}

const PART_FIGURES = ['opening', 'adjustment', 'received', 'used', 'lost', 'returned', 'moved', 'difference', 'closing', 'optimum', 'request'] as const

/** The sums on the first sheet, the figures of each pustu on the second. */
export function rollupSheets(rollup: Rollup, paper: Paper): Sheet[] {
  const columns: SheetColumn[] = [{ header: t('paperPustu'), width: 22 }, { header: t('fund'), width: 20 }, { header: t('drug'), width: 36 }, { header: t('unit'), width: 10 }, ...PART_FIGURES.map((figure): SheetColumn => ({ header: t(figure), width: 12, type: 'whole' }))]
  const rows = rollup.parts.flatMap(({ place, reports }) => reports.flatMap(report => report.data.lines.drugId.map((drugId, index): CellValue[] => {
    const label = rollup.labels.get(drugId)
    return [place.name, fundText(report.data.fund), label?.name ?? drugId, label?.unit ?? '', ...PART_FIGURES.map(figure => report.data.lines[figure][index] ?? null)]
  })))
  return [lplpoSheet(paper), { name: t('perPlace'), columns, rows, landscape: true, title: [`${t('perPlace')} ${rollup.month}`] }]
}
