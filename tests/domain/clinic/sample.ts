import { day } from '#domain/core/day.ts'
import type { CheckContext, Known, Lookup } from '#domain/core/record.ts'
import type { PatientData } from '#domain/records/patient.ts'
import type { StaffData } from '#domain/records/staff.ts'
import type { VisitData } from '#domain/records/visit.ts'

export const samplePatient = (changes: Partial<PatientData> = {}): PatientData => ({
  rm: 'KIARA-01-0001', name: 'Siti Aisyah', identity: { nik: '3673995708900002', noNikReason: '', parentNik: null }, birth: { on: day('1990-08-17'), estimated: false },
  sex: 'P', phone: null, address: { street: 'Kp. Kiara', rt: '001', rw: '002', kelurahan: 'Kiara' }, memberId: null, ...changes,
})

export const sampleStaff = (changes: Partial<StaffData> = {}): StaffData => ({
  name: 'Bidan Neneng', profession: 'kebidanan', grants: [{ role: 'nakes', place: 'pustu-kiara' }], sip: { number: 'SIP/1', expiresOn: day('2025-12-31') }, active: true, ...changes,
})

/** A signed visit of an adult that keeps every rule; tests change one thing. */
export const sampleVisit = (changes: Partial<VisitData> = {}): VisitData => ({
  patientId: 'p1', on: day('2025-12-17'), time: '08:00', author: 'bidan', complaint: 'Batuk', history: '', allergy: { answer: 'tidak-ada', substances: '' },
  vitals: { sistolik: 120, diastolik: 80, suhu: 36.7 }, pregnant: false, alarmPlan: null, examination: '', diagnoses: [{ code: 'J06.9', name: 'ISPA' }], prescription: [], plan: '',
  signature: { by: 'bidan', name: 'Bidan Neneng', sip: 'SIP/1', on: day('2025-12-17') }, ...changes,
})

const known = (kind: string, id: string, data: unknown): Known => ({ id, kind, stream: '', rev: 1, state: 'live', data: data as Known['data'] })

/** What a check sees: the patient and the signer, and who acts. */
export function visitContext(options: { actor?: string; before?: VisitData | null; patient?: PatientData | null; staff?: StaffData | null } = {}): CheckContext<VisitData> {
  const { actor = 'bidan', before = null, patient = samplePatient(), staff = sampleStaff() } = options
  const records = [...(patient ? [known('patient', 'p1', patient)] : []), ...(staff ? [known('staff', 'bidan', staff)] : [])]
  return { id: 'v1', actor, roles: [], stream: '', before, found: (lookup: Lookup) => records.filter(record => 'id' in lookup && record.kind === lookup.kind && record.id === lookup.id) }
}
