import { useWords } from '#app/locales/use-words.ts'
import { formatNumber } from '#app/shared/format.ts'
import type { PurchaseProblem } from './purchase-form.ts'
import type { CancelFailure } from './purchases.ts'
import { purchaseWords } from './purchase-words.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import { purchasingWords } from './words.ts'

const words = { id: { ...purchasingWords.id, ...purchaseWords.id }, en: { ...purchasingWords.en, ...purchaseWords.en } }
const t = useWords(words)

export function purchaseProblemText(problem: PurchaseProblem): string {
  return (t as unknown as (word: PurchaseProblem['word'], params?: PurchaseProblem['params']) => string)(problem.word, problem.params)
}

export function cancelFailureText(failure: CancelFailure, nameOf: (drugId: string) => string): string {
  switch (failure.kind) {
    case 'gone': return t('errGone')
    case 'twice': return t('errTwice')
    case 'short': return t('errShort', { drug: nameOf(failure.drugId), batch: failure.batch, held: formatNumber(failure.held), needed: formatNumber(failure.needed) })
    default: return saveFailureText(failure)
  }
}
