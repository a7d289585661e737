import { useWords } from '../../locales/use-words.ts'
import type { AccountFieldError } from './account-form.ts'
import { staffWords } from './staff-words.ts'
import { passwordWords } from './password-words.ts'
import { settingsWords } from './words.ts'

const t = useWords(settingsWords)
const tp = useWords(passwordWords)
const ts = useWords(staffWords)

const LABELS: Readonly<Record<string, () => string>> = {
  name: () => t('fullName'), profession: () => t('profession'), postPlace: () => ts('postPlace'), postFrom: () => ts('postFrom'),
}

/** What is wrong with a field of the account form, in a sentence beside it. */
export function accountErrorText(field: string, error: AccountFieldError): string {
  switch (error) {
    case 'missing': return t('fill', { field: (LABELS[field.split('-')[0] ?? '']?.() ?? field).toLowerCase() })
    case 'bad-username': return t('badUsername')
    case 'short-password': return tp('shortPassword')
    case 'bad-nip': return ts('badNip')
    case 'post-order': return ts('postOrder')
    case 'sip-incomplete': return t('sipIncomplete')
    case 'str-incomplete': return ts('strIncomplete')
    case 'no-grants': return t('noGrants')
  }
}
