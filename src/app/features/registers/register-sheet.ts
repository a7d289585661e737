import { useWords } from '#app/locales/use-words.ts'
import type { Letterhead } from '#app/shared/letterhead.ts'
import type { CellValue, Sheet } from '#app/shared/spreadsheet/sheet.ts'
import type { RegisterRow } from './say.ts'
import { registerWords } from './words.ts'

const t = useWords(registerWords)
export const REGISTER_COLUMNS = ['time', 'rm', 'name', 'age', 'sex', 'address', 'payer', 'kind', 'diagnosis', 'therapy', 'staff', 'outcome'] as const
const WIDTHS: Readonly<Record<(typeof REGISTER_COLUMNS)[number], number>> = { time: 7, rm: 16, name: 26, age: 8, sex: 5, address: 10, payer: 8, kind: 10, diagnosis: 44, therapy: 44, staff: 22, outcome: 14 }

/** What a register says above and below its table, wherever it stands. */
export interface RegisterPaper { readonly head: Letterhead; readonly place: string; readonly period: string; readonly rows: readonly RegisterRow[]; readonly withDay: boolean; readonly notes: readonly string[] }

export function registerSheet(paper: RegisterPaper): Sheet {
  const { head } = paper
  return {
    name: t('sheetRegister', { period: paper.period }), landscape: true, title: [t('register'), ...[head.agency, head.puskesmas].filter(line => line !== ''), paper.place, paper.period],
    columns: [{ header: t('no'), width: 5, type: 'whole' }, ...(paper.withDay ? [{ header: t('day'), width: 13 }] : []), ...REGISTER_COLUMNS.map(column => ({ header: t(column), width: WIDTHS[column] }))],
    rows: paper.rows.map((row): CellValue[] => [row.number, ...(paper.withDay ? [row.on] : []), ...REGISTER_COLUMNS.map(column => row[column])]),
    after: [[], ...paper.notes.map((note): CellValue[] => [null, note]), [null, t('confidential')]],
  }
}
