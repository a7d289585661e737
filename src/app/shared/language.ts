import { watch } from 'vue'
import { language, type Language } from '../locales/use-words.ts'

const KEY = 'kkd-language'
const isLanguage = (word: string | null): word is Language => word === 'id' || word === 'en'

/** Brings back the tablet's language and keeps the document's in step. Not a secret, so it may lie in local storage. */
export function followLanguage(): void {
  const kept = window.localStorage.getItem(KEY)
  if (isLanguage(kept)) language.value = kept
  watch(language, chosen => {
    document.documentElement.lang = chosen
    window.localStorage.setItem(KEY, chosen)
  })
  document.documentElement.lang = language.value
}
