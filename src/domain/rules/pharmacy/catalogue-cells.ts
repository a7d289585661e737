import { parseDecimal } from '../../core/number.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { UNCHECKED_FACTS } from '../../records/drug.ts'
import type { DrugFacts } from './drug-facts.ts'
import { headerOf, IMPORT_COLUMNS, type ColumnKey } from './catalogue-columns.ts'

/** Why a cell cannot be read. `text` is what stands in it. */
export type CellProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-a-number' | 'unknown-word' | 'bad-pack' | 'bad-kfa'; readonly text: string }
  /** "1.250": a thousand two hundred and fifty, or one and a quarter. Never guessed. */
  | { readonly kind: 'ambiguous'; readonly text: string; readonly readings: readonly [number, number] }
  | { readonly kind: 'not-whole' | 'negative'; readonly text: string }
  | { readonly kind: 'too-long' }

type Cell<T> = Result<T, CellProblem>
export type CellOut = string | number | null

const CLASSES: Readonly<Record<DrugFacts['class'], readonly string[]>> = {
  bebas: ['bebas', 'obat bebas', 'otc', 'b'], 'bebas-terbatas': ['bebas terbatas', 'obat bebas terbatas', 'bt', 'w'], keras: ['keras', 'obat keras', 'k', 'g'],
  oot: ['oot', 'obat obat tertentu'], psikotropika: ['psikotropika', 'psikotropik'], narkotika: ['narkotika', 'narkotik'],
}
const words = (text: string): string => text.toLowerCase().replace(/[\s\-_]+/g, ' ').trim()

export function readClass(text: string): Cell<DrugFacts['class']> {
  const found = (Object.keys(CLASSES) as DrugFacts['class'][]).find(key => CLASSES[key].includes(words(text)))
  return found ? ok(found) : err({ kind: 'unknown-word', text })
}
const classText = (drugClass: DrugFacts['class']): string => { const [first = drugClass] = CLASSES[drugClass] ?? []; return first }

export function readYesNo(text: string): Cell<boolean> {
  if (/^(ya|y|yes|true|1|x|✓|v)$/i.test(text.trim())) return ok(true)
  return /^(tidak|tdk|t|n|no|false|0|-)$/i.test(text.trim()) ? ok(false) : err({ kind: 'unknown-word', text })
}

/** A whole number that is not negative; null for an empty cell. */
export function readWhole(text: string): Cell<number | null> {
  if (text.trim() === '') return ok(null)
  // "Rp 1.250,-" as it is written on price lists.
  const typed = text.trim().replace(/^rp\.?\s*/i, '').replace(/,-$/, '')
  const parsed = parseDecimal(typed)
  if (!parsed.ok) return err(parsed.error.kind === 'ambiguous' ? { kind: 'ambiguous', text, readings: parsed.error.readings } : { kind: 'not-a-number', text })
  if (!Number.isInteger(parsed.value)) return err({ kind: 'not-whole', text })
  return parsed.value < 0 ? err({ kind: 'negative', text }) : ok(parsed.value)
}

export function readKfa(text: string): Cell<string | null> {
  const typed = text.replace(/\s/g, '')
  if (typed === '') return ok(null)
  return /^\d{8}$/.test(typed) ? ok(typed) : err({ kind: 'bad-kfa', text })
}

/** "strip 10; box 100 #8991234567890": name, size in smallest units, barcode. A backslash keeps a sign that would part them. */
export function readPacks(text: string): Cell<DrugFacts['packs']> {
  const packs: DrugFacts['packs'] = []
  for (const part of splitAt(text, ';').map(piece => piece.trim()).filter(piece => piece !== '')) {
    const [left = '', barcode = '', ...more] = splitAt(part, '#')
    const match = /^(\S.*?)\s+(\d{1,7})$/s.exec(left.trim())
    if (!match || more.length > 0 || Number(match[2]) < 1) return err({ kind: 'bad-pack', text: part })
    packs.push({ name: bare(match[1] as string), size: Number(match[2]), barcode: bare(barcode.trim()) })
  }
  return ok(packs)
}
export const packsText = (packs: DrugFacts['packs']): string =>
  packs.map(pack => `${escaped(pack.name)} ${pack.size}${pack.barcode === '' ? '' : ` #${escaped(pack.barcode)}`}`).join('; ')

const escaped = (text: string): string => text.replace(/[\\;#]/g, sign => `\\${sign}`)
const bare = (text: string): string => text.replace(/\\(.)/gs, '$1')
function splitAt(text: string, sign: string): string[] {
  const parts = ['']
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at)
    if (char === sign) parts.push('')
    else {
      const kept = char === '\\' && at + 1 < text.length ? char + text.charAt(++at) : char
      parts.push((parts.pop() ?? '') + kept)
    }
  }
  return parts
}

export function readUnchecked(text: string): Cell<DrugFacts['unchecked']> {
  const facts: DrugFacts['unchecked'] = []
  for (const part of text.split(';').map(words).filter(piece => piece !== '')) {
    const found = UNCHECKED_FACTS.find(fact => words(headerOf(fact)) === part)
    if (!found) return err({ kind: 'unknown-word', text: part })
    if (!facts.includes(found)) facts.push(found)
  }
  return ok(facts)
}

/** A drug as a row of the export, in the order of its columns; numbers are real numbers. */
export const drugCells = (id: string, facts: DrugFacts): CellOut[] => IMPORT_COLUMNS.drugs.map(column => cellOf(column.key, id, facts))

function cellOf(key: ColumnKey, id: string, facts: DrugFacts): CellOut {
  switch (key) {
    case 'id': return id
    case 'packs': return packsText(facts.packs)
    case 'class': return classText(facts.class)
    case 'antibiotic': case 'indicator': case 'coldChain': case 'doubtful': case 'active': return facts[key] ? 'ya' : 'tidak'
    case 'unchecked': return facts.unchecked.map(headerOf).join('; ')
    case 'hna': return facts.hna?.amount ?? null
    case 'per': return facts.hna?.per ?? null
    case 'code': case 'maker': return null
    default: return facts[key]
  }
}
