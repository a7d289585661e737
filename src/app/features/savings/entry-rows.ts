import type { Day } from '#domain/core/day.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import { noHoldings, type Holdings } from '#domain/rules/finance/savings.ts'
import type { SavingEntry } from '#app/shared/coop/savings-file.ts'

/** An entry with the balance of its kind after it, and how it hangs together with others. */
export interface EntryRow { readonly entry: SavingEntry; readonly balance: Rupiah; readonly reverses: SavingEntry | null; readonly reversedBy: SavingEntry | null }

/** Entries in their order, each with what was there after it. */
export function withBalances(entries: readonly SavingEntry[]): EntryRow[] {
  const byId = new Map(entries.map(entry => [entry.id, entry]))
  const undone = new Map(entries.flatMap(entry => (entry.data.reverses === null ? [] : [[entry.data.reverses, entry] as const])))
  const held = noHoldings()
  return entries.map(entry => {
    held[entry.data.type] += entry.data.amount
    return { entry, balance: held[entry.data.type], reverses: byId.get(entry.data.reverses ?? '') ?? null, reversedBy: undone.get(entry.id) ?? null }
  })
}

/** A statement: what stood before a period, its entries with all three balances, and what stands after it. */
export interface StatementRow { readonly entry: SavingEntry; readonly held: Holdings; readonly total: Rupiah }
export interface SavingsStatement { readonly before: Holdings; readonly rows: readonly StatementRow[]; readonly after: Holdings; readonly in: Rupiah; readonly out: Rupiah }

export const totalOf = (held: Holdings): Rupiah => held.pokok + held.wajib + held.sukarela

export function statementOf(entries: readonly SavingEntry[], from: Day, to: Day): SavingsStatement {
  const held = noHoldings()
  const add = ({ data }: SavingEntry): Holdings => {
    held[data.type] += data.amount
    return { ...held }
  }
  for (const entry of entries) if (entry.data.on < from) add(entry)
  const before = { ...held }
  const inside = entries.filter(({ data }) => data.on >= from && data.on <= to)
  const rows = inside.map((entry): StatementRow => {
    const after = add(entry)
    return { entry, held: after, total: totalOf(after) }
  })
  return {
    before, rows, after: { ...held },
    in: inside.reduce((sum, { data }) => sum + Math.max(0, data.amount), 0), out: inside.reduce((sum, { data }) => sum + Math.max(0, -data.amount), 0),
  }
}
