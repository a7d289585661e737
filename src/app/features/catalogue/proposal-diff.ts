import { sameJson, type Json } from '#domain/core/json.ts'
import { drugFacts, type DrugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { DRUG_FIELDS, NEW_DRUG, type ChangedFact } from '#domain/rules/pharmacy/proposal-rules.ts'
import type { ProposalCard } from './repository.ts'

/** What a proposal asks for beside what the catalogue says now; for a known drug only what still differs. */
export function proposalChanges({ proposal, drug }: Pick<ProposalCard, 'proposal' | 'drug'>): ChangedFact[] {
  const facts: DrugFacts = drug ? drugFacts(drug.data) : NEW_DRUG
  const change = proposal.data.change as Record<string, Json>
  return DRUG_FIELDS.filter(field => field in change)
    .map(field => ({ field, from: facts[field] as Json, to: change[field] ?? null }))
    .filter(({ from, to }) => proposal.data.drugId === null || proposal.data.decision !== null || !sameJson(from, to))
}
