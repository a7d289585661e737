import { definitionOf, isKind } from '#domain/records/index.ts'
import { groupsOf } from '#sync/groups.ts'
import type { PackedPage } from '#sync/pages/page.ts'
import { DAY_TAG } from '../row-box.ts'

/** Raised when the words or their order are worked out otherwise. */
const POSTINGS_FORMAT = 1

/**
 * Of what code the postings of a kind are: those of another are made anew from their pages. It follows from the kind's definition by
 * itself, so that who gives a kind another query key need not think of this. A new build may name it otherwise without need.
 */
export function postingsVersion(kind: string): string {
  if (!isKind(kind)) return `${POSTINGS_FORMAT}`
  const { version, keys, day } = definitionOf(kind)
  return `${POSTINGS_FORMAT}.${version}.${wordOf(keys.toString(), day?.toString() ?? '').toString(36)}`
}

/**
 * Where in a page the values of query keys are found: words ascending, and beside each the slot of a row that carries the value. A
 * word is 32 bits of the value's name, so two values may share one: whoever looks here looks at the row as well.
 */
export interface Postings { readonly words: Uint32Array<ArrayBuffer>; readonly slots: Uint16Array<ArrayBuffer> }

/** FNV-1a over UTF-16 units. It hides nothing, and need not: postings are sealed. */
export function wordOf(name: string, value: string): number {
  let hash = 0x811c9dc5
  const text = `${name}|${value}`
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}

/** What a page's rows are found under; a tombstone is found under nothing. */
export function postingsOf(page: PackedPage): Postings {
  const { kind } = page
  const found: number[] = []
  const states = page.states()
  if (isKind(kind)) {
    page.datas().forEach((data, slot) => {
      if (states[slot] === 'moved') return
      const { keys, day } = groupsOf(kind, data)
      const words = new Set(Object.entries(keys).flatMap(([name, values]) => values.map(value => wordOf(name, value))))
      if (day !== null) words.add(wordOf(DAY_TAG, day))
      // Word and slot in one number, so that one sort does for both; 2^48 is exact.
      for (const word of words) found.push(word * 65_536 + slot)
    })
  }
  const sorted = Float64Array.from(found).sort()
  return { words: Uint32Array.from(sorted, both => Math.floor(both / 65_536)), slots: Uint16Array.from(sorted, both => both % 65_536) }
}

/** The slots under a value, ascending. Some may be of another value with the same word. */
export function slotsUnder({ words, slots }: Postings, name: string, value: string): number[] {
  const word = wordOf(name, value)
  let low = 0
  let high = words.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((words[middle] as number) < word) low = middle + 1
    else high = middle
  }
  const found: number[] = []
  for (let at = low; words[at] === word; at += 1) found.push(slots[at] as number)
  return found
}

/** Postings as bytes: their number, the words, the slots. */
export function bytesOfPostings({ words, slots }: Postings): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 + words.byteLength + slots.byteLength)
  new DataView(bytes.buffer).setUint32(0, words.length)
  bytes.set(new Uint8Array(words.buffer, words.byteOffset, words.byteLength), 4)
  bytes.set(new Uint8Array(slots.buffer, slots.byteOffset, slots.byteLength), 4 + words.byteLength)
  return bytes
}

/** Null for bytes that are no postings. */
export function postingsFrom(bytes: Uint8Array<ArrayBuffer>): Postings | null {
  const count = bytes.length < 4 ? -1 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  if (bytes.length !== 4 + count * 6) return null
  const copy = bytes.slice(4)
  return { words: new Uint32Array(copy.buffer, 0, count), slots: new Uint16Array(copy.buffer, count * 4, count) }
}
