import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import { balanceKey } from '#domain/rules/pharmacy/balance.ts'
import type { BatchHoldData } from '#domain/records/batch-hold.ts'
import { checkHold, heldKeys, holdLookups, openHolds, releaseId } from '#domain/rules/pharmacy/holds.ts'

const hold = (changes: Partial<BatchHoldData> = {}): BatchHoldData => ({
  drugId: 'amlodipin-5-mg-tablet', source: 'program', batch: { number: 'A1', expiresOn: day('2026-03-31') }, action: 'tahan', releases: null, reason: 'ditarik', on: day('2025-12-01'), by: 'staf-bidan', ...changes,
})
const broken = (data: BatchHoldData, ended: BatchHoldData | null = hold()): string[] =>
  checkHold(data, { id: 'x', actor: 'staf-bidan', roles: [], stream: '', before: null, found: () => (ended ? [{ id: 'h1', kind: 'batch-hold', stream: '', rev: 1, state: 'live', data: ended as never }] : []) }).map(one => one.rule)

describe('a batch put aside (BR-31: quarantine is set by a person)', () => {
  test('is held until an entry releases it, whatever the order', () => {
    const entries = [{ id: 'h1', data: hold() }, { id: releaseId('h1'), data: hold({ action: 'lepas', releases: 'h1' }) }]
    expect([...heldKeys([entries[0]!])]).toEqual([balanceKey(hold())])
    expect(heldKeys(entries).size).toBe(0)
    expect(heldKeys([...entries].reverse()).size).toBe(0)
  })

  test('held twice by two offline tablets, it is free when both are released', () => {
    const twice = [{ id: 'h1', data: hold() }, { id: 'h2', data: hold({ reason: 'rantai dingin putus' }) }, { id: releaseId('h1'), data: hold({ action: 'lepas', releases: 'h1' }) }]
    expect(openHolds(twice).map(one => one.id)).toEqual(['h2'])
  })

  test('another expiry or fund under the same number is another batch', () => {
    const held = heldKeys([{ id: 'h1', data: hold() }])
    expect(held.has(balanceKey(hold({ fund: 'jkn' })))).toBe(false)
    expect(held.has(balanceKey(hold({ batch: { number: 'A1', expiresOn: day('2026-04-30') } })))).toBe(false)
    expect(held.has(balanceKey(hold({ fund: 'program' })))).toBe(true)
  })

  test('is put aside in no other name than that of who does it', () => { expect(broken(hold({ by: 'staf-lain' }))).toEqual(['signer']) })

  test('a release names what it ends, and that is a held entry of the same batch', () => {
    expect(broken(hold())).toEqual([])
    expect(broken(hold({ action: 'lepas', releases: 'h1' }))).toEqual([])
    expect(broken(hold({ action: 'lepas', releases: 'h1' }), null)).toEqual([])
    expect(broken(hold({ action: 'lepas' }))).toEqual(['hold-release'])
    expect(broken(hold({ releases: 'h1' }))).toEqual(['hold-release'])
    expect(broken(hold({ action: 'lepas', releases: 'h1', source: 'koperasi' }))).toEqual(['hold-release'])
    expect(broken(hold({ action: 'lepas', releases: 'h1' }), hold({ action: 'lepas', releases: 'h0' }))).toEqual(['hold-release'])
    expect(holdLookups(hold({ action: 'lepas', releases: 'h1' }))).toEqual([{ kind: 'batch-hold', id: 'h1' }])
    expect(holdLookups(hold())).toEqual([])
  })
})
