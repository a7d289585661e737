import type { Rupiah } from './rupiah.ts'

const UNITS = ['', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan', 'sepuluh', 'sebelas'] as const
const GROUPS = ['', 'ribu', 'juta', 'miliar', 'triliun', 'kuadriliun'] as const

/** 1–999 in words. */
function hundreds(value: number): string[] {
  const rest = value % 100
  const hundred = Math.floor(value / 100)
  return [...(hundred === 0 ? [] : hundred === 1 ? ['seratus'] : [UNITS[hundred] as string, 'ratus']), ...tens(rest)]
}
function tens(value: number): string[] {
  if (value < 12) return value === 0 ? [] : [UNITS[value] as string]
  if (value < 20) return [UNITS[value - 10] as string, 'belas']
  return [UNITS[Math.floor(value / 10)] as string, 'puluh', ...tens(value % 10)]
}

/** An amount as a kuitansi writes it out: 'dua ratus lima puluh ribu rupiah'. Whole rupiah, exact up to the largest safe number. */
export function rupiahInWords(amount: Rupiah): string {
  const groups: string[][] = []
  for (let rest = Math.abs(amount), at = 0; rest > 0; rest = Math.floor(rest / 1000), at += 1) {
    const group = rest % 1000
    if (group === 0) continue
    // One thousand has a word of its own; one hundred thousand and one million have none.
    groups.unshift(at === 1 && group === 1 ? ['seribu'] : [...hundreds(group), ...(at === 0 ? [] : [GROUPS[at] as string])])
  }
  return [...(amount < 0 ? ['minus'] : []), ...(groups.length === 0 ? ['nol'] : groups.flat()), 'rupiah'].join(' ')
}
