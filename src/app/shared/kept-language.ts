import type { Language } from '../locales/use-words.ts'

const KEY = 'kkd-language'
const isLanguage = (word: string | null): word is Language => word === 'id' || word === 'en'

/** The language this tablet was left in. It stands apart from everything that draws, so that the first file can ask for it. */
export function keptLanguage(): Language {
  try {
    const kept = window.localStorage.getItem(KEY)
    return isLanguage(kept) ? kept : 'id'
  } catch {
    return 'id'
  }
}

export function keepLanguage(language: Language): void {
  try {
    window.localStorage.setItem(KEY, language)
  } catch {
    // Without room for it the next opening begins in Indonesian.
  }
}
