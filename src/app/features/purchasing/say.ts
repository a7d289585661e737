import { useWords } from '#app/locales/use-words.ts'
import type { Problem } from './typed.ts'
import { purchasingWords } from './words.ts'

const t = useWords(purchasingWords)

/** The sentence of a problem whose word is one of the shared ones. */
export function problemText<W extends keyof (typeof purchasingWords)['id'] & string>(problem: Problem<W>): string {
  return (t as unknown as (word: W, params?: Problem<W>['params']) => string)(problem.word, problem.params)
}
