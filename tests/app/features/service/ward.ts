import { day, type Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { PatientData } from '#domain/records/patient.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { emptyVisitForm, visitOfForm, type VisitForm } from '#app/features/service/logic/visit-form.ts'
import { drugRow, movementRow } from '../medicine/shelf.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'

export const CLINICAL = streamOf('clinical', 'pustu-kiara')
export const DRUG = 'parasetamol-500-mg-tablet'
export const NURSE = [{ role: 'nakes', place: 'pustu-kiara' }] as const

export const patientRow = (id: string, change: Partial<PatientData> = {}): PlacedRow<'patient'> => ({
  kind: 'patient', id, stream: CLINICAL,
  data: {
    rm: 'KIARA-02-0001', name: 'Siti Contoh', identity: { nik: '3673995708900002', noNikReason: '', parentNik: null }, birth: { on: day('1990-08-17'), estimated: false }, sex: 'P',
    phone: null, address: { street: '', rt: '', rw: '', kelurahan: 'Kiara' }, memberId: null, ...change,
  },
})
const staff = (sipUntil: Day | null): PlacedRow<'staff'> => ({
  kind: 'staff', id: 'staf-bidan', stream: streamOf('catalogue', 'pkm-uji'),
  data: { name: 'Bidan Uji', profession: 'kebidanan', grants: [], sip: sipUntil ? { number: 'SIP-1', expiresOn: sipUntil } : null, active: true },
})
const batch = (number: string, expiresOn: string) => ({ number, expiresOn: day(expiresOn) })

/** A desk with one patient and the batches of BR-31: A, B, C (expired) and D. */
export function openWard(options: { sipUntil?: Day | null; rows?: readonly PlacedRow[] } = {}): Promise<Desk> {
  return openDesk({
    grants: NURSE,
    rows: [
      staff(options.sipUntil === undefined ? TODAY : options.sipUntil), patientRow('pasien-1'), drugRow(DRUG, 'Parasetamol', '500 mg', 'tablet'),
      movementRow('A', { drugId: DRUG, batch: batch('A', '2026-03-31'), quantity: 40, on: day('2025-09-20') }),
      movementRow('B', { drugId: DRUG, batch: batch('B', '2026-01-31'), quantity: 30, on: day('2025-10-05') }),
      movementRow('C', { drugId: DRUG, batch: batch('C', '2025-12-15'), quantity: 25, on: day('2025-08-01') }),
      movementRow('D', { drugId: DRUG, batch: batch('D', '2026-01-31'), quantity: 20, on: day('2025-09-01') }),
      ...(options.rows ?? []),
    ],
  })
}

/** A visit that may be signed, unless a test takes something away. */
export function visitData(change: Partial<VisitForm> = {}): VisitData {
  const form: VisitForm = { ...emptyVisitForm(TODAY, '09:10'), complaint: 'Demam dua hari', allergyAnswer: 'tidak-ada', diagnoses: [{ code: 'R50.9', name: 'Demam' }], ...change }
  return visitOfForm(form, 'pasien-1', 'staf-bidan', new Map([[DRUG, { label: 'Parasetamol 500 mg tablet', unit: 'tablet' }]]))
}
export const line = (quantity: string) => ({ drugId: DRUG, source: 'program' as const, quantity, signa: '3 x 1', days: '', allergyReason: '', reasons: [] })

/** The operations of the tablet's journal, in order, as they will be sent. */
export async function journalOf(desk: Desk): Promise<{ kind: string; act: string; tx: string; txn: number }[]> {
  const entries = (await desk.core.db.strict.journal.toArray()).sort((a, b) => a.seq - b.seq)
  return Promise.all(entries.map(async entry => {
    const { kind, act, tx, txn } = JSON.parse((await desk.core.openBody(entry)) ?? '{}') as { kind: string; act: string; tx: string; txn: number }
    return { kind, act, tx, txn }
  }))
}
