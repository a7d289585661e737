import { ageInMonths, type Day } from '../../core/day.ts'
import type { CheckContext, RuleBreak } from '../../core/record.ts'
import type { ArrivalData } from '../../records/arrival.ts'
import type { PatientData } from '../../records/patient.ts'
import { VITAL_TABLE } from './vital-limits.ts'
import { assessVitals } from './vitals.ts'

/**
 * One line of the queue. Being put before others has a reason, and so has leaving without being seen; nobody queues people or
 * takes them in under another's name; measured values are ones that a person can have (BR-42); what ended stays ended;
 * and it is one person's place: whoever queued the wrong one ends it as a mistake and queues the right one.
 */
export function checkArrival(data: ArrivalData, context: CheckContext<ArrivalData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  const { before, actor } = context
  if (before === null && data.by !== actor) breaks.push({ rule: 'arrival-actor', field: 'by' })
  if (before && data.patientId !== before.patientId) breaks.push({ rule: 'arrival-patient', field: 'patientId' })
  if (data.service && data.service.by !== (before?.service?.by ?? null) && data.service.by !== actor) breaks.push({ rule: 'arrival-actor', field: 'service.by' })
  if (data.priority.level !== 'biasa' && data.priority.reason.trim() === '') breaks.push({ rule: 'arrival-priority', field: 'priority.reason' })
  return [...breaks, ...endBreaks(data, before), ...triageBreaks(data, context)]
}

/** A signed visit is the proof that somebody was seen: it may overrule an entry that says he left, nothing overrules it. */
function endBreaks(data: ArrivalData, before: ArrivalData | null): RuleBreak[] {
  const { ended } = data
  const was = before?.ended ?? null
  if (was && (!ended || (ended.how !== was.how && ended.how !== 'selesai'))) return [{ rule: 'arrival-over', field: 'ended', detail: { how: was.how } }]
  if (!ended) return []
  if (ended.how === 'selesai') return ended.visitId === null ? [{ rule: 'arrival-ended', field: 'ended.visitId' }] : []
  return ended.reason.trim() === '' ? [{ rule: 'arrival-ended', field: 'ended.reason' }] : []
}

function triageBreaks(data: ArrivalData, context: CheckContext<ArrivalData>): RuleBreak[] {
  if (!data.triage) return []
  const patient = context.found({ kind: 'patient', id: data.patientId })[0]?.data as unknown as PatientData | undefined
  const subject = { bornOn: patient?.birth.on ?? null, on: data.on, sex: patient?.sex ?? 'P', pregnant: data.triage.pregnant }
  return assessVitals(data.triage.vitals, subject, VITAL_TABLE)
    .filter(one => one.refused !== null)
    .map(one => ({ rule: 'BR-42', field: `triage.vitals.${one.item}`, detail: { kind: one.refused?.kind ?? '', value: one.value } }))
}

export type ArrivalState = 'waiting' | 'served' | 'done' | 'left' | 'mistaken'

const STATE_OF_END = { selesai: 'done', pergi: 'left', batal: 'mistaken' } as const

/** Where somebody of the queue stands; a way of ending of a newer version counts as done. */
export function arrivalState(data: Pick<ArrivalData, 'ended' | 'service'>): ArrivalState {
  if (data.ended) return STATE_OF_END[data.ended.how] ?? 'done'
  return data.service ? 'served' : 'waiting'
}

const RANK: Readonly<Record<ArrivalState, number>> = { waiting: 0, served: 1, done: 2, left: 3, mistaken: 4 }
const URGENCY: Readonly<Record<string, number>> = { gawat: 0, didahulukan: 1, biasa: 2 }

interface Queued { readonly id: string; readonly data: ArrivalData }

/** The order of the queue: who waits first, by urgency and then by who came first; then who is being served; then who is done. */
export function byQueueOrder(a: Queued, b: Queued): number {
  const stateA = arrivalState(a.data)
  const stateB = arrivalState(b.data)
  if (stateA !== stateB) return RANK[stateA] - RANK[stateB]
  const urgency = stateA === 'waiting' ? (URGENCY[a.data.priority.level] ?? 2) - (URGENCY[b.data.priority.level] ?? 2) : 0
  // By code units: these are times and ids, and two tablets have to agree.
  return urgency || compare(a.data.time, b.data.time) || compare(a.id, b.id)
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Whole minutes from a wall time to a later one of the same day; never below 0, as two tablets' clocks differ. */
export function minutesWaited(since: string, wall: string): number {
  return Math.max(0, minutesOf(wall) - minutesOf(since))
}
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** A baby below two months can turn ill within hours and is never left to wait behind others (MTBS, the young infant). */
export const isYoungInfant = (bornOn: Day, on: Day): boolean => bornOn <= on && ageInMonths(bornOn, on) < 2

/** The entry of somebody who comes to the desk now. `infant` is the reason, in words, that puts a young infant before others. */
export function newArrival(patientId: string, patient: Pick<PatientData, 'birth' | 'jkn'>, now: { readonly on: Day; readonly time: string; readonly by: string; readonly infant: string }): ArrivalData {
  const young = isYoungInfant(patient.birth.on, now.on)
  return {
    patientId, on: now.on, time: now.time, by: now.by, reason: '', payer: patient.jkn?.state === 'aktif' ? 'jkn' : 'umum',
    priority: young ? { level: 'didahulukan', reason: now.infant } : { level: 'biasa', reason: '' }, triage: null, service: null, ended: null,
  }
}
