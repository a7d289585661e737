import { ruleOf, type IndicatorKey } from '#domain/rules/supervision/indicators/catalogue.ts'
import { exactly, figureOf, shown, verdictOf } from '#domain/rules/supervision/indicators/figure.ts'
import { compositeOfCounts, type OfficeLine, type Share } from '#domain/rules/supervision/office-summary.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatAgo, formatNumber } from '#app/shared/format.ts'
import { STALE_MS } from '#app/shared/tablets.ts'
import { dinkesWords } from './words.ts'

const t = useWords(dinkesWords)

/** What is read side by side; where there is no room for all of it, one group at a time. */
export const GROUPS = ['layanan', 'mutu', 'pembinaan'] as const
export type Group = (typeof GROUPS)[number]

/** A figure of a line: as it is shown, as a number for a workbook, what it was counted from, and whether it needs somebody. */
export interface Cell { readonly text: string; readonly value: number | null; readonly note: string; readonly low: boolean; readonly none?: true }
export interface Column {
  readonly key: string
  readonly group: Group
  readonly label: string
  /** The same for a screen reader and a workbook, with its unit. */
  readonly long: string
  readonly cell: (line: OfficeLine, now: number) => Cell
}

/** Nothing to count: neither 0% nor 100%, neither good nor bad (BR-55). */
const NO_CASE = (): Cell => ({ text: t('noCase'), value: null, note: '', low: false, none: true })
const plain = (value: number): Cell => ({ text: formatNumber(value), value, note: '', low: false })

/** A share in percent; without a case it says so, and is neither good nor bad (BR-55). */
function share(key: IndicatorKey | null, { part, whole }: Share): Cell {
  const figure = figureOf(part, whole)
  if (!figure) return NO_CASE()
  const limit = key === null ? null : ruleOf(key).limit
  const value = shown(exactly(figure), 'percent', 1)
  return { text: `${formatNumber(value, 1)}%`, value, note: t('ofWhole', { part: formatNumber(part), whole: formatNumber(whole) }), low: limit !== null && verdictOf(figure, limit) === 'fails' }
}

function composite(line: OfficeLine): Cell {
  const exact = compositeOfCounts(line.por)
  if (!exact) return NO_CASE()
  const value = shown(exact, 'percent', 2)
  return { text: `${formatNumber(value, 2)}%`, value, note: '', low: false }
}

function sync({ oldestSyncAt, pustu }: OfficeLine, now: number): Cell {
  if (pustu === 0) return { text: '–', value: null, note: '', low: false, none: true }
  if (oldestSyncAt === null) return { text: t('never'), value: null, note: '', low: true }
  const age = now - oldestSyncAt
  return { text: formatAgo(age), value: Math.floor(Math.max(0, age) / 86_400_000), note: '', low: age > STALE_MS }
}

export function officeColumns(): Column[] {
  const column = (key: string, group: Group, label: string, long: string, cell: Column['cell']): Column => ({ key, group, label, long, cell })
  return [
    column('visits', 'layanan', t('visits'), t('visitsLong'), line => plain(line.visits)),
    column('persons', 'layanan', t('persons'), t('personsLong'), line => plain(line.persons)),
    column('drafts', 'layanan', t('drafts'), t('draftsLong'), line => plain(line.drafts)),
    column('handed', 'layanan', t('handed'), t('handedLong'), line => plain(line.handed)),
    column('complete', 'mutu', t('complete'), t('completeLong'), line => share('lengkap', line.complete)),
    column('sameDay', 'mutu', t('sameDay'), t('sameDayLong'), line => share('tepat-waktu', line.sameDay)),
    column('por', 'mutu', t('por'), t('porLong'), composite),
    column('sync', 'mutu', t('sync'), t('syncLong'), sync),
    column('complaints', 'pembinaan', t('complaints'), t('complaintsLong'), line => plain(line.complaints.received)),
    column('answered', 'pembinaan', t('answered'), t('answeredLong'), line => share('pengaduan', line.complaints.onTime)),
    column('coaching', 'pembinaan', t('coaching'), t('coachingLong'), ({ coaching: { done, planned } }) => ({ text: t('doneOf', { done: formatNumber(done), planned: formatNumber(planned) }), value: done, note: '', low: false })),
    column('findings', 'pembinaan', t('findings'), t('findingsLong'), line => share('rtl', line.findings)),
  ]
}
