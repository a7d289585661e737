import type { JsonObject } from '#domain/core/json.ts'
import type { GoodsReceiptData } from '#domain/records/goods-receipt.ts'
import type { PriceData } from '#domain/records/price.ts'
import type { PurchaseOrderData } from '#domain/records/purchase-order.ts'
import { priceOf } from '#domain/rules/pharmacy/pricing.ts'
import { lineGross, receiptSums } from '#domain/rules/pharmacy/purchase-rules.ts'

/** Random purchases brought to the sums of their lines, and never a cancellation: that one needs the purchase it takes back. */
export function coherentGoodsReceipt(data: JsonObject): JsonObject {
  const receipt = data as unknown as GoodsReceiptData
  const lines = receipt.lines.map(line => ({ ...line, discount: Math.min(line.discount, lineGross(line)) }))
  const dueOn = receipt.dueOn !== null && receipt.dueOn < receipt.invoiceOn ? receipt.invoiceOn : receipt.dueOn
  return { ...data, lines, dueOn, ...receiptSums(lines, receipt.ppnPercent), reverses: null, reason: '', by: 'nobody' } as unknown as JsonObject
}

/** Each drug once, not sent yet. */
export function coherentPurchaseOrder(data: JsonObject): JsonObject {
  const { lines } = data as unknown as PurchaseOrderData
  return { ...data, lines: [...new Map(lines.map(line => [line.drugId, line])).values()], by: 'nobody', sent: null, closed: null } as unknown as JsonObject
}

/** No more than the rule and the HET allow, members no more than the public; at least one rupiah. */
export function coherentPrice(data: JsonObject): JsonObject {
  const given = data as unknown as PriceData
  const price = { ...given, hna: { amount: given.hna.amount, per: Math.min(given.hna.per, given.hna.amount) } }
  const work = priceOf(price)
  const general = Math.min(price.general, work.ok ? work.value.price : 1)
  return { ...price, general, member: Math.min(price.member, general), by: 'nobody' } as unknown as JsonObject
}

/** Asked with a reason, not answered yet. */
export function coherentPriceProposal(data: JsonObject): JsonObject {
  const { by: _by, ...price } = coherentPrice(data['price'] as JsonObject)
  return { ...data, price, note: 'HNA naik', by: 'nobody', decision: null }
}
