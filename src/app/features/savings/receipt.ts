import type { Rupiah } from '#domain/core/rupiah.ts'
import type { SavingEntryData } from '#domain/records/saving-entry.ts'
import type { ReceiptFile } from './repository.ts'

const TITLES = { 'setor': 'paperIn', 'tarik': 'paperOut', 'kembali': 'paperRefund', 'saldo-awal': 'paperOpening', 'dibalik': 'paperReversal' } as const
/** The word of the paper's head, by the act of its first entry. */
export const receiptTitle = (act: SavingEntryData['act']): (typeof TITLES)[keyof typeof TITLES] => TITLES[act]

/** What a receipt comes to: its entries, and what was taken off at once for what he owed. Below zero money went out. */
export function receiptTotals({ entries, cash }: Pick<ReceiptFile, 'entries' | 'cash'>): { readonly savings: Rupiah; readonly cash: Rupiah; readonly sum: Rupiah } {
  const savings = entries.reduce((sum, { data }) => sum + data.amount, 0)
  const taken = cash.reduce((sum, { amount }) => sum + amount, 0)
  return { savings, cash: taken, sum: savings + taken }
}
