import { isDay, type Day } from '#domain/core/day.ts'
import type { Json, JsonObject } from '#domain/core/json.ts'
import { parsePhone } from '#domain/core/phone.ts'
import { COMPLAINT_CHANNELS, COMPLAINT_CLASSES, COMPLAINT_TOPICS, type ComplaintData } from '#domain/records/complaint.ts'
import type { Taken } from './complaints.ts'

/** A complaint as it is typed. */
export interface ComplaintForm {
  place: string; on: string; time: string; channel: string
  named: string; name: string; phone: string
  class: string; topic: string; text: string; serviceOn: string
}
export const complaintForm = (place: string, today: Day, time: string): ComplaintForm =>
  ({ place, on: today, time: time.replace(':', '.'), channel: 'loket', named: 'ya', name: '', phone: '', class: '', topic: '', text: '', serviceOn: '' })

/** A kept form of this version's shape, or null. */
export function restoreForm<F extends object>(kept: Json | undefined, start: F): F | null {
  if (kept === null || kept === undefined || typeof kept !== 'object' || Array.isArray(kept)) return null
  const [found, names] = [kept as JsonObject, Object.keys(start)]
  return names.every(name => typeof found[name] === 'string') ? (Object.fromEntries(names.map(name => [name, found[name]])) as F) : null
}

/** `HH:MM` of what somebody types: 9.05, 09:05, 0905; null where that is no time of day. */
export function timeOf(typed: string): string | null {
  const found = /^(\d{1,2})[.:]?(\d{2})$/.exec(typed.trim())
  if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return null
  return `${(found[1] ?? '').padStart(2, '0')}:${found[2]}`
}

const oneOf = <W extends string>(words: readonly W[], typed: string): W | null => words.find(word => word === typed) ?? null
export const classOf = (form: Pick<ComplaintForm, 'class'>): ComplaintData['class'] | null => oneOf(COMPLAINT_CLASSES, form.class)

export type ComplaintWord = 'errPlace' | 'errOn' | 'errTime' | 'errName' | 'errPhone' | 'errClass' | 'errTopic' | 'errText' | 'errServiceOn'
export interface ComplaintProblem { readonly field: keyof ComplaintForm; readonly word: ComplaintWord }

/** What keeps a complaint from being written down, in the order of the page. */
export function complaintProblems(form: ComplaintForm, today: Day): ComplaintProblem[] {
  const bad = (isBad: boolean, field: keyof ComplaintForm, word: ComplaintWord): ComplaintProblem[] => (isBad ? [{ field, word }] : [])
  const isReceived = isDay(form.on) && form.on <= today
  return [
    ...bad(form.place === '', 'place', 'errPlace'), ...bad(!isReceived, 'on', 'errOn'), ...bad(timeOf(form.time) === null, 'time', 'errTime'),
    ...bad(form.named === 'ya' && form.name.trim() === '', 'name', 'errName'), ...bad(form.named === 'ya' && form.phone.trim() !== '' && !parsePhone(form.phone).ok, 'phone', 'errPhone'),
    ...bad(classOf(form) === null, 'class', 'errClass'), ...bad(oneOf(COMPLAINT_TOPICS, form.topic) === null, 'topic', 'errTopic'), ...bad(form.text.trim() === '', 'text', 'errText'),
    ...bad(form.serviceOn !== '' && (!isDay(form.serviceOn) || form.serviceOn > (isReceived ? form.on : today)), 'serviceOn', 'errServiceOn'),
  ]
}

/** What a form without problems says. */
export function complaintOf(form: ComplaintForm): Taken {
  const phone = parsePhone(form.phone)
  return {
    on: form.on as Day, time: timeOf(form.time) ?? '00:00', channel: oneOf(COMPLAINT_CHANNELS, form.channel) ?? 'loket',
    from: form.named === 'ya' ? { name: form.name.trim(), phone: phone.ok ? phone.value : null } : null,
    class: classOf(form) ?? 'ringan', topic: oneOf(COMPLAINT_TOPICS, form.topic) ?? 'lainnya', text: form.text.trim(), serviceOn: isDay(form.serviceOn) ? form.serviceOn : null,
  }
}

/** An answer as it is typed. */
export interface ReplyForm { on: string; text: string }
export interface ReplyProblem { readonly field: keyof ReplyForm; readonly word: 'errReplyOn' | 'errReplyText' }
export const replyForm = (data: ComplaintData, today: Day): ReplyForm => (data.reply ? { on: data.reply.on, text: data.reply.text } : { on: today, text: '' })
export const replyProblems = (form: ReplyForm, receivedOn: Day, today: Day): ReplyProblem[] => [
  ...(!isDay(form.on) || form.on < receivedOn || form.on > today ? [{ field: 'on', word: 'errReplyOn' } as const] : []), ...(form.text.trim() === '' ? [{ field: 'text', word: 'errReplyText' } as const] : []),
]
