import { parseStream, type StreamName } from '#domain/core/streams.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import type { JsonObject } from '#domain/core/json.ts'
import type { ProposalData } from '#domain/records/drug-proposal.ts'
import { drugFacts, type DrugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { drugSlug } from '#domain/rules/pharmacy/drug-rules.ts'
import { changedFacts, factsToPatch, proposedDrug } from '#domain/rules/pharmacy/proposal-rules.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, voidDraft, type Draft, type Interest, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'
import { drugName, readBatches } from '#app/shared/pharmacy/stock.ts'

export type Drug = StoredRecord<'drug'>
export type Proposal = StoredRecord<'drug-proposal'>

export type CatalogueFailure = SaveFailure
  | { readonly kind: 'gone' | 'decided' | 'unit-in-use' | 'no-place' }
  | { readonly kind: 'unfit'; readonly fields: readonly string[] }

export const CATALOGUE_INTERESTS: readonly Interest[] = [{ kind: 'drug' }]

/** All drugs that are not voided, by name and strength. */
export async function readDrugs(view: RecordReader): Promise<Drug[]> {
  const drugs = (await view.scan('drug')).filter(drug => drug.state === 'live')
  return drugs.sort((a, b) => a.data.name.localeCompare(b.data.name, 'id') || a.data.strength.localeCompare(b.data.strength, 'id', { numeric: true }))
}

/** Where a drug has movements, and what is left of it there. */
export interface DrugUse { readonly place: string; readonly name: string; readonly quantity: number }

/** What depends on a drug's unit: every pustu of this user whose ledger has a line of it, also where nothing is left. */
export async function usesOf(app: AppContext, view: RecordReader, drugId: string): Promise<DrugUse[]> {
  const uses = await Promise.all(app.streams('stock').map(async stream => {
    const batches = await readBatches(view, stream, drugId)
    const place = parseStream(stream)?.place ?? stream
    return batches.length === 0 ? [] : [{ place, name: (await view.get('facility', place))?.data.name ?? place, quantity: batches.reduce((sum, batch) => sum + batch.quantity, 0) }]
  }))
  return uses.flat()
}

/** Drugs that any ledger of this user has lines of. */
export async function movedDrugs(app: AppContext, view: RecordReader): Promise<ReadonlySet<string>> {
  const batches = await Promise.all(app.streams('stock').map(stream => readBatches(view, stream)))
  return new Set(batches.flat().map(batch => batch.drugId))
}

/** The id of a new drug: what follows from it, or a random one where another drug has that id already. */
export async function newDrugId(app: AppContext, view: RecordReader, facts: DrugFacts): Promise<string> {
  const slug = drugSlug(facts)
  return slug === null || (await view.get('drug', slug)) ? app.newId() : slug
}

/** What is to be written so that the catalogue says `facts`; nothing when it does already. */
async function drugDrafts(app: AppContext, view: RecordReader, drugId: string | null, facts: DrugFacts): Promise<Result<{ drafts: Draft[]; drugId: string }, CatalogueFailure>> {
  const stream = app.homeStream('catalogue')
  if (!stream) return err({ kind: 'no-place' })
  if (drugId === null) {
    const id = await newDrugId(app, view, facts)
    return ok({ drafts: [createDraft('drug', id, stream, facts)], drugId: id })
  }
  const drug = await view.get('drug', drugId)
  if (!drug || drug.state !== 'live') return err({ kind: 'gone' })
  // A ledger counts in this unit: another word on it would turn 100 tablets into 100 strips.
  if (drug.data.unit !== facts.unit && (await usesOf(app, view, drugId)).length > 0) return err({ kind: 'unit-in-use' })
  return ok({ drafts: changedFacts(drugFacts(drug.data), facts).length > 0 ? [patchDraft(drug, factsToPatch(drug.data, facts))] : [], drugId })
}

/** The head saves a drug; with `proposalId` it answers that proposal in the same group. */
export async function saveDrug(app: AppContext, drugId: string | null, facts: DrugFacts, proposalId: string | null): Promise<Result<string, CatalogueFailure>> {
  let savedId = ''
  const saved = await app.store.writeGroup<CatalogueFailure>(async view => {
    const drafts = await drugDrafts(app, view, drugId, facts)
    if (!drafts.ok) return drafts
    savedId = drafts.value.drugId
    if (proposalId === null) return ok(drafts.value.drafts)
    const proposal = await view.get('drug-proposal', proposalId)
    if (!proposal || proposal.state !== 'live' || proposal.data.decision !== null) return err({ kind: 'decided' })
    return ok([...drafts.value.drafts, approval(app, proposal, savedId)])
  })
  return saved.ok ? ok(savedId) : saved
}

const approval = (app: AppContext, proposal: Proposal, drugId: string): Draft =>
  patchDraft(proposal, { decision: { choice: 'disetujui', by: app.user.id, on: app.today(), reason: '', drugId } })

/** The head takes a proposal over as it is: the drug and the answer in one group. */
export async function approve(app: AppContext, proposalId: string): Promise<Result<string, CatalogueFailure>> {
  let savedId = ''
  const saved = await app.store.writeGroup<CatalogueFailure>(async view => {
    const proposal = await view.get('drug-proposal', proposalId)
    if (!proposal || proposal.state !== 'live' || proposal.data.decision !== null) return err({ kind: 'decided' })
    const current = proposal.data.drugId === null ? undefined : await view.get('drug', proposal.data.drugId)
    if (proposal.data.drugId !== null && current?.state !== 'live') return err({ kind: 'gone' })
    const facts = proposedDrug(current?.data ?? null, proposal.data.change as JsonObject)
    if (!facts.ok) return err({ kind: 'unfit', fields: facts.error })
    const drafts = await drugDrafts(app, view, proposal.data.drugId, facts.value)
    if (!drafts.ok) return drafts
    savedId = drafts.value.drugId
    return ok([...drafts.value.drafts, approval(app, proposal, savedId)])
  })
  return saved.ok ? ok(savedId) : saved
}

export async function refuse(app: AppContext, proposalId: string, reason: string): Promise<Result<null, CatalogueFailure>> {
  const saved = await app.store.writeGroup<CatalogueFailure>(async view => {
    const proposal = await view.get('drug-proposal', proposalId)
    if (!proposal || proposal.state !== 'live' || proposal.data.decision !== null) return err({ kind: 'decided' })
    return ok([patchDraft(proposal, { decision: { choice: 'ditolak', by: app.user.id, on: app.today(), reason: reason.trim(), drugId: null } })])
  })
  return saved.ok ? ok(null) : saved
}

/** A pustu takes its own open proposal back. */
export async function withdraw(app: AppContext, proposalId: string, reason: string): Promise<Result<null, CatalogueFailure>> {
  const saved = await app.store.writeGroup<CatalogueFailure>(async view => {
    const proposal = await view.get('drug-proposal', proposalId)
    if (!proposal || proposal.state !== 'live' || proposal.data.decision !== null) return err({ kind: 'decided' })
    return ok([voidDraft(proposal, reason)])
  })
  return saved.ok ? ok(null) : saved
}

/** What a pustu asks for: a new drug, or the facts of a known one that should be others. */
export async function propose(app: AppContext, drug: Drug | null, facts: DrugFacts, change: JsonObject, note: string): Promise<Result<null, CatalogueFailure>> {
  const stream: StreamName | null = app.homeStream('stock') ?? app.streams('stock')[0] ?? null
  if (!stream) return err({ kind: 'no-place' })
  const data: ProposalData = {
    drugId: drug?.id ?? null, name: drugName(drug?.data ?? facts).slice(0, 120), change: change as ProposalData['change'],
    note: note.trim(), by: app.user.id, on: app.today(), decision: null,
  }
  const saved = await app.store.writeGroup<CatalogueFailure>(async () => ok([createDraft('drug-proposal', app.newId(), stream, data)]))
  return saved.ok ? ok(null) : saved
}

/** A proposal with everything its card shows. */
export interface ProposalCard { readonly proposal: Proposal; readonly drug: Drug | null; readonly place: string; readonly by: string; readonly answeredBy: string }
export const PROPOSAL_INTERESTS: readonly Interest[] = [{ kind: 'drug-proposal' }, { kind: 'drug' }]

/** Proposals that this user sees, the newest first. */
export async function readProposals(view: RecordReader): Promise<ProposalCard[]> {
  const proposals = (await view.scan('drug-proposal')).filter(proposal => proposal.state === 'live')
  const cards = await Promise.all(proposals.map(async (proposal): Promise<ProposalCard> => {
    const place = parseStream(proposal.stream)?.place ?? proposal.stream
    const nameOf = async (actor: string | undefined): Promise<string> => (actor === undefined ? '' : ((await view.get('staff', actor))?.data.name ?? actor))
    return {
      proposal, drug: proposal.data.drugId === null ? null : ((await view.get('drug', proposal.data.drugId)) ?? null),
      place: (await view.get('facility', place))?.data.name ?? place, by: await nameOf(proposal.data.by), answeredBy: await nameOf(proposal.data.decision?.by),
    }
  }))
  return cards.sort((a, b) => (a.proposal.data.on < b.proposal.data.on ? 1 : a.proposal.data.on > b.proposal.data.on ? -1 : a.proposal.id < b.proposal.id ? 1 : -1))
}
