import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { Known, Lookup } from '#domain/core/record.ts'
import type { SavingEntryData } from '#domain/records/saving-entry.ts'
import { savingEntry } from '#domain/records/saving-entry.ts'
import { checkSavingEntry, savingLookups } from '#domain/rules/finance/saving-rules.ts'
import { reverseSaving, savingReversalId } from '#domain/rules/finance/savings-entries.ts'

const FINANCE = 'kmp:kmp-kiara/finance'
const MEMBERS = 'kmp:kmp-kiara/members'
const entry = (over: Partial<SavingEntryData> = {}): SavingEntryData => ({
  number: 'KIARA-02-0001', memberId: 'agt-1', type: 'sukarela', act: 'setor', amount: 20_000, method: 'tunai', on: day('2025-12-17'), time: '09:15', note: '', reverses: null, reason: '', by: 'staf-1', ...over,
})
const known = (kind: string, id: string, data: object, over: Partial<Known> = {}): Known => ({ id, kind, stream: kind.startsWith('member') ? MEMBERS : FINANCE, rev: 1, state: 'live', data: data as never, ...over })
const member = (state = 'aktif', on = '2024-01-10', over: Partial<Known> = {}): Known => known('member', 'agt-1', { status: { state, on, reason: '' } }, over)
const setting = known('coop-setting', 'koperasi-kmp-kiara', { dues: { pokok: 50_000, wajib: [] } })
const saved = (id: string, over: Partial<SavingEntryData> = {}): Known => known('saving-entry', id, entry(over))

const keyOf = (one: Known, key: string): readonly string[] => {
  if (one.kind === 'saving-entry') return savingEntry.keys(one.data as never)[key] ?? []
  if (one.kind === 'coop-setting') return ['ya']
  const { keepId, dropId } = one.data as { keepId?: string; dropId?: string }
  return one.kind === 'member-merge' ? [String(key === 'keep' ? keepId : dropId)] : []
}
/** The rules that an entry breaks, on a tablet or, with `seesAll`, on the server. */
function breaks(data: SavingEntryData, world: readonly Known[] = [member()], options: { seesAll?: boolean; id?: string } = {}): string[] {
  const declared = savingLookups(data)
  return checkSavingEntry(data, {
    id: options.id ?? 'baru', actor: 'staf-1', roles: ['koperasi'], stream: FINANCE, before: null, seesAll: options.seesAll,
    found(lookup: Lookup) {
      if (!declared.some(one => JSON.stringify(one) === JSON.stringify(lookup))) throw new Error(`not declared: ${JSON.stringify(lookup)}`)
      if ('id' in lookup) return world.filter(one => one.kind === lookup.kind && one.id === lookup.id)
      return 'key' in lookup ? world.filter(one => one.kind === lookup.kind && keyOf(one, lookup.key).includes(lookup.value)) : []
    },
  }).map(one => one.rule)
}

describe('an entry of savings agrees with itself', () => {
  it('deposits and balances brought over go in, withdrawals and returns go out', () => {
    const world = [member('keluar', '2026-01-01'), saved('a', { amount: 100_000 })]
    expect(breaks(entry(), world)).toEqual([])
    expect(breaks(entry({ amount: -5 }), world)).toEqual(['saving-sign'])
    expect(breaks(entry({ act: 'saldo-awal', method: 'tanpa-kas' }), world)).toEqual([])
    expect(breaks(entry({ act: 'saldo-awal', method: 'tanpa-kas', amount: -5 }), world)).toEqual(['saving-sign'])
    expect(breaks(entry({ act: 'tarik', amount: -5 }), world)).toEqual([])
    expect(breaks(entry({ act: 'tarik', amount: 5 }), world)).toEqual(['saving-sign'])
    expect(breaks(entry({ act: 'kembali', amount: -5 }), world)).toEqual([])
    expect(breaks(entry({ act: 'kembali', amount: 5 }), world)).toEqual(['saving-sign'])
    expect(breaks(entry({ amount: 0 }), world)).toEqual(['saving-amount'])
  })

  it('only a balance brought over passes neither drawer nor bank, and always so', () => {
    expect(breaks(entry({ act: 'saldo-awal' }))).toEqual(['saving-method'])
    expect(breaks(entry({ method: 'tanpa-kas' }))).toEqual(['saving-method'])
    expect(breaks(entry({ method: 'bank' }))).toEqual([])
  })

  it('nobody writes in the name of another', () => expect(breaks(entry({ by: 'staf-2' }))).toEqual(['entry-actor']))
})

describe('savings belong to a member of this KMP', () => {
  it('a member of another KMP, or nobody, has none here', () => {
    expect(breaks(entry(), [member('aktif', '2024-01-10', { stream: 'kmp:kmp-lain/members' })])).toEqual(['saving-member'])
    expect(breaks(entry(), [], { seesAll: true })).toEqual(['saving-member'])
    // A tablet that has not got the members yet cannot tell.
    expect(breaks(entry(), [])).toEqual([])
  })

  it('who has left pays nothing in from that day on; what he paid before is still written down', () => {
    expect(breaks(entry(), [member('keluar', '2025-12-17')])).toEqual(['saving-left'])
    expect(breaks(entry({ on: day('2025-12-16') }), [member('keluar', '2025-12-17')])).toEqual([])
    expect(breaks(entry(), [member('calon', '2025-12-17')])).toEqual([])
    expect(breaks(entry(), [member('aktif', '2024-01-10', { state: 'void' })])).toEqual(['saving-left'])
    // Whoever drew too much puts it back, and no more than that.
    const overdrawn = [member('keluar', '2025-12-17'), saved('a', { act: 'tarik', amount: -20_000 })]
    expect(breaks(entry({ amount: 20_000 }), overdrawn)).toEqual([])
    expect(breaks(entry({ amount: 20_001 }), overdrawn)).toEqual(['saving-left'])
    // The money was taken while another tablet wrote the leaving.
    expect(breaks(entry(), [member('keluar', '2025-12-17')], { seesAll: true })).toEqual([])
  })
})

describe('BR-12: pokok and wajib stay while somebody is a member', () => {
  const world = [member(), saved('a', { type: 'pokok', amount: 50_000 }), saved('b', { type: 'wajib', amount: 240_000 }), saved('c', { amount: 30_000 })]
  it.each(['pokok', 'wajib'] as const)('%s is not withdrawn, on no tablet and on no server', type => {
    for (const seesAll of [false, true]) expect(breaks(entry({ type, act: 'tarik', amount: -10_000 }), world, { seesAll })).toEqual(['BR-12'])
  })

  it('nothing is returned to an active member; to one who left all three kinds are', () => {
    for (const type of ['pokok', 'wajib', 'sukarela'] as const) {
      expect(breaks(entry({ type, act: 'kembali', amount: -10_000 }), world)).toEqual(['BR-12'])
      for (const state of ['keluar', 'diberhentikan', 'meninggal', 'calon']) expect(breaks(entry({ type, act: 'kembali', amount: -10_000 }), [member(state), ...world.slice(1)])).toEqual([])
    }
  })

  it('a return that the server finds before the leaving has been settled can be vouched for; a withdrawal cannot', () => {
    const policies = (data: SavingEntryData): (true | undefined)[] => checkSavingEntry(data, {
      id: 'x', actor: 'staf-1', roles: ['koperasi'], stream: FINANCE, before: null, seesAll: true, found: lookup => (lookup.kind === 'member' ? [member()] : []),
    }).map(one => one.policy)
    expect(policies(entry({ act: 'kembali', amount: -10_000 }))).toEqual([true])
    expect(policies(entry({ act: 'tarik', type: 'pokok', amount: -10_000 }))).toEqual([undefined])
  })

  it('sukarela does not go below zero on one tablet', () => {
    expect(breaks(entry({ act: 'tarik', amount: -30_000 }), world)).toEqual([])
    expect(breaks(entry({ act: 'tarik', amount: -30_001 }), world)).toEqual(['saving-short'])
    expect(breaks(entry({ type: 'pokok', act: 'kembali', amount: -50_001 }), [member('keluar'), ...world.slice(1)])).toEqual(['saving-short'])
  })

  it('what two tablets took out is a fact for the server, and so is a mistake taken back after it', () => {
    expect(breaks(entry({ act: 'tarik', amount: -30_001 }), world, { seesAll: true })).toEqual([])
    const spent = [...world, saved('d', { act: 'tarik', amount: -30_000 })]
    expect(breaks(entry({ act: 'dibalik', amount: -30_000, reverses: 'c', reason: 'salah ketik' }), spent)).toEqual([])
  })

  it('what lies under a merged line of the book is added up where the entry is made', () => {
    const merge = (undone: object | null): Known => known('member-merge', 'gabung', { keepId: 'agt-1', dropId: 'agt-9', undone })
    expect(breaks(entry({ act: 'tarik', amount: -30_001 }), [...world, merge(null)])).toEqual([])
    expect(breaks(entry({ act: 'tarik', amount: -30_001 }), [...world, merge({ on: '2025-12-01' })])).toEqual(['saving-short'])
  })
})

describe('simpanan pokok is paid once', () => {
  it('not above what is still open of what the AD/ART asks, on a tablet', () => {
    const world = [member('calon'), setting, saved('a', { type: 'pokok', amount: 20_000 })]
    expect(breaks(entry({ type: 'pokok', amount: 30_000 }), world)).toEqual([])
    expect(breaks(entry({ type: 'pokok', amount: 30_001 }), world)).toEqual(['saving-pokok'])
    expect(breaks(entry({ type: 'pokok', act: 'saldo-awal', method: 'tanpa-kas', amount: 30_001 }), world)).toEqual(['saving-pokok'])
    expect(breaks(entry({ type: 'wajib', amount: 90_000 }), world)).toEqual([])
  })
  it('without a setting nothing is measured, and two tablets that both took it are not refused', () => {
    const world = [member(), saved('a', { type: 'pokok', amount: 50_000 })]
    expect(breaks(entry({ type: 'pokok', amount: 50_000 }), world)).toEqual([])
    expect(breaks(entry({ type: 'pokok', amount: 50_000 }), [...world, setting], { seesAll: true })).toEqual([])
  })
})

describe('BR-16: the ledger is only added to', () => {
  const original = saved('a', { type: 'wajib', amount: 10_000 })
  const world = [member(), original]
  const reversal = reverseSaving({ id: 'a', data: original.data as never }, { number: 'KIARA-02-0002', on: day('2025-12-17'), time: '10:00', reason: 'salah anggota', by: 'staf-1' })
  const id = savingReversalId('a')

  it('a reversal names its entry and is its exact opposite', () => {
    expect(reversal).toMatchObject({ act: 'dibalik', amount: -10_000, type: 'wajib', method: 'tunai', reverses: 'a' })
    for (const seesAll of [false, true]) expect(breaks(reversal, world, { id, seesAll })).toEqual([])
  })
  it.each([
    ['another amount', { amount: -9_999 }], ['the same sign', { amount: 10_000 }], ['another kind', { type: 'sukarela' }], ['another way', { method: 'bank' }], ['another member', { memberId: 'agt-2' }], ['a day before it', { on: day('2025-12-16') }],
  ] as const)('%s is no reversal', (_what, over) => {
    const other = known('member', 'agt-2', { status: { state: 'aktif', on: '2024-01-01', reason: '' } })
    expect(breaks({ ...reversal, ...over }, [...world, other], { id })).toEqual(['BR-16'])
  })
  it('a reason is asked of a reversal and of nothing else', () => {
    expect(breaks({ ...reversal, reason: '  ' }, world, { id })).toEqual(['BR-16'])
    expect(breaks(entry({ reason: 'begitu' }))).toEqual(['BR-16'])
  })
  it('only a reversal names an entry, and it always does', () => {
    expect(breaks(entry({ reverses: 'a' }), world)).toContain('BR-16')
    expect(breaks({ ...reversal, reverses: null }, world, { id })).toContain('BR-16')
  })
  it('a reversal is not reversed, and an entry only once', () => {
    const undone = known('saving-entry', id, reversal)
    expect(breaks({ ...reversal, amount: 10_000, reverses: id }, [...world, undone], { id: 'lagi' })).toEqual(['BR-16'])
    for (const seesAll of [false, true]) expect(breaks(reversal, [...world, undone], { id: 'lain', seesAll })).toEqual(['BR-16'])
    expect(breaks(reversal, [...world, undone], { id })).toEqual([])
  })
  it('what cannot be found is refused where everything can be found', () => {
    expect(breaks(reversal, [member()], { id, seesAll: true })).toEqual(['BR-16'])
    expect(breaks(reversal, [member()], { id })).toEqual([])
  })
})
