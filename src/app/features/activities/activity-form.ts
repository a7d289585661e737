import { addDays, isDay, type Day } from '#domain/core/day.ts'
import type { Json, JsonObject } from '#domain/core/json.ts'
import { ACTIVITY_TYPES, type ActivityData } from '#domain/records/activity.ts'
import { plannedOverlap } from '#domain/rules/supervision/activity-overlap.ts'
import { overlapOn } from '#domain/rules/supervision/service-hours.ts'
import { parseNumber } from '#app/shared/format.ts'
import { timeText } from '#app/shared/service/duty-say.ts'
import type { ServiceTime } from '#app/shared/service/service-time.ts'
import { typedTime } from '#app/shared/service/typed-time.ts'
import type { Plan, Told } from './activities.ts'

/** An activity as it is planned; `weeks` of a series, the first one among them. */
export interface PlanForm { place: string; type: string; title: string; where: string; on: string; from: string; to: string; reason: string; weeks: string }
/** A quarter of a year: a plan beyond it meets hours that nobody knows. */
export const MOST_WEEKS = 13

export const planForm = (place: string, on: Day): PlanForm => ({ place, type: '', title: '', where: '', on, from: '', to: '', reason: '', weeks: '1' })
export const planFormOf = ({ pustu, type, title, where, on, planned, overlapReason }: ActivityData): PlanForm =>
  ({ place: pustu, type, title, where, on, from: timeText(planned.from), to: timeText(planned.to), reason: overlapReason, weeks: '1' })

/** A kept form of this version's shape, or null. */
export function restoreTexts<F extends object>(kept: Json | undefined, start: F): F | null {
  if (kept === null || kept === undefined || typeof kept !== 'object' || Array.isArray(kept)) return null
  const [found, names] = [kept as JsonObject, Object.keys(start)]
  return names.every(name => typeof found[name] === 'string') ? (Object.fromEntries(names.map(name => [name, found[name]])) as F) : null
}

const typeOf = (typed: string): ActivityData['type'] | null => ACTIVITY_TYPES.find(one => one === typed) ?? null
const weeksOf = (typed: string): number | null => { const weeks = parseNumber(typed); return weeks !== null && Number.isInteger(weeks) && weeks >= 1 && weeks <= MOST_WEEKS ? weeks : null }
function timesOf({ from, to }: Pick<PlanForm, 'from' | 'to'>): { from: string; to: string } | null {
  const [start, end] = [typedTime(from), typedTime(to)]
  return start !== null && end !== null && start < end ? { from: start, to: end } : null
}

/** The days of a series, with the minutes of each in hours of service; none while day or times are not typed. */
export interface PlannedDay { readonly on: Day; readonly overlap: number }
export function plannedDays(form: PlanForm, time: ServiceTime | undefined): PlannedDay[] {
  const [planned, weeks] = [timesOf(form), weeksOf(form.weeks)]
  const first = form.on
  if (!isDay(first) || !planned || weeks === null) return []
  return Array.from({ length: weeks }, (_, week) => {
    const on = addDays(first, 7 * week)
    return { on, overlap: time ? plannedOverlap({ on, planned }, time.hours, time.calendar) : 0 }
  })
}

export type PlanWord = 'errPlace' | 'errType' | 'errTitle' | 'errOn' | 'errFrom' | 'errTo' | 'errOrder' | 'errOverlap' | 'errWeeks'
export interface PlanProblem { readonly field: keyof PlanForm; readonly word: PlanWord }

/** What keeps a plan from being saved, in the order of the page. */
export function planProblems(form: PlanForm, time: ServiceTime | undefined): PlanProblem[] {
  const bad = (isBad: boolean, field: keyof PlanForm, word: PlanWord): PlanProblem[] => (isBad ? [{ field, word }] : [])
  const isTimes = typedTime(form.from) !== null && typedTime(form.to) !== null
  return [
    ...bad(form.place === '', 'place', 'errPlace'), ...bad(typeOf(form.type) === null, 'type', 'errType'), ...bad(form.title.trim() === '', 'title', 'errTitle'), ...bad(!isDay(form.on), 'on', 'errOn'),
    ...bad(typedTime(form.from) === null, 'from', 'errFrom'), ...bad(typedTime(form.to) === null, 'to', 'errTo'), ...bad(isTimes && timesOf(form) === null, 'to', 'errOrder'), ...bad(weeksOf(form.weeks) === null, 'weeks', 'errWeeks'),
    ...bad(form.reason.trim() === '' && plannedDays(form, time).some(({ overlap }) => overlap > 0), 'reason', 'errOverlap'),
  ]
}

/** What a form without problems says. */
export const planOf = (form: PlanForm): Plan => ({
  type: typeOf(form.type) ?? 'lainnya', title: form.title.trim(), where: form.where.trim(), planned: timesOf(form) ?? { from: '00:00', to: '00:01' }, reason: form.reason.trim(),
})

/** What came of it, as it is typed. */
export interface TellForm { on: string; from: string; to: string; people: string; reason: string; note: string }
export const tellForm = ({ on, planned, actual, overlapReason }: ActivityData): TellForm => ({
  on: actual?.on ?? on, from: timeText((actual ?? planned).from), to: timeText((actual ?? planned).to), people: actual?.people?.toString() ?? '', reason: actual?.reason ?? overlapReason, note: actual?.note ?? '',
})

/** Minutes in hours of service, and when it was; null while day or times are not typed. */
export function toldTimes(form: TellForm): { readonly on: Day; readonly from: string; readonly to: string } | null {
  const times = timesOf(form)
  return times && isDay(form.on) ? { on: form.on, ...times } : null
}
export function toldOverlap(form: TellForm, time: ServiceTime): number | null {
  const told = toldTimes(form)
  return told && overlapOn(time.hours, time.calendar, told.on, told)
}

export type TellWord = 'errToldOn' | 'errFrom' | 'errTo' | 'errOrder' | 'errNotOver' | 'errPeople' | 'errOverlap'
export interface TellProblem { readonly field: keyof TellForm; readonly word: TellWord }
const peopleOf = (typed: string): number | null => { const people = parseNumber(typed); return people !== null && Number.isInteger(people) && people >= 0 ? people : null }

export function tellProblems(form: TellForm, plannedOn: Day, time: ServiceTime, now: { readonly today: Day; readonly wall: string }): TellProblem[] {
  const bad = (isBad: boolean, field: keyof TellForm, word: TellWord): TellProblem[] => (isBad ? [{ field, word }] : [])
  const told = toldTimes(form)
  const isTimes = typedTime(form.from) !== null && typedTime(form.to) !== null
  return [
    ...bad(!isDay(form.on) || form.on < plannedOn || form.on > now.today, 'on', 'errToldOn'), ...bad(typedTime(form.from) === null, 'from', 'errFrom'), ...bad(typedTime(form.to) === null, 'to', 'errTo'),
    ...bad(isTimes && timesOf(form) === null, 'to', 'errOrder'), ...bad(told !== null && told.on === now.today && told.to > now.wall, 'to', 'errNotOver'), ...bad(form.people.trim() !== '' && peopleOf(form.people) === null, 'people', 'errPeople'),
    ...bad(form.reason.trim() === '' && (toldOverlap(form, time) ?? 0) > 0, 'reason', 'errOverlap'),
  ]
}

/** What a form without problems says. A reason is told only where it ran into hours of service. */
export function toldOf(form: TellForm, time: ServiceTime): Told {
  const times = toldTimes(form)
  return {
    on: times?.on ?? (form.on as Day), from: times?.from ?? '', to: times?.to ?? '', people: form.people.trim() === '' ? null : peopleOf(form.people), reason: (toldOverlap(form, time) ?? 0) > 0 ? form.reason.trim() : '', note: form.note.trim(),
  }
}
