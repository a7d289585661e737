/** A line of a list that can be found by words or digits. What is searched is made once, with the line. */
export interface Findable {
  /** The name, folded by `foldName`. */
  readonly folded: string
  /** Digits-only NIK and the member number. Empty where the reader may not see them. */
  readonly nik: string
  readonly number: string
}

/** Lower case without accents, full stops or double spaces, so that "H. Ma'mun" is found as "h mamun". */
export function foldName(name: string): string {
  const plain = /^[\x20-\x7e]*$/.test(name) ? name : name.normalize('NFD')
  return plain.replace(/[\u0300-\u036f'’`.]/g, '').toLowerCase().replace(/[\s,-]+/g, ' ').trim()
}

/**
 * The lines that match, best first: names that begin with what was typed, then names with words that begin so, then the
 * rest, each in the order of `lines`. Every typed word has to be found. 20,000 lines are scanned within a frame, so nothing
 * is indexed.
 */
export function findPeople<T extends Findable>(lines: readonly T[], typed: string): readonly T[] {
  const query = foldName(typed)
  if (query === '') return lines
  const digits = typed.replace(/\s/g, '')
  const number = digits.toUpperCase()
  const words = query.split(' ')
  const begins = words.map(word => ` ${word}`)
  // A single digit would match every NIK; from three digits on it narrows.
  const nik = /^\d{3,}$/.test(digits) ? digits : null
  const ranked: [T[], T[], T[]] = [[], [], []]
  for (const line of lines) {
    const rank = rankOf(line, { query, words, begins, nik, number })
    if (rank !== null) ranked[rank].push(line)
  }
  return [...ranked[0], ...ranked[1], ...ranked[2]]
}

interface Question { readonly query: string; readonly words: readonly string[]; readonly begins: readonly string[]; readonly nik: string | null; readonly number: string }

function rankOf(line: Findable, { query, words, begins, nik, number }: Question): 0 | 1 | 2 | null {
  const { folded } = line
  const own = line.number.toUpperCase()
  if (folded.startsWith(query) || own === number) return 0
  if (words.every(word => folded.includes(word))) return words.every((word, index) => folded.startsWith(word) || folded.includes(begins[index] ?? '')) ? 1 : 2
  if (nik !== null && line.nik.includes(nik)) return 1
  if (number.length >= 2 && own.includes(number)) return 1
  return null
}
