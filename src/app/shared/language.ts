import { watch } from 'vue'
import { language } from '../locales/use-words.ts'
import { keepLanguage, keptLanguage } from './kept-language.ts'

/** Brings back the tablet's language and keeps the document's in step. Not a secret, so it may lie in local storage. */
export function followLanguage(): void {
  language.value = keptLanguage()
  watch(language, chosen => {
    document.documentElement.lang = chosen
    keepLanguage(chosen)
  })
  document.documentElement.lang = language.value
}
