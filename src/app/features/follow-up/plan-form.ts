import { addYears, isDay, type Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { FOLLOW_UP_KINDS, type FollowUpData } from '#domain/records/follow-up.ts'

export interface PlanForm { how: string; due: string; reason: string }
export const emptyPlan = (): PlanForm => ({ how: 'kunjungan', due: '', reason: '' })

/** The kept texts of a form, where they have this version's shape. */
export function restoreTexts<T extends object>(kept: Json | undefined, start: T): T | null {
  if (kept === null || kept === undefined || typeof kept !== 'object' || Array.isArray(kept)) return null
  const known = Object.entries(kept).filter(([field, value]) => field in start && typeof value === 'string')
  return { ...start, ...(Object.fromEntries(known) as Partial<T>) }
}

export type PlanWord = 'errKind' | 'errDue' | 'errFar' | 'errReason'
export interface PlanProblem { readonly field: keyof PlanForm; readonly word: PlanWord }

export function planProblems(form: PlanForm, today: Day): PlanProblem[] {
  const problems: PlanProblem[] = []
  if (!FOLLOW_UP_KINDS.some(one => one === form.how)) problems.push({ field: 'how', word: 'errKind' })
  const wrongDay = dayProblem(form.due, today)
  if (wrongDay) problems.push({ field: 'due', word: wrongDay })
  if (form.reason.trim() === '') problems.push({ field: 'reason', word: 'errReason' })
  return problems
}

/** From today on, within a year: further away is a slip of the year. */
export function dayProblem(due: string, today: Day): 'errDue' | 'errFar' | null {
  if (!isDay(due) || due < today) return 'errDue'
  return due > addYears(today, 1) ? 'errFar' : null
}

export const planOf = (form: PlanForm): Pick<FollowUpData, 'due' | 'how' | 'reason'> => ({ due: form.due as Day, how: form.how as FollowUpData['how'], reason: form.reason.trim() })
