import type { ApiFailure } from '../../sync/api.ts'
import { useWords } from '../../locales/use-words.ts'
import { settingsWords } from './words.ts'

const t = useWords(settingsWords)

/** What happened to a call that changes something, and whether it did. */
export function callFailureText(failure: ApiFailure): string {
  switch (failure.kind) {
    case 'offline': return t('callOffline')
    case 'timeout': return t('callTimeout')
    case 'unreadable': return t('callTimeout')
    case 'refused': return refusalText(failure)
  }
}

function refusalText(failure: Extract<ApiFailure, { kind: 'refused' }>): string {
  switch (failure.code) {
    case 'TAKEN': return t('usernameTaken')
    case 'SESSION': return t('callSession')
    case 'DELAY': return t('callDelay', { n: Math.ceil(failure.retryAfterS ?? 60) })
    default: return t('callFailedText', { code: failure.code })
  }
}
