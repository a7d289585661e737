import { isDay, type Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import type { LetterData } from '#domain/records/letter.ts'
import type { Reply } from './letters.ts'

/** What a hospital wrote back, as typed. */
export interface ReplyForm { on: string; from: string; diagnosis: string; therapy: string; advice: string }

/** The answer as recorded, or a new one from where the patient was sent. */
export const replyForm = (letter: LetterData, today: Day): ReplyForm => {
  const { reply, content } = letter
  if (reply) return { on: reply.on, from: reply.from, diagnosis: reply.diagnosis, therapy: reply.therapy, advice: reply.advice }
  return { on: today, from: content.type === 'rujukan' ? content.to : '', diagnosis: '', therapy: '', advice: '' }
}

export function restoreReply(kept: Json | undefined): ReplyForm | null {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return null
  const { on, from, diagnosis, therapy, advice } = kept as Record<string, Json | undefined>
  return typeof on === 'string' && typeof from === 'string' && typeof diagnosis === 'string' && typeof therapy === 'string' && typeof advice === 'string' ? { on, from, diagnosis, therapy, advice } : null
}

export interface ReplyProblem { readonly field: keyof ReplyForm; readonly word: 'errReplyOn' | 'errReplyFrom' | 'errReplyWhat' }

/** Not before the letter and not in the future; from somebody, and with something said. */
export function replyProblems(form: ReplyForm, letterOn: Day, today: Day): ReplyProblem[] {
  return [
    ...(!isDay(form.on) || form.on < letterOn || form.on > today ? [{ field: 'on', word: 'errReplyOn' } as const] : []),
    ...(form.from.trim() === '' ? [{ field: 'from', word: 'errReplyFrom' } as const] : []),
    ...(form.diagnosis.trim() === '' && form.advice.trim() === '' ? [{ field: 'diagnosis', word: 'errReplyWhat' } as const] : []),
  ]
}

export const replyOf = (form: ReplyForm): Reply => ({ on: form.on as Day, from: form.from.trim(), diagnosis: form.diagnosis.trim(), therapy: form.therapy.trim(), advice: form.advice.trim() })
