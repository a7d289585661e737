import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { LetterContent } from '#domain/records/letter.ts'
import type { StaffData } from '#domain/records/staff.ts'
import type { VisitData } from '#domain/records/visit.ts'
import type { Grant } from '#domain/core/roles.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { CLINICAL, DRUG, NURSE, patientRow } from '../service/ward.ts'

const CATALOGUE = streamOf('catalogue', 'pkm-uji')
export const HEAD: readonly Grant[] = [{ role: 'kapus', place: 'pkm-uji' }]
export const DOCTOR: readonly Grant[] = [{ role: 'dokter', place: 'pkm-uji' }]

export const signedVisit = (id: string, change: Partial<VisitData> = {}): PlacedRow<'visit'> => ({
  kind: 'visit', id, stream: CLINICAL,
  data: {
    patientId: 'pasien-1', on: TODAY, time: '09:10', author: 'staf-bidan', complaint: 'Pusing seminggu', history: '', allergy: { answer: 'ada', substances: 'Amoksisilin' },
    vitals: { sistolik: 150, diastolik: 95, suhu: 36.7, berat: 60.5, tinggi: 158 }, pregnant: false, alarmPlan: null, examination: 'Kaku kuduk tidak ada', diagnoses: [{ code: 'I10', name: 'Hipertensi' }, { code: 'R51', name: 'Sakit kepala' }],
    prescription: [{ drugId: DRUG, drug: 'Parasetamol 500 mg tablet', quantity: 14, unit: 'tablet', signa: '3x1 pc' }], plan: 'Kontrol tekanan darah',
    signature: { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', on: TODAY }, payer: 'jkn', outcome: { how: 'rujuk', specialistic: false, tacc: ['complication'], to: 'RSUD Kota', note: 'Tekanan darah tidak turun' }, ...change,
  },
})
const staff = (sip: StaffData['sip']): PlacedRow<'staff'> => ({ kind: 'staff', id: 'staf-bidan', stream: CATALOGUE, data: { name: 'Bidan Uji', profession: 'kebidanan', grants: [], sip, active: true } })
const setting: PlacedRow<'clinic-setting'> = {
  kind: 'clinic-setting', id: 'klinik-pkm-uji', stream: CATALOGUE,
  data: { gate: [], limits: [], limitsSigned: null, safetySigned: null, letterhead: { agency: 'Dinas Kesehatan Kota Uji', address: 'Jl. Uji 1', contact: '', town: 'Uji' }, head: { name: 'dr. Kepala Uji', nip: '198001012005011001' } },
}

/** A desk with a patient, a signed visit of today, and a letterhead. */
export function openOffice(options: { grants?: readonly Grant[]; rows?: readonly PlacedRow[]; sip?: StaffData['sip'] } = {}): Promise<Desk> {
  const jkn = { number: '0001234567890', state: 'aktif' as const, on: TODAY, source: 'kartu' as const }
  return openDesk({
    grants: options.grants ?? NURSE,
    rows: [staff(options.sip === undefined ? { number: 'SIP-1', expiresOn: TODAY } : options.sip), setting, patientRow('pasien-1', { jkn, address: { street: 'Kp. Kiara', rt: '001', rw: '002', kelurahan: 'Kiara' } }), signedVisit('visit-1'), ...(options.rows ?? [])],
  })
}

export const sickContent = (change: Partial<Extract<LetterContent, { type: 'sakit' }>> = {}): LetterContent => ({ type: 'sakit', from: TODAY, days: 3, occupation: '', recipient: '', diagnosis: '', agreed: false, ...change })
export const referralContent = (change: Partial<Extract<LetterContent, { type: 'rujukan' }>> = {}): LetterContent => ({
  type: 'rujukan', to: 'RSUD Kota', unit: '', urgency: 'biasa', reason: 'Tidak turun', findings: '', therapy: '', diagnoses: [{ code: 'I10', name: 'Hipertensi' }], payer: 'umum', jknNumber: '', specialistic: true, tacc: [], ...change,
})
export const letterRow = (id: string, content: LetterContent, on = '2025-12-01'): PlacedRow<'letter'> => ({
  kind: 'letter', id, stream: CLINICAL, data: { number: `X-${id}`, patientId: 'pasien-1', visitId: 'visit-1', on: day(on), content, signer: { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1' }, reply: null },
})
