/**
 * How a name sounds to somebody who writes it down at a desk. Indonesian names are spelt many ways (Muhammad, Mochamad, Moh.;
 * Djuminah, Jumina; Zaenal, Jainal), so spellings that are read alike get one form. Made for warnings, never for matching
 * records by itself. No published table covers these names: the list below is ours.
 */
const TITLES: ReadonlySet<string> = new Set(['h', 'hj', 'haji', 'hajjah', 'ny', 'tn', 'nn', 'an', 'by', 'bp', 'bpk', 'ibu', 'bapak', 'bayi', 'drs', 'dra', 'dr', 'ust', 'ustadz', 'kh', 'raden', 'rd', 'almh', 'alm'])
const SHORT: ReadonlyMap<string, string> = new Map(['m', 'md', 'mh', 'moh', 'muh', 'mohd', 'muhd', 'moch', 'much', 'mhd'].map(short => [short, 'muhamad']))

/** Two letters that are read as one, then single letters that are mixed up, in this order. */
const STEPS: readonly (readonly [RegExp, string])[] = [
  [/oe/g, 'u'], [/dj/g, 'j'], [/tj/g, 'c'], [/nj/g, 'n'], [/ny/g, 'n'], [/sj|sy|sh|ts/g, 's'], [/kh|ch/g, 'h'], [/dh/g, 'd'], [/th/g, 't'], [/bh/g, 'b'], [/gh/g, 'g'],
  [/ph|f|v/g, 'p'], [/q/g, 'k'], [/x/g, 'ks'], [/dz|z/g, 'j'], [/ai|ae|ay|ei|ey/g, 'e'], [/au|aw|ou/g, 'u'], [/y/g, 'i'], [/o/g, 'u'], [/uw/g, 'u'], [/w/g, 'u'],
  [/(.)\1+/g, '$1'], [/[^a-z]/g, ''], [/(?<=.)h$/, ''],
]

function soundOfWord(word: string): string {
  const known = SHORT.get(word)
  if (known !== undefined) return known
  return STEPS.reduce((text, [from, to]) => text.replace(from, to), word)
}

/** The sounds of a name's words, titles left out, in the order they are written. */
export function soundsOf(name: string): string[] {
  const words = name.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').split(/[^a-z]+/).filter(word => word !== '')
  const own = words.filter(word => !TITLES.has(word))
  return (own.length > 0 ? own : words).map(soundOfWord).filter(sound => sound !== '')
}

/**
 * Whether two names may be one person's: every word of the shorter sounds like a word of the longer. A single word is alike
 * to a single word only, or half of the village would be.
 */
export function soundAlike(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length === 0 || (short.length === 1 && long.length > 1)) return false
  return short.every(sound => long.includes(sound))
}
