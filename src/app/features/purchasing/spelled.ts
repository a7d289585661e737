const ONES = ['', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan', 'sepuluh', 'sebelas']
const STEPS: readonly (readonly [number, string])[] = [[1_000_000_000, 'miliar'], [1_000_000, 'juta'], [1000, 'ribu'], [100, 'ratus'], [10, 'puluh']]

/** A whole number in Indonesian words, as it stands beside the figure on an order: 1.250 → "seribu dua ratus lima puluh". */
export function spelled(n: number): string {
  if (n === 0) return 'nol'
  if (n < 12) return ONES[n] ?? ''
  if (n < 20) return `${ONES[n - 10] ?? ''} belas`
  const [size, word] = STEPS.find(([step]) => n >= step) ?? [10, 'puluh']
  const [count, rest] = [Math.floor(n / size), n % size]
  const head = count === 1 && (word === 'ribu' || word === 'ratus') ? `se${word}` : `${spelled(count)} ${word}`
  return rest === 0 ? head : `${head} ${spelled(rest)}`
}
