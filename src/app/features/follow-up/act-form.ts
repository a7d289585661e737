import type { Day } from '#domain/core/day.ts'
import { FOLLOW_UP_ENDS, type FollowUpData } from '#domain/records/follow-up.ts'
import { dayProblem } from './plan-form.ts'

/** What is written of a follow-up at one go: a try that reached nobody, its outcome, or another day. */
export const MODES = ['percobaan', 'hasil', 'tanggal'] as const
export type Mode = (typeof MODES)[number]
export interface ActForm { mode: string; tryHow: string; tryNote: string; end: string; endNote: string; due: string; moveReason: string }
export const emptyAct = (): ActForm => ({ mode: '', tryHow: '', tryNote: '', end: '', endNote: '', due: '', moveReason: '' })

export const TRY_HOW = ['telepon', 'whatsapp', 'kunjungan-rumah'] as const
/** These say more than one word can: why, or where to. */
export const NOTED_ENDS: readonly string[] = ['menolak', 'batal']

export type ActWord = 'errMode' | 'errHow' | 'errEnd' | 'errNote' | 'errDue' | 'errFar' | 'errSame' | 'errReason'
export interface ActProblem { readonly field: keyof ActForm; readonly word: ActWord }

export function actProblems(form: ActForm, data: Pick<FollowUpData, 'due'>, today: Day): ActProblem[] {
  switch (form.mode) {
    case 'percobaan': return TRY_HOW.some(one => one === form.tryHow) ? [] : [{ field: 'tryHow', word: 'errHow' }]
    case 'hasil': {
      if (!FOLLOW_UP_ENDS.some(one => one === form.end)) return [{ field: 'end', word: 'errEnd' }]
      return NOTED_ENDS.includes(form.end) && form.endNote.trim() === '' ? [{ field: 'endNote', word: 'errNote' }] : []
    }
    case 'tanggal': {
      const wrong = form.due === data.due ? 'errSame' as const : dayProblem(form.due, today)
      return [...(wrong ? [{ field: 'due' as const, word: wrong }] : []), ...(form.moveReason.trim() === '' ? [{ field: 'moveReason' as const, word: 'errReason' as const }] : [])]
    }
    default: return [{ field: 'mode', word: 'errMode' }]
  }
}
