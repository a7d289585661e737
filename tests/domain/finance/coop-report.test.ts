import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { day, type Day, type Month } from '#domain/core/day.ts'
import type { CheckContext } from '#domain/core/record.ts'
import type { CoopReportData } from '#domain/records/coop-report.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { TradeDayData } from '#domain/records/trade-day.ts'
import { changedFigures, FIGURES, type Figures } from '#domain/rules/finance/coop-figures.ts'
import { checkCoopReport } from '#domain/rules/finance/coop-report-rules.ts'
import { coopMonth, ratTimed, reportTimed, type CoopMonthInput } from '#domain/rules/finance/coop-report.ts'
import { samePerson } from '#domain/rules/members/merge-rules.ts'
import { monthAddsUp, type ReportedMember } from '#domain/rules/members/member-report.ts'

const MONTH = '2025-12' as Month
const DUES = { pokok: 50_000, wajib: [{ from: '2025-01', amount: 10_000 }] }
const noWay = { tunai: 0, transfer: 0, tempo: 0 }

function line(n: number, joinedOn: Day, status: MemberData['status'] = { state: 'aktif', on: joinedOn, reason: '' }): ReportedMember {
  return {
    id: `m-${n}`, state: 'live',
    data: {
      number: `K-${n}`, name: `Anggota ${n}`, nik: `367399010190${String(n).padStart(4, '0')}`, familyCard: null, birth: { on: day('1990-01-01'), estimated: false }, sex: 'L', occupation: '',
      phone: null, address: { street: '', rt: '001', rw: '002', kelurahan: 'Kiara' }, joinedOn, status,
    },
  }
}
const out = (on: string): MemberData['status'] => ({ state: 'keluar', on: day(on), reason: 'pindah' })
const applied = (on: string): MemberData['status'] => ({ state: 'calon', on: day(on), reason: '' })
const tradeDay = (on: string, member: Partial<typeof noWay>, others: Partial<typeof noWay>, money: { cost?: number; bought?: number; lost?: number } = {}): TradeDayData =>
  ({ on: day(on), pustu: 'pustu-kiara', sales: { member: { ...noWay, ...member }, others: { ...noWay, ...others } }, cost: 0, bought: 0, lost: 0, ...money })

const input = (over: Partial<CoopMonthInput>): CoopMonthInput => ({
  month: MONTH, until: day('2025-12-31'), lines: [], personOf: id => id, heldBy: () => ({ pokok: 50_000, wajib: 0, sukarela: 0, wajibPaid: 1_000_000 }),
  savings: { pokok: 0, wajib: 0, sukarela: 0 }, money: { cash: 0, bank: 0 }, setting: { dues: DUES }, tradeDays: [], entries: [], counts: [], officerEntries: 0, ...over,
})

describe('a month of the cooperative', () => {
  it('BR-15: 120 opening + 9 in − 4 out = 125 closing', () => {
    const lines = [
      ...Array.from({ length: 117 }, (_, n) => line(n + 1, day('2025-03-10'))), ...[118, 119, 120].map(n => line(n, day('2025-03-10'), out('2025-12-20'))),
      ...Array.from({ length: 8 }, (_, n) => line(n + 121, day('2025-12-05'))), line(129, day('2025-12-06'), out('2025-12-31')),
    ]
    const { figures } = coopMonth(input({ lines }))
    expect([figures['anggota-awal'], figures['anggota-masuk'], figures['anggota-keluar'], figures['anggota-akhir']]).toEqual([120, 9, 4, 125])
    expect(monthAddsUp({ opening: 120, joined: 9, left: 4, closing: 125 })).toBe(true)
  })

  it('BR-10: joined 15-07-2025 and paid 40.000 of 60.000 is 2 months behind, of class 1–3; without a setting nobody is behind', () => {
    const lines = [line(1, day('2025-07-15')), line(2, day('2025-07-15'))]
    const heldBy = (id: string) => ({ pokok: 50_000, wajib: 40_000, sukarela: 0, wajibPaid: id === 'm-1' ? 40_000 : 0 })
    const month = coopMonth(input({ lines, heldBy }))
    expect(month.arrears).toEqual([{ id: 'm-1', ageClass: '1-3', months: 2, amount: 20_000 }, { id: 'm-2', ageClass: '4-6', months: 6, amount: 60_000 }])
    expect(month.figures).toMatchObject({ 'tunggakan-1-3': 1, 'tunggakan-4-6': 1, 'tunggakan-lebih-6': 0, 'tunggakan-jumlah': 80_000 })
    expect(coopMonth(input({ lines, heldBy, setting: null })).figures).toMatchObject({ 'tunggakan-jumlah': 0, 'pokok-belum': 0 })
  })

  it('names who has not paid simpanan pokok in full, who applied, whose NIK is twice there or no NIK, and a merged line once', () => {
    const twin = { ...line(2, day('2025-03-10')), data: { ...line(2, day('2025-03-10')).data, nik: line(1, day('2025-03-10')).data.nik } }
    const wrong = { ...line(3, day('2025-03-10')), data: { ...line(3, day('2025-03-10')).data, nik: '3673993102950004' } }
    const lines = [line(1, day('2025-03-10')), twin, wrong, line(4, day('2025-12-02'), applied('2025-12-02')), line(5, day('2025-03-10'))]
    const heldBy = (id: string) => ({ pokok: id === 'm-1' ? 49_999 : 50_000, wajib: 0, sukarela: 0, wajibPaid: 1_000_000 })
    const { lists } = coopMonth(input({ lines, heldBy, personOf: samePerson([{ keepId: 'm-3', dropId: 'm-5' }]) }))
    expect(lists).toMatchObject({ akhir: ['m-1', 'm-2', 'm-3'], pokok: ['m-1'], calon: ['m-4'], ganda: ['m-1', 'm-2'], salah: ['m-3'] })
  })

  it('of merged lines wajib was due since the earliest joining', () => {
    const lines = [line(1, day('2025-12-05')), line(2, day('2025-07-15'))]
    const heldBy = () => ({ pokok: 50_000, wajib: 0, sukarela: 0, wajibPaid: 40_000 })
    expect(coopMonth(input({ lines, heldBy, personOf: samePerson([{ keepId: 'm-1', dropId: 'm-2' }]) })).arrears).toEqual([{ id: 'm-1', ageClass: '1-3', months: 2, amount: 20_000 }])
  })

  it('sales of members and of others, margin, stock at cost, losses and what is owed, in the month and up to its end', () => {
    const { figures } = coopMonth(input({
      tradeDays: [
        tradeDay('2025-11-30', { tempo: 40_000 }, {}, { bought: 900_000, cost: 30_000 }), tradeDay('2025-12-03', { tunai: 100_000, tempo: 25_000 }, { transfer: 60_000 }, { cost: 140_000, lost: 15_000 }),
        tradeDay('2026-01-01', { tunai: 1 }, {}, { bought: 5_000 }),
      ],
      entries: [
        { on: day('2025-12-10'), category: 'pelunasan-piutang', amount: 30_000 }, { on: day('2025-12-11'), category: 'subsidi', amount: 500_000 },
        { on: day('2025-12-12'), category: 'listrik-air', amount: 45_000 }, { on: day('2026-01-02'), category: 'pelunasan-piutang', amount: 35_000 },
      ],
    }))
    expect(figures).toMatchObject({
      'jual-anggota': 125_000, 'jual-bukan-anggota': 60_000, 'laba-kotor': 45_000, 'nilai-stok': 900_000 - 170_000 - 15_000, 'susut-stok': 15_000, 'piutang': 35_000,
      'pendapatan-sendiri': 185_000, 'bantuan': 500_000, 'biaya': 140_000 + 15_000 + 45_000,
    })
  })

  it('BR-15 holds for any book: opening + in − out = closing, and each closing is the next opening', () => {
    const dates = fc.integer({ min: 0, max: 120 }).map(n => day(new Date(Date.UTC(2025, 9, 1 + n)).toISOString().slice(0, 10)))
    const books = fc.array(fc.tuple(dates, fc.option(dates)), { maxLength: 30 })
    fc.assert(fc.property(books, fc.integer({ min: 9, max: 12 }), (spans, at) => {
      const lines = spans.map(([joined, left], n) => line(n + 1, joined, left === null ? undefined : out(left)))
      const of = (month: string) => coopMonth(input({ lines, month: month as Month, until: day(`${month}-28`) })).figures
      const [now, next] = [of(`2025-${String(at).padStart(2, '0')}`), of(at === 12 ? '2026-01' : `2025-${String(at + 1).padStart(2, '0')}`)]
      expect(now['anggota-awal'] + now['anggota-masuk'] - now['anggota-keluar']).toBe(now['anggota-akhir'])
      expect(next['anggota-awal']).toBe(now['anggota-akhir'])
    }))
  })
})

describe('timeliness', () => {
  it('the report of December is due on 10-01: sent on that day in time, on the 11th late, and sent again no later', () => {
    expect(reportTimed(MONTH, 10, [day('2026-01-10')], day('2026-02-01'))).toEqual({ state: 'tepat', dueOn: '2026-01-10', doneOn: '2026-01-10' })
    expect(reportTimed(MONTH, 10, [day('2026-01-11')], day('2026-02-01')).state).toBe('terlambat')
    expect(reportTimed(MONTH, 10, [day('2026-01-30'), day('2026-01-09')], day('2026-02-01'))).toMatchObject({ state: 'tepat', doneOn: '2026-01-09' })
    expect(reportTimed(MONTH, 10, [], day('2026-01-10')).state).toBe('menunggu')
    expect(reportTimed(MONTH, 10, [], day('2026-01-11')).state).toBe('lewat')
  })

  it('the RAT of 2025 is due by 30-06-2026, and not asked of books that began later', () => {
    expect(ratTimed(2025, day('2026-06-30'), null, day('2026-12-01')).state).toBe('tepat')
    expect(ratTimed(2025, day('2026-07-01'), null, day('2026-12-01')).state).toBe('terlambat')
    expect(ratTimed(2025, null, day('2025-01-01'), day('2026-06-30')).state).toBe('menunggu')
    expect(ratTimed(2025, null, day('2025-01-01'), day('2026-07-01')).state).toBe('lewat')
    expect(ratTimed(2025, null, day('2026-02-01'), day('2026-07-01')).state).toBe('tidak-perlu')
  })
})

describe('a month as it is sent', () => {
  const whole = Object.fromEntries(FIGURES.map(key => [key, 0])) as Figures
  const sums = { ...whole, 'anggota-awal': 120, 'anggota-masuk': 9, 'anggota-keluar': 4, 'anggota-akhir': 125 }
  const sent = (over: Partial<CoopReportData>): string[] => checkCoopReport(
    { month: '2025-11', on: day('2025-12-01'), figures: sums, note: '', by: 'ketua-1', name: 'Ketua', ...over }, { actor: 'ketua-1', before: null } as unknown as CheckContext<CoopReportData>,
  ).map(broken => broken.rule)

  it('BR-15: with any other closing than 125 it is refused', () => {
    expect(sent({})).toEqual([])
    expect(sent({ figures: { ...sums, 'anggota-akhir': 124 } })).toEqual(['report-sum'])
    expect(sent({ figures: { ...sums, 'anggota-akhir': 126 } })).toEqual(['report-sum'])
  })

  it('not before the month is over, not in another’s name, and no figure left out', () => {
    expect(sent({ on: day('2025-11-30') })).toEqual([])
    expect(sent({ on: day('2025-11-29') })).toEqual(['report-month'])
    expect(sent({ by: 'bendahara-1' })).toEqual(['entry-actor'])
    const { kas: _left, ...rest } = sums
    expect(sent({ figures: rest })).toEqual(['report-figures'])
  })

  it('tells which figures have changed since, and those that an older app did not send', () => {
    const { bantuan: _left, ...rest } = sums
    expect(changedFigures(rest, { ...sums, kas: 75_000 })).toEqual([{ key: 'kas', sent: 0, now: 75_000 }, { key: 'bantuan', sent: null, now: 0 }])
    expect(changedFigures(sums, sums)).toEqual([])
  })
})
