import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addAll, common, countOf, holding, holdingAll, linesIn, noLines, takeAway, TextColumn, type LineSet } from '#app/shared/fragments.ts'

/** Few letters, so that fragments are found often; some of them far from the alphabet, some not even whole characters. */
const letter = fc.constantFrom('a', 'b', ' ', '9', '-', 'é', 'ą', '😀', '\ud800', '\0')
const text = fc.string({ unit: letter, maxLength: 9 })
const texts = fc.array(text, { maxLength: 130 })
const fragment = fc.string({ unit: letter, minLength: 1, maxLength: 4 })
const numbers = (lines: readonly string[], holds: (line: string) => boolean): number[] => lines.flatMap((line, number) => (holds(line) ? [number] : []))
const setOf = (size: number, lines: readonly number[]): LineSet => {
  const set = noLines(size)
  for (const line of lines) set[line >>> 5] = (set[line >>> 5] as number) | (1 << (line & 31))
  return set
}

describe('lines that hold a fragment', () => {
  it('are those that looking at each would find, anywhere and at the beginning', () => {
    fc.assert(fc.property(texts, fragment, (lines, wanted) => {
      const column = new TextColumn(lines)
      expect(linesIn(holding([column], wanted, lines.length))).toEqual(numbers(lines, line => line.includes(wanted)))
      const beginning = noLines(lines.length)
      column.addBeginning(wanted, beginning)
      expect(linesIn(beginning)).toEqual(numbers(lines, line => line.startsWith(wanted)))
    }))
  })
  it('what was found before stays found', () => {
    fc.assert(fc.property(texts, fragment, fragment, (lines, one, other) => {
      const found = noLines(lines.length)
      const column = new TextColumn(lines)
      column.addHolding(one, found)
      column.addHolding(other, found)
      expect(linesIn(found)).toEqual(numbers(lines, line => line.includes(one) || line.includes(other)))
    }))
  })
  it('every word has to be found, each in any of the columns', () => {
    fc.assert(fc.property(fc.array(fc.tuple(text, text), { maxLength: 70 }), fc.array(fragment, { minLength: 1, maxLength: 3 }), (lines, words) => {
      const columns = [0, 1].map(at => new TextColumn(lines.map(line => line[at] as string)))
      expect(linesIn(holdingAll(columns, words, lines.length))).toEqual(lines.flatMap((line, number) => (words.every(word => line.some(part => part.includes(word))) ? [number] : [])))
    }))
  })
  it('nothing is held by nobody, and the empty fragment by no line', () => {
    expect([linesIn(holding([new TextColumn([])], 'a', 0)), linesIn(holding([new TextColumn(['a'])], '', 1))]).toEqual([[], []])
  })
})

describe('sets of lines', () => {
  const members = fc.uniqueArray(fc.nat({ max: 99 })).map(lines => lines.sort((a, b) => a - b))
  it('are counted and listed from the top, up to a limit', () => {
    fc.assert(fc.property(members, fc.nat({ max: 120 }), (lines, limit) => {
      const set = setOf(100, lines)
      expect([countOf(set), linesIn(set), linesIn(set, limit)]).toEqual([lines.length, lines, lines.slice(0, limit)])
    }))
  })
  it('are joined, met and taken apart as sets are', () => {
    fc.assert(fc.property(members, members, (one, other) => {
      const [joined, rest] = [setOf(100, one), setOf(100, one)]
      addAll(joined, setOf(100, other))
      takeAway(rest, setOf(100, other))
      expect(linesIn(joined)).toEqual([...new Set([...one, ...other])].sort((a, b) => a - b))
      expect(linesIn(rest)).toEqual(one.filter(line => !other.includes(line)))
      expect(linesIn(common(setOf(100, one), setOf(100, other)))).toEqual(one.filter(line => other.includes(line)))
    }))
  })
})
