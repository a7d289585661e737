import type { Writer } from '../../store/store.ts'
import type { RowBook, RowChange } from '../row-book.ts'
import { deriveComplaints } from './complaints.ts'
import { deriveDeskMembers } from './desk-member.ts'
import { deriveMemberReports } from './member-report.ts'
import { deriveNegativeBalances } from './negative-balance.ts'
import { derivePustuDays } from './pustu-day.ts'
import { deriveShipments } from './shipments.ts'
import { deriveTrade } from './trade.ts'

export interface DerivedContext {
  readonly tx: Writer
  readonly tenant: string
  /** Keys the desk's household word. */
  readonly secret: string
  readonly book: RowBook
  /** What the operations changed; rows derived from them are no source of further ones. */
  readonly changes: readonly RowChange[]
}

/** Writes what follows from the changes, in the same transaction: a reader never sees one without the other. */
export async function writeDerivedRows(context: DerivedContext): Promise<void> {
  await deriveMemberReports(context)
  await deriveNegativeBalances(context)
  await deriveShipments(context)
  await deriveTrade(context)
  await deriveComplaints(context)
  await derivePustuDays(context)
  // Last: what a member may still buy on account follows from his trade.
  await deriveDeskMembers(context)
}
