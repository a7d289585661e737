import { isDay, type Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import { parseDecimal } from '#domain/core/number.ts'
import type { PriceData } from '#domain/records/price.ts'
import { MOST_PACK_PRICE, MOST_PACK_SIZE } from '#domain/records/purchase-order.ts'
import type { DrugData, PharmacySetting } from '#domain/rules/pharmacy/drug-facts.ts'
import { isIndex, lawfulHet, type PriceParts } from '#domain/rules/pharmacy/pricing.ts'
import { planPrice, type PricePlan } from './price-plan.ts'
import { wholeOf } from '#app/shared/forms/typed.ts'
import { keptTexts } from './typed.ts'

/** A price being changed. `general` and `member` stay '' until somebody types in them: they then follow the proposal. */
export interface PriceForm { amount: string; per: string; ppn: string; index: string; from: string; document: string; general: string; member: string }

/** Starts from the price that counts, else from the catalogue's price list. */
export function priceFormOf(drug: DrugData, current: PriceData | null, setting: PharmacySetting, today: Day): PriceForm {
  const hna = current?.hna ?? drug.hna ?? null
  return {
    amount: hna ? String(hna.amount) : '', per: hna ? String(hna.per) : '1', ppn: String(current?.ppnPercent ?? setting.ppnPercent),
    index: indexTyped(setting.indexHundredths), from: today, document: '', general: '', member: '',
  }
}
const indexTyped = (hundredths: number): string => (hundredths / 100).toFixed(2).replace('.', ',')

export const restorePrice = (kept: Json | undefined, start: PriceForm): PriceForm | null => keptTexts(kept, start)

/** Hundredths of what was typed as '1,25'; null for what is no lawful index. */
export function indexOf(typed: string): number | null {
  const parsed = parseDecimal(typed, 2)
  const hundredths = parsed.ok ? Math.round(parsed.value * 100) : null
  return hundredths !== null && isIndex(hundredths) ? hundredths : null
}

export type PriceFormWord = 'errHna' | 'errPer' | 'errPpn' | 'errIndex' | 'errFrom' | 'errDocument' | 'errTooSmall'
export interface PriceFormProblem { readonly field: keyof PriceForm; readonly word: PriceFormWord }

export function priceFormProblems(form: PriceForm, plan: PricePlan | null, today: Day): PriceFormProblem[] {
  const problems: PriceFormProblem[] = []
  if (wholeOf(form.amount, 1, MOST_PACK_PRICE) === null) problems.push({ field: 'amount', word: 'errHna' })
  if (wholeOf(form.per, 1, MOST_PACK_SIZE) === null) problems.push({ field: 'per', word: 'errPer' })
  if (wholeOf(form.ppn, 0, 30) === null) problems.push({ field: 'ppn', word: 'errPpn' })
  if (indexOf(form.index) === null) problems.push({ field: 'index', word: 'errIndex' })
  if (problems.length === 0 && plan === null) problems.push({ field: 'amount', word: 'errTooSmall' })
  if (!isDay(form.from) || form.from < today) problems.push({ field: 'from', word: 'errFrom' })
  if (form.document.trim() === '') problems.push({ field: 'document', word: 'errDocument' })
  return problems
}

/** What follows from the form as it stands; null while something it follows from cannot be read. */
export function priceFormPlan(drugId: string, form: PriceForm, drug: DrugData, current: PriceData | null, setting: PharmacySetting): PricePlan | null {
  const [amount, per, ppnPercent, indexHundredths] = [wholeOf(form.amount, 1, MOST_PACK_PRICE), wholeOf(form.per, 1, MOST_PACK_SIZE), wholeOf(form.ppn, 0, 30), indexOf(form.index)]
  if (amount === null || per === null || ppnPercent === null || indexHundredths === null) return null
  const parts: PriceParts = { hna: { amount, per }, ppnPercent, indexHundredths, embalase: setting.embalase, tuslah: setting.tuslah, het: lawfulHet(drug.het ?? null) }
  return planPrice(drugId, parts, current, { general: form.general === '' ? undefined : form.general, member: form.member === '' ? undefined : form.member })
}
