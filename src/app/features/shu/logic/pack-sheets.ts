import { useWords } from '#app/locales/use-words.ts'
import { formatDay } from '#app/shared/format.ts'
import type { CellValue, Sheet } from '#app/shared/spreadsheet/sheet.ts'
import { shuWords } from '../words.ts'
import { allocationRows, memberRows, relianceRows, resultRows, savingsRows, type Row } from './rows.ts'
import type { YearView } from './year-view.ts'

const t = useWords(shuWords)

/** What heads every paper of the pack: whose, which year, and whether a RAT has approved it. */
export const packState = ({ rat }: YearView): string => (rat ? t('packFrozen', { on: formatDay(rat.on), minutes: rat.minutes }) : t('packDraft'))

/** The RAT pack as a workbook: summary, result, allocation, and each member's share where it may be seen. */
export function packSheets(view: YearView): Sheet[] {
  const title = [t('packTitle'), t('packSubtitle', { name: view.place, year: view.year }), packState(view)]
  const cells = (rows: readonly Row[]): CellValue[][] => rows.map(row => [row.label, row.amount])
  const two = [{ header: t('line'), width: 52 }, { header: t('amount'), width: 20, type: 'whole' as const }]
  const signs: CellValue[][] = [[], [t('signChair'), t('signSecretary'), t('signTreasurer'), t('signExaminer')], [], [], Array.from({ length: 4 }, () => t('signLine'))]
  const summary: Sheet = {
    name: t('sheetSummary'), title, columns: [...two, { header: '', width: 20 }, { header: '', width: 20 }], after: signs,
    rows: [[t('membership'), null], ...cells(memberRows(view.facts)), [t('savings'), null], ...cells(savingsRows(view.facts)), [t('reliance'), null], ...relianceRows(view.figures, view.year).map(row => [row.label, row.value])],
  }
  const result: Sheet = { name: t('sheetResult'), title, columns: two, rows: cells(resultRows(view.figures, view.year)) }
  return [summary, result, ...(view.result ? [allocationSheet(view, title)] : []), ...(view.lines ? [memberSheet(view, title)] : [])]
}

function allocationSheet({ result }: YearView, title: string[]): Sheet {
  const columns = [{ header: t('colShare'), width: 52 }, { header: t('colPercent'), width: 10 }, { header: t('amount'), width: 20, type: 'whole' as const }]
  if (!result) return { name: t('sheetShares'), title, columns, rows: [] }
  const parts: CellValue[][] = [[t('jua'), '', result.jua], [t('jma'), '', result.jma], [t('vuk'), '', result.vuk], [t('tms'), '', result.tms]]
  return { name: t('sheetShares'), title, columns, rows: [...allocationRows(result).map(row => [row.name, row.percent, row.amount]), ...parts] }
}

function memberSheet({ lines, names }: YearView, title: string[]): Sheet {
  const money = (header: string) => ({ header, width: 16, type: 'whole' as const })
  const all = lines ?? []
  const total = (of: (line: (typeof all)[number]) => number): number => all.reduce((sum, line) => sum + of(line), 0)
  return {
    name: t('sheetMembers'), title, landscape: true,
    columns: [{ header: t('no'), width: 6 }, { header: t('colNumber'), width: 18 }, { header: t('colName'), width: 32 }, ...[t('colVa'), t('colSa'), t('colUsaha'), t('colModal'), t('colTotal')].map(money), { header: t('signature'), width: 18 }],
    rows: [
      ...all.map((line, index) => [index + 1, line.number, names.get(line.memberId) ?? t('unknownMember'), line.va, line.sa, line.usaha, line.modal, line.usaha + line.modal, '']),
      ['', '', t('sum'), total(line => line.va), total(line => line.sa), total(line => line.usaha), total(line => line.modal), total(line => line.usaha + line.modal), ''],
    ],
  }
}
