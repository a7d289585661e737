import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { CheckContext, Known, Lookup } from '#domain/core/record.ts'
import type { CoopSettingData } from '#domain/records/coop-setting.ts'
import type { ShuShareData } from '#domain/records/shu-share.ts'
import type { ShuYearData } from '#domain/records/shu-year.ts'
import { partsOf as partsInYear } from '#domain/rules/finance/shu-parts.ts'
import { checkCoopSetting } from '#domain/rules/finance/coop-setting-rules.ts'
import { checkShuShare, checkShuYear, shuPartId, shuYearId, shuYearLookups } from '#domain/rules/finance/shu-rules.ts'
import { distribute, type Distribution, type Sharer } from '#domain/rules/finance/shu.ts'
import { A, B, C, ONLY_MEMBERS, RULE } from './shu-sample.ts'

const FINANCE = 'kmp:kmp-kiara/finance'
const ID = shuYearId('kmp-kiara', 2025)
const known = (id: string, kind: string, data: object, stream = FINANCE): Known => ({ id, kind, stream, rev: 1, state: 'live', data: data as Known['data'] })

const partsOf = ({ lines }: Distribution): ShuShareData[] => partsInYear(lines, { year: 2025, yearId: ID, set: 'daftar' })
function yearOf(result: Distribution, parts: number): ShuYearData {
  return {
    year: 2025, rat: { on: day('2026-03-01'), minutes: 'BA-01/RAT/2026', present: 80, members: 120 }, figures: { result: result.shu }, facts: {}, shu: result.shu, nonMember: result.nonMember,
    shares: result.shares.map(share => ({ ...share })), usahaPercent: 70, vuk: result.vuk, tms: result.tms, jua: result.jua, jma: result.jma, undistributed: result.undistributed.usaha + result.undistributed.modal,
    savings: 'semua', sharers: result.lines.length, parts, set: 'daftar', by: 'ketua', name: 'Bu Ketua',
  }
}
const RESULT = distribute({ shu: 12_000_000, sales: ONLY_MEMBERS, rule: RULE, members: [A, B, C] })

function broken(change: Partial<ShuYearData> = {}, world: { parts?: readonly ShuShareData[]; years?: readonly number[]; id?: string } = {}): string[] {
  const parts = world.parts ?? partsOf(RESULT)
  const data = { ...yearOf(RESULT, partsOf(RESULT).length), ...change }
  const context: CheckContext<ShuYearData> = {
    id: world.id ?? ID, actor: 'ketua', roles: ['ketua'], stream: FINANCE, before: null,
    found(lookup: Lookup) {
      if (lookup.kind === 'shu-year') return (world.years ?? []).map(year => known(shuYearId('kmp-kiara', year), 'shu-year', { year }))
      return parts.map(part => known(shuPartId(part.set, part.part), 'shu-share', part, 'kmp:kmp-kiara/trade'))
    },
  }
  return checkShuYear(data, context).map(one => one.rule)
}
const lines = (change: (line: ShuShareData['lines'][number]) => ShuShareData['lines'][number]): ShuShareData[] => partsOf(RESULT).map(part => ({ ...part, lines: part.lines.map(change) }))

describe('an approved year', () => {
  it('that follows from its own figures is right', () => {
    expect(broken()).toEqual([])
    expect(shuYearLookups(yearOf(RESULT, 1))).toContainEqual({ kind: 'shu-share', key: 'set', value: 'daftar', beside: 'trade' })
  })
  it('what non-members brought follows from the figures, or is shared like the rest', () => {
    const sales = { member: 4_500_000, others: 1_500_000, goods: 2_000_000 }
    const withOthers = distribute({ shu: 13_000_000, sales, rule: RULE, members: [A, B, C] })
    const figures = { result: 13_000_000, memberSales: sales.member, otherSales: sales.others, goods: sales.goods }
    expect(broken({ ...yearOf(withOthers, 1), figures }, { parts: partsOf(withOthers) })).toEqual([])
    expect(broken({ ...yearOf(withOthers, 1), figures: { ...figures, otherSales: 0 } }, { parts: partsOf(withOthers) })).toEqual(['shu-figures'])
    const shared = distribute({ shu: 13_000_000, sales, rule: { ...RULE, nonMember: 'dibagi' }, members: [A, B, C] })
    expect(broken({ ...yearOf(shared, 1), figures }, { parts: partsOf(shared) })).toEqual([])
  })
  it('a loss is approved too, and shares nothing', () => {
    const loss = distribute({ shu: -5, sales: ONLY_MEMBERS, rule: RULE, members: [A, B, C] })
    expect(broken(yearOf(loss, 1), { parts: partsOf(loss) })).toEqual([])
  })
  it.each<[string, Partial<ShuYearData>]>([
    ['entry-actor', { by: 'orang-lain' }],
    ['shu-rat', { rat: { on: day('2025-12-31'), minutes: 'x', present: 1, members: 2 } }],
    ['shu-rat', { rat: { on: day('2026-03-01'), minutes: 'x', present: 3, members: 2 } }],
    ['shu-figures', { figures: { result: 11_999_999 } }],
    ['shu-figures', { nonMember: 1 }],
    ['BR-17', { shares: RESULT.shares.map((share, index) => ({ ...share, percent: index === 0 ? 45 : share.percent })) }],
    ['BR-18', { shares: RESULT.shares.map((share, index) => ({ ...share, amount: share.amount + (index === 4 ? 1 : index === 5 ? -1 : 0) })) }],
    ['BR-19', { jua: RESULT.jua - 1, jma: RESULT.jma + 1 }],
    ['BR-20', { vuk: RESULT.vuk + 1 }],
    ['BR-20', { tms: RESULT.tms - 1 }],
    ['BR-21', { undistributed: 1 }],
    ['shu-list', { sharers: 2 }],
    ['shu-list', { parts: 2 }],
  ])('breaks %s', (rule, change) => {
    expect(broken(change)).toContain(rule)
  })
  it('BR-20: every line of the list is worked out again', () => {
    expect(broken({}, { parts: lines(line => ({ ...line, usaha: line.memberId === 'a' ? line.usaha - 1 : line.memberId === 'c' ? 1 : line.usaha })) })).toEqual(['BR-20'])
    expect(broken({}, { parts: lines(line => ({ ...line, modal: line.memberId === 'a' ? 732_632 : line.memberId === 'b' ? 429_473 : line.modal })) })).toEqual(['BR-20'])
  })
  it('a list that is not whole, of another year, or names somebody twice is none', () => {
    const [part] = partsOf(RESULT)
    if (!part) throw new Error('no part')
    expect([broken({}, { parts: [] }), broken({}, { parts: [{ ...part, year: 2024 }] }), broken({}, { parts: [{ ...part, part: 2 }] }), broken({}, { parts: lines(line => ({ ...line, memberId: 'a' })) })]).toEqual([['shu-list'], ['shu-list'], ['shu-list'], ['shu-list']])
  })
  it('BR-23: years are approved one after the other, each once, under the id of its place', () => {
    expect([broken({}, { years: [2024] }), broken({}, { years: [2023] }), broken({}, { years: [2024, 2026] }), broken({}, { id: 'shu-kmp-lain-2025' })])
      .toEqual([[], ['shu-order'], ['shu-order'], expect.arrayContaining(['shu-id'])])
  })
  it('5.000 members are 34 parts', () => {
    const members = Array.from({ length: 5000 }, (_, index): Sharer => ({ memberId: `m-${index}`, number: `KIARA-${index}`, va: (index * 7919) % 4_000_000, sa: 50_000 + (index % 40) * 10_000 }))
    const large = distribute({ shu: 187_654_321, sales: ONLY_MEMBERS, rule: RULE, members })
    const parts = partsOf(large)
    expect(parts).toHaveLength(34)
    expect(broken(yearOf(large, 34), { parts: [...parts].reverse() })).toEqual([])
    expect(parts.every(part => JSON.stringify(part).length < 26 * 1024)).toBe(true)
  })
})

describe('a part of a list', () => {
  const check = (data: ShuShareData) => checkShuShare(data, { id: 'x', actor: 'ketua', roles: ['ketua'], stream: 'kmp:kmp-kiara/trade', before: null, found: () => [] }).map(one => one.rule)
  it('is of its place and year and names nobody twice', () => {
    const [part] = partsOf(RESULT)
    if (!part) throw new Error('no part')
    expect([check(part), check({ ...part, year: 2024 }), check({ ...part, yearId: 'shu-kmp-lain-2025' }), check({ ...part, lines: [...part.lines, ...part.lines] })]).toEqual([[], ['shu-share'], ['shu-share'], ['shu-share']])
  })
})

describe('the setting', () => {
  const SETTING: CoopSettingData = {
    dues: { pokok: 50_000, wajib: [{ from: '2025-01', amount: 10_000 }, { from: '2026-01', amount: 12_500 }] }, credit: { limit: 0, days: 30 }, exit: { unpaidWajibIsDebt: false },
    opening: { on: day('2025-01-01'), cash: 0, bank: 0 }, shu: { shares: RULE.shares.map(share => ({ ...share })), usahaPercent: 70 }, officers: [], reportDueDay: 10,
  }
  const check = (data: CoopSettingData, others: readonly Known[] = []) => checkCoopSetting(data, { id: 'koperasi-kmp-kiara', actor: 'x', roles: ['ketua'], stream: FINANCE, before: null, found: () => others }).map(one => one.rule)
  it('keeps BR-17: 105 is refused, and so is one below 0', () => {
    expect(check(SETTING)).toEqual([])
    expect(check({ ...SETTING, shu: { ...SETTING.shu, shares: [...SETTING.shu.shares, { key: 'dana-lain', name: 'Lain', percent: 5 }] } })).toEqual(['BR-17'])
    expect(check({ ...SETTING, shu: { ...SETTING.shu, shares: SETTING.shu.shares.map((share, index) => ({ ...share, percent: [55, 40, -10, 5, 5, 5][index] ?? 0 })) } })).toEqual(['BR-17'])
  })
  it('names reserve and members\u2019 share, orders the steps of simpanan wajib, and is the only one', () => {
    expect(check({ ...SETTING, shu: { ...SETTING.shu, shares: [{ key: 'cadangan', name: 'a', percent: 60 }, { key: 'dana-x', name: 'b', percent: 40 }] } })).toEqual(['shu-keys'])
    expect(check({ ...SETTING, dues: { pokok: 50_000, wajib: [{ from: '2026-01', amount: 1 }, { from: '2026-01', amount: 2 }] } })).toEqual(['dues-order'])
    expect(check(SETTING, [known('koperasi-lain', 'coop-setting', SETTING)])).toEqual(['one-setting'])
  })
})
