import type { Month } from '#domain/core/day.ts'
import { changedFigures } from '#domain/rules/finance/coop-figures.ts'
import { remarkState } from '#domain/rules/finance/remark-rules.ts'
import type { AppContext } from '#app/context.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatMonth } from '#app/shared/format.ts'
import type { ComplaintLine, OversightMonth } from '#app/shared/coop/month.ts'
import type { Remark } from '#app/shared/coop/remarks.ts'
import type { CellValue, Sheet } from '#app/shared/spreadsheet/sheet.ts'
import { GROUPS, type DetailKey } from './groups.ts'
import { lastFour } from './member-tables.ts'
import { readDetail } from './repository.ts'
import { remarkWords } from './remark-words.ts'
import { COMPLAINT_FIGURES, complaintWord, figureText, figureValue, percentText, publishedText, timeText, timeWord } from './say.ts'
import { sheetOf, type Table } from './table.ts'
import { oversightWords } from './words.ts'

const t = useWords(oversightWords)
const tRemark = useWords(remarkWords)

export interface SumLine { readonly label: string; readonly text: string; readonly value: CellValue }
export interface SumGroup { readonly key: string; readonly title: string; readonly lines: readonly SumLine[] }
/** The whole report of a month as it leaves the screen: on A4, or as a workbook. */
export interface CoopPaper {
  readonly title: string
  readonly month: Month
  readonly kmp: string
  readonly kelurahan: string
  readonly notes: readonly string[]
  readonly groups: readonly SumGroup[]
  readonly tables: readonly Table[]
}

/** Lists that a paper carries. Whoever wants the others opens them on the screen. */
const ON_PAPER: readonly DetailKey[] = ['masuk', 'keluar', 'calon', 'ganda', 'salah', 'pokok', 'tunggakan', 'uang', 'penjualan', 'stok', 'piutang', 'pengurus', 'kemandirian']

export function sumGroups(month: OversightMonth): SumGroup[] {
  const { figures, reliance } = month.coop
  const part = (label: string, ratio: typeof reliance.ofIncome, none: string): SumLine => ({ label, text: ratio === null ? none : percentText(ratio), value: ratio === null ? none : percentText(ratio) })
  const groups = GROUPS.map(({ key, figures: shown }) => ({
    key, title: t(`g_${key}`),
    lines: [
      ...shown.map((figure): SumLine => ({ label: t(figure), text: figureText(figure, figureValue(figures, figure)), value: figureValue(figures, figure) })),
      ...(key === 'kemandirian' ? [part(t('ofIncome'), reliance.ofIncome, t('noIncome')), part(t('ofCosts'), reliance.ofCosts, t('noCosts'))] : []),
    ],
  }))
  const timed = [[t('timeReport'), month.report] as const, [t('timeRat', { year: month.rat.year }), month.rat] as const].map(([label, time]): SumLine => {
    const text = `${timeWord(time.state)}. ${timeText(time)}`
    return { label, text, value: text }
  })
  return [...groups, { key: 'waktu', title: t('status'), lines: timed }]
}

/** What was sent against what the books say now; null where nothing was sent. */
export function changesTable(month: OversightMonth): Table | null {
  const last = month.sent[0]
  if (!last) return null
  return {
    title: t('sentTitle'), primary: 0, columns: [{ label: t('figure'), type: 'text', width: 34 }, { label: t('whenSent'), type: 'text', width: 20 }, { label: t('now'), type: 'text', width: 20 }],
    rows: changedFigures(last.data.figures, month.coop.figures).map(({ key, sent, now }) => ({ key, cells: [t(key), sent === null ? t('unknown') : figureText(key, sent), figureText(key, now)] })),
  }
}

export function remarkTable(remarks: readonly Remark[], today: AppContext['today']): Table {
  return {
    title: t('remarks'), primary: 1,
    columns: [{ label: t('date'), type: 'day' }, { label: t('question'), type: 'text', width: 50 }, { label: t('due'), type: 'day' }, { label: t('status'), type: 'text', width: 18 }, { label: t('answer'), type: 'text', width: 50 }],
    rows: remarks.map(({ id, data }) => ({
      key: id, cells: [data.on, `${tRemark(`p_${data.topic}`)}: ${data.text} (${data.name})`, data.dueOn, tRemark(`st_${remarkState(data, today())}`), data.answer ? `${data.answer.text} (${data.answer.name}, ${formatDay(data.answer.on)})` : ''],
    })),
  }
}

const complaintTable = (lines: readonly ComplaintLine[]): Table => ({
  title: t('g_pengaduan'), primary: 0, columns: [{ label: t('pustu'), type: 'text' }, ...COMPLAINT_FIGURES.map(figure => ({ label: complaintWord(figure), type: 'count' as const }))],
  rows: lines.map(line => ({ key: line.id, cells: [line.pustu, ...COMPLAINT_FIGURES.map(figure => (typeof line[figure] === 'number' ? line[figure] : publishedText(line[figure])))] })),
})

/** Everything of it from what examiners hold, numbers covered whoever prints it: it is made to be handed on. */
export async function coopPaper(app: AppContext, month: OversightMonth, remarks: readonly Remark[], notes: readonly string[]): Promise<CoopPaper> {
  const details = await Promise.all(ON_PAPER.map(detail => readDetail(app, month, detail, lastFour)))
  const changes = changesTable(month)
  return {
    title: t('paperTitle'), month: month.coop.month, kmp: month.kmp.name, kelurahan: month.kmp.kelurahan, notes, groups: sumGroups(month),
    tables: [...details, ...(month.complaints ? [complaintTable(month.complaints)] : []), ...(changes && changes.rows.length > 0 ? [changes] : []), remarkTable(remarks.filter(remark => remark.data.month === month.coop.month), app.today)],
  }
}

/** One sheet for the sum, one for each list that has something in it. */
export function coopSheets(paper: CoopPaper): Sheet[] {
  const head = [`${paper.kmp} · ${t('kelurahan', { name: paper.kelurahan })} · ${formatMonth(paper.month)}`, ...paper.notes, t('confidential')]
  const sum: Sheet = {
    name: t('sheetSum'), title: [paper.title, ...head], columns: [{ header: t('figure'), width: 44 }, { header: t('amount'), width: 44, type: 'whole' }],
    rows: paper.groups.flatMap(group => [[group.title.toLocaleUpperCase('id'), null], ...group.lines.map(line => [line.label, line.value])]),
    after: [[], [t('signKnown'), t('signMade')], [t('signKnownRole', { name: paper.kelurahan }), t('signMadeRole')], [], [], ['(……………………………)', '(……………………………)']],
  }
  return [sum, ...paper.tables.filter(table => table.rows.length > 0).map(table => sheetOf(table, table.title, head))]
}
