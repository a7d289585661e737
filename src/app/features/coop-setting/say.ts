import { useWords } from '#app/locales/use-words.ts'
import { saveFailureText } from '#app/shared/save-failure.ts'
import type { SettingFailure } from './repository.ts'
import type { SettingProblem } from './setting-form.ts'
import { coopSettingWords } from './words.ts'

const t = useWords(coopSettingWords)

export const failureText = (error: SettingFailure): string => (error.kind === 'no-place' ? t('noPlace') : saveFailureText(error))
export const problemText = ({ word, total }: SettingProblem): string => (word === 'errTotal' ? t(word, { total: total ?? 0 }) : t(word))
/** "tepat 100%", "kurang 5%", "lebih 5%". */
export const totalText = (total: number): string => (total === 100 ? t('totalRight') : total < 100 ? t('totalShort', { n: 100 - total }) : t('totalOver', { n: total - 100 }))
