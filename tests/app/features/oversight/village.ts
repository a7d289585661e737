import { day, type Day } from '#domain/core/day.ts'
import type { Grant } from '#domain/core/roles.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { SavingEntryData } from '#domain/records/saving-entry.ts'
import { DEFAULT_SETTING } from '#app/shared/coop/setting.ts'
import { FIGURES } from '#domain/rules/finance/coop-figures.ts'
import { ALL_WORDS, PLANTED_DRUGS, plantedRecords } from '#tests/support/planted.ts'
import { openDesk, type Desk, type PlacedRow } from '../support/desk.ts'

/** KMP Kiara in November 2025: 120 members at the start, 9 in, 4 out; what they paid; a few days of trade; and words that must never be read. */
export const MEMBERS = streamOf('members', 'kmp-kiara')
export const FINANCE = streamOf('finance', 'kmp-kiara')
export const LURAH: readonly Grant[] = [{ role: 'lurah', place: 'kmp-kiara' }]
export const KETUA: readonly Grant[] = [{ role: 'ketua', place: 'kmp-kiara' }]
export const KLERK: readonly Grant[] = [{ role: 'koperasi', place: 'kmp-kiara' }]
/** Patients, their complaints and drugs, planted where the examiner has no stream; a drug and what a person bought, where staff have one. */
export const PLANTED = [...ALL_WORDS, '77123', '77.123']

const at = <K extends PlacedRow['kind']>(kind: K, stream: string, id: string, data: DataOf<K>): PlacedRow<K> => ({ kind, stream, id, data })
export function memberRow(n: number, joinedOn: Day, status: MemberData['status'] = { state: 'aktif', on: joinedOn, reason: '' }, nik = `367399010190${String(n).padStart(4, '0')}`): PlacedRow<'member'> {
  return at('member', MEMBERS, `m-${n}`, {
    number: `KIARA-01-${String(n).padStart(4, '0')}`, name: `Anggota ${n}`, nik, familyCard: null, birth: { on: day('1990-01-01'), estimated: false }, sex: 'L', occupation: '',
    phone: '+6281200000000', address: { street: 'Kp. Pohgwe', rt: '001', rw: '002', kelurahan: 'Kiara' }, joinedOn, status,
  })
}
const out = (on: string): MemberData['status'] => ({ state: 'keluar', on: day(on), reason: 'pindah' })
let entries = 0
export const saving = (memberId: string, type: SavingEntryData['type'], amount: number, on: string, more: Partial<SavingEntryData> = {}): PlacedRow<'saving-entry'> => at('saving-entry', FINANCE, `s-${entries += 1}`, {
  number: `SIM-${entries}`, memberId, type, act: 'setor', amount, method: 'tunai', on: day(on), time: '09:00', note: '', reverses: null, reason: '', by: 'staf-1', ...more,
})
const noWay = { tunai: 0, transfer: 0, tempo: 0 }

/** Everybody has paid pokok 50.000 and wajib to November, but two: member 1 paid no pokok and nothing since July, member 2 nothing since September. */
function savings(): PlacedRow[] {
  const all = Array.from({ length: 129 }, (_, n) => n + 1)
  return all.flatMap(n => {
    const joined = n <= 120 ? '2025-03-10' : '2025-11-05'
    const months = n === 1 ? 5 : n === 2 ? 7 : n <= 120 ? 9 : 1
    return [...(n === 1 ? [] : [saving(`m-${n}`, 'pokok', 50_000, joined)]), saving(`m-${n}`, 'wajib', months * 10_000, joined)]
  })
}

export function villageRows(): PlacedRow[] {
  const lines = [
    ...Array.from({ length: 117 }, (_, n) => memberRow(n + 1, day('2025-03-10'))), ...[118, 119, 120].map(n => memberRow(n, day('2025-03-10'), out('2025-11-20'))),
    ...Array.from({ length: 8 }, (_, n) => memberRow(n + 121, day('2025-11-05'))), memberRow(129, day('2025-11-06'), out('2025-11-30')),
    memberRow(140, day('2025-11-10'), { state: 'calon', on: day('2025-11-10'), reason: '' }), memberRow(150, day('2025-12-02')),
  ]
  const trade = (id: string, on: string, member: Partial<typeof noWay>, others: Partial<typeof noWay>, cost: number, bought: number, lost: number): PlacedRow =>
    at('trade-day', FINANCE, id, { on: day(on), pustu: 'pustu-kiara', sales: { member: { ...noWay, ...member }, others: { ...noWay, ...others } }, cost, bought, lost })
  return [
    ...lines, ...savings(), ...(plantedRecords() as unknown as PlacedRow[]),
    at('coop-setting', FINANCE, 'koperasi-kmp-kiara', {
      ...DEFAULT_SETTING(day('2025-03-01')), opening: { on: day('2025-03-01'), cash: 100_000, bank: 2_000_000 }, officers: [{ memberId: 'm-3', name: 'Anggota 3', position: 'Ketua' }],
    }),
    saving('m-3', 'sukarela', 25_000, '2025-11-12'),
    trade('t-1', '2025-10-30', { tempo: 40_000 }, {}, 30_000, 900_000, 0), trade('t-2', '2025-11-03', { tunai: 100_000, tempo: 25_000 }, { transfer: 60_000 }, 140_000, 0, 15_000),
    at('cash-entry', FINANCE, 'c-1', { number: 'KAS-1', category: 'pelunasan-piutang', amount: 30_000, method: 'tunai', on: day('2025-11-10'), time: '10:00', party: '', memberId: 'm-3', document: '', note: '', reverses: null, reason: '', by: 'staf-1' }),
    at('cash-entry', FINANCE, 'c-2', { number: 'KAS-2', category: 'subsidi', amount: 500_000, method: 'bank', on: day('2025-11-11'), time: '10:00', party: 'Pemkot', memberId: null, document: '', note: '', reverses: null, reason: '', by: 'staf-1' }),
    at('complaint-month', streamOf('report', 'kmp-kiara'), 'k-1', { month: '2025-11', pustu: 'pustu-kiara', received: 'hidden', closed: 7, open: 'small', late: 0 }),
    // What only staff hold: a desk drops the rows of streams that its user was not granted.
    at('trade-item', streamOf('trade', 'kmp-kiara'), 'i-1', { month: '2025-11', drugId: 'obat-1', drug: PLANTED_DRUGS[0]?.name ?? '', unit: 'tablet', quantity: 120, amount: 60_000 }),
    at('member-trade', streamOf('trade', 'kmp-kiara'), 'mt-1', { memberId: 'm-3', month: '2025-11', sales: 77_123, tempo: 0 }),
  ]
}
export const openVillage = (grants: readonly Grant[], actor = 'staf-lurah', rows: readonly PlacedRow[] = []): Promise<Desk> => openDesk({ grants, actor, rows: [...villageRows(), ...rows] })

export const noFigures = Object.fromEntries(FIGURES.map(key => [key, 0]))
export const reportRow = (id: string, on: string, figures: Record<string, number>): PlacedRow<'coop-report'> => at('coop-report', FINANCE, id, { month: '2025-11', on: day(on), figures, note: '', by: 'ketua-1', name: 'Ketua Kiara' })
export const remarkRow = (id: string, dueOn: string, more: Partial<DataOf<'remark'>> = {}): PlacedRow<'remark'> => at('remark', FINANCE, id, {
  month: '2025-11', topic: 'kas', text: 'Kas 15 November belum cocok.', on: day('2025-12-01'), dueOn: day(dueOn), by: 'staf-lurah', name: 'Lurah Kiara', answer: null, closed: null, ...more,
})
