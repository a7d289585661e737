import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '#domain/core/json.ts'
import { definitionOf, type Kind } from '#domain/records/index.ts'
import { DAY_TAG } from '#app/db/row-box.ts'
import { bytesOfPostings, postingsFrom, postingsOf, postingsVersion, slotsUnder, wordOf } from '#app/db/pages/postings.ts'
import { groupsOf } from '#sync/groups.ts'
import type { Row } from '#sync/messages.ts'
import { openPage } from '#sync/pages/open.ts'
import { packPage } from '#sync/pages/pack.ts'
import { movementData, patientData } from '#tests/app/sync/records.ts'
import { KIARA, Ledgers, Tablet } from '../fold-world.ts'

const name = fc.constantFrom('Siti Aminah', 'Budi Santoso', 'Nur', 'Étienne', 'siti', '')
const datas: Readonly<Record<'stock-movement' | 'patient', fc.Arbitrary<Json>>> = {
  'stock-movement': fc.record({ drug: fc.constantFrom('obat-0', 'obat-1', 'obat-2'), on: fc.integer({ min: 10, max: 28 }) })
    .map(({ drug, on }) => movementData(5, { drugId: drug, on: `2025-12-${on}` as never }) as unknown as Json),
  // What an older or newer version wrote is found under nothing, and does not keep its page from being found.
  patient: fc.oneof({ weight: 5, arbitrary: name.map(one => patientData(one) as unknown as Json) }, { weight: 1, arbitrary: fc.constantFrom<Json>(null, 'asing', { name: 7 }) }),
}
const rowsArbitrary = (kind: 'stock-movement' | 'patient'): fc.Arbitrary<Row[]> => fc.array(fc.record({ data: datas[kind], state: fc.constantFrom<Row['state']>('live', 'live', 'void', 'moved') }), { minLength: 1, maxLength: 30 })
  .map(parts => parts.map(({ data, state }, index) => ({
    stream: KIARA, seq: index + 1, id: `r-${String(index).padStart(3, '0')}`, kind, rev: 1, state, data, conflicts: [], by: { actor: 'bidan', dev: 'tab-1', at: '2025-12-16T09:00:00.000+07:00' },
  })))

/** Every value of every row, and what must be found under it. */
function valuesOf(kind: Kind, rows: readonly Row[]): Map<string, { name: string; value: string; slots: number[] }> {
  const found = new Map<string, { name: string; value: string; slots: number[] }>()
  for (const [slot, row] of rows.entries()) {
    const { keys, day } = groupsOf(kind, row.data)
    const all = [...Object.entries(keys).flatMap(([key, values]) => values.map(value => [key, value] as const)), ...(day === null ? [] : [[DAY_TAG, day] as const])]
    for (const [key, value] of all) {
      const own = found.get(`${key}|${value}`) ?? { name: key, value, slots: [] }
      found.set(`${key}|${value}`, own)
      if (row.state !== 'moved' && own.slots.at(-1) !== slot) own.slots.push(slot)
    }
  }
  return found
}

/** Two values of a query key that have the same word. */
function sameWord(): [string, string] {
  const known = new Map<number, string>()
  for (let number = 0; ; number += 1) {
    const value = `obat-${number}`
    const word = wordOf('drug', value)
    const other = known.get(word)
    if (other !== undefined) return [other, value]
    known.set(word, value)
  }
}

describe('postings', () => {
  it.each(['stock-movement', 'patient'] as const)('name for each value of a %s exactly the rows that groupsOf finds under it', kind => {
    fc.assert(fc.property(rowsArbitrary(kind), rows => {
      const postings = postingsOf(openPage(packPage(rows)))
      const values = valuesOf(kind, rows)
      for (const { name: key, value, slots } of values.values()) expect(slotsUnder(postings, key, value), `${key} ${value}`).toEqual(slots)
      expect(postings.words).toHaveLength([...values.values()].reduce((all, { slots }) => all + slots.length, 0))
      expect(slotsUnder(postings, 'drug', 'yang tidak ada')).toEqual([])
      // And they are the same again from their bytes, wherever these lie in a larger piece.
      const bytes = bytesOfPostings(postings)
      expect(postingsFrom(bytes)).toEqual(postings)
      const larger = new Uint8Array(bytes.length + 3)
      larger.set(bytes, 3)
      expect(postingsFrom(larger.subarray(3))).toEqual(postings)
    }), { numRuns: 60 })
  })

  it('of a kind that is not known are empty', () => {
    const row: Row = { stream: KIARA, seq: 1, id: 'a', kind: 'dari-versi-lain', rev: 1, state: 'live', data: { drugId: 'obat-0' }, conflicts: [], by: { actor: 'a', dev: 'b', at: 'c' } }
    const postings = postingsOf(openPage(packPage([row])))
    expect([postings.words.length, postings.slots.length]).toEqual([0, 0])
    expect(postingsFrom(bytesOfPostings(postings))).toEqual(postings)
  })

  it('bytes that were cut or lengthened are no postings', () => {
    const bytes = bytesOfPostings({ words: Uint32Array.from([1, 2, 3]), slots: Uint16Array.from([4, 5, 6]) })
    for (let length = 0; length < bytes.length; length += 1) expect(postingsFrom(bytes.slice(0, length)), `${length} bytes`).toBeNull()
    const longer = new Uint8Array(bytes.length + 1)
    longer.set(bytes)
    expect(postingsFrom(longer)).toBeNull()
    const wrongCount = bytes.slice()
    wrongCount[3] = 4
    expect(postingsFrom(wrongCount)).toBeNull()
  })

  it('words are numbers of 32 bits that differ for the same value of another query key', () => {
    expect(wordOf('drug', 'obat-0')).not.toBe(wordOf('batch', 'obat-0'))
    fc.assert(fc.property(fc.string(), fc.string(), (key, value) => {
      const word = wordOf(key, value)
      expect(Number.isInteger(word) && word >= 0 && word < 2 ** 32).toBe(true)
    }))
  })

  it('two values with one word are told apart by the rows themselves', async () => {
    const [a, b] = sameWord()
    expect([wordOf('drug', a), a === b]).toEqual([wordOf('drug', b), false])
    const ledgers = new Ledgers()
    for (const [index, drugId] of [a, b, a, 'obat-lain', b].entries()) ledgers.put(KIARA, `m-${index}`, movementData(1, { drugId }))
    const tab = await new Tablet().open()
    try {
      expect(await tab.downloadPages(ledgers, KIARA, 5)).toBe(true)
      for (const [drugId, ids] of [[a, ['m-0', 'm-2']], [b, ['m-1', 'm-4']]] as const) {
        expect((await tab.store.byKey('stock-movement', 'drug', drugId)).map(({ id }) => id).sort()).toEqual(ids)
      }
      expect((await tab.store.byKey('stock-movement', 'drug', a, { newest: 1 })).map(({ id }) => id)).toEqual(['m-2'])
    } finally {
      tab.close()
    }
  })

  it('are named after the code that made them: each kind and each version of it by another word', () => {
    expect(postingsVersion('patient')).toBe(postingsVersion('patient'))
    expect(postingsVersion('patient')).not.toBe(postingsVersion('stock-movement'))
    expect(postingsVersion('patient')).toContain(`.${definitionOf('patient').version}.`)
  })
})
