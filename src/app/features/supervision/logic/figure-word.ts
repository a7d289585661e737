import { useWords } from '#app/locales/use-words.ts'
import { overviewWords } from '../overview-words.ts'
import { supervisionWords } from '../words.ts'
import type { FigureName, StockFigureName } from './figures.ts'

/** The name of a figure, the same on every page. */
export function useFigureWord(): (name: FigureName | StockFigureName) => string {
  const t = useWords(supervisionWords)
  const more = useWords(overviewWords)
  return name => (name === 'members' || name === 'referred' || name === 'late' ? more(name) : t(name))
}
