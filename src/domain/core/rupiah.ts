import { z } from 'zod'

/** Whole rupiah. There are no cents in the field, and no fractions in a ledger. */
export type Rupiah = number
export const rupiahSchema = z.int()
