import { day, type Day } from '#domain/core/day.ts'
import type { Role } from '#domain/core/roles.ts'
import type { CashCategory } from '#domain/rules/finance/categories.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { SavingType } from '#domain/records/saving-entry.ts'
import { DEFAULT_SETTING } from '#app/shared/coop/setting.ts'
import type { Kind } from '#domain/records/index.ts'
import { openDesk, type Desk, type PlacedRow } from '../support/desk.ts'

const FINANCE = 'kmp:kmp-kiara/finance'
export const paid = (tunai: number) => ({ tunai, transfer: 0, tempo: 0 })

export const member = (id: string, name: string, number = `KIARA-01-000${id}`): PlacedRow<'member'> => ({
  kind: 'member', id, stream: 'kmp:kmp-kiara/members',
  data: {
    number, name, nik: '3673031708900001', familyCard: null, birth: { on: day('1990-08-17'), estimated: false }, sex: 'L', occupation: '', phone: null,
    address: { street: '', rt: '', rw: '', kelurahan: '' }, joinedOn: day('2023-06-01'), status: { state: 'aktif', on: day('2023-06-01'), reason: '' },
  } satisfies MemberData,
})
export const saving = (id: string, memberId: string, type: SavingType, amount: number, on = '2024-02-01'): PlacedRow<'saving-entry'> => ({
  kind: 'saving-entry', id, stream: FINANCE,
  data: { number: id, memberId, type, act: 'setor', amount, method: 'tunai', on: day(on), time: '09:00', note: '', reverses: null, reason: '', by: 'staf-lain' },
})
export const trade = (memberId: string, month: string, sales: number): PlacedRow<'member-trade'> => ({ kind: 'member-trade', id: `mt-${memberId}-${month}`, stream: 'kmp:kmp-kiara/trade', data: { memberId, month, sales, tempo: 0 } })
export const tradeDay = (on: string, members: number, others: number, cost: number): PlacedRow<'trade-day'> => ({
  kind: 'trade-day', id: `td-${on}`, stream: FINANCE, data: { on: day(on), pustu: 'pustu-kiara', sales: { member: paid(members), others: paid(others) }, cost, lost: 0, bought: 0 },
})
export const cash = (id: string, category: CashCategory, amount: number, on: string): PlacedRow<'cash-entry'> => ({
  kind: 'cash-entry', id, stream: FINANCE, data: { number: id, category, amount, method: 'tunai', on: day(on), time: '09:00', party: 'x', memberId: null, document: '', note: '', reverses: null, reason: '', by: 'staf-lain' },
})
export const setting = (on: Day = day('2024-01-01')): PlacedRow<'coop-setting'> => ({ kind: 'coop-setting', id: 'koperasi-kmp-kiara', stream: FINANCE, data: { ...DEFAULT_SETTING(on), opening: { on, cash: 1_000_000, bank: 0 } } })

/** BR-18 to BR-20: the year 2024 has a surplus of 12.000.000 from members alone. */
export const yearRows = (): PlacedRow<Kind>[] => [
  setting(), member('1', 'Ani Uji'), member('2', 'Budi Uji'), member('3', 'Cici Uji'),
  saving('s1', '1', 'pokok', 50_000), saving('s2', '1', 'wajib', 240_000), saving('s3', '2', 'pokok', 50_000), saving('s4', '2', 'wajib', 120_000), saving('s5', '3', 'pokok', 50_000), saving('s6', '3', 'wajib', 60_000),
  trade('1', '2024-05', 3_000_000), trade('2', '2024-06', 1_500_000), tradeDay('2024-05-10', 4_500_000, 0, 2_500_000),
  cash('k1', 'pendapatan-jasa', 10_500_000, '2024-07-01'), cash('k2', 'gaji-honor', 500_000, '2024-08-01'),
] as PlacedRow<Kind>[]

export const desk = (role: Role, rows: readonly PlacedRow<Kind>[] = yearRows()): Promise<Desk> => openDesk({ grants: [{ role, place: 'kmp-kiara' }], rows, actor: `staf-${role}` })
