import { savingsDayFold, savingsFold, savingsMonthFold } from './coop/savings-folds.ts'
import { balanceFold, monthFold, reversedFold } from './pharmacy/stock-folds.ts'
import type { LedgerFold } from '../db/record-store.ts'

/** The sums of ledgers that are kept ready, on the screen's side and beside it; others are made when they are asked for. */
export const KEPT_SUMS: readonly LedgerFold[] = [balanceFold, monthFold, reversedFold, savingsFold, savingsDayFold, savingsMonthFold]
