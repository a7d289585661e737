import type { SyncProblem } from '../sync/progress.ts'
import { useWords } from '../locales/use-words.ts'
import { shellWords } from './words.ts'

const t = useWords(shellWords)

/** What happened, what is safe, and what to do. */
export function problemText(problem: SyncProblem): { title: string; text: string } {
  switch (problem) {
    case 'sign-in': return { title: t('problemSignIn'), text: t('problemSignInText') }
    case 'device-revoked': return { title: t('problemRevoked'), text: t('problemRevokedText') }
    case 'upgrade': return { title: t('problemUpgrade'), text: t('problemUpgradeText') }
    case 'storage-full': return { title: t('problemFull'), text: t('problemFullText') }
    case 'storage-failed': return { title: t('problemStorage'), text: t('problemStorageText') }
    case 'old-version': return { title: t('problemOld'), text: t('problemOldText') }
    case 'refused': return { title: t('problemRefused'), text: t('problemRefusedText') }
    case 'server': return { title: t('problemServer'), text: t('problemServerText') }
  }
}
