import type { Day } from '#domain/core/day.ts'
import type { AddendumData } from '#domain/records/addendum.ts'
import type { VisitData } from '#domain/records/visit.ts'
import type { StaffData } from '#domain/records/staff.ts'
import { effectiveDiagnoses } from '#domain/rules/clinic/addendum-rules.ts'
import type { AppContext } from '#app/context.ts'
import type { RecordReader } from '#app/db/record-store.ts'
import { formatNumber } from '#app/shared/format.ts'
import type { Patient, Visit } from './letters.ts'

/** What a letter is begun from: the patient, the visit it rests on, the diagnoses that count, and who would sign. */
export interface LetterStart {
  readonly patient: Patient
  readonly visit: Visit | null
  readonly diagnoses: VisitData['diagnoses']
  /** The newest values of each item that a health letter bears, and their day. */
  readonly measured: { readonly on: Day; readonly vitals: VisitData['vitals'] } | null
  readonly signer: StaffData | undefined
}

const newestFirst = (a: Visit, b: Visit): number => `${b.data.on} ${b.data.time}`.localeCompare(`${a.data.on} ${a.data.time}`) || b.id.localeCompare(a.id)

/** The signed visits of a patient that stand, the newest first. */
export async function signedVisits(reader: RecordReader, patient: Patient): Promise<Visit[]> {
  return (await reader.byKey('visit', 'patient', patient.id)).filter(visit => visit.state === 'live' && visit.data.signature !== null && visit.stream === patient.stream).sort(newestFirst)
}

export async function effectiveOf(reader: RecordReader, visit: Visit): Promise<VisitData['diagnoses']> {
  const addenda: AddendumData[] = (await reader.byKey('addendum', 'visit', visit.id)).filter(one => one.state === 'live').map(one => one.data)
  return effectiveDiagnoses(visit.data, addenda)
}

/** Null where the patient is not here; a visit that is not the patient's, signed and standing is left out. */
export async function readLetterStart(app: AppContext, patientId: string, visitId: string | null): Promise<LetterStart | null> {
  const patient = await app.store.get('patient', patientId)
  if (patient?.state !== 'live') return null
  const visits = await signedVisits(app.store, patient)
  const visit = visits.find(found => found.id === visitId) ?? null
  const source = visit && hasMeasured(visit) ? visit : visits.find(hasMeasured)
  return {
    patient, visit, diagnoses: visit ? await effectiveOf(app.store, visit) : [], measured: source ? { on: source.data.on, vitals: source.data.vitals } : null,
    signer: (await app.store.get('staff', app.user.id))?.data,
  }
}

const hasMeasured = ({ data: { vitals } }: Visit): boolean => (['sistolik', 'berat', 'tinggi'] as const).some(item => vitals[item] !== undefined)

/** The measured values in one line, as registers write them: "TD 120/80 mmHg, N 82, R 18, S 36,7 °C, SpO₂ 98%". */
export function vitalsText({ vitals, beyond }: Pick<VisitData, 'vitals' | 'beyond'>): string {
  const show = (value: number | undefined): string => (value === undefined ? '–' : formatNumber(value))
  const { sistolik, diastolik, nadi, napas, suhu, spo2, berat, tinggi, gds } = vitals
  const glucose = gds === undefined ? beyond?.gds : `${show(gds)} mg/dL`
  return [
    sistolik !== undefined || diastolik !== undefined ? `TD ${show(sistolik)}/${show(diastolik)} mmHg` : '',
    nadi === undefined ? '' : `N ${show(nadi)}/menit`, napas === undefined ? '' : `R ${show(napas)}/menit`, suhu === undefined ? '' : `S ${show(suhu)} °C`, spo2 === undefined ? '' : `SpO₂ ${show(spo2)}%`,
    berat === undefined ? '' : `BB ${show(berat)} kg`, tinggi === undefined ? '' : `TB ${show(tinggi)} cm`, glucose === undefined ? '' : `GDS ${glucose}`,
  ].filter(part => part !== '').join(', ')
}

const sentence = (label: string, text: string | undefined): string => (text?.trim() ? `${label}: ${text.trim()}` : '')

/** Complaint, history, allergy, vital signs and examination of a visit, a line each, as a referral tells them. */
export function findingsText(visit: VisitData): string {
  const allergy = visit.allergy?.answer === 'ada' ? visit.allergy.substances : visit.allergy?.answer === 'tidak-ada' ? 'tidak ada' : ''
  const weeks = visit.pregnancy?.weeks
  return [
    sentence('Keluhan', visit.complaint), sentence('Riwayat', visit.history), sentence('Riwayat penyakit', visit.background?.past), sentence('Alergi', allergy),
    visit.pregnant ? `Hamil${weeks ? ` ${weeks} minggu` : ''}` : '', visit.consciousness && visit.consciousness !== 'A' ? `Kesadaran (AVPU): ${visit.consciousness}` : '',
    sentence('Tanda vital', vitalsText(visit)), sentence('Pemeriksaan', visit.examination),
  ].filter(line => line !== '').join('\n').slice(0, 1500)
}

/** What was prescribed and done, a line each. */
export function therapyText(visit: VisitData): string {
  const medicine = visit.prescription.map(line => `${line.drug} ${formatNumber(line.quantity)} ${line.unit}, ${line.signa}`)
  const done = (visit.procedures ?? []).map(one => [one.name, one.note].filter(part => part.trim() !== '').join(': '))
  return [...medicine, ...done, ...(visit.alarmPlan ? [visit.alarmPlan] : [])].join('\n').slice(0, 1000)
}
