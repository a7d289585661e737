import { ref } from 'vue'
import { fill, type Params, type Words } from './catalogue.ts'

export type Language = 'id' | 'en'
/** The language of the screen. A setting of the tablet, not of a person, and nothing secret. */
export const language = ref<Language>('id')

/**
 * The words of one feature in the language of the screen: `const t = useWords(memberWords)`, `t('title')`,
 * `t('found', { n: 3 })`. A wrong key or a missing placeholder does not compile.
 */
export function useWords<Id extends Words>(words: { readonly id: Id; readonly en: Record<keyof Id, string> }) {
  return <K extends keyof Id & string>(key: K, ...params: Params<Id[K]>): string =>
    fill(words[language.value][key] ?? words.id[key] ?? key, params[0] as Record<string, string | number> | undefined)
}
