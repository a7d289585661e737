import { drugFacts, type DrugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { NEW_DRUG, PROPOSABLE, proposedDrug } from '#domain/rules/pharmacy/proposal-rules.ts'
import { sameJson, type Json, type JsonObject } from '#domain/core/json.ts'
import type { AppContext } from '#app/context.ts'
import { restoreDrug, typedDrug, type TypedDrug } from './drug-form.ts'
import type { Drug, Proposal } from './repository.ts'

/** What the form is for: the head enters or edits, or checks a proposal; a pustu proposes. */
export interface OpenDrugForm {
  readonly drug: Drug | null
  readonly proposal: Proposal | null
  readonly forHead: boolean
  /** The facts it began with. */
  readonly start: TypedDrug
  readonly form: TypedDrug
  readonly note: string
  readonly draftName: string
  readonly restored: boolean
}

/** Opens the form; null when the drug or the proposal is gone or answered. */
export async function openDrugForm(app: AppContext, drugId: string | null, proposalId: string | null): Promise<OpenDrugForm | null> {
  const forHead = app.hasRole('kapus')
  const proposal = forHead && proposalId !== null ? ((await app.store.get('drug-proposal', proposalId)) ?? null) : null
  if (proposalId !== null && forHead && (!proposal || proposal.state !== 'live' || proposal.data.decision !== null)) return null
  const wanted = proposal ? proposal.data.drugId : drugId
  const drug = wanted === null ? null : ((await app.store.get('drug', wanted)) ?? null)
  if (wanted !== null && drug?.state !== 'live') return null
  const start = typedDrug(wishedFacts(drug, proposal))
  const draftName = `catalogue-${forHead ? 'edit' : 'propose'}-${proposalId ?? drugId ?? 'new'}`
  const kept = (await app.store.loadFormDraft(draftName)) as { form?: Json; note?: Json } | null | undefined
  const form = kept ? restoreDrug(kept.form, start) : null
  return { drug, proposal, forHead, start, form: form ?? structuredClone(start), note: form && typeof kept?.note === 'string' ? kept.note : '', draftName, restored: form !== null }
}

/** The drug with the proposal laid over it; what of it fits no drug is left for the head to enter. */
function wishedFacts(drug: Drug | null, proposal: Proposal | null): DrugFacts {
  const base = drug ? drugFacts(drug.data) : NEW_DRUG
  if (!proposal) return base
  const wished = proposedDrug(drug?.data ?? null, proposal.data.change as JsonObject)
  if (wished.ok) return wished.value
  const texts = Object.entries(proposal.data.change).filter(([field, value]) => PROPOSABLE.some(known => known === field) && typeof value === typeof base[field as keyof DrugFacts] && typeof value === 'string')
  return { ...base, ...Object.fromEntries(texts) }
}

/** What a pustu has changed: every fact of a new drug that says something, or the facts that differ. */
export function changeOf(before: DrugFacts | null, after: DrugFacts): JsonObject {
  const base: DrugFacts = before ?? NEW_DRUG
  const always: readonly string[] = before ? [] : ['name', 'unit', 'class']
  const fields = PROPOSABLE.filter(field => always.includes(field) || !sameJson(base[field], after[field]))
  return Object.fromEntries(fields.map(field => [field, after[field] as Json]))
}
