import type { Day } from '#domain/core/day.ts'
import { COUNT_FIGURES, type FigureKey, type Figures } from '#domain/rules/finance/coop-figures.ts'
import type { Timed, Timeliness } from '#domain/rules/finance/coop-report.ts'
import type { Ratio } from '#domain/rules/finance/statement.ts'
import { approximate } from '#domain/rules/pharmacy/rational.ts'
import type { Published } from '#domain/rules/suppression.ts'
import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatNumber, formatRupiah } from '#app/shared/format.ts'
import type { Tone } from '#app/ui/tone.ts'
import type { ShownFigure } from './groups.ts'
import { oversightWords } from './words.ts'

const t = useWords(oversightWords)

export const figureValue = (figures: Figures, key: ShownFigure): number => (key === 'selisih' ? figures.kas + figures.bank - figures.simpanan : figures[key])
export const isCount = (key: ShownFigure): boolean => COUNT_FIGURES.includes(key as FigureKey)
export const figureText = (key: ShownFigure, value: number): string => (isCount(key) ? formatNumber(value) : formatRupiah(value))

/** '73,5%', of the exact part. */
export const percentText = ({ num, den }: Ratio): string => `${formatNumber(approximate({ num: num * 100n, den }, 1), 1)}%`

export const TIME_TONES: Readonly<Record<Timeliness, Tone>> = { 'tepat': 'good', 'terlambat': 'warn', 'menunggu': 'plain', 'lewat': 'bad', 'tidak-perlu': 'plain' }
export const timeWord = (state: Timeliness): string => t(`t_${state}`)
export const timeText = ({ state, doneOn, dueOn }: Timed): string =>
  state === 'tidak-perlu' ? t('notNeeded') : doneOn === null ? t('dueOn', { due: formatDay(dueOn) }) : t('doneOn', { date: formatDay(doneOn), due: formatDay(dueOn) })

/** A member's state with the day since when; a state of a newer version is shown as it is. */
export function stateText({ state, on }: { readonly state: string; readonly on: Day }): string {
  const key = `s_${state}` as 's_aktif'
  const word = Object.hasOwn(oversightWords.id, key) ? t(key) : state
  return state === 'aktif' ? word : t('since', { state: word, date: formatDay(on) })
}

/** A count of complaints as it may be told (BR-67). */
export const publishedText = (value: Published): string => (typeof value === 'number' ? formatNumber(value) : t(value))
export const COMPLAINT_FIGURES = ['received', 'closed', 'open', 'late'] as const
const COMPLAINT_WORDS = { received: 'received', closed: 'closedComplaints', open: 'openComplaints', late: 'lateComplaints' } as const
export const complaintWord = (figure: (typeof COMPLAINT_FIGURES)[number]): string => t(COMPLAINT_WORDS[figure])
