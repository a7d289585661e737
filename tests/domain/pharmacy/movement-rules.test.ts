import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { CheckContext, Known, Lookup } from '#domain/core/record.ts'
import { movementSchema, stockMovement, type MovementData } from '#domain/records/stock-movement.ts'
import { checkMovement } from '#domain/rules/pharmacy/movement-rules.ts'
import { balanceKey } from '#domain/rules/pharmacy/balance.ts'
import { shortRef } from '#domain/rules/pharmacy/count.ts'
import { sampleLine } from './count-sample.ts'
import { sampleMovement } from './sample.ts'

const original = sampleMovement({ quantity: -5, reason: 'diserahkan', visitId: 'v1' })
const asKnown = (id: string, data: MovementData): Known => ({ id, kind: 'stock-movement', stream: '', rev: 1, state: 'live', data: data as never })
const broken = (data: MovementData, found: MovementData | null = original, earlier: readonly MovementData[] = [], id = 'x'): string[] => checkMovement(data, {
  id, actor: 'a', roles: [], stream: '', before: null,
  found: lookup => {
    if (lookup.kind !== 'stock-movement') return []
    if ('key' in lookup) return lookup.key === 'reverses' ? earlier.map((one, index) => asKnown(`e${index}`, one)) : []
    return found ? [asKnown('m1', found)] : []
  },
}).map(one => `${one.rule} ${one.field}`)
const reversal = (changes: Partial<MovementData> = {}): MovementData => sampleMovement({ quantity: 5, reason: 'dibalik', reverses: 'm1', ...changes })

describe('a line of the ledger', () => {
  test('a receipt adds and a hand-over takes away', () => {
    expect(broken(sampleMovement())).toEqual([])
    expect(broken(original)).toEqual([])
    expect(broken(sampleMovement({ quantity: -100 }))).toEqual(['movement-sign quantity'])
    expect(broken(sampleMovement({ quantity: 5, reason: 'diserahkan' }))).toEqual(['movement-sign quantity'])
  })
  test('BR-30: a physical fact is not refused for being more than there was', () => {
    expect(broken(sampleMovement({ quantity: -1_000_000, reason: 'diserahkan' }), null)).toEqual([])
  })
  test('zero and fractions are no quantity', () => {
    for (const quantity of [0, 1.5]) expect(movementSchema.safeParse(sampleMovement({ quantity })).success).toBe(false)
    expect(movementSchema.safeParse(sampleMovement()).success).toBe(true)
  })
  test('every reason has its sign; a count may differ either way', () => {
    // What is missing besides is the paper, see below.
    const aboutSign = (data: MovementData): string[] => broken(data).filter(text => !text.endsWith(' documentId'))
    const signs = { diterima: 1, pindahan: 1, diserahkan: -1, dikirim: -1, diretur: -1, dimusnahkan: -1 } as const
    for (const [reason, sign] of Object.entries(signs)) {
      expect(aboutSign(sampleMovement({ reason: reason as MovementData['reason'], quantity: sign * 5 })), reason).toEqual([])
      expect(aboutSign(sampleMovement({ reason: reason as MovementData['reason'], quantity: -sign * 5 })), reason).toEqual(['movement-sign quantity'])
    }
    for (const quantity of [5, -5]) expect(aboutSign(sampleMovement({ reason: 'selisih', quantity }))).toEqual([])
  })
  test('BR-35: cooperative stock has no fund and does not travel between pustu', () => {
    expect(broken(sampleMovement({ source: 'koperasi', fund: 'jkn' }))).toEqual(['BR-35 fund'])
    expect(broken(sampleMovement({ source: 'koperasi', fund: 'program' }))).toEqual([])
    expect(broken(sampleMovement({ source: 'koperasi', reason: 'pindahan' }))).toEqual(['BR-35 source'])
    expect(broken(sampleMovement({ source: 'koperasi', reason: 'dikirim', quantity: -5 }))).toEqual(['BR-35 source'])
    expect(broken(sampleMovement({ fund: 'jkn', reason: 'pindahan' }))).toEqual([])
  })
  test('BR-34: an override without a reason is refused', () => {
    expect(broken(sampleMovement({ quantity: -1, reason: 'diserahkan', override: ' ' }))).toEqual(['BR-34 override'])
  })
  test('a reversal undoes exactly what it names', () => {
    expect(broken(reversal())).toEqual([])
    expect(broken(reversal(), null)).toEqual([])
    expect(broken(reversal({ quantity: 4 }))).toEqual(['movement-reversal reverses'])
    expect(broken(reversal({ source: 'koperasi' }))).toEqual(['movement-reversal reverses'])
    expect(broken(reversal({ batch: { number: 'A1', expiresOn: day('2026-04-30') } }))).toEqual(['movement-reversal reverses'])
    expect(broken(reversal({ quantity: -5 }), reversal())).toEqual(['movement-reversal reverses'])
  })
  test('only a reversal names another movement, and it must', () => {
    expect(broken(sampleMovement({ quantity: 5, reverses: 'm1' }))).toEqual(['movement-reversal reverses'])
    expect(broken(reversal({ reverses: null }))).toEqual(['movement-reversal reverses'])
    expect(stockMovement.lookups?.(reversal())).toEqual([{ kind: 'stock-movement', id: 'm1' }, { kind: 'stock-movement', key: 'reverses', value: 'm1' }])
    expect(stockMovement.lookups?.(original)).toEqual([{ kind: 'drug', id: original.drugId }, { kind: 'pharmacy-setting', above: 'apotek-' }])
  })
  test('a patient brings back no more than he got, of the same batch', () => {
    const back = (changes: Partial<MovementData> = {}): MovementData => sampleMovement({ quantity: 3, reason: 'dikembalikan', reverses: 'm1', visitId: 'v1', ...changes })
    expect(broken(back())).toEqual([])
    expect(broken(back({ quantity: 6 }))).toEqual(['movement-reversal reverses'])
    expect(broken(back(), sampleMovement())).toEqual(['movement-reversal reverses'])
    expect(broken(back({ fund: 'jkn' }))).toEqual(['movement-reversal reverses'])
    expect(broken(back({ reverses: null }))).toEqual(['movement-reversal reverses'])
  })
  test('of one movement never more comes back than went out, however often', () => {
    const back = (quantity: number): MovementData => sampleMovement({ quantity, reason: 'dikembalikan', reverses: 'm1', visitId: 'v1' })
    expect(broken(back(3), original, [back(2)])).toEqual([])
    expect(broken(back(3), original, [back(2), back(1)])).toEqual(['movement-reversal quantity'])
    expect(broken(reversal(), original, [back(1)])).toEqual(['movement-reversal quantity'])
    expect(broken(back(1), original, [reversal()])).toEqual(['movement-reversal quantity'])
    expect(broken(back(5), original, [back(5)], 'e0'), 'itself is not counted twice').toEqual([])
    const received = sampleMovement({ quantity: 5 })
    expect(broken(reversal({ quantity: -5 }), received, [reversal({ quantity: -5 })])).toEqual(['movement-reversal quantity'])
  })
  test('a reversal says what it undoes, and that is what was done', () => {
    expect(broken(reversal({ undoes: 'diserahkan' }))).toEqual([])
    expect(broken(reversal({ undoes: 'dimusnahkan' }))).toEqual(['movement-reversal reverses'])
    const lost = sampleMovement({ quantity: -5, reason: 'dimusnahkan' })
    expect(broken(reversal({ undoes: 'dimusnahkan' }), lost)).toEqual([])
  })
})

describe('what is written only with its paper', () => {
  const rows = (kind: string, data: readonly object[]) => (lookup: Lookup) => (lookup.kind === kind ? data.map((found, index) => ({ id: `r${index}`, kind, stream: '', rev: 1, state: 'live' as const, data: found as never })) : [])
  const check = (data: MovementData, found: CheckContext<MovementData>['found'], actor = 'kapus', id = 'x'): string[] => checkMovement(data, { id, actor, roles: [], stream: '', before: null, found }).map(one => `${one.rule} ${one.field}`)

  test('BR-36: stock is destroyed as its minutes say, and not without them', () => {
    const gone = sampleMovement({ quantity: -4, reason: 'dimusnahkan', documentId: 'r0' })
    const minutes = { lines: [{ drugId: gone.drugId, source: 'program', batch: gone.batch, quantity: 4, cause: 'rusak' }] }
    expect(check(gone, rows('write-off', [minutes]), 'bidan', 'r0-m0')).toEqual([])
    expect(check(gone, () => [], 'bidan', 'r0-m0')).toEqual(['BR-36 documentId'])
    expect(check({ ...gone, documentId: null }, rows('write-off', []), 'bidan', 'r0-m0')).toEqual(['BR-36 documentId'])
    expect(check({ ...gone, quantity: -5 }, rows('write-off', [minutes]), 'bidan', 'r0-m0')).toEqual(['document-line documentId'])
    expect(check({ ...gone, batch: { ...gone.batch, number: 'LAIN' } }, rows('write-off', [minutes]), 'bidan', 'r0-m0')).toEqual(['document-line documentId'])
    expect(stockMovement.lookups?.(gone)).toEqual([{ kind: 'write-off', id: 'r0' }])
  })

  test('BR-37: a difference is posted for a batch that was counted, once counting is over, by somebody who did not count', () => {
    const difference = sampleMovement({ quantity: -3, reason: 'selisih', documentId: 'opname' })
    const id = `opname-d${shortRef(balanceKey(difference))}`
    const count = { submitted: { by: 'bidan', at: '', note: '', leftOut: [] }, source: 'program', approval: null }
    const line = { ...sampleLine('l1').data, by: 'perawat' }
    const over = (counted: object, lines: readonly object[] = [line]) => (lookup: Lookup) => [...rows('stock-count', [counted])(lookup), ...rows('count-line', lines)(lookup)]
    expect(check(difference, over(count), 'kapus', id)).toEqual([])
    expect(check(difference, over(count), 'kapus', `${id}-k1`)).toEqual([])
    expect(check(difference, over(count), 'perawat', id)).toEqual(['BR-37 documentId'])
    expect(check(difference, over(count), 'bidan', id)).toEqual(['BR-37 documentId'])
    expect(check(difference, over({ ...count, submitted: null }), 'kapus', id)).toEqual(['BR-37 documentId'])
    expect(check(difference, over({ ...count, source: 'koperasi' }), 'kapus', id)).toEqual(['BR-37 documentId'])
    expect(check(difference, () => [], 'kapus', id)).toEqual(['BR-37 documentId'])
    expect(check(difference, over(count, [{ ...line, batch: { ...line.batch, number: 'LAIN' } }]), 'kapus', id), 'never counted').toEqual(['BR-37 documentId'])
    for (const strange of ['x', `${id}-k0`, `${id}-lagi`]) expect(check(difference, over(count), 'kapus', strange)).toEqual(['document-line documentId'])
    const back = sampleMovement({ quantity: 3, reason: 'dibalik', undoes: 'selisih', reverses: 'm1', documentId: 'opname' })
    expect([check(back, over(count)), check(back, over(count), 'perawat')]).toEqual([[], ['BR-37 documentId']])
    expect(stockMovement.lookups?.(difference)).toEqual([{ kind: 'stock-count', id: 'opname' }, { kind: 'count-line', key: 'count', value: 'opname' }])
  })

  test('BR-37: what corrects an approved count says why, and what comes before the approval does not pass by it', () => {
    const late = sampleMovement({ quantity: 2, reason: 'selisih', documentId: 'opname' })
    const id = `opname-d${shortRef(balanceKey(late))}-k1`
    const count = { submitted: { by: 'bidan', at: '', note: '', leftOut: [] }, source: 'program', approval: { by: 'kapus', lines: [], system: [] } }
    const known = (counted: object) => (lookup: Lookup) => [...rows('stock-count', [counted])(lookup), ...rows('count-line', [sampleLine('l1').data])(lookup)]
    expect(check(late, known(count), 'kapus', id)).toEqual(['BR-37 note'])
    expect(check({ ...late, note: ' ' }, known(count), 'kapus', id)).toEqual(['BR-37 note'])
    expect(check({ ...late, note: 'SBBK terlambat dicatat' }, known(count), 'kapus', id)).toEqual([])
    expect(check({ ...late, note: 'SBBK terlambat dicatat' }, known({ ...count, approval: null }), 'kapus', id)).toEqual(['BR-37 note'])
  })
})
