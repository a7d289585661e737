import type { WriteOffCause } from '#domain/rules/pharmacy/write-off-rules.ts'
import { useWords } from '#app/locales/use-words.ts'
import { batchesChangedText } from '#app/shared/pharmacy/batch-words.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { CancelFailure, WriteOffFailure } from './write-offs.ts'
import { writeOffWords } from './write-off-words.ts'

const t = useWords(writeOffWords)
const CAUSES = { kedaluwarsa: 'causeExpired', rusak: 'causeDamaged', hilang: 'causeLost', ditarik: 'causeRecalled' } as const satisfies Record<WriteOffCause, string>

/** A cause of a newer version is shown by its own word. */
export const causeWord = (cause: string): string => (cause in CAUSES ? t(CAUSES[cause as WriteOffCause]) : cause)

export function writeOffFailureText(failure: WriteOffFailure): string {
  if (failure.kind === 'batches-changed') return batchesChangedText(failure)
  return failure.kind === 'two-signatories' ? t('failSigners') : saveFailureText(failure)
}

export function cancelFailureText(failure: CancelFailure): string {
  switch (failure.kind) {
    case 'gone': return t('failGone')
    case 'twice': return t('failTwice')
    case 'counted-since': return t('failCounted', { number: failure.number })
    default: return saveFailureText(failure)
  }
}
