import type { Rupiah } from '#domain/core/rupiah.ts'
import { rupiahOf } from '../forms/typed.ts'
import { tempoCovers, type Tempo } from './tempo.ts'

/** A payment as typed. An empty amount is exactly the total, so that the usual case costs no tap. */
export interface PaymentForm { method: string; paid: string; reference: string }
export const emptyPayment = (): PaymentForm => ({ method: 'tunai', paid: '', reference: '' })

/** The money as typed; null for exactly the total, undefined for what is no amount. Accepts "Rp 10.000". */
export function readPaid(typed: string): Rupiah | null | undefined {
  if (/^\s*(rp\.?)?\s*$/i.test(typed)) return null
  return rupiahOf(typed) ?? undefined
}

/** What the form says; null where it cannot be: too little, no amount, or more on account than is left. `tempo`: what the taker may buy on account. */
export function paymentOf(
  form: PaymentForm, total: Rupiah, tempo: Tempo | null = null,
): { readonly method: 'tunai' | 'transfer' | 'tempo'; readonly paid: Rupiah | null; readonly reference: string } | null {
  const reference = form.reference.trim().slice(0, 60)
  if (form.method === 'tempo') return tempo && tempoCovers(tempo, total) ? { method: 'tempo', paid: null, reference: '' } : null
  if (form.method === 'transfer') return { method: 'transfer', paid: null, reference }
  const paid = readPaid(form.paid)
  return paid === undefined || (paid !== null && paid < total) ? null : { method: 'tunai', paid, reference: '' }
}
