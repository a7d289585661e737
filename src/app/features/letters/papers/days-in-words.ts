import { language } from '#app/locales/use-words.ts'

const ID = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan', 'sepuluh', 'sebelas']
const EN = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen']
const EN_TENS = ['', '', 'twenty', 'thirty']

/** Days of a rest, 1 to 39, in words beside the figure, so that a figure cannot be altered by hand. */
export function daysInWords(days: number): string {
  const [tens, ones] = [Math.floor(days / 10), days % 10]
  if (language.value === 'en') return EN[days] ?? `${EN_TENS[tens] ?? ''}${ones > 0 ? `-${EN[ones] ?? ''}` : ''}`
  if (days < 12) return ID[days] ?? ''
  return days < 20 ? `${ID[ones] ?? ''} belas` : `${ID[tens] ?? ''} puluh${ones > 0 ? ` ${ID[ones] ?? ''}` : ''}`
}
