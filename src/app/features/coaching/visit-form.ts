import { isDay, type Day } from '#domain/core/day.ts'
import { sameJson, type Json, type JsonObject } from '#domain/core/json.ts'
import type { CoachingVisit } from '#domain/records/coaching-visit.ts'
import { checklistResult, itemsOf, type Checklist, type ChecklistItem } from '#domain/rules/supervision/checklist.ts'

/** The answer to one item as it stands in the form: '' where it has not been looked at, 'na' where it does not apply. */
export type Choice = '' | '2' | '1' | '0' | 'na'
export interface TypedAnswer { value: Choice; note: string }
/** A visit as it is filled in. `team` and `met` hold a name a line. */
export interface VisitForm { team: string; met: string; answers: Record<string, TypedAnswer>; conclusion: string }

const lines = (text: string): string[] => text.split('\n').map(line => line.trim()).filter(line => line !== '')
const choiceOf = (value: CoachingVisit['answers'][number]['value']): Choice => (value === null ? 'na' : (String(value) as Choice))
const VALUES = { 2: 2, 1: 1, 0: 0, na: null } as const

export function visitForm(data: CoachingVisit, checklist: Checklist): VisitForm {
  const given = new Map(data.answers.map(answer => [answer.item, answer]))
  const answers = Object.fromEntries(itemsOf(checklist).map(item => { const one = given.get(item.id); return [item.id, { value: one ? choiceOf(one.value) : '', note: one?.note ?? '' } satisfies TypedAnswer] }))
  return { team: data.team.join('\n'), met: data.met.join('\n'), answers, conclusion: data.conclusion }
}

/** What the form says, as the record keeps it: items that were not looked at have no entry, so a note alone is not kept. */
export function visitContent(form: VisitForm, checklist: Checklist): Pick<CoachingVisit, 'team' | 'met' | 'answers' | 'conclusion'> {
  const answers = itemsOf(checklist).flatMap(({ id }): CoachingVisit['answers'] => {
    const typed = form.answers[id]
    return typed && typed.value !== '' ? [{ item: id, value: VALUES[typed.value], note: typed.note.trim() }] : []
  })
  return { team: lines(form.team), met: lines(form.met), answers, conclusion: form.conclusion.trim() }
}

/**
 * Carries into a form what changed in the record since `seen`: what was not touched here follows the record, what was stays. So
 * nothing is lost where the same visit was filled in on a second tablet.
 */
export function absorb(form: VisitForm, seen: VisitForm, now: VisitForm): VisitForm {
  const pick = <V>(mine: V, before: V, theirs: V): V => (sameJson(mine, before) ? theirs : mine)
  const answers = Object.fromEntries(Object.entries(now.answers).map(([id, theirs]) => { const mine = form.answers[id]; return [id, mine ? { ...pick(mine, seen.answers[id] ?? mine, theirs) } : { ...theirs }] }))
  return { team: pick(form.team, seen.team, now.team), met: pick(form.met, seen.met, now.met), answers, conclusion: pick(form.conclusion, seen.conclusion, now.conclusion) }
}

/** What is kept of the form while it is typed: besides it, the record as it stood then. */
export interface KeptVisit { form: VisitForm; seen: VisitForm; section: number }
const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)
const isForm = (value: Json | undefined): boolean => isObject(value) && ['team', 'met', 'conclusion'].every(name => typeof value[name] === 'string')
  && isObject(value['answers']) && Object.values(value['answers']).every(one => isObject(one) && typeof one['note'] === 'string' && ['', '2', '1', '0', 'na'].includes(String(one['value'])))
/** Of this version's shape, or null. */
export const restoreVisit = (kept: Json | undefined): KeptVisit | null => (isObject(kept) && isForm(kept['form']) && isForm(kept['seen']) && typeof kept['section'] === 'number' ? (kept as unknown as KeptVisit) : null)

/** As many names, of as many letters, as the record takes. */
const isTooMuch = (names: readonly string[]): boolean => names.length > 8 || names.some(name => name.length > 120)

export type SignWord = 'errAnswer' | 'errFinding' | 'errMet' | 'errNames' | 'errConclusion'
/** What stands between a visit and its signature; `item` leads to its place in the checklist. */
export interface SignProblem { readonly word: SignWord; readonly item: ChecklistItem | null }
/** `followed`: the items for which there is a finding of this visit, or one still open. */
export function signProblems(form: VisitForm, checklist: Checklist, followed: ReadonlySet<string>): SignProblem[] {
  const content = visitContent(form, checklist)
  const { unanswered, wanting } = checklistResult(checklist, content.answers)
  return [
    ...unanswered.map((item): SignProblem => ({ word: 'errAnswer', item })), ...wanting.filter(item => !followed.has(item.id)).map((item): SignProblem => ({ word: 'errFinding', item })),
    ...(isTooMuch(content.team) || isTooMuch(content.met) ? [{ word: 'errNames', item: null } as const] : []),
    ...(content.met.length === 0 ? [{ word: 'errMet', item: null } as const] : []), ...(content.conclusion === '' ? [{ word: 'errConclusion', item: null } as const] : []),
  ]
}

/** A finding as it is typed. `owner` is an account's id, or 'lain' for somebody whose name is typed. */
export interface FindingForm { pustu: string; text: string; cause: string; action: string; owner: string; ownerName: string; due: string; critical: string }
export type FindingWord = 'errPlace' | 'errText' | 'errAction' | 'errOwner' | 'errOwnerName' | 'errDue'
export interface FindingProblem { readonly field: keyof FindingForm; readonly word: FindingWord }
export function findingProblems(form: FindingForm, today: Day): FindingProblem[] {
  const bad = (isBad: boolean, field: keyof FindingForm, word: FindingWord): FindingProblem[] => (isBad ? [{ field, word }] : [])
  return [
    ...bad(form.pustu === '', 'pustu', 'errPlace'), ...bad(form.text.trim() === '', 'text', 'errText'), ...bad(form.action.trim() === '', 'action', 'errAction'), ...bad(form.owner === '', 'owner', 'errOwner'),
    ...bad(form.owner === 'lain' && form.ownerName.trim() === '', 'ownerName', 'errOwnerName'), ...bad(!isDay(form.due) || form.due < today, 'due', 'errDue'),
  ]
}

/** A kept form of texts of this version's shape, or null. */
export function restoreTexts<F extends object>(kept: Json | undefined, start: F): F | null {
  if (!isObject(kept)) return null
  const names = Object.keys(start)
  return names.every(name => typeof kept[name] === 'string') ? (Object.fromEntries(names.map(name => [name, kept[name]])) as F) : null
}
