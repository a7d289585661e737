import { isDay, type Day } from '#domain/core/day.ts'

/** A plan as it is typed. `lead` is an account's id, or 'lain' for somebody whose name is typed. */
export interface PlanForm { pustu: string; on: string; lead: string; leadName: string; focus: string }
export interface PlanProblem { readonly field: keyof PlanForm; readonly word: 'errPlace' | 'errOn' | 'errLeader' | 'errLeaderName' }
export const planProblems = (form: PlanForm, today: Day): PlanProblem[] => [
  ...(form.pustu === '' ? [{ field: 'pustu', word: 'errPlace' } as const] : []), ...(!isDay(form.on) || form.on < today ? [{ field: 'on', word: 'errOn' } as const] : []),
  ...(form.lead === '' ? [{ field: 'lead', word: 'errLeader' } as const] : []), ...(form.lead === 'lain' && form.leadName.trim() === '' ? [{ field: 'leadName', word: 'errLeaderName' } as const] : []),
]
