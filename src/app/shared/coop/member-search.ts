import { addAll, common, holding, holdingAll, linesIn, noLines, takeAway, TextColumn, type LineSet } from '../fragments.ts'

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
 * rest, each in the order of `lines`. Every typed word has to be found. What is searched is made of a list once, so hand over
 * the same list at each key and filter what was found.
 */
export function findPeople<T extends Findable>(lines: readonly T[], typed: string): readonly T[] {
  const query = foldName(typed)
  if (query === '') return lines
  const { name, nik, number, size } = columnsOf(lines)
  const joined = typed.replace(/\s/g, '')
  const label = joined.toUpperCase()
  const words = query.split(' ')

  const begins = noLines(size)
  name.addBeginning(query, begins)
  number.addBeginning(`${label}${END}`, begins)

  const named = holdingAll([name], words, size)
  const byWord = words.map(word => {
    const found = holding([name], ` ${word}`, size)
    name.addBeginning(word, found)
    return found
  }).reduce(common, named)
  takeAway(named, byWord)

  const numbered = noLines(size)
  // A single digit would match every NIK; from three digits on it narrows.
  if (/^\d{3,}$/.test(joined)) nik.addHolding(joined, numbered)
  if (label.length >= 2) number.addHolding(label, numbered)
  takeAway(numbered, named)
  addAll(byWord, numbered)

  takeAway(byWord, begins)
  takeAway(named, begins)
  const inOrder = (set: LineSet): T[] => linesIn(set).map(line => lines[line] as T)
  return [...inOrder(begins), ...inOrder(byWord), ...inOrder(named)]
}

/** Stands after each number, so that one can be asked for as a whole. */
const END = '\n'
interface Columns { readonly name: TextColumn; readonly nik: TextColumn; readonly number: TextColumn; readonly size: number }
const lists = new WeakMap<readonly Findable[], Columns>()

function columnsOf(lines: readonly Findable[]): Columns {
  const known = lists.get(lines)
  if (known) return known
  const columns = {
    name: new TextColumn(lines.map(line => line.folded)), nik: new TextColumn(lines.map(line => line.nik)),
    number: new TextColumn(lines.map(line => `${line.number.toUpperCase()}${END}`)), size: lines.length,
  }
  lists.set(lines, columns)
  return columns
}
