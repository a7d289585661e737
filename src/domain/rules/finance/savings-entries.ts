import type { Day } from '../../core/day.ts'
import type { SavingEntryData } from '../../records/saving-entry.ts'

/** An entry is taken back once: its reversal has a name that follows from it, so that two tablets that do it write the same one. */
export const savingReversalId = (entryId: string): string => `${entryId}-balik`

/** BR-16: the opposite of an entry, which it names, with a reason. */
export function reverseSaving(entry: { readonly id: string; readonly data: SavingEntryData }, parts: { number: string; on: Day; time: string; reason: string; by: string }): SavingEntryData {
  const { memberId, type, amount, method } = entry.data
  return { ...parts, memberId, type, act: 'dibalik', amount: -amount, method, note: '', reverses: entry.id }
}

/** What simpanan wajib was paid in, without what was returned at the end of a membership: that a member left makes no arrears. */
export function wajibPaidBy({ type, act, amount }: Pick<SavingEntryData, 'type' | 'act' | 'amount'>): number {
  if (type !== 'wajib' || act === 'kembali') return 0
  // Wajib goes out by a return alone, so what is put back is a return taken back.
  return act === 'dibalik' && amount > 0 ? 0 : amount
}
