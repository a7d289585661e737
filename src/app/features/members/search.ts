/** A line of a list that can be found by words or digits. */
export interface Findable {
  /** The name, folded by `foldName`. */
  readonly folded: string
  /** Digits-only and upper-case labels: NIK and member number. Empty where the reader may not see them. */
  readonly nik: string
  readonly number: string
}

/** Lower case without accents, full stops or double spaces, so that "H. Ma'mun" is found as "h mamun". */
export function foldName(name: string): string {
  return name.normalize('NFD').replace(/[\u0300-\u036f'’`.]/g, '').toLowerCase().replace(/[\s,-]+/g, ' ').trim()
}

/**
 * The lines that match, best first: names that begin with what was typed, then names with words that begin so, then the
 * rest. Every typed word has to be found. 20,000 lines are scanned within a frame, so nothing is indexed.
 */
export function findPeople<T extends Findable>(lines: readonly T[], typed: string): readonly T[] {
  const query = foldName(typed)
  if (query === '') return lines
  const digits = typed.replace(/\s/g, '')
  const number = digits.toUpperCase()
  const words = query.split(' ')
  const ranked: [T[], T[], T[]] = [[], [], []]
  for (const line of lines) {
    const rank = rankOf(line, query, words, digits, number)
    if (rank !== null) ranked[rank].push(line)
  }
  return [...ranked[0], ...ranked[1], ...ranked[2]]
}

function rankOf(line: Findable, query: string, words: readonly string[], digits: string, number: string): 0 | 1 | 2 | null {
  const { folded } = line
  if (folded.startsWith(query) || line.number.toUpperCase() === number) return 0
  const spaced = ` ${folded}`
  if (words.every(word => spaced.includes(` ${word}`))) return 1
  if (words.every(word => folded.includes(word))) return 2
  // A single digit would match every NIK; from three digits on it narrows.
  if (digits.length >= 3 && /^\d+$/.test(digits) && line.nik.includes(digits)) return 1
  if (number.length >= 2 && line.number.toUpperCase().includes(number)) return 1
  return null
}
