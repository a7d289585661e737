import type { JsonObject } from '#domain/core/json.ts'
import { isControlled, type DrugData } from '#domain/rules/pharmacy/drug-facts.ts'

/** A random drug with codes of the right level, and out of use where only a head's leave would allow it (BR-38). */
export function coherentDrug(data: JsonObject): JsonObject {
  const drug = data as unknown as DrugData
  return {
    ...data, active: drug.active && !isControlled(drug), kfa: drug.kfa === null ? null : `92${drug.kfa.slice(2)}`,
    ...(drug.kfaProduct ? { kfaProduct: `93${drug.kfaProduct.slice(2)}` } : {}),
  }
}

/** A random proposal asks for something that a drug can be, and is not answered yet. */
export function coherentProposal(data: JsonObject): JsonObject {
  const change = data['drugId'] === null ? { name: 'Obat usulan', strength: '10 mg', form: 'tablet', unit: 'tablet' } : { note: 'usul' }
  return { ...data, change, by: 'nobody', decision: null }
}
