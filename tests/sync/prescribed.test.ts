import { beforeEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '#domain/core/json.ts'
import { DEFAULT_PHARMACY_SETTING } from '#domain/rules/pharmacy/drug-facts.ts'
import type { RowDraft, Verdict } from '#sync/judge.ts'
import { CLINICAL, fresh, MOVEMENT, opOf, SIGNED_VISIT, SmallWorld, STOCK } from './small-world.ts'

/** What the server, which has every record, makes of drugs that may not simply be handed out. */
const CATALOGUE = 'puskesmas:pkm/catalogue'
const GIVEN = {
  number: 'KIARA-02-0002', on: '2025-11-03', time: '09:10', source: 'program', visitId: 'v', taker: { kind: 'pasien', id: 'p-1', name: 'Siti', member: null }, prescription: null,
  lines: [{ drugId: 'amoksisilin', drug: 'Amoksisilin', unit: 'tablet', quantity: 10, unitPrice: 0, amount: 0, batches: [{ batch: MOVEMENT.batch, quantity: 10 }], directions: null, signa: '3x1' }],
  total: 0, payment: { method: 'gratis', paid: 0, change: 0, reference: '' }, reverses: null, reason: '', by: 'bidan',
} as const
const VISIT = { ...SIGNED_VISIT, prescription: [{ drugId: 'amoksisilin', drug: 'Amoksisilin', quantity: 10, unit: 'tablet', signa: '3x1' }] }

class Server extends SmallWorld { readonly seesAll = true }
let world: Server
const row = (kind: string, id: string, data: object): void => {
  const by = { actor: 'kapus', dev: 'd', at: '' }
  world.rows.set(id, { stream: CATALOGUE, id, kind, rev: 1, state: 'live', data: data as JsonObject, conflicts: [], by } satisfies RowDraft)
}
const said = (verdict: Verdict): string => (verdict.outcome === 'quarantined' ? `${verdict.code} ${verdict.breaks.map(one => one.rule).join()}`.trim() : verdict.outcome)
const handOver = () => opOf({ kind: 'handover', id: 'h', act: 'create', stream: STOCK, set: fresh(GIVEN) })
const visit = () => opOf({ kind: 'visit', id: 'v', act: 'create', stream: CLINICAL, set: fresh(VISIT as unknown as JsonObject) })

beforeEach(() => {
  world = new Server().grant('bidan', STOCK, 'nakes').grant('bidan', CLINICAL, 'nakes')
  row('drug', 'amoksisilin', { class: 'keras' })
  row('drug', 'diazepam', { class: 'psikotropika' })
  row('staff', 'bidan', { name: 'Bidan Uji', profession: 'kebidanan', sip: { number: '503/1', expiresOn: '2035-01-01' }, grants: [], active: true })
})

describe('the class gate at the server', () => {
  test('a visit that there is not opens it for nobody', () => { expect(said(world.take(handOver()))).toBe('INVALID class-gate') })
  test('in a group the visit comes first', () => {
    expect(world.takeGroup([handOver(), visit()]).map(said)).toEqual(['INVALID class-gate', 'DEPENDS_ON'])
    expect(world.takeGroup([visit(), handOver()]).map(said)).toEqual(['applied', 'applied'])
  })
})

test('BR-38: the one setting of the puskesmas above decides which pustu may receive what is controlled', () => {
  const receive = () => opOf({ kind: 'stock-movement', id: 'm', act: 'create', stream: STOCK, schema: 2, set: fresh({ ...MOVEMENT, drugId: 'diazepam' }) })
  expect(said(world.take(receive()))).toBe('ROLE BR-38')
  row('pharmacy-setting', 'apotek-pkm', { ...DEFAULT_PHARMACY_SETTING, controlledAt: ['pustu-teritih'] })
  expect(said(world.take(receive()))).toBe('ROLE BR-38')
  row('pharmacy-setting', 'apotek-pkm', { ...DEFAULT_PHARMACY_SETTING, controlledAt: ['pustu-kiara'] })
  expect(said(world.take(receive()))).toBe('applied')
})
