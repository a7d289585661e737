import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { day, type Month } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { anomaliesOf, type AnomalyKind } from '#domain/rules/supervision/anomalies.ts'
import type { SummaryVisit } from '#domain/rules/supervision/day-summary.ts'

const MONTH = '2025-11' as Month
const WIB = (): 'Asia/Jakarta' => 'Asia/Jakarta'
let counter = 0

/** A visit entered at a moment of the clinic's wall (WIB): the id carries it. */
const idAt = (wall: string): string => {
  const time = (Date.parse(`${wall}:00Z`) - 7 * 3_600_000).toString(16).padStart(12, '0')
  counter += 1
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${counter.toString(16).padStart(12, '0')}`
}
interface Made { readonly on?: string; readonly time?: string; readonly entered?: string; readonly by?: string; readonly pustu?: string; readonly vitals?: VisitData['vitals']; readonly signed?: boolean; readonly patient?: string }
function visit({ on = '2025-11-12', time = '09:00', entered, by = 'bidan', pustu = 'kiara', vitals = {}, signed = true, patient }: Made = {}): SummaryVisit {
  const id = idAt(entered ?? `${on}T${time}`)
  const data = { patientId: patient ?? `p-${id}`, on: day(on), time, author: by, vitals, signature: signed ? { by, name: by, sip: '', on: day(on) } : null } as unknown as VisitData
  return { id, stream: streamOf('clinical', pustu), state: 'live', data }
}
const kinds = (visits: readonly SummaryVisit[]): AnomalyKind[] => anomaliesOf(visits, MONTH, WIB).map(one => one.kind)
const SAME = { sistolik: 124, diastolik: 82, nadi: 83, napas: 20 }

describe('values that repeat', () => {
  it('the same four values in three people of one day by one author are shown, in two they are not', () => {
    expect(kinds([1, 2, 3].map(() => visit({ vitals: SAME })))).toEqual(['vitals-repeated'])
    expect(kinds([1, 2].map(() => visit({ vitals: SAME })))).toEqual([])
  })
  it('one person measured three times is one person; three values are too few to compare; another author is another matter', () => {
    expect(kinds([1, 2, 3].map(() => visit({ vitals: SAME, patient: 'sama' })))).toEqual([])
    expect(kinds([1, 2, 3].map(() => visit({ vitals: { sistolik: 124, diastolik: 82, nadi: 83 } })))).toEqual([])
    expect(kinds(['a', 'b', 'c'].map(by => visit({ vitals: SAME, by })))).toEqual([])
  })
  it('on six different days it takes six people', () => {
    const on = (n: number): SummaryVisit[] => Array.from({ length: n }, (_, index) => visit({ on: `2025-11-${String(10 + index)}`, vitals: SAME }))
    expect(kinds(on(5))).toEqual([])
    expect(kinds(on(6))).toEqual(['vitals-repeated'])
  })
})

describe('pressures that end in 0', () => {
  const read = (pairs: readonly (readonly [number, number])[]): SummaryVisit[] => pairs.map(([sistolik, diastolik]) => visit({ vitals: { sistolik, diastolik } }))
  it('12 of 20 values are exactly 60 % and not shown, 13 of 20 are', () => {
    const pairs = (zeros: number): [number, number][] => Array.from({ length: 10 }, (_, index) => [2 * index < zeros ? 120 : 123, 2 * index + 1 < zeros ? 80 : 83])
    expect(kinds(read(pairs(12)))).toEqual([])
    expect(anomaliesOf(read(pairs(13)), MONTH, WIB)).toMatchObject([{ kind: 'pressure-zeros', count: 13, of: 20 }])
  })
  it('values that end in 5 are no tens', () => {
    expect(kinds(read(Array.from({ length: 12 }, () => [125, 85] as const)))).toEqual([])
  })
  it('19 values say nothing yet', () => {
    expect(kinds([...read(Array.from({ length: 9 }, () => [120, 80] as const)), visit({ vitals: { sistolik: 120 } })])).toEqual([])
  })
})

describe('visits entered in a heap at the end of the month', () => {
  const heap = (n: number, date: string): SummaryVisit[] => Array.from({ length: n }, (_, index) => visit({ on: '2025-11-28', time: '08:00', entered: `${date}T13:${String(index * 5).padStart(2, '0')}` }))
  it('eight within an hour on the 28th are shown, seven are not, and eight on the 27th are not', () => {
    expect(kinds(heap(8, '2025-11-28'))).toEqual(['month-end-burst'])
    expect(kinds(heap(7, '2025-11-28'))).toEqual([])
    expect(kinds(heap(8, '2025-11-27')).filter(kind => kind === 'month-end-burst')).toEqual([])
  })
  it('up to the third day of the next month, by the wall: one minute to midnight on the 3rd still is', () => {
    const late = (minute: string): SummaryVisit[] => Array.from({ length: 8 }, () => visit({ on: '2025-11-30', time: '23:00', entered: minute }))
    expect(kinds(late('2025-12-03T22:59'))).toContain('month-end-burst')
    expect(kinds(late('2025-12-04T00:01'))).not.toContain('month-end-burst')
  })
})

describe('entry far from the event', () => {
  it('72 hours after are in time, a minute more is not; an hour before is borne, a minute more is not', () => {
    expect(kinds([visit({ on: '2025-11-10', time: '09:00', entered: '2025-11-13T09:00' })])).toEqual([])
    expect(kinds([visit({ on: '2025-11-10', time: '09:00', entered: '2025-11-13T09:01' })])).toEqual(['entry-far'])
    expect(kinds([visit({ on: '2025-11-10', time: '09:00', entered: '2025-11-10T08:00' })])).toEqual([])
    expect(kinds([visit({ on: '2025-11-10', time: '09:00', entered: '2025-11-10T07:59' })])).toEqual(['entry-far'])
  })
  it('an id that does not say when it was made says nothing', () => {
    expect(kinds([{ ...visit({ on: '2025-11-10' }), id: 'lama-1' }])).toEqual([])
  })
})

describe('one person at two pustu', () => {
  it('on one day is shown, on two days is not', () => {
    const two = anomaliesOf([visit({ pustu: 'kiara' }), visit({ pustu: 'teritih', time: '10:00' })], MONTH, WIB)
    expect(two).toMatchObject([{ kind: 'two-pustu', pustu: null, author: 'bidan', on: '2025-11-12', count: 2 }])
    expect(kinds([visit({ pustu: 'kiara' }), visit({ pustu: 'teritih', on: '2025-11-13' })])).toEqual([])
  })
})

describe('what is looked at', () => {
  it('neither drafts, nor voided visits, nor those of another month', () => {
    const three = (made: Made): SummaryVisit[] => [1, 2, 3].map(() => visit({ vitals: SAME, ...made }))
    expect(kinds(three({ signed: false }))).toEqual([])
    expect(kinds(three({}).map(one => ({ ...one, state: 'void' as const })))).toEqual([])
    expect(kinds(three({ on: '2025-10-12' }))).toEqual([])
  })
  it('the order of records does not matter, and every visit named was given', () => {
    const made = fc.record({ on: fc.integer({ min: 24, max: 30 }).map(date => `2025-11-${date}`), by: fc.constantFrom('bidan', 'perawat'), pustu: fc.constantFrom('kiara', 'teritih'), late: fc.integer({ min: 0, max: 5 }), set: fc.constantFrom(SAME, {}, { sistolik: 120, diastolik: 80 }) })
    fc.assert(fc.property(fc.array(made, { maxLength: 40 }), fc.integer(), (specs, seed) => {
      const visits = specs.map(({ late, set, ...spec }) => visit({ ...spec, vitals: set, entered: `2025-12-0${Math.max(1, late)}T10:00` }))
      const shuffled = [...visits].sort((a, b) => ((a.id.charCodeAt(35) * 31 + seed) % 7) - ((b.id.charCodeAt(35) * 31 + seed) % 7))
      const found = anomaliesOf(visits, MONTH, WIB)
      const plain = (one: (typeof found)[number]) => ({ ...one, visits: [...one.visits] })
      expect(anomaliesOf(shuffled, MONTH, WIB).map(plain)).toEqual(found.map(plain))
      const ids = new Set(visits.map(one => one.id))
      expect(found.every(one => one.visits.length > 0 && one.visits.every(id => ids.has(id)))).toBe(true)
    }), { numRuns: 60 })
  })
})
