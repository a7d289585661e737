import type { DrugData } from '../../../records/drug.ts'
import { spelling, wordsOf } from '../allergy.ts'
import type { SafetyTable, SubstanceGroup } from './table.ts'

export type SafetyDrug = Pick<DrugData, 'name' | 'strength' | 'form' | 'unit' | 'route' | 'antibiotic' | 'atc'>

/** A medicine as the checks compare it: one of the catalogue, or words that somebody wrote down. */
export interface Medicine {
  /** Of the catalogue; null for what is only text. */
  readonly drugId: string | null
  readonly name: string
  readonly atc: string
  /** What it is called in the id of a finding: the same for two strengths of one substance. */
  readonly key: string
  readonly words: readonly string[]
}

/** Whether it reaches the whole body: salves and drops take part in no interaction. */
export const isSystemic = (drug: Pick<SafetyDrug, 'route'>): boolean => /oral|sublingual|injeksi|infus|rektal|inhalasi|implan/i.test(drug.route)

const allWords = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u).map(spelling).filter(word => word.length >= 3)

export function medicineOf(drugId: string, drug: SafetyDrug): Medicine {
  const atc = drug.atc ?? ''
  // Without a code only what reaches the whole body is compared by its name: "kloramfenikol" is also an eye salve.
  return { drugId, name: drug.name, atc, key: atc === '' ? (spelling(drug.name).slice(0, 20) || drugId.slice(0, 20)) : atc, words: atc === '' && isSystemic(drug) ? allWords(drug.name) : [] }
}

/** "amlodipin 5 mg 1x1, metformin": each piece that is written apart is one medicine. */
export function medicinesOfText(text: string): Medicine[] {
  return text.split(/[,;\n+/]|\bdan\b|\bdengan\b/i).map(part => part.trim()).filter(part => /\p{L}{3}/u.test(part))
    .map(part => ({ drugId: null, name: part.slice(0, 60), atc: '', key: spelling(part).slice(0, 20), words: allWords(part) }))
}

/** Whether a medicine belongs to a group: by code where it has one, otherwise by its words; a word of two parts needs both. */
export function isOf(medicine: Medicine, group: SubstanceGroup): boolean {
  if (medicine.drugId !== null && group.ids?.includes(medicine.drugId)) return true
  if (medicine.atc !== '') return group.atc.some(prefix => medicine.atc.startsWith(prefix))
  return group.words.some(word => {
    const parts = allWords(word)
    return parts.length > 0 && parts.every(part => medicine.words.includes(part))
  })
}

export const groupOf = (table: SafetyTable, key: string): SubstanceGroup => table.groups[key] ?? { name: key, atc: [], words: [] }

/** One substance under two names of the catalogue, or the same in the words of the patient. */
export function isSameSubstance(a: Medicine, b: Medicine): boolean {
  if (a.atc !== '' && b.atc !== '') return a.atc === b.atc && a.atc.length === 7
  const text = a.drugId === null ? a : b
  const named = substanceWords((text === a ? b : a).name)
  return named.length > 0 && named.every(word => text.words.includes(word))
}

const PLAIN = new Set(['asam', 'natrium', 'kalsium', 'vitamin', 'garam', 'tablet', 'obat', 'besi', 'sulfat', 'maleat', 'pamoat', 'kombinasi'].map(spelling))
const substanceWords = (name: string): string[] => wordsOf(name.replace(/\(.*?\)/g, ' ')).filter(word => !PLAIN.has(word))
