import { isDay, type Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { parseWhole } from '#domain/core/number.ts'
import type { Confirmation, DeliveryLine } from '#domain/records/delivery.ts'
import { isDifferent, otherBatch } from '#domain/rules/pharmacy/delivery-rules.ts'
import { parseExpiry } from '#domain/rules/pharmacy/expiry.ts'
import { tidyBatch } from '#app/shared/pharmacy/tidy-batch.ts'
import { lineField, type FormProblem } from './delivery-form.ts'

/** What arrived of one line, as typed. `other` says that the box bears another batch or expiry than the paper. */
export interface ArrivedLine { received: string; other: boolean; batch: string; expires: string }
export interface ConfirmForm { on: string; note: string; lines: ArrivedLine[] }

/** Begins with what was sent: where all is as written, one press confirms it. */
export const emptyConfirm = (lines: readonly DeliveryLine[], today: Day): ConfirmForm => ({
  on: today, note: '', lines: lines.map(line => ({ received: String(line.quantity), other: false, batch: '', expires: '' })),
})

export type ConfirmWord = 'errDay' | 'errDayFuture' | 'errReceived' | 'errReceivedBig' | 'errBatch' | 'errExpires' | 'errNote'
const MOST_UNITS = 10_000_000

export function confirmProblems(form: ConfirmForm, lines: readonly DeliveryLine[], today: Day): FormProblem<ConfirmWord>[] {
  const problems: FormProblem<ConfirmWord>[] = []
  if (!isDay(form.on)) problems.push({ field: 'arrivedOn', word: 'errDay' })
  else if (form.on > today) problems.push({ field: 'arrivedOn', word: 'errDayFuture' })
  for (const [index, line] of form.lines.entries()) {
    const received = parseWhole(line.received)
    if (!received.ok || received.value < 0) problems.push({ field: lineField('received', index), word: 'errReceived' })
    else if (received.value > MOST_UNITS) problems.push({ field: lineField('received', index), word: 'errReceivedBig' })
    if (!line.other || (received.ok && received.value === 0)) continue
    if (line.batch.trim() === '') problems.push({ field: lineField('batch', index), word: 'errBatch' })
    if (!parseExpiry(line.expires).ok) problems.push({ field: lineField('expires', index), word: 'errExpires' })
  }
  if (problems.length === 0 && form.note.trim() === '' && isDifferent(lines, confirmationOf(form, lines, ''))) problems.push({ field: 'note', word: 'errNote' })
  return problems
}

/** The answer of a form without problems. Batches are named only where the box differs. */
export function confirmationOf(form: ConfirmForm, lines: readonly DeliveryLine[], by: string): Confirmation {
  const received = form.lines.map(line => {
    const quantity = parseWhole(line.received)
    return quantity.ok ? quantity.value : 0
  })
  const batches = lines.map((line, index) => {
    const typed = form.lines[index]
    const expires = parseExpiry(typed?.expires ?? '')
    if (!typed?.other || !expires.ok || received[index] === 0) return null
    return otherBatch(line, { number: tidyBatch(typed.batch), expiresOn: expires.value })
  })
  return { by, on: form.on as Day, received, note: form.note.trim(), ...(batches.some(batch => batch !== null) ? { batches } : {}) }
}

/** Whether a line was changed from what the paper says. */
export const isChanged = (typed: ArrivedLine, line: DeliveryLine): boolean => typed.received.trim() !== String(line.quantity) || typed.other

/** A kept draft, where it has as many lines as the delivery. */
export function restoreConfirm(kept: Json | undefined, start: ConfirmForm): ConfirmForm | null {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return null
  const { on, note, lines } = kept as Record<string, Json | undefined>
  if (typeof on !== 'string' || typeof note !== 'string' || !Array.isArray(lines) || lines.length !== start.lines.length) return null
  const restored = lines.map((line: Json): ArrivedLine | null => {
    const { received, other, batch, expires } = (line ?? {}) as Record<string, Json>
    return typeof received === 'string' && typeof other === 'boolean' && typeof batch === 'string' && typeof expires === 'string' ? { received, other, batch, expires } : null
  })
  return restored.every(line => line !== null) ? { on, note, lines: restored } : null
}
