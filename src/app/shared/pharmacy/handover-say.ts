import type { Rupiah } from '#domain/core/rupiah.ts'
import type { DrugData } from '#domain/rules/pharmacy/drug-facts.ts'
import { useWords } from '../../locales/use-words.ts'
import { formatRupiah } from '../format.ts'
import type { HandoverRefused } from './handovers.ts'
import { handoverWords } from './handover-words.ts'
import { classWord } from './say.ts'
import { drugName } from './stock.ts'

const t = useWords(handoverWords)

/** Why nothing was handed out, besides the stock itself (the caller knows the line and its unit). */
export function handoverRefusedText(refused: Exclude<HandoverRefused, { readonly kind: 'line-refused' }>, drugOf: (id: string) => DrugData | undefined): string {
  if (refused.kind === 'tempo') return tempoText(refused.left, refused.total)
  if (refused.kind === 'paid-short') return t('refusedPaid', { paid: formatRupiah(refused.paid), total: formatRupiah(refused.total) })
  const drug = drugOf(refused.drugId)
  const name = drug ? drugName(drug) : refused.drugId
  switch (refused.kind) {
    case 'no-price': return t('refusedNoPrice', { drug: name })
    case 'many-batches': return t('refusedBatches', { drug: name })
    case 'gate': return t(refused.refusal === 'needs-prescription' ? 'refusedPrescription' : 'refusedControlled', { drug: name, class: classWord(drug?.class ?? '') })
  }
}

/** Why something cannot be bought on account: nobody said how much may, all of it is used, or this is more than is left. */
export function tempoText(left: Rupiah | null, total: Rupiah): string {
  if (left === null) return t('tempoUnknown')
  return left === 0 ? t('tempoNone') : t('tempoOver', { left: formatRupiah(left), total: formatRupiah(total) })
}

const METHOD_WORDS = { gratis: 'free', tunai: 'cash', transfer: 'transfer', tempo: 'tempo' } as const
/** A way to pay of a newer version is shown by its own word. */
export const methodWord = (method: string): string => (method in METHOD_WORDS ? t(METHOD_WORDS[method as keyof typeof METHOD_WORDS]) : method)
