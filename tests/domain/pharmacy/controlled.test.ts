import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { CheckContext, Known, Lookup, RuleBreak } from '#domain/core/record.ts'
import { delivery, type DeliveryData } from '#domain/records/delivery.ts'
import { goodsReceipt, type GoodsReceiptData } from '#domain/records/goods-receipt.ts'
import { handover, type HandoverData } from '#domain/records/handover.ts'
import { MOVEMENT_REASONS, stockMovement, type MovementData } from '#domain/records/stock-movement.ts'
import { DEFAULT_PHARMACY_SETTING } from '#domain/rules/pharmacy/drug-facts.ts'
import { sampleMovement } from './sample.ts'

const ON = day('2025-12-17')
const BATCH = { number: 'A', expiresOn: day('2027-03-31') }
const DRUGS: Readonly<Record<string, string>> = { diazepam: 'psikotropika', morfin: 'narkotika', oralit: 'bebas', amoksisilin: 'keras' }

/** Answers what is declared and nothing else, as the judge does for a record in Kiara's stream. */
function world(declared: readonly Lookup[], controlledAt: readonly string[] | null, state: 'live' | 'void' = 'live'): CheckContext<unknown>['found'] {
  return lookup => {
    if (!declared.some(one => JSON.stringify(one) === JSON.stringify(lookup))) return []
    const known = (id: string, data: object): Known[] => [{ id, kind: lookup.kind, stream: 'puskesmas:pkm/catalogue', rev: 1, state, data: data as never }]
    if (lookup.kind === 'pharmacy-setting') return controlledAt === null ? [] : known('apotek-pkm', { ...DEFAULT_PHARMACY_SETTING, controlledAt })
    return lookup.kind === 'drug' && 'id' in lookup && DRUGS[lookup.id] ? [{ ...known(lookup.id, { class: DRUGS[lookup.id] })[0] as Known, state: 'live' }] : []
  }
}
const only38 = (breaks: readonly RuleBreak[]): string[] => breaks.filter(one => one.rule === 'BR-38').map(one => one.field ?? '')
const context = <D>(declared: readonly Lookup[], controlledAt: readonly string[] | null, before: D | null = null, state: 'live' | 'void' = 'live'): CheckContext<D> =>
  ({ id: 'x', actor: 'bidan', roles: ['nakes'], stream: 'pustu:pustu-kiara/stock', before, found: world(declared, controlledAt, state) })
const moved = (data: MovementData, controlledAt: readonly string[] | null, state: 'live' | 'void' = 'live'): string[] =>
  only38(stockMovement.check?.(data, context<MovementData>(stockMovement.lookups?.(data) ?? [], controlledAt, null, state)) ?? [])

describe('BR-38: psychotropics and narcotics only where the head has enabled the pustu', () => {
  const receipt = (drugId: string): MovementData => sampleMovement({ drugId })
  test('a movement that brings them or hands them out is refused elsewhere, and without any setting', () => {
    expect(moved(receipt('diazepam'), ['pustu-kiara'])).toEqual([])
    expect([moved(receipt('diazepam'), ['pustu-teritih']), moved(receipt('morfin'), []), moved(receipt('diazepam'), null)]).toEqual([['drugId'], ['drugId'], ['drugId']])
    expect(moved(receipt('diazepam'), ['pustu-kiara'], 'void'), 'a setting that was taken away').toEqual(['drugId'])
    expect([moved(receipt('oralit'), []), moved(receipt('amoksisilin'), []), moved(receipt('tak-dikenal'), [])]).toEqual([[], [], []])
  })
  test('what leads away from the shelf, or says what is on it, is never refused for it', () => {
    const refused = MOVEMENT_REASONS.filter(reason => moved(sampleMovement({ drugId: 'diazepam', reason, quantity: -1 }), []).length > 0)
    expect(refused).toEqual(['diterima', 'diserahkan', 'pindahan'])
  })

  test('a hand-over names the line; what takes one back is let pass', () => {
    const line = (drugId: string): HandoverData['lines'][number] => ({ drugId, drug: drugId, unit: 'tablet', quantity: 1, unitPrice: 0, amount: 0, batches: [{ batch: BATCH, quantity: 1 }], directions: null, signa: '' })
    const data: HandoverData = {
      number: '1', on: ON, time: '09:00', source: 'program', visitId: null, taker: { kind: 'umum', id: null, name: '', member: null }, prescription: { number: 'R', prescriber: 'dr', on: ON },
      lines: [line('oralit'), line('diazepam')], total: 0, payment: { method: 'gratis', paid: 0, change: 0, reference: '' }, reverses: null, reason: '', by: 'bidan',
    }
    const check = (given: HandoverData, at: string[]): string[] => only38(handover.check?.(given, context(handover.lookups?.(given) ?? [], at)) ?? [])
    expect([check(data, []), check(data, ['pustu-kiara']), check({ ...data, reverses: 'h' }, [])]).toEqual([['lines.1'], [], []])
  })

  test('a purchase and what is confirmed of a delivery; what did not come is no matter', () => {
    const bought: GoodsReceiptData = {
      supplierId: 's', orderId: null, invoice: 'F', invoiceOn: ON, dueOn: null, on: ON, lines: [{ drugId: 'morfin', batch: BATCH, packs: 1, packSize: 10, packPrice: 100, discount: 0 }],
      ppnPercent: 0, net: 100, ppn: 0, total: 100, invoiceTotal: 100, reverses: null, reason: '', by: 'bidan',
    }
    const buy = (data: GoodsReceiptData, at: string[]): string[] => only38(goodsReceipt.check?.(data, context(goodsReceipt.lookups?.(data) ?? [], at)) ?? [])
    expect([buy(bought, []), buy(bought, ['pustu-kiara']), buy({ ...bought, reverses: 'r' }, [])]).toEqual([['lines.0'], [], []])

    const sent: DeliveryData = {
      number: 'S', from: { kind: 'puskesmas', id: 'pkm', name: 'P' }, on: ON, lines: [{ drugId: 'oralit', batch: BATCH, quantity: 5 }, { drugId: 'diazepam', batch: BATCH, quantity: 5 }],
      lplpoId: null, shipmentId: null, note: '', confirmation: null, cancelled: null,
    }
    const confirm = (received: number[], at: string[]): string[] => {
      const data = { ...sent, confirmation: { by: 'bidan', on: ON, received, note: 'ada' } }
      return only38(delivery.check?.(data, context(delivery.lookups?.(data) ?? [], at, sent)) ?? [])
    }
    expect([confirm([5, 5], []), confirm([5, 0], []), confirm([5, 5], ['pustu-kiara'])]).toEqual([['confirmation'], [], []])
    expect(delivery.lookups?.(sent)).toEqual([])
  })
})
