import { day } from '#domain/core/day.ts'
import type { AddendumData } from '#domain/records/addendum.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { openDesk, staffRow, type Desk, type PlacedRow } from '../support/desk.ts'
import { CLINICAL, patientRow } from './ward.ts'

export const HEAD = [{ role: 'kapus', place: 'pkm-uji' }] as const
export const DOCTOR = [{ role: 'dokter', place: 'pkm-uji' }] as const

/** The desk's clock stands at 12.00 on 17 December 2025. */
export const signedVisit = (id: string, change: Partial<VisitData> = {}): PlacedRow<'visit'> => ({
  kind: 'visit', id, stream: CLINICAL,
  data: {
    patientId: 'pasien-1', on: day('2025-12-17'), time: '08:00', author: 'staf-bidan', complaint: 'Batuk rahasia', history: '', allergy: { answer: 'tidak-ada', substances: '' }, vitals: { sistolik: 120, diastolik: 80 },
    pregnant: false, alarmPlan: null, examination: '', diagnoses: [{ code: 'J06.9', name: 'ISPA' }], prescription: [], plan: '',
    signature: { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', on: day('2025-12-17'), time: '08:30' }, ...change,
  },
})
export const signedOn = (on: string, time: string): Partial<VisitData> => ({ on: day(on), signature: { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', on: day(on), time } })

export const lateAddendum = (id: string, change: Partial<AddendumData> = {}): PlacedRow<'addendum'> => ({
  kind: 'addendum', id, stream: CLINICAL,
  data: {
    visitId: 'k-1', patientId: 'pasien-1', on: day('2025-12-16'), at: '2025-12-16T09:00:00', by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', reason: 'Hasil menyusul', text: 'Dahak positif',
    diagnoses: [{ code: 'A16.2', name: 'TB paru klinis' }], late: true, decision: null, ...change,
  },
})

/** A reader who is not the nurse of that desk: he sees what its tablet sent. */
export const openReader = (grants: typeof HEAD | typeof DOCTOR, rows: readonly PlacedRow[]): Promise<Desk> => openDesk({
  grants, actor: 'staf-kapus', rows: [
    patientRow('pasien-1'), patientRow('pasien-2', { name: 'Budi Contoh', rm: 'KIARA-02-0002', identity: { nik: null, noNikReason: 'tidak diketahui', parentNik: null } }), staffRow('staf-bidan', 'Bidan Uji'), ...rows,
  ],
})
