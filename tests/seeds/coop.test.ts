import { describe, expect, test } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import type { CashCountData } from '#domain/records/cash-count.ts'
import type { CashEntryData } from '#domain/records/cash-entry.ts'
import type { HandoverData } from '#domain/records/handover.ts'
import type { SavingEntryData } from '#domain/records/saving-entry.ts'
import { CATEGORY_FACTS } from '#domain/rules/finance/categories.ts'
import { demoGroups } from '#seeds/demo/generate.ts'

const TODAY = day('2025-12-17')
const groups = [...demoGroups({ today: TODAY })]
const created = groups.flatMap(group => group.changes).filter(change => change.act === 'create')
const ofKind = <D>(kind: string): D[] => created.filter(change => change.kind === kind && change.stream.includes('kiara')).map(change => change.data as unknown as D)

describe('the cooperative of the demo', () => {
  test('every count of the drawer finds what the entries before it add up to, or says how much is missing', () => {
    const from = addDays(TODAY, -91)
    const counts = ofKind<CashCountData>('cash-count')
    expect(counts.length).toBeGreaterThan(60)
    let drawer = 350_000
    let seen = 0
    for (const group of groups) {
      for (const change of group.changes) {
        if (change.act !== 'create' || !change.stream.includes('kiara')) continue
        if (change.kind === 'saving-entry') drawer += (change.data as unknown as SavingEntryData).method === 'tunai' ? (change.data as unknown as SavingEntryData).amount : 0
        if (change.kind === 'cash-entry') {
          const entry = change.data as unknown as CashEntryData
          if (entry.method === 'tunai') drawer += CATEGORY_FACTS[entry.category].direction === 'masuk' ? entry.amount : -entry.amount
        }
        if (change.kind === 'handover') {
          const sale = change.data as unknown as HandoverData
          if (sale.source === 'koperasi' && sale.payment.method === 'tunai' && sale.on >= from) drawer += sale.total
        }
        if (change.kind === 'cash-count') {
          const count = change.data as unknown as CashCountData
          expect(count.expected, `${count.on}`).toBe(drawer)
          drawer = count.counted
          seen += 1
        }
      }
    }
    expect(seen).toBe(counts.length)
    expect(counts.some(count => count.difference !== 0)).toBe(true)
  })
  test('BR-09: who joins while the books are kept here pays simpanan pokok in the group that makes him a member', () => {
    const joining = groups.filter(group => group.changes.some(change => change.kind === 'member' && change.act === 'create') && group.at.slice(0, 10) >= addDays(TODAY, -90))
    expect(joining.length).toBeGreaterThan(20)
    for (const { changes } of joining) expect(changes.map(change => `${change.act} ${change.kind}`)).toEqual(['create member', 'create saving-entry', 'patch member'])
  })
})
