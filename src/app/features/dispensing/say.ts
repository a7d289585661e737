import { useWords } from '#app/locales/use-words.ts'
import { formatNumber } from '#app/shared/format.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { DispenseFailure } from './repository.ts'
import { dispensingWords } from './words.ts'

const t = useWords(dispensingWords)

export function dispenseFailureText(failure: DispenseFailure, unit: string): string {
  if (failure.kind === 'changed') return t('errChanged')
  if (failure.kind !== 'line-refused') return saveFailureText(failure)
  const { error } = failure
  switch (error.kind) {
    case 'shortfall': return t('errShort', { held: formatNumber(error.available), unit })
    case 'override-needs-reason': return t('errOverrideReason')
    case 'invalid-quantity': return t('errQuantity')
    case 'unknown-batch': case 'expired-batch': return t('errChanged')
  }
}
