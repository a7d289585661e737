import { day, type Day } from '#domain/core/day.ts'
import type { Role } from '#domain/core/roles.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { DEFAULT_SETTING } from '#app/shared/coop/setting.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'

/** A cooperative with money: its setting, two members, savings, and the medicine room beside it. */
export const FINANCE = streamOf('finance', 'kmp-kiara')
export const MEMBERS = streamOf('members', 'kmp-kiara')
export const TRADE = streamOf('trade', 'kmp-kiara')
export const STOCK = streamOf('stock', 'pustu-kiara')

export const settingRow = (more: Partial<DataOf<'coop-setting'>> = {}): PlacedRow<'coop-setting'> => ({
  kind: 'coop-setting', id: 'koperasi-kmp-kiara', stream: FINANCE,
  data: { ...DEFAULT_SETTING(TODAY), opening: { on: day('2025-12-01'), cash: 1_000_000, bank: 500_000 }, credit: { limit: 200_000, days: 30 }, ...more },
})
export const memberRow = (id: string, name: string, more: Partial<DataOf<'member'>> = {}): PlacedRow<'member'> => ({
  kind: 'member', id, stream: MEMBERS,
  data: {
    number: `KMP-${id}`, name, nik: '3673031708900001', familyCard: null, birth: { on: day('1990-08-17'), estimated: false }, sex: 'L', occupation: '', phone: null,
    address: { street: 'Kp. Kiara', rt: '001', rw: '002', kelurahan: 'Kiara' }, joinedOn: day('2025-01-01'), status: { state: 'aktif', on: day('2025-01-01'), reason: '' }, ...more,
  },
})
export const savingRow = (id: string, amount: number, more: Partial<DataOf<'saving-entry'>> = {}): PlacedRow<'saving-entry'> => ({
  kind: 'saving-entry', id, stream: FINANCE,
  data: { number: `S-${id}`, memberId: 'm1', type: 'wajib', act: 'setor', amount, method: 'tunai', on: TODAY, time: '08:00', note: '', reverses: null, reason: '', by: 'staf-bidan', ...more },
})
export const cashRow = (id: string, category: DataOf<'cash-entry'>['category'], amount: number, more: Partial<DataOf<'cash-entry'>> = {}): PlacedRow<'cash-entry'> => ({
  kind: 'cash-entry', id, stream: FINANCE,
  data: { number: `K-${id}`, category, amount, method: 'tunai', on: TODAY, time: '09:00', party: 'PLN', memberId: null, document: '', note: '', reverses: null, reason: '', by: 'staf-bidan', ...more },
})
export const tradeDayRow = (on: Day, more: Partial<DataOf<'trade-day'>> = {}, pustu = 'pustu-kiara'): PlacedRow<'trade-day'> => ({
  kind: 'trade-day', id: `${pustu}-${on}`, stream: FINANCE,
  data: { on, pustu, sales: { member: { tunai: 60_000, transfer: 20_000, tempo: 30_000 }, others: { tunai: 40_000, transfer: 0, tempo: 0 } }, cost: 90_000, bought: 200_000, lost: 5000, ...more },
})
export const saleRow = (id: string, amount: number, more: Partial<DataOf<'handover'>> = {}): PlacedRow<'handover'> => ({
  kind: 'handover', id, stream: STOCK,
  data: {
    number: id, on: TODAY, time: '08:30', source: 'koperasi', visitId: null, taker: { kind: 'anggota', id: 'm1', name: 'Siti', member: { id: 'm1', number: 'KMP-m1' } }, prescription: null,
    lines: [{ drugId: 'parasetamol', drug: 'Parasetamol', unit: 'tablet', quantity: amount / 500, unitPrice: 500, amount, batches: [{ batch: { number: 'A', expiresOn: day('2027-01-31') }, quantity: amount / 500 }], directions: null, signa: '' }],
    total: amount, payment: { method: 'tunai', paid: amount, change: 0, reference: '' }, reverses: null, reason: '', by: 'staf-bidan', ...more,
  },
})

export const openCoop = (rows: readonly PlacedRow[] = [], roles: readonly Role[] = ['koperasi'], more: { shop?: boolean } = {}): Promise<Desk> => openDesk({
  grants: [...roles.map(role => ({ role, place: 'kmp-kiara' })), ...(more.shop ? [{ role: 'nakes' as const, place: 'pustu-kiara' }] : [])],
  rows: [settingRow(), memberRow('m1', 'Siti Aminah'), memberRow('m2', 'Budi', { nik: '3673035708900002', sex: 'P' }), ...rows],
})
