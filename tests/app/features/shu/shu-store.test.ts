import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { Role } from '#domain/core/roles.ts'
import { LIMITS } from '#sync/messages.ts'
import { approveYear, type Rat } from '#app/features/shu/approve.ts'
import { inGroups } from '#app/features/shu/lists.ts'
import { packSheets } from '#app/features/shu/logic/pack-sheets.ts'
import { frozenView, openView } from '#app/features/shu/logic/year-view.ts'
import { readYear, readYears, turns, type OpenYear } from '#app/features/shu/repository.ts'
import { partsOf } from '#domain/rules/finance/shu-parts.ts'
import type { ShareLine } from '#domain/rules/finance/shu.ts'
import type { Desk } from '../support/desk.ts'
import { cash, desk, saving, trade, tradeDay, yearRows } from './shu-sample.ts'

const RAT: Rat = { on: day('2025-03-01'), minutes: 'BA-01/RAT/2025', members: 3, present: 2 }
const openOf = async (one: Desk, year = 2024): Promise<OpenYear> => {
  const book = await readYear(one.app, year)
  if (!book?.open) throw new Error('the year is not open')
  return book.open
}
const approve = async (one: Desk, year = 2024, rat = RAT) => {
  const open = await openOf(one, year)
  const { result } = openView(open, open.rule)
  if (!result) throw new Error('nothing to share')
  return approveYear(one.app, open, result, rat)
}

describe('a year from the books', () => {
  it('BR-18 to BR-20: the numbers of the rule come out of hand-overs, savings and cash book', async () => {
    const one = await desk('ketua')
    const open = await openOf(one)
    const { result } = openView(open, open.rule)
    expect(open.figures).toMatchObject({ memberSales: 4_500_000, goods: 2_500_000, 'usaha:pendapatan-jasa': 10_500_000, 'beban:gaji-honor': 500_000, result: 12_000_000 })
    expect(result?.shares.map(share => share.amount)).toEqual([4_800_000, 4_800_000, 600_000, 600_000, 600_000, 600_000])
    expect(result?.lines.map(line => [line.memberId, line.usaha, line.modal])).toEqual([['1', 2_240_000, 732_631], ['2', 1_120_000, 429_474], ['3', 0, 277_895]])
    expect(open.facts).toMatchObject({ 'anggota:akhir': 3, 'simpanan:pokok': 150_000, 'simpanan:wajib': 420_000, kas: 1_000_000 + 570_000 + 4_500_000 + 10_000_000 })
    expect(open.missing).toEqual([])
  })
  it('years are listed with their turn', async () => {
    const one = await desk('ketua')
    expect((await readYears(one.app))?.lines.map(line => [line.year, line.state])).toEqual([[2025, 'runs'], [2024, 'due']])
    expect(turns([2023], day('2022-05-01'), day('2025-12-17'))).toEqual({ first: 2022, next: 2024 })
    expect(turns([], null, day('2025-12-17'))).toEqual({ first: 2025, next: 2025 })
    expect((await openOf(one, 2025)).missing).toEqual(['runs'])
  })
  it('without a setting nothing is shared and nothing approved', async () => {
    const one = await desk('ketua', yearRows().filter(row => row.kind !== 'coop-setting'))
    expect(await openOf(one)).toMatchObject({ rule: null, missing: expect.arrayContaining(['setting']) as unknown })
  })
  it.each<Role>(['lurah', 'pengawas'])('the %s sees the result, and nobody\u2019s purchases or share', async role => {
    const one = await desk(role)
    const open = await openOf(one)
    expect([open.members, open.missing, open.figures['result']]).toEqual([null, ['trade'], 12_000_000])
    expect(openView(open, open.rule)).toMatchObject({ result: null, lines: null })
  })
})

describe('BR-23 an approval', () => {
  it('freezes the year: what is posted late changes the next one only', async () => {
    const one = await desk('ketua')
    expect(await approve(one)).toMatchObject({ ok: true })
    const frozen = (await readYear(one.app, 2024))?.frozen
    expect(frozen?.record.data).toMatchObject({ shu: 12_000_000, sharers: 3, parts: 1, rat: RAT, vuk: 4_500_000, tms: 570_000 })
    expect(frozen?.list?.lines.map(line => line.usaha + line.modal)).toEqual([2_972_631, 1_549_474, 277_895])
    await one.arrive([cash('k9', 'listrik-air', 200_000, '2024-12-30'), trade('1', '2024-12', 70_000), trade('2', '2025-03', 400_000), tradeDay('2024-12-31', 70_000, 0, 0), saving('s9', '3', 'wajib', 10_000, '2024-12-30')] as never)
    const again = (await readYear(one.app, 2024))?.frozen
    expect(again && frozenView(again)).toEqual(frozen && frozenView(frozen))
    const next = await openOf(one, 2025)
    expect(next.figures).toMatchObject({ memberSales: 70_000, 'beban:listrik-air': 200_000, 'beban:gaji-honor': 0, result: -130_000 })
    expect(next.members?.map(line => [line.memberId, line.va, line.sa])).toEqual([['1', 70_000, 290_000], ['2', 400_000, 170_000], ['3', 0, 120_000]])
  })
  it('is done once, in turn, and by the ketua alone', async () => {
    const one = await desk('ketua')
    const open = await openOf(one)
    const { result } = openView(open, open.rule)
    expect(await approve(one)).toMatchObject({ ok: true })
    expect(result && await approveYear(one.app, open, result, RAT)).toMatchObject({ ok: false, error: { kind: 'already' } })
    expect(await one.app.store.scan('shu-share')).toHaveLength(1)
    for (const role of ['koperasi', 'bendahara'] as const) {
      const other = await desk(role)
      expect(await approve(other)).toMatchObject({ ok: false, error: { kind: 'no-grant' } })
      expect((await readYear(other.app, 2024))?.frozen).toBeNull()
    }
    const running = await openOf(one, 2025)
    expect(result && await approveYear(one.app, running, result, RAT)).toMatchObject({ ok: false, error: { kind: 'not-due' } })
  })
  it('of an earlier RAT day than the year\u2019s end is refused by the rule, and leaves nothing that counts', async () => {
    const one = await desk('ketua')
    expect(await approve(one, 2024, { ...RAT, on: day('2024-12-31') })).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'shu-rat' }] } })
    expect((await readYear(one.app, 2024))?.frozen).toBeNull()
    expect(await approve(one)).toMatchObject({ ok: true })
    expect((await readYear(one.app, 2024))?.frozen?.list?.lines).toHaveLength(3)
  })
  it('of two tablets: the second has another list under the same id, so the server puts it aside', async () => {
    const [one, other] = [await desk('ketua'), await desk('ketua')]
    await approve(one)
    await approve(other, 2024, { ...RAT, present: 3 })
    const ids = await Promise.all([one, other].map(async each => (await each.app.store.scan('shu-year')).map(year => year.id)))
    expect(ids).toEqual([['shu-kmp-kiara-2024'], ['shu-kmp-kiara-2024']])
  })
})

describe('5.000 members', () => {
  const lines = Array.from({ length: 5000 }, (_, index): ShareLine => ({ memberId: `01969b7e-0000-7000-8000-${String(index).padStart(12, '0')}`, number: `KIARA-02-${String(index).padStart(4, '0')}`, va: 3_000_000 + index, sa: 290_000, usaha: 1_240_000, modal: 732_631 }))
  const parts = partsOf(lines, { year: 2024, yearId: 'shu-kmp-kiara-2024', set: '01969b7e-0000-7000-8000-00000000000a' })
  it('are 34 parts in groups that fit a push whatever its encoding', () => {
    const groups = inGroups(parts)
    expect([parts.length, groups.flat().length]).toEqual([34, 34])
    expect(parts.every(part => JSON.stringify(part).length + 1000 < LIMITS.operationBytes)).toBe(true)
    expect(groups.every(group => JSON.stringify(JSON.stringify(group)).length + group.length * 1000 < LIMITS.pushBytes)).toBe(true)
    expect(inGroups([])).toEqual([])
  })
  it('are approved as one year', async () => {
    const one = await desk('ketua')
    const open = await openOf(one)
    const members = lines.map(({ memberId, number, va, sa }) => ({ memberId, number, va, sa }))
    const large: OpenYear = { ...open, members }
    const { result } = openView(large, large.rule)
    expect(result && await approveYear(one.app, large, result, RAT)).toMatchObject({ ok: true })
    const frozen = (await readYear(one.app, 2024))?.frozen
    expect([frozen?.record.data.parts, frozen?.list?.lines.length]).toEqual([34, 5000])
  }, 60_000)
})

describe('the RAT pack', () => {
  it('says what it is until the RAT has approved it, and has every table', async () => {
    const one = await desk('ketua')
    const open = await openOf(one)
    const sheets = packSheets(openView(open, open.rule))
    expect(sheets.map(sheet => sheet.name)).toEqual(['Ringkasan', 'Hasil usaha', 'Pembagian SHU', 'Bagian anggota'])
    expect(sheets[0]?.title).toContain('SIMULASI – belum disahkan RAT')
    expect(sheets[3]?.rows.at(-1)).toEqual(['', '', 'Jumlah', 4_500_000, 570_000, 3_360_000, 1_440_000, 4_800_000, ''])
    await approve(one)
    const frozen = (await readYear(one.app, 2024))?.frozen
    expect(frozen && packSheets(frozenView(frozen))[0]?.title).toContain('Disahkan RAT 1 Mar 2025, berita acara BA-01/RAT/2025')
  })
  it('of an examiner has no member in it', async () => {
    const one = await desk('pengawas')
    const open = await openOf(one)
    const text = JSON.stringify(packSheets(openView(open, open.rule)))
    expect(text).not.toContain('Uji"')
  })
})
