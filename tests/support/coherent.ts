import type { JsonObject } from '#domain/core/json.ts'
import type { Kind } from '#domain/records/index.ts'
import { coherentGoodsReceipt, coherentPrice, coherentPurchaseOrder } from './coherent-purchases.ts'

/**
 * Random data keep a kind's schema, but hardly ever a rule that ties several fields together (a total is the sum of its lines).
 * What is named here brings random data of a kind to what its rules ask for; the rules themselves are then asked as for any.
 */
export const coherent: Partial<Record<Kind, (data: JsonObject) => JsonObject>> = {
  'goods-receipt': coherentGoodsReceipt,
  'purchase-order': coherentPurchaseOrder,
  price: coherentPrice,
}
