import { CASES, countOf, LB1_GROUPS, SEXES, UNKNOWN, type Lb1, type Lb1Pick, type Lb1Row, type VisitSums } from '#domain/rules/clinic/lb1.ts'
import { AGE_GROUPS } from '#domain/rules/clinic/visit-numbers.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatMonth, formatNumber } from '#app/shared/format.ts'
import type { Letterhead } from '#app/shared/letterhead.ts'
import type { CellValue, MergedCells, Sheet, SheetColumn } from '#app/shared/spreadsheet/sheet.ts'
import { groupText } from './say.ts'
import { registerWords } from './words.ts'

const t = useWords(registerWords)

/** The LB1 as it goes on paper and into a workbook. */
export interface Lb1Paper { readonly head: Letterhead; readonly place: string; readonly month: string; readonly lb1: Lb1; readonly sums: VisitSums; readonly notes: readonly string[] }

/** The columns of one case: each age group by sex, and who is not known. */
export const COLUMNS: readonly (Lb1Pick & { readonly key: string })[] = [...AGE_GROUPS.flatMap(group => SEXES.map(sex => ({ key: `${group}|${sex}`, group, sex }))), { key: UNKNOWN, group: UNKNOWN }]

export function visitsLine(sums: VisitSums): string {
  const n = (value: number): string => formatNumber(value)
  return t('paperVisits', { all: n(sums.visits), first: n(sums.first), repeat: n(sums.repeat), jkn: n(sums.jkn), umum: n(sums.umum), unknown: n(sums.payerUnknown), referred: n(sums.referred) })
}

/** Every figure of the report as a real number: age × sex × case, and its sums. */
export function lb1Sheet(paper: Lb1Paper): Sheet {
  const { lb1, head } = paper
  const picks: Lb1Pick[] = [
    ...LB1_GROUPS.flatMap((group): Lb1Pick[] => (group === UNKNOWN ? CASES.map(one => ({ group, case: one })) : CASES.flatMap(one => SEXES.map(sex => ({ group, sex, case: one }))))),
    ...CASES.flatMap(one => SEXES.map(sex => ({ sex, case: one }))), ...CASES.map(one => ({ case: one })), {},
  ]
  const headers = picks.map(pick => [pick.case && t(pick.case === 'baru' ? 'paperB' : 'paperL'), pick.sex].filter(Boolean).join(' ') || t('totalAll'))
  const columns: SheetColumn[] = [{ header: t('no'), width: 5, type: 'whole' }, { header: t('code'), width: 8 }, { header: t('disease'), width: 38 }, ...headers.map((header): SheetColumn => ({ header, width: 7, type: 'whole' }))]
  const title = [t('lb1Title'), ...[head.agency, head.puskesmas].filter(line => line !== ''), paper.place, formatMonth(paper.month)]
  const row = (first: readonly CellValue[], rows: readonly Lb1Row[]): CellValue[] => [...first, ...picks.map(pick => countOf(rows, pick))]
  const numbered = (rows: readonly Lb1Row[], from: number): CellValue[][] => rows.map((one, index) => row([from + index, one.code, one.name], [one]))

  const groups: string[] = ['', '', '']
  const merged: MergedCells[] = []
  for (const group of LB1_GROUPS) {
    const width = group === UNKNOWN ? CASES.length : CASES.length * SEXES.length
    merged.push({ row: title.length, column: groups.length, rows: 1, columns: width })
    groups.push(groupText(group), ...Array<string>(width - 1).fill(''))
  }
  const sums = picks.length - (groups.length - 3)
  merged.push({ row: title.length, column: groups.length, rows: 1, columns: sums })
  groups.push(t('total'), ...Array<string>(sums - 1).fill(''))
  const external = lb1.external.length === 0 ? [] : [...numbered(lb1.external, lb1.rows.length + 1), row([null, null, t('totalExternal')], lb1.external)]
  return {
    name: `LB1 ${paper.month}`, landscape: true, title, groups: [groups], columns, merged,
    rows: [...numbered(lb1.rows, 1), row([null, null, t('totalDiseases')], lb1.rows), ...external, row([null, null, t('signedDiagnoses')], [...lb1.rows, ...lb1.external])],
    after: [[], ...[visitsLine(paper.sums), ...paper.notes].map((line): CellValue[] => [null, line])],
  }
}
