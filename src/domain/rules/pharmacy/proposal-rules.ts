import { sameJson, type Json, type JsonObject } from '../../core/json.ts'
import type { CheckContext, RuleBreak } from '../../core/record.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { drugSchema } from '../../records/drug.ts'
import type { ProposalData } from '../../records/drug-proposal.ts'
import { signerBreaks } from './signer.ts'
import { drugFacts, type DrugData, type DrugFacts } from './drug-facts.ts'

/** Facts of a drug in the order in which they are read. */
export const DRUG_FIELDS = [
  'name', 'strength', 'form', 'unit', 'packs', 'route', 'class', 'antibiotic', 'indicator', 'coldChain', 'programme', 'kfa', 'kfaProduct',
  'atc', 'fornas', 'maxPrescription', 'usualDose', 'minimum', 'hna', 'het', 'note', 'unchecked', 'doubtful', 'active',
] as const satisfies readonly (keyof DrugFacts)[]
export type DrugField = (typeof DRUG_FIELDS)[number]

/** What a pustu may ask for. Whether a fact is checked, and whether a drug is in use, only the head says. */
const HEAD_ONLY: readonly string[] = ['unchecked', 'doubtful', 'active']
export const PROPOSABLE = DRUG_FIELDS.filter(field => !HEAD_ONLY.includes(field))

/** A drug with nothing known about it, in use; its class waits for a pharmacist. */
export const NEW_DRUG: DrugFacts = {
  name: '', strength: '', form: '', unit: '', packs: [], route: '', class: 'keras', doubtful: false, antibiotic: false, indicator: false, coldChain: false,
  programme: 'umum', kfa: null, kfaProduct: null, minimum: null, hna: null, het: null, atc: '', fornas: '', maxPrescription: '', usualDose: '', note: '',
  unchecked: ['class'], active: true,
}

export interface ChangedFact { readonly field: DrugField; readonly from: Json; readonly to: Json }

/** Facts in which two drugs differ, in reading order. */
export function changedFacts(before: DrugFacts, after: DrugFacts): ChangedFact[] {
  return DRUG_FIELDS.filter(field => !sameJson(before[field], after[field])).map(field => ({ field, from: before[field] as Json, to: after[field] as Json }))
}

/** Only what has changed, to be written as a patch. */
export function factsToPatch(before: DrugData, after: DrugFacts): Partial<DrugData> {
  return Object.fromEntries(changedFacts(drugFacts(before), after).map(({ field, to }) => [field, to])) as Partial<DrugData>
}

/** The drug as the pustu wants it: the change laid over what is there (`null` for a new drug). An error names the facts that do not fit. */
export function proposedDrug(current: DrugData | null, change: JsonObject): Result<DrugFacts, readonly string[]> {
  const strange = Object.keys(change).filter(field => !PROPOSABLE.some(known => known === field))
  if (strange.length > 0) return err(strange)
  const parsed = drugSchema.safeParse({ ...(current ?? NEW_DRUG), ...change })
  if (!parsed.success) return err([...new Set(parsed.error.issues.map(issue => String(issue.path[0] ?? '')))])
  return ok(drugFacts(parsed.data))
}

/** What a proposal must keep: it asks for something that a drug can be, and is answered once, a refusal with its reason. */
export function checkProposal(data: ProposalData, context: CheckContext<ProposalData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  const asked = data.drugId === null ? proposedDrug(null, data.change) : changeFits(data.change)
  if (!asked.ok) breaks.push(...asked.error.map(field => ({ rule: 'proposal-change', field })))
  if (data.drugId !== null && Object.keys(data.change).length === 0) breaks.push({ rule: 'proposal-change', field: 'change' })
  if (context.before?.by !== data.by) breaks.push(...signerBreaks(data.by, context.actor, 'by'))
  const { decision } = data
  if (decision !== null && (context.before?.decision ?? null) === null) breaks.push(...signerBreaks(decision.by, context.actor, 'decision.by'))
  if (decision?.choice === 'ditolak' && decision.reason.trim() === '') breaks.push({ rule: 'proposal-reason', field: 'decision' })
  if (decision?.choice === 'disetujui' && decision.drugId === null) breaks.push({ rule: 'proposal-drug', field: 'decision' })
  if (context.before?.decision && !sameJson(context.before.decision, decision)) breaks.push({ rule: 'proposal-decided', field: 'decision' })
  return breaks
}

/** A change of a known drug, which the rule cannot see: each fact by itself must be one that a drug can have. */
function changeFits(change: JsonObject): Result<null, readonly string[]> {
  const allowed = proposedDrug({ ...NEW_DRUG, name: '-', unit: '-' }, change)
  return allowed.ok ? ok(null) : allowed
}
