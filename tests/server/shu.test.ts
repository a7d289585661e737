import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '#domain/core/json.ts'
import { partsOf } from '#domain/rules/finance/shu-parts.ts'
import { shuPartId, shuYearId } from '#domain/rules/finance/shu-rules.ts'
import { distribute, type Sharer } from '#domain/rules/finance/shu.ts'
import { createAccount } from '#server/admin/accounts.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { fresh, openClinic, PASSWORD, Tablet, TENANT, value, type Clinic, type Part } from './kit.ts'
import { FINANCE, TRADE } from './trade.ts'

const SHARES = [40, 40, 5, 5, 5, 5].map((percent, index) => ({ key: ['cadangan', 'jasa-anggota', 'dana-a', 'dana-b', 'dana-c', 'dana-d'][index] as string, name: `Bagian ${index}`, percent }))
const members = (count: number): Sharer[] => Array.from({ length: count }, (_, index) => ({ memberId: `01969b7e-0000-7000-8000-${String(index).padStart(12, '0')}`, number: `KIARA-02-${String(index).padStart(4, '0')}`, va: (index * 7919) % 3_000_000, sa: 50_000 + (index % 24) * 10_000 }))

/** An approval as the ketua's tablet writes it: the parts of the list, and the year that names it. */
function approval(set: string, count: number, year = 2024): { parts: Part[]; year: Part } {
  const result = distribute({ shu: 12_000_000, sales: { member: 1, others: 0, goods: 0 }, rule: { shares: SHARES, usahaPercent: 70 }, members: members(count) })
  const yearId = shuYearId('kmp-kiara', year)
  const parts = partsOf(result.lines, { year, yearId, set }).map((part): Part => ({ kind: 'shu-share', id: shuPartId(set, part.part), act: 'create', stream: TRADE, set: fresh(part as unknown as JsonObject) }))
  const data = {
    year, rat: { on: `${year + 1}-03-01`, minutes: 'BA-1', members: 10, present: 8 }, figures: { result: 12_000_000, memberSales: 1 }, facts: {}, shu: result.shu, nonMember: 0, shares: result.shares, usahaPercent: 70,
    vuk: result.vuk, tms: result.tms, jua: result.jua, jma: result.jma, undistributed: 0, savings: 'semua', sharers: count, parts: parts.length, set, by: 'ketua', name: 'Nama ketua',
  }
  return { parts, year: { kind: 'shu-year', id: yearId, act: 'create', stream: FINANCE, set: fresh(data as unknown as JsonObject) } }
}

describe('BR-23 the approval of a year at the server', () => {
  let clinic: Clinic
  let store: Store
  beforeEach(async () => {
    store = await openSqlite({ memory: true })
    clinic = await openClinic(store)
    value(await createAccount(clinic.deps, TENANT, { id: 'ketua', username: 'ketua', password: PASSWORD, name: 'Nama ketua', profession: 'lainnya', sip: null, grants: [{ role: 'ketua', place: 'kmp-kiara' }] }))
  })
  afterEach(() => store.close())
  const chair = (): Promise<Tablet> => Tablet.enrol(clinic, 'kmp-kiara', 'ketua')
  const codes = (results: readonly { readonly outcome: string; readonly code?: string | undefined }[]): string[] => [...new Set(results.map(result => result.code ?? result.outcome))]

  it('5.000 members: 34 parts in pushes of their own, then the year that names them', async () => {
    const tablet = await chair()
    const { parts, year } = approval('daftar-a', 5000)
    expect(parts).toHaveLength(34)
    for (let from = 0; from < parts.length; from += 6) expect(codes(await tablet.saveGroup(...parts.slice(from, from + 6)))).toEqual(['applied'])
    expect(codes(await tablet.saveGroup(year))).toEqual(['applied'])
  })
  it('of two tablets the first is the year; the other\u2019s is put aside and its list counts for nothing', async () => {
    const [one, other] = [await chair(), await chair()]
    const [first, second] = [approval('daftar-a', 3), approval('daftar-b', 3)]
    await one.saveGroup(...first.parts)
    await other.saveGroup(...second.parts)
    expect([codes(await one.saveGroup(first.year)), codes(await other.saveGroup(second.year)), codes(await one.saveGroup(first.year))]).toEqual([['applied'], ['ID_CONFLICT'], ['duplicate']])
    const rows = (await one.pullAll()).rows.filter(row => row.kind === 'shu-year')
    expect(rows.map(row => [row.id, (row.data as JsonObject)['set']])).toEqual([['shu-kmp-kiara-2024', 'daftar-a']])
  })
  it('a year without its list, out of turn, or with a rupiah moved is refused', async () => {
    const tablet = await chair()
    const { parts, year } = approval('daftar-a', 3)
    expect(codes(await tablet.saveGroup(year))).toEqual(['INVALID'])
    const moved = approval('daftar-c', 3)
    const lines = (moved.parts[0]?.set?.['lines']?.to ?? []) as JsonObject[]
    const forged: Part = { ...(moved.parts[0] as Part), set: { ...moved.parts[0]?.set, lines: { from: null, to: lines.map((line, index) => ({ ...line, modal: Number(line['modal']) + (index === 0 ? 1 : index === 1 ? -1 : 0) })) } } }
    await tablet.saveGroup(forged)
    expect(codes(await tablet.saveGroup(moved.year))).toEqual(['INVALID'])
    await tablet.saveGroup(...parts)
    expect(codes(await tablet.saveGroup(year))).toEqual(['applied'])
    const later = approval('daftar-d', 3, 2026)
    await tablet.saveGroup(...later.parts)
    expect(codes(await tablet.saveGroup(later.year))).toEqual(['INVALID'])
    const next = approval('daftar-e', 3, 2025)
    await tablet.saveGroup(...next.parts)
    expect(codes(await tablet.saveGroup(next.year))).toEqual(['applied'])
  })
})
