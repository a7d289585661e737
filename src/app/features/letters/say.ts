import { daysBetween, type Day } from '#domain/core/day.ts'
import type { LetterData } from '#domain/records/letter.ts'
import { useWords } from '#app/locales/use-words.ts'
import type { Tone } from '#app/ui/tone.ts'
import type { Letter } from './letters.ts'
import { letterWords } from './words.ts'

const t = useWords(letterWords)
type Word = keyof typeof letterWords.id

/** A word by a list of what is known; what a newer version sends is shown as it is. */
const wordOf = (words: Readonly<Record<string, Word>>, value: string): string => { const word = words[value]; return word ? t(word as 'title') : value }

export const typeWord = (type: string): string => wordOf({ rujukan: 'rujukan', sakit: 'sakit', sehat: 'sehat', persetujuan: 'persetujuan', penolakan: 'penolakan' }, type)
export const urgencyWord = (urgency: string): string => wordOf({ biasa: 'biasa', segera: 'segera', darurat: 'darurat' }, urgency)
export const payerWord = (payer: string): string => wordOf({ umum: 'umum', jkn: 'jkn' }, payer)
export const relationWord = (relation: string): string => wordOf({ pasien: 'pasien', 'orang-tua': 'orangTua', 'suami-istri': 'suamiIstri', anak: 'anak', keluarga: 'keluarga', wali: 'wali' }, relation)
export const taccWord = (reason: string): string => wordOf({ time: 'taccTime', age: 'taccAge', complication: 'taccComplication', comorbidity: 'taccComorbidity' }, reason)
export const resultWord = (result: string): string => wordOf({ sehat: 'sehatResult', 'sehat-dengan-catatan': 'noteResult', 'tidak-sehat': 'notHealthy' }, result)

/** A referral that nobody has answered in a fortnight is asked after; an emergency after three days. */
const patienceOf = (content: LetterData['content']): number => (content.type === 'rujukan' && content.urgency === 'darurat' ? 3 : 14)

/** Where a letter stands, in words and how much it needs a person. */
export function letterState(letter: Letter, today: Day): { readonly tone: Tone; readonly text: string } {
  const { content, reply, on } = letter.data
  if (letter.state === 'void') return { tone: 'bad', text: t('voided') }
  if (content.type !== 'rujukan') return { tone: 'plain', text: t('issued') }
  if (reply) return { tone: 'good', text: t('answered') }
  const age = ageInDays(on, today)
  return { tone: age >= patienceOf(content) ? 'warn' : 'info', text: age === 0 ? t('waitingToday') : t('waiting', { n: age }) }
}

export const ageInDays = (on: Day, today: Day): number => Math.max(0, daysBetween(on, today))
