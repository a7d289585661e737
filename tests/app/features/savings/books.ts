import { day, type Day } from '#domain/core/day.ts'
import type { Role } from '#domain/core/roles.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { SavingEntryData } from '#domain/records/saving-entry.ts'
import { DEFAULT_SETTING } from '#app/shared/coop/setting.ts'
import type { Payment } from '#app/features/savings/repository.ts'
import { sampleMember } from '#tests/domain/members/sample.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'

/** A cooperative with 50.000 of pokok and 10.000 of wajib a month from 2025 on. */
export const MEMBERS = streamOf('members', 'kmp-kiara')
export const FINANCE = streamOf('finance', 'kmp-kiara')
export const SITI = 'agt-siti'
export const BUDI = 'agt-budi'

export const memberRow = (id: string, changes: Partial<MemberData> = {}): PlacedRow<'member'> => ({ kind: 'member', id, stream: MEMBERS, data: sampleMember(changes) })
export const settingRow = (unpaidWajibIsDebt = false): PlacedRow<'coop-setting'> => {
  const setting = DEFAULT_SETTING(TODAY)
  return { kind: 'coop-setting', id: 'koperasi-kmp-kiara', stream: FINANCE, data: { ...setting, dues: { pokok: 50_000, wajib: [{ from: '2025-01', amount: 10_000 }] }, exit: { unpaidWajibIsDebt } } }
}
let count = 0
export const entryRow = (memberId: string, changes: Partial<SavingEntryData> = {}, id = `simpan-${String(++count).padStart(5, '0')}`): PlacedRow<'saving-entry'> => ({
  kind: 'saving-entry', id, stream: FINANCE,
  data: { number: `KIARA-09-${String(count).padStart(4, '0')}`, memberId, type: 'wajib', act: 'setor', amount: 10_000, method: 'tunai', on: day('2025-11-03'), time: '09:00', note: '', reverses: null, reason: '', by: 'staf-lain', ...changes },
})
/** Joined 15-07-2025; Budi in January, and paid nothing. */
export const rows = (): PlacedRow[] => [
  memberRow(SITI, { name: 'Siti Aisyah', number: 'KIARA-01-0001', joinedOn: day('2025-07-15') }),
  memberRow(BUDI, { name: 'Budi Santoso', number: 'KIARA-01-0002', nik: '3673991708900003', sex: 'L', joinedOn: day('2025-01-10'), status: { state: 'aktif', on: day('2025-01-10'), reason: '' } }),
  settingRow(),
]
export const openBooks = (more: readonly PlacedRow[] = [], role: Role = 'koperasi'): Promise<Desk> => openDesk({ grants: [{ role, place: 'kmp-kiara' }], rows: [...rows(), ...more] })
export const payment = (changes: Partial<Payment> = {}): Payment => ({ memberId: SITI, act: 'setor', lines: [{ type: 'wajib', amount: 40_000 }], method: 'tunai', on: TODAY, note: '', ...changes })
export const leftOn = (on: Day): Pick<MemberData, 'status'> => ({ status: { state: 'keluar', on, reason: 'pindah' } })
