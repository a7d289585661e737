import { describe, expect, it } from 'vitest'
import { day, type Day, type Month } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { MemberData } from '#domain/records/member.ts'
import { memberReport } from '#app/features/reports/repository.ts'
import { recentMonths } from '#app/shared/months.ts'
import { openDesk, type PlacedRow } from '../support/desk.ts'

const MEMBERS = streamOf('members', 'kmp-kiara')
const MONTH = '2025-11' as Month

function memberRow(n: number, joinedOn: Day, status: MemberData['status'] = { state: 'aktif', on: joinedOn, reason: '' }): PlacedRow<'member'> {
  return {
    kind: 'member', id: `m-${n}`, stream: MEMBERS,
    data: {
      number: `KIARA-01-${String(n).padStart(4, '0')}`, name: `Anggota ${n}`, nik: `367399010190${String(n).padStart(4, '0')}`, familyCard: null,
      birth: { on: day('1990-01-01'), estimated: false }, sex: 'L', occupation: '', phone: '+6281200000000', address: { street: 'Kp. Rahasia', rt: '001', rw: '002', kelurahan: 'Kiara' },
      joinedOn, status,
    },
  }
}
const out = (on: string): MemberData['status'] => ({ state: 'keluar', on: day(on), reason: 'pindah' })
/** 120 at the start, 9 in, 4 out: of those who go, one joined in the same month. */
const rows = [
  ...Array.from({ length: 117 }, (_, index) => memberRow(index + 1, day('2025-03-10'))),
  ...[118, 119, 120].map(n => memberRow(n, day('2025-03-10'), out('2025-11-20'))),
  ...Array.from({ length: 8 }, (_, index) => memberRow(121 + index, day('2025-11-05'))),
  memberRow(129, day('2025-11-06'), out('2025-11-30')),
  memberRow(130, day('2025-12-01')),
  memberRow(131, day('2025-01-01'), out('2025-10-31')),
]
const openLurah = () => openDesk({ grants: [{ role: 'lurah', place: 'kmp-kiara' }], rows, actor: 'staf-lurah' })

describe('member report', () => {
  it('BR-15: 120 at the start, 9 in and 4 out are 125 at the end, and each figure is the list behind it', async () => {
    const { app } = await openLurah()
    const report = await memberReport(app, 'kmp-kiara', MONTH)
    expect(Object.fromEntries(Object.entries(report.lists).map(([part, list]) => [part, list.length]))).toEqual({ awal: 120, masuk: 9, keluar: 4, akhir: 125, ganda: 0 })
    expect(report.addsUp).toBe(true)
    expect(report.lists.keluar.map(line => line.number)).toEqual(['KIARA-01-0118', 'KIARA-01-0119', 'KIARA-01-0120', 'KIARA-01-0129'])
  })

  it('shows of the NIK the last four digits, and neither address nor phone', async () => {
    const { app } = await openLurah()
    const report = await memberReport(app, 'kmp-kiara', MONTH)
    const text = JSON.stringify(report)
    expect(report.lists.masuk[0]?.nik.endsWith('0121')).toBe(true)
    expect(text).not.toMatch(/\d{16}|Rahasia|\+62/)
  })

  it('BR-06: names both active members of one NIK', async () => {
    const twin = memberRow(500, day('2025-11-07'))
    const { app } = await openDesk({
      grants: [{ role: 'lurah', place: 'kmp-kiara' }], actor: 'staf-lurah',
      rows: [memberRow(1, day('2025-03-10')), { ...twin, data: { ...twin.data, nik: memberRow(1, day('2025-03-10')).data.nik } }],
    })
    const report = await memberReport(app, 'kmp-kiara', MONTH)
    expect(report.lists.ganda.map(line => line.name)).toEqual(['Anggota 1', 'Anggota 500'])
  })

  it('offers this month first and goes back over the turn of the year', () => {
    const months = recentMonths(day('2026-01-31'))
    expect(months.slice(0, 3)).toEqual(['2026-01', '2025-12', '2025-11'])
    expect(new Set(months).size).toBe(24)
  })
})
