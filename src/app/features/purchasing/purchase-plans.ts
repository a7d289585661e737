import type { PriceData } from '#domain/records/price.ts'
import { hnaByDrug } from '#domain/rules/pharmacy/purchase-rules.ts'
import { lawfulHet } from '#domain/rules/pharmacy/pricing.ts'
import type { Desk } from './catalogue.ts'
import { isPriceDue, planPrice, type PricePlan } from './price-plan.ts'
import { numbersOf, type PurchaseForm } from './purchase-form.ts'
import { wholeOf } from '#app/shared/forms/typed.ts'

export interface WishedPlan { readonly plan: PricePlan; readonly use: boolean }

/**
 * A price for each drug of a purchase. PPN is the invoice's: where the supplier charged none, none is asked of the buyer.
 * Without a wish a new price is used where one is due.
 */
export function purchasePlans(form: PurchaseForm, desk: Pick<Desk, 'drugs' | 'setting'>, current: ReadonlyMap<string, { readonly data: PriceData }>): WishedPlan[] {
  const ppnPercent = wholeOf(form.ppn, 0, 30)
  if (ppnPercent === null) return []
  const lines = form.lines.filter(line => line.drugId !== '').map(line => ({ drugId: line.drugId, ...numbersOf(line) })).filter(line => line.packSize > 0)
  return [...hnaByDrug(lines)].flatMap(([drugId, hna]) => {
    const drug = desk.drugs.find(found => found.id === drugId)
    if (!drug) return []
    const { indexHundredths, embalase, tuslah } = desk.setting
    const wish = form.wishes[drugId] ?? {}
    const plan = planPrice(drugId, { hna, ppnPercent, indexHundredths, embalase, tuslah, het: lawfulHet(drug.data.het ?? null) }, current.get(drugId)?.data ?? null, wish)
    return plan ? [{ plan, use: wish.use ?? isPriceDue(plan) }] : []
  })
}

