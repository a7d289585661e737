import { useWords } from '#app/locales/use-words.ts'
import { formatDay, formatMonth, formatNumber } from '#app/shared/format.ts'
import type { Spans } from '../overview.ts'
import { overviewWords } from '../overview-words.ts'

export type Direction = 'up' | 'down' | 'same'
export interface Trend { readonly direction: Direction; readonly text: string; readonly long: string }

/** How a figure stands against the one before, in words: whether that is good is for people to say. Null where one of them is not known. */
export function useTrend(): { of(now: number | null, before: number | null): Trend | null; against(spans: Spans): string } {
  const t = useWords(overviewWords)
  return {
    of(now, before) {
      if (now === null || before === null) return null
      const n = formatNumber(Math.abs(now - before))
      if (now === before) return { direction: 'same', text: t('same'), long: t('sameLong') }
      return now > before ? { direction: 'up', text: t('up', { n }), long: t('upLong', { n }) } : { direction: 'down', text: t('down', { n }), long: t('downLong', { n }) }
    },
    /** Which days of the month before are meant: '1–22 Okt 2025', or the whole of it where this month is over. */
    against: ({ before, isRunning }) => (isRunning && before.to !== before.from ? `1–${formatDay(before.to)}` : isRunning ? formatDay(before.to) : formatMonth(before.to.slice(0, 7))),
  }
}
