import { day } from '#domain/core/day.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { PatientData } from '#domain/records/patient.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'

/** Synthetic people of the region that no identity card has. */
export const memberData = (name: string, serial: number, more: Partial<MemberData> = {}): MemberData => ({
  number: `KIARA-09-${String(serial).padStart(4, '0')}`, name, nik: `367399120180${String(serial).padStart(4, '0')}`, familyCard: null,
  birth: { on: day('1980-01-12'), estimated: false }, sex: 'L', occupation: 'petani', phone: null,
  address: { street: 'Kampung Uji', rt: '001', rw: '002', kelurahan: 'Kiara' }, joinedOn: day('2025-12-01'),
  status: { state: 'aktif', on: day('2025-12-01'), reason: '' }, ...more,
})

export const patientData = (name: string, more: Partial<PatientData> = {}): PatientData => ({
  rm: 'KIARA-09-0001', name, identity: { nik: null, noNikReason: 'tidak dibawa', parentNik: null }, birth: { on: day('1980-01-12'), estimated: true },
  sex: 'P', phone: null, address: { street: 'Kampung Uji', rt: '001', rw: '002', kelurahan: 'Kiara' }, memberId: null, ...more,
})

export const movementData = (quantity: number, more: Partial<MovementData> = {}): MovementData => ({
  drugId: 'paracetamol-500', source: 'program', batch: { number: 'B1', expiresOn: day('2027-01-31') }, quantity, reason: quantity > 0 ? 'diterima' : 'diserahkan',
  on: day('2025-12-17'), document: 'SBBK-1', party: 'Puskesmas', visitId: null, reverses: null, override: null, ...more,
})
