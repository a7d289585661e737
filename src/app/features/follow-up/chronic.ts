import { addMonths, addYears, daysOfMonth, monthOf, type Day, type Month } from '#domain/core/day.ts'
import type { AddendumData } from '#domain/records/addendum.ts'
import { effectiveDiagnoses } from '#domain/rules/clinic/addendum-rules.ts'
import { lastsUntil } from '#domain/rules/clinic/regular-medicine.ts'
import type { AppContext } from '#app/context.ts'
import type { RecordStore } from '#app/db/record-store.ts'
import { isChronic } from '#app/shared/diagnosis-facts.ts'
import { openFollowUps } from '#app/shared/follow-ups.ts'
import type { Patient, Visit } from './repository.ts'

/** One who takes medicine for long: what for, when he was last here, and until when his medicine lasts. */
export interface ChronicPatient { readonly patient: Patient; readonly diseases: readonly string[]; readonly lastOn: Day; readonly until: Day | null; readonly nextDue: Day | null; readonly nextId: string | null }
export interface ChronicList { readonly patients: readonly ChronicPatient[]; readonly visits: number; readonly since: Day }

/** What a month's signed visits tell; kept small, because twelve of them stay in memory. */
interface MonthPart { readonly signed: readonly { readonly patientId: string; readonly id: string; readonly on: Day; readonly time: string; readonly diagnoses: Visit['data']['diagnoses']; readonly until: Day | null }[] }
const months = new WeakMap<RecordStore, Map<Month, Promise<MonthPart>>>()

/** A month's visits, read once until one of its days changes. */
function monthPart(store: RecordStore, month: Month): Promise<MonthPart> {
  const known = months.get(store) ?? new Map<Month, Promise<MonthPart>>()
  months.set(store, known)
  const running = known.get(month)
  if (running) return running
  const days = daysOfMonth(month)
  const stop = store.watch(days.map(day => ({ kind: 'visit', day })), () => forget())
  const reading = (async (): Promise<MonthPart> => {
    const visits = (await Promise.all(days.map(day => store.byDay('visit', day)))).flat()
    return { signed: visits.filter(visit => visit.state === 'live' && visit.data.signature !== null).map(({ id, data }) => ({ patientId: data.patientId, id, on: data.on, time: data.time, diagnoses: data.diagnoses, until: lastsUntil(data) })) }
  })()
  function forget(): void {
    stop()
    if (known.get(month) === reading) known.delete(month)
  }
  known.set(month, reading)
  reading.catch(forget)
  return reading
}

/**
 * Everybody who was signed with a chronic disease in the last twelve months, whose medicine ends first on top. The medicine is
 * what lasts longest of all that was prescribed: three days of cough syrup end no month of tablets.
 */
export async function readChronic(app: Pick<AppContext, 'store'>, today: Day): Promise<ChronicList> {
  const { store } = app
  // Whoever asks because something changed asks before the month has heard of it.
  await Promise.resolve()
  const since = addYears(today, -1)
  // One after the other, so that a slow tablet can answer a finger between two months.
  const parts: MonthPart[] = []
  for (let back = 12; back >= 0; back -= 1) parts.push(await monthPart(store, addMonths(monthOf(today), -back)))
  const addenda = new Map<string, AddendumData[]>()
  for (const { state, data } of await store.scan('addendum')) if (state === 'live') addenda.set(data.visitId, [...(addenda.get(data.visitId) ?? []), data])

  const byPatient = new Map<string, { diseases: Map<string, string>; lastOn: Day; until: Day | null }>()
  let visits = 0
  const signed = parts.flatMap(part => part.signed).filter(one => one.on >= since && one.on <= today).sort((a, b) => (`${a.on} ${a.time} ${a.id}` < `${b.on} ${b.time} ${b.id}` ? -1 : 1))
  for (const visit of signed) {
    visits += 1
    const diagnoses = effectiveDiagnoses(visit, addenda.get(visit.id) ?? [])
    const known = byPatient.get(visit.patientId) ?? { diseases: new Map<string, string>(), lastOn: visit.on, until: null }
    byPatient.set(visit.patientId, known)
    for (const { code, name } of diagnoses) if (isChronic(code)) known.diseases.set(code.slice(0, 3), name)
    known.lastOn = visit.on
    if (visit.until !== null && visit.until > (known.until ?? '')) known.until = visit.until
  }

  const next = new Map<string, { due: Day; id: string }>()
  for (const { id, data } of await openFollowUps(store)) if (!next.has(data.patientId)) next.set(data.patientId, { due: data.due, id })
  const chronic = [...byPatient].filter(([, known]) => known.diseases.size > 0)
  const found = await Promise.all(chronic.map(async ([id, known]): Promise<ChronicPatient | null> => {
    const patient = await store.get('patient', id)
    return patient?.state === 'live' ? { patient, diseases: [...known.diseases.values()], lastOn: known.lastOn, until: known.until, nextDue: next.get(id)?.due ?? null, nextId: next.get(id)?.id ?? null } : null
  }))
  return { patients: found.filter(one => one !== null).sort(endsFirst), visits, since }
}

const endsFirst = (a: ChronicPatient, b: ChronicPatient): number =>
  (a.until ?? '9999').localeCompare(b.until ?? '9999') || a.patient.data.name.localeCompare(b.patient.data.name, 'id') || a.patient.id.localeCompare(b.patient.id)
