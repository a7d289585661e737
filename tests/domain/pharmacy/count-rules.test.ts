import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { CheckContext, Known } from '#domain/core/record.ts'
import { countLine, type CountLineData } from '#domain/records/count-line.ts'
import { stockCount, type CountData } from '#domain/records/stock-count.ts'
import { checkCount, checkCountLine } from '#domain/rules/pharmacy/count-rules.ts'
import { shortRef, type CountLine } from '#domain/rules/pharmacy/count.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { BATCH, sampleCount, sampleLine } from './count-sample.ts'
import { sampleMovement } from './sample.ts'

const submitted = { by: 'bidan', at: '2025-12-17T11:00:00', note: '', leftOut: [] }
const approval = { by: 'kapus', at: '2025-12-18T08:00:00', note: '', lines: [shortRef('l1')], system: [118] }
/** Counted 115 where the ledger had 118, for a reason; and what was posted of it. */
const explained = sampleLine('l1', { reason: 'pecah' })
const posted = (quantity: number, changes: Partial<MovementData> = {}): MovementData => sampleMovement({ quantity, reason: 'selisih', documentId: 'opname', ...changes })
const signed = (by: string, note = 'salah rak') => ({ by, on: day('2025-12-17'), note })
const broken = (before: CountData | null, data: CountData, actor: string, lines: readonly CountLine[] = [explained], movements: readonly MovementData[] = [posted(-3)]): string[] => {
  const known = (id: string, kind: string, found: object): Known => ({ id, kind, stream: '', rev: 1, state: 'live', data: found as never })
  const context: CheckContext<CountData> = {
    id: 'opname', actor, roles: [], stream: '', before,
    found: lookup => {
      if (!('key' in lookup) || lookup.value !== 'opname') return []
      return lookup.kind === 'count-line' ? lines.map(line => known(line.id, 'count-line', line.data)) : movements.map((one, index) => known(`m${index}`, 'stock-movement', one))
    },
  }
  return checkCount(data, context).map(found => `${found.rule} ${found.field}`)
}

describe('the steps of a count', () => {
  test('it begins open', () => {
    expect(broken(null, sampleCount(), 'bidan')).toEqual([])
    expect(broken(null, sampleCount(), 'perawat')).toEqual(['count-signer openedBy'])
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
    expect(broken(waiting, sampleCount({ submitted, approval: { ...approval, by: 'bidan' } }), 'bidan')).toEqual(['BR-37 approval.by'])
    expect(broken(waiting, sampleCount({ submitted, approval: { ...approval, by: 'perawat' } }), 'perawat', [sampleLine('l1', { by: 'perawat', reason: 'pecah' })])).toEqual(['BR-37 approval.by'])
    expect(stockCount.lookups?.(sampleCount({ submitted, approval }), 'opname')).toEqual([{ kind: 'count-line', key: 'count', value: 'opname' }, { kind: 'stock-movement', key: 'document', value: 'opname' }])
    expect(stockCount.lookups?.(waiting, 'opname')).toEqual([])
  })
  test('BR-37: system 118, counted 115: the difference −3 is approved with its reason and with −3 posted, and nothing else', () => {
    const approve = (lines: readonly CountLine[], movements: readonly MovementData[], changes: Partial<typeof approval> = {}): string[] =>
      broken(sampleCount({ submitted }), sampleCount({ submitted, approval: { ...approval, ...changes } }), 'kapus', lines, movements)
    expect(approve([explained], [posted(-3)])).toEqual([])
    expect(approve([explained], [posted(-3000)])).toEqual(['count-posted approval.system.0'])
    expect(approve([explained], [])).toEqual(['count-posted approval.system.0'])
    expect(approve([explained], [posted(-4), posted(1)]), 'in two entries').toEqual([])
    expect(approve([explained], [posted(-3), posted(3, { reason: 'dibalik', undoes: 'selisih', reverses: 'm0' })])).toEqual(['count-posted approval.system.0'])
    expect(approve([sampleLine('l1')], [posted(-3)])).toEqual(['BR-37 approval.lines.0'])
    expect(approve([sampleLine('l1', { reason: '  ' })], [posted(-3)])).toEqual(['BR-37 approval.lines.0'])
    expect(approve([sampleLine('l1', { counted: 118 })], []), 'what agrees needs no reason').toEqual([])
  })
  test('an approval names lines of its own count, one a batch, and every batch that was posted', () => {
    const other = sampleLine('l2', { batch: { ...BATCH, number: 'A2' }, counted: 5, reason: 'salah rak' })
    const approve = (refs: readonly string[], system: readonly number[], movements: readonly MovementData[]): string[] =>
      broken(sampleCount({ submitted }), sampleCount({ submitted, approval: { ...approval, lines: refs.map(shortRef), system: [...system] } }), 'kapus', [explained, other, sampleLine('l3', { counted: 116, reason: 'lagi' })], movements)
    const second = posted(5, { batch: { ...BATCH, number: 'A2' } })
    expect(approve(['l1', 'l2'], [118, 0], [posted(-3), second])).toEqual([])
    expect(approve(['l1', 'asing'], [118, 0], [posted(-3)])).toEqual(['count-lines approval.lines.1'])
    expect(approve(['l1', 'l3'], [118, 118], [posted(-3)])).toEqual(['count-lines approval.lines.1'])
    expect(approve(['l1'], [118], [posted(-3), second])).toEqual(['count-posted approval.lines'])
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
