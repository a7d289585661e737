import { useWords } from '#app/locales/use-words.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { QueueFailure } from './queue.ts'
import { arrivalWords } from './words.ts'

const t = useWords(arrivalWords)

/** Why the queue did not change, for a person named. */
export function queueFailureText(failure: QueueFailure, name: string): string {
  switch (failure.kind) {
    case 'queued': return t('alreadyQueued', { name })
    case 'over': return t('nowOver', { name })
    case 'served': return t('takeOverTitle', { name: failure.name })
    case 'no-place': return saveFailureText({ kind: 'no-grant', stream: '' })
    default: return saveFailureText(failure)
  }
}
