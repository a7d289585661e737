import type { BookLine } from '#domain/rules/finance/cash-book.ts'
import { CATEGORY_FACTS } from '#domain/rules/finance/categories.ts'
import type { CashEntryData } from '#domain/records/cash-entry.ts'
import { useWords } from '#app/locales/use-words.ts'
import { categoryWord } from '#app/shared/coop/category-words.ts'
import { formatRupiah } from '#app/shared/format.ts'
import { cashWords } from './words.ts'

const t = useWords(cashWords)

/** What an entry was, in one line: "Listrik, air, telepon · PLN". */
export function entryText(entry: CashEntryData): string {
  const what = [categoryWord(entry.category), entry.party].filter(part => part !== '').join(' · ')
  return entry.reverses === null ? what : t('taken', { what })
}

/** A line of the book in words. */
export function lineText(line: BookLine, entry: CashEntryData | undefined): string {
  if (entry) return entryText(entry)
  if (line.source === 'awal') return t('lineOpening')
  if (line.source === 'simpanan') return t(line.key.endsWith('1-masuk') ? 'lineSavingsIn' : 'lineSavingsOut')
  if (line.source === 'hitung') return t(line.money.cash < 0 ? 'lineShort' : 'lineFound')
  return t('lineSales')
}

export const sourceText = (source: BookLine['source']): string =>
  t(({ awal: 'sourceAwal', simpanan: 'sourceSimpanan', kas: 'sourceKas', penjualan: 'sourcePenjualan', hitung: 'sourceHitung' } as const)[source])

/** '+Rp 50.000', '−Rp 20.000', '–' where nothing changed. */
export const signedRupiah = (amount: number): string => (amount === 0 ? t('none') : `${amount > 0 ? '+' : ''}${formatRupiah(amount)}`)

export function receiptTitle(entry: CashEntryData): string {
  if (entry.reverses !== null) return t('receiptReversal')
  return t(({ masuk: 'receiptIn', keluar: 'receiptOut', pindah: 'receiptMove', 'tanpa-kas': 'receiptNone' } as const)[CATEGORY_FACTS[entry.category].direction])
}
