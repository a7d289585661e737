import type { MemberLine } from '#domain/rules/members/member-import-line.ts'
import { useWords } from '#app/locales/use-words.ts'
import type { Sheet } from '#app/shared/spreadsheet/sheet.ts'
import { becomesText, lineTexts, OUTCOME_WORDS, savingsOf } from './import-say.ts'
import { importWords } from './words.ts'

const t = useWords(importWords)

/** The report as a sheet, to be worked through beside the file. */
export function reportSheet(lines: readonly MemberLine[]): Sheet {
  return {
    name: t('reportCaption'),
    columns: [
      { header: t('row'), width: 8, type: 'whole' }, { header: t('name'), width: 30 }, { header: t('nik'), width: 20 }, { header: t('outcome'), width: 14 },
      { header: t('becomes'), width: 22 }, { header: t('savings'), width: 14, type: 'whole' }, { header: t('what'), width: 80 },
    ],
    rows: lines.map(line => [line.row, line.label, line.nik, t(OUTCOME_WORDS[line.outcome]), becomesText(line), line.member ? savingsOf(line) : null, lineTexts(line).join('; ')]),
    landscape: true,
  }
}
