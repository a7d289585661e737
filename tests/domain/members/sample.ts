import { day } from '#domain/core/day.ts'
import type { MemberData } from '#domain/records/member.ts'

/** A member whose data keep every rule; tests change one thing. */
export function sampleMember(changes: Partial<MemberData> = {}): MemberData {
  return {
    number: 'KIARA-01-0001', name: 'Siti Aisyah', nik: '3673995708900002', familyCard: null, birth: { on: day('1990-08-17'), estimated: false }, sex: 'P',
    occupation: 'Pedagang', phone: null, address: { street: 'Kp. Kiara', rt: '001', rw: '002', kelurahan: 'Kiara' }, joinedOn: day('2025-07-15'),
    status: { state: 'aktif', on: day('2025-07-15'), reason: '' }, ...changes,
  }
}
