import type { ImportLine } from '#domain/rules/pharmacy/catalogue-import.ts'
import { useWords } from '#app/locales/use-words.ts'
import type { Sheet } from '#app/shared/spreadsheet/sheet.ts'
import { tabOf, type ReportTab } from './import-run.ts'
import { lineTexts } from './import-say.ts'
import { importWords } from './import-words.ts'

const t = useWords(importWords)
const OUTCOMES = { new: 'outcomeNew', changed: 'outcomeChanged', doubt: 'outcomeDoubt', refused: 'outcomeRefused', same: 'outcomeSame' } as const satisfies Record<ReportTab, string>

/** The report as a sheet, to be worked through beside the file. */
export function reportSheet(lines: readonly ImportLine[]): Sheet {
  return {
    name: t('reportCaption'),
    columns: [{ header: t('reportRow'), width: 8, type: 'whole' }, { header: t('reportDrug'), width: 36 }, { header: t('reportOutcome'), width: 16 }, { header: t('reportWhy'), width: 80 }],
    rows: lines.map(line => [line.row, line.label, t(OUTCOMES[tabOf(line)]), lineTexts(line).join('; ')]),
    landscape: true,
  }
}
