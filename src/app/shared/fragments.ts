/**
 * Which lines of a list hold a fragment, found without looking at a line: for every place in the text and every letter that stands
 * there in some line, a set of those lines, a bit each. A fragment at a place is the sets of its letters laid over each other, so
 * 20,000 lines take some hundred steps a place, however many of them it is found in. A list of 20,000 takes two to three megabytes
 * for names and a third of that for a number; texts are short here.
 */

/** Lines of a list, one bit each. */
export type LineSet = Uint32Array

const WORD = 32

export const noLines = (size: number): LineSet => new Uint32Array(Math.ceil(size / WORD))

/** Adds to one set what the other holds. */
export function addAll(into: LineSet, other: LineSet): void {
  for (let word = 0; word < into.length; word += 1) into[word] = (into[word] as number) | (other[word] as number)
}

/** Leaves out of one set what the other holds. */
export function takeAway(from: LineSet, other: LineSet): void {
  for (let word = 0; word < from.length; word += 1) from[word] = (from[word] as number) & ~(other[word] as number)
}

/** The lines that are in both. */
export function common(one: LineSet, other: LineSet): LineSet {
  return one.map((bits, word) => bits & (other[word] as number))
}

export function countOf(set: LineSet): number {
  let count = 0
  for (let word = 0; word < set.length; word += 1) {
    let bits = set[word] as number
    bits -= (bits >>> 1) & 0x55555555
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
    count += Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  return count
}

/** The numbers of the first `limit` lines of a set, from the top. */
export function linesIn(set: LineSet, limit = Infinity): number[] {
  const lines: number[] = []
  for (let word = 0; word < set.length; word += 1) {
    for (let bits = set[word] as number; bits !== 0; bits &= bits - 1) {
      if (lines.length >= limit) return lines
      lines.push(word * WORD + 31 - Math.clz32(bits & -bits))
    }
  }
  return lines
}

/** One text of every line: all the names of a list, or all its numbers. */
export class TextColumn {
  /** By place in the text, then by number of the letter. */
  readonly #sets: LineSet[][] = []
  readonly #letters = new Map<number, number>()
  readonly #size: number

  constructor(texts: readonly string[]) {
    this.#size = texts.length
    // Letters of the alphabet and digits are nearly all there is; the map is for the rest.
    const plain = new Int16Array(128).fill(-1)
    for (const [line, text] of texts.entries()) {
      for (let place = 0; place < text.length; place += 1) {
        const code = text.charCodeAt(place)
        let letter = code < 128 ? plain[code] as number : (this.#letters.get(code) ?? -1)
        if (letter < 0) {
          letter = this.#letters.size
          this.#letters.set(code, letter)
          if (code < 128) plain[code] = letter
        }
        const sets = (this.#sets[place] ??= [])
        const set = (sets[letter] ??= noLines(this.#size))
        set[line >>> 5] = (set[line >>> 5] as number) | (1 << (line & 31))
      }
    }
  }

  /** Adds the lines whose text holds the fragment anywhere. */
  addHolding(fragment: string, into: LineSet): void {
    for (let place = 0; place <= this.#sets.length - fragment.length; place += 1) this.#addAt(fragment, place, into)
  }

  /** Adds the lines whose text begins with the fragment. */
  addBeginning(fragment: string, into: LineSet): void {
    this.#addAt(fragment, 0, into)
  }

  #addAt(fragment: string, place: number, into: LineSet): void {
    const sets: LineSet[] = []
    for (let at = 0; at < fragment.length; at += 1) {
      const letter = this.#letters.get(fragment.charCodeAt(at))
      const set = letter === undefined ? undefined : this.#sets[place + at]?.[letter]
      if (!set) return
      sets.push(set)
    }
    const [first] = sets
    if (!first) return
    for (let word = 0; word < into.length; word += 1) {
      let bits = (first[word] as number) & ~(into[word] as number)
      for (let at = 1; bits !== 0 && at < sets.length; at += 1) bits &= (sets[at] as LineSet)[word] as number
      into[word] = (into[word] as number) | bits
    }
  }
}

/** The lines of which some column holds the fragment. */
export function holding(columns: readonly TextColumn[], fragment: string, size: number): LineSet {
  const found = noLines(size)
  for (const column of columns) column.addHolding(fragment, found)
  return found
}

/** The lines that hold every word, each in any of the columns. */
export function holdingAll(columns: readonly TextColumn[], words: readonly string[], size: number): LineSet {
  return words.map(word => holding(columns, word, size)).reduce(common)
}
