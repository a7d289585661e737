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
    case 'refused': return failure.code.includes('TAKEN') || failure.status === 409 ? t('usernameTaken') : t('callFailedText', { code: failure.code })
  }
}
