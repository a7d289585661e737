import { daysOfMonth, type Month } from '#domain/core/day.ts'
import { countedVisits } from '#domain/rules/clinic/addendum-rules.ts'
import type { PersonOf } from '#domain/rules/supervision/indicators/visits.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest, RecordStore, StoredRecord } from '#app/db/record-store.ts'

export type Visit = StoredRecord<'visit'>
export const VISIT_INTERESTS: readonly Interest[] = [{ kind: 'visit' }, { kind: 'addendum' }]

/** Months that were read, until something in them may have changed: a page and the lists behind it read a month once. */
interface Kept { readonly months: Map<Month, Promise<readonly Visit[]>> }
const kept = new WeakMap<RecordStore, Kept>()

/** The visits of a month at every place this user reads, with the diagnoses that count: a correction that was agreed to is in them. */
export function monthVisits({ store }: Pick<AppContext, 'store'>, month: Month): Promise<readonly Visit[]> {
  let months = kept.get(store)?.months
  if (!months) {
    const fresh = new Map<Month, Promise<readonly Visit[]>>()
    months = fresh
    store.watch(VISIT_INTERESTS, () => fresh.clear())
    kept.set(store, { months })
  }
  const running = months.get(month)
  if (running) return running
  const reading = readMonth(store, month)
  months.set(month, reading)
  reading.catch(() => { if (months.get(month) === reading) months.delete(month) })
  return reading
}

async function readMonth(store: RecordStore, month: Month): Promise<Visit[]> {
  const [days, addenda] = await Promise.all([Promise.all(daysOfMonth(month).map(on => store.byDay('visit', on))), store.scan('addendum')])
  return countedVisits(days.flat(), addenda)
}

/** Who is one person: by NIK where records of several pustu are read, else each record is one. */
export async function personsOf({ store, streams }: Pick<AppContext, 'store' | 'streams'>, visits: readonly Visit[]): Promise<PersonOf> {
  if (streams('clinical').length < 2) return patientId => patientId
  const ids = [...new Set(visits.map(visit => visit.data.patientId))]
  const niks = new Map((await store.many('patient', ids)).map(({ id, data }) => [id, data.identity.nik] as const))
  return patientId => niks.get(patientId) ?? patientId
}
