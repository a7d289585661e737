import { useWords } from '#app/locales/use-words.ts'
import type { CellValue, Sheet } from '#app/shared/spreadsheet/sheet.ts'
import { stateWord } from './finding-say.ts'
import { findingWords } from './finding-words.ts'
import type { FindingLine } from './findings.ts'

const t = useWords(findingWords)

/** The list as it stands on the screen. `scope` says what it was narrowed to. */
export const findingSheet = (lines: readonly FindingLine[], scope: string): Sheet => ({
  name: t('sheet'), title: [t('sheetTitle'), scope], landscape: true,
  columns: [
    { header: t('foundOn'), width: 14, type: 'day' }, { header: t('place'), width: 20 }, { header: t('finding'), width: 40 }, { header: t('critical'), width: 9 }, { header: t('cause'), width: 30 }, { header: t('action'), width: 34 },
    { header: t('owner'), width: 22 }, { header: t('due'), width: 12, type: 'day' }, { header: t('moved'), width: 12, type: 'whole' }, { header: t('evidenceCount'), width: 12, type: 'whole' }, { header: t('closedOn'), width: 14, type: 'day' }, { header: t('state'), width: 24 },
  ],
  rows: lines.map(({ finding: { data }, place, state }): CellValue[] => [
    data.on, place, data.text, data.critical ? t('critical') : null, data.cause || null, data.action, data.owner.name, data.due, data.moves.length, data.evidence.length, data.closed?.on ?? null, stateWord(state),
  ]),
})
