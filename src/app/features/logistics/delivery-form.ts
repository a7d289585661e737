import { isDay, type Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { parseWhole } from '#domain/core/number.ts'
import type { DeliveryLine } from '#domain/records/delivery.ts'
import { FUNDS, type Fund } from '#domain/records/stock-movement.ts'
import { twinLine } from '#domain/rules/pharmacy/delivery-rules.ts'
import { isControlled, type DrugData, type PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import { isUsable, parseExpiry } from '#domain/rules/pharmacy/expiry.ts'
import { tidyBatch } from '#app/shared/pharmacy/tidy-batch.ts'

/** One line of an SBBK as typed: the puskesmas keeps no stock here, so batch and expiry are read off the box. */
export interface TypedLine { drugId: string; fund: string; batch: string; expires: string; quantity: string }
export interface DeliveryForm { pustu: string; number: string; on: string; note: string; lines: TypedLine[] }

export const MOST_LINES = 60
const MOST_UNITS = 10_000_000

export const emptyLine = (fund = 'program'): TypedLine => ({ drugId: '', fund, batch: '', expires: '', quantity: '' })
export const emptyDelivery = (today: Day, pustu = ''): DeliveryForm => ({ pustu, number: '', on: today, note: '', lines: [emptyLine()] })
export const isFund = (word: string): word is Fund => (FUNDS as readonly string[]).includes(word)

export type DeliveryWord =
  | 'errPustu' | 'errDay' | 'errDayFuture' | 'errDrug' | 'errBatch' | 'errExpires' | 'errExpired' | 'errQuantity' | 'errQuantityBig' | 'errSameLine' | 'errControlled'
export interface FormProblem<W extends string> { readonly field: string; readonly word: W; readonly params?: Readonly<Record<string, string | number>> }

export const lineField = (part: string, index: number): string => `${part}${index}`

/** All that keeps the SBBK from being sent, in the order of the fields. */
export function deliveryProblems(form: DeliveryForm, today: Day, drugs: ReadonlyMap<string, DrugData>, setting: PharmacySetting): FormProblem<DeliveryWord>[] {
  const problems: FormProblem<DeliveryWord>[] = []
  if (form.pustu === '') problems.push({ field: 'pustu', word: 'errPustu' })
  if (!isDay(form.on)) problems.push({ field: 'sentOn', word: 'errDay' })
  else if (form.on > today) problems.push({ field: 'sentOn', word: 'errDayFuture' })
  const mayHoldControlled = setting.controlledAt.includes(form.pustu)
  for (const [index, line] of form.lines.entries()) {
    const drug = drugs.get(line.drugId)
    if (!drug) problems.push({ field: lineField('drugId', index), word: 'errDrug' })
    else if (isControlled(drug) && !mayHoldControlled) problems.push({ field: lineField('drugId', index), word: 'errControlled' })
    if (line.batch.trim() === '') problems.push({ field: lineField('batch', index), word: 'errBatch' })
    const expires = parseExpiry(line.expires)
    if (!expires.ok) problems.push({ field: lineField('expires', index), word: 'errExpires' })
    // What is already expired is destroyed, not sent (BR-32).
    else if (!isUsable(expires.value, today)) problems.push({ field: lineField('expires', index), word: 'errExpired' })
    const quantity = parseWhole(line.quantity)
    if (!quantity.ok || quantity.value <= 0) problems.push({ field: lineField('quantity', index), word: 'errQuantity' })
    else if (quantity.value > MOST_UNITS) problems.push({ field: lineField('quantity', index), word: 'errQuantityBig' })
  }
  if (problems.length > 0) return problems
  const lines = deliveryLines(form)
  const twin = twinLine(lines)
  return twin < 0 ? [] : [{ field: lineField('batch', twin), word: 'errSameLine', params: { n: twin } }]
}

/** The lines of a form without problems. */
export function deliveryLines(form: DeliveryForm): DeliveryLine[] {
  return form.lines.map(line => {
    const expires = parseExpiry(line.expires)
    const quantity = parseWhole(line.quantity)
    return {
      drugId: line.drugId, ...(isFund(line.fund) && line.fund !== 'program' ? { fund: line.fund } : {}),
      batch: { number: tidyBatch(line.batch), expiresOn: expires.ok ? expires.value : (line.expires as Day) }, quantity: quantity.ok ? quantity.value : 0,
    }
  })
}

export const isUntouched = (form: DeliveryForm): boolean =>
  form.number === '' && form.note === '' && form.lines.every(line => line.drugId === '' && line.batch === '' && line.expires === '' && line.quantity === '')

/** A kept draft, where it has the shape of this version's form. */
export function restoreDelivery(kept: Json | undefined, start: DeliveryForm): DeliveryForm | null {
  if (kept === null || typeof kept !== 'object' || Array.isArray(kept)) return null
  const { pustu, number, on, note, lines } = kept as Record<string, Json | undefined>
  if (typeof pustu !== 'string' || typeof number !== 'string' || typeof on !== 'string' || typeof note !== 'string' || !Array.isArray(lines)) return null
  const texts = (line: Json): TypedLine => {
    const blank = emptyLine()
    const found = line !== null && typeof line === 'object' && !Array.isArray(line) ? Object.entries(line).filter(([name, value]) => name in blank && typeof value === 'string') : []
    return { ...blank, ...(Object.fromEntries(found) as Partial<TypedLine>) }
  }
  return { pustu, number, on, note, lines: lines.length === 0 ? start.lines : lines.slice(0, MOST_LINES).map(texts) }
}
