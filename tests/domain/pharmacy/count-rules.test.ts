import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { CheckContext } from '#domain/core/record.ts'
import { countLine, type CountLineData } from '#domain/records/count-line.ts'
import { stockCount, type CountData } from '#domain/records/stock-count.ts'
import { checkCount, checkCountLine } from '#domain/rules/pharmacy/count-rules.ts'
import type { CountLine } from '#domain/rules/pharmacy/count.ts'
import { sampleCount, sampleLine } from './count-sample.ts'

const submitted = { by: 'bidan', at: '2025-12-17T11:00:00', note: '', leftOut: [] }
const approval = { by: 'kapus', at: '2025-12-18T08:00:00', note: '', lines: ['0123456789ab'], system: [118] }
const signed = (by: string, note = 'salah rak') => ({ by, on: day('2025-12-17'), note })
const broken = (before: CountData | null, data: CountData, actor: string, lines: readonly CountLine[] = [sampleLine('l1')]): string[] => {
  const context: CheckContext<CountData> = { id: 'opname', actor, roles: [], stream: '', before, found: lookup => ('key' in lookup && lookup.kind === 'count-line' && lookup.value === 'opname' ? lines.map(line => ({ ...line, kind: 'count-line', stream: '', rev: 1, state: 'live' as const, data: line.data as never })) : []) }
  return checkCount(data, context).map(found => `${found.rule} ${found.field}`)
}

describe('the steps of a count', () => {
  test('it begins open', () => {
    expect(broken(null, sampleCount(), 'bidan')).toEqual([])
    expect(broken(null, sampleCount({ submitted, approval }), 'bidan')).toEqual(['count-new submitted', 'count-new approval'])
  })
  test('what it is about never changes', () => {
    for (const change of [{ source: 'koperasi' as const }, { drugIds: ['x'] }, { openedAt: '2025-12-16T09:00:00' }, { number: 'LAIN' }, { openedBy: 'lain' }]) {
      expect(broken(sampleCount(), sampleCount(change), 'bidan')).toEqual([`count-fixed ${Object.keys(change)[0]}`])
    }
  })
  test('submitted, approved, sent back or cancelled by who does it, and for a reason', () => {
    const open = sampleCount()
    const waiting = sampleCount({ submitted })
    expect(broken(open, waiting, 'bidan')).toEqual([])
    expect(broken(open, waiting, 'perawat')).toEqual(['count-signer submitted.by'])
    expect(broken(waiting, sampleCount({ submitted, approval }), 'kapus')).toEqual([])
    expect(broken(waiting, sampleCount({ submitted, approval }), 'perawat')).toEqual(['count-signer approval.by'])
    expect(broken(waiting, sampleCount({ returned: signed('kapus') }), 'kapus')).toEqual([])
    expect(broken(waiting, sampleCount({ returned: signed('kapus', ' ') }), 'kapus')).toEqual(['count-reason returned.note'])
    expect(broken(waiting, open, 'kapus')).toEqual(['count-returned returned'])
    expect(broken(waiting, sampleCount({ submitted, returned: signed('kapus') }), 'kapus')).toEqual(['count-returned returned'])
    expect(broken(open, sampleCount({ cancelled: signed('bidan') }), 'bidan')).toEqual([])
    expect(broken(open, sampleCount({ cancelled: signed('bidan', '') }), 'bidan')).toEqual(['count-reason cancelled.note'])
  })
  test('approved only after it was submitted, with a figure for each line', () => {
    expect(broken(sampleCount(), sampleCount({ approval }), 'kapus')).toEqual(['count-submitted approval'])
    expect(broken(sampleCount({ submitted }), sampleCount({ submitted, approval: { ...approval, system: [] } }), 'kapus')).toEqual(['count-lines approval.lines'])
    expect(broken(sampleCount({ submitted }), sampleCount({ submitted, approval: { ...approval, lines: [], system: [] } }), 'kapus')).toEqual(['count-lines approval.lines'])
  })
  test('BR-37: who counted or submitted does not approve', () => {
    const waiting = sampleCount({ submitted })
    expect(broken(waiting, sampleCount({ submitted, approval: { ...approval, by: 'bidan' } }), 'bidan', [])).toEqual(['BR-37 approval.by'])
    expect(broken(waiting, sampleCount({ submitted, approval: { ...approval, by: 'perawat' } }), 'perawat', [sampleLine('l1', { by: 'perawat' })])).toEqual(['BR-37 approval.by'])
    expect(stockCount.lookups?.(sampleCount({ submitted, approval }), 'opname')).toEqual([{ kind: 'count-line', key: 'count', value: 'opname' }])
    expect(stockCount.lookups?.(waiting, 'opname')).toEqual([])
  })
  test('approved or cancelled, it stays so', () => {
    const done = sampleCount({ submitted, approval })
    expect(broken(done, sampleCount({ submitted }), 'kapus')).toEqual(['count-closed approval'])
    expect(broken(done, sampleCount({ submitted, approval, cancelled: signed('kapus') }), 'kapus')).toEqual(['count-closed cancelled'])
    expect(broken(done, sampleCount({ returned: signed('kapus'), approval }), 'kapus')).toEqual(['count-closed submitted', 'count-closed returned'])
    expect(broken(sampleCount({ cancelled: signed('bidan') }), sampleCount({ submitted, cancelled: signed('bidan') }), 'bidan')).toEqual(['count-closed submitted'])
  })
})

describe('a line of a count', () => {
  const brokenLine = (changes: Partial<CountLineData>, count: CountData | null, actor = 'bidan'): string[] =>
    checkCountLine(sampleLine('l1', changes).data, { id: 'l1', actor, roles: [], stream: '', before: null, found: lookup => (count && 'id' in lookup && lookup.id === 'opname' ? [{ id: 'opname', kind: 'stock-count', stream: '', rev: 1, state: 'live', data: count as never }] : []) }).map(found => `${found.rule} ${found.field}`)
  test('says who counted, truly', () => {
    expect(brokenLine({}, sampleCount())).toEqual([])
    expect(brokenLine({}, sampleCount(), 'perawat')).toEqual(['count-signer by'])
  })
  test('belongs to its count: its source and its drugs', () => {
    expect(brokenLine({ source: 'koperasi' }, sampleCount())).toEqual(['BR-35 source'])
    expect(brokenLine({ source: 'koperasi', fund: 'jkn' }, sampleCount({ source: 'koperasi' }))).toEqual(['BR-35 fund'])
    expect(brokenLine({}, sampleCount({ drugIds: ['lain'] }))).toEqual(['count-drug drugId'])
    expect(brokenLine({}, sampleCount({ drugIds: ['amlodipin-5-mg-tablet'] }))).toEqual([])
    expect(countLine.lookups?.(sampleLine('l1').data)).toEqual([{ kind: 'stock-count', id: 'opname' }])
  })
  test('is kept when it arrives late or before its count', () => {
    expect(brokenLine({}, sampleCount({ submitted, approval }))).toEqual([])
    expect(brokenLine({}, sampleCount({ cancelled: signed('bidan') }))).toEqual([])
    expect(brokenLine({}, null)).toEqual([])
  })
})
