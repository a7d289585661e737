import { err, ok, type Result } from '#domain/core/result.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import { approvedPrice } from '#domain/rules/pharmacy/price-proposal-rules.ts'
import { currentPrice } from '#domain/rules/pharmacy/pricing.ts'
import type { PriceData } from '#domain/records/price.ts'
import type { PriceProposalData } from '#domain/records/price-proposal.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, patchDraft, voidDraft, type Interest, type RecordReader, type SaveFailure, type StoredRecord } from '#app/db/record-store.ts'

export type PriceProposal = StoredRecord<'price-proposal'>
export const PRICE_PROPOSAL_INTERESTS: readonly Interest[] = [{ kind: 'price-proposal' }, { kind: 'price' }, { kind: 'drug' }]

export type ProposalFailure = SaveFailure | { readonly kind: 'gone' | 'decided' } | { readonly kind: 'above-het'; readonly het: number }

/** Asks the head for a selling price at the pustu of this stream, with the reason. */
export async function proposePrice(app: AppContext, stream: string, drug: { readonly id: string; readonly name: string }, price: PriceData, note: string): Promise<Result<null, SaveFailure>> {
  const { drugId: _drug, by: _by, ...asked } = price
  const data: PriceProposalData = { drugId: drug.id, name: drug.name.slice(0, 120), price: asked, note: note.trim(), by: app.user.id, on: app.today(), decision: null }
  const saved = await app.store.writeGroup<SaveFailure>(async () => ok([createDraft('price-proposal', app.newId(), stream, data)]))
  return saved.ok ? ok(null) : saved
}

const isOpen = (proposal: PriceProposal): boolean => proposal.state === 'live' && proposal.data.decision === null

/** What waits for the head of one drug at one pustu. */
export async function openPriceProposals(reader: RecordReader, stream: string, drugId: string): Promise<PriceProposal[]> {
  return (await reader.byKey('price-proposal', 'drug', drugId)).filter(proposal => proposal.stream === stream && isOpen(proposal))
}

/** A proposed price with what its card shows beside it: the drug's unit and the price it is sold at there now. */
export interface PriceCard {
  readonly proposal: PriceProposal
  readonly pustu: string
  readonly place: string
  readonly unit: string
  readonly now: PriceData | null
  readonly by: string
  readonly answeredBy: string
}

/** Proposed prices that this user sees. */
export async function readPriceProposals(app: Pick<AppContext, 'store' | 'today'>): Promise<PriceCard[]> {
  const { store } = app
  const nameOf = async (actor: string | undefined): Promise<string> => (actor === undefined ? '' : ((await store.get('staff', actor))?.data.name ?? actor))
  return Promise.all((await store.scan('price-proposal')).filter(proposal => proposal.state === 'live').map(async (proposal): Promise<PriceCard> => {
    const { drugId, by, decision } = proposal.data
    const pustu = parseStream(proposal.stream)?.place ?? ''
    const prices = (await store.byKey('price', 'drug', drugId)).filter(price => price.stream === streamOf('stock', pustu) && price.state === 'live')
    return {
      proposal, pustu, place: (await store.get('facility', pustu))?.data.name ?? pustu, unit: (await store.get('drug', drugId))?.data.unit ?? '',
      now: currentPrice(prices, drugId, app.today())?.data ?? null, by: await nameOf(by), answeredBy: await nameOf(decision?.by),
    }
  }))
}

/** The head agrees: the price and the answer in one group. It begins at the earliest today, under the ceiling that the catalogue knows now. */
export function approvePriceProposal(app: AppContext, id: string): Promise<Result<unknown, ProposalFailure>> {
  return app.store.writeGroup<ProposalFailure>(async view => {
    const proposal = await view.get('price-proposal', id)
    if (!proposal || !isOpen(proposal)) return err({ kind: 'decided' })
    const drug = await view.get('drug', proposal.data.drugId)
    if (drug?.state !== 'live') return err({ kind: 'gone' })
    const made = approvedPrice(proposal.data, { het: drug.data.het ?? null, today: app.today(), by: app.user.id })
    if (!made.ok) return made
    const priceId = app.newId()
    return ok([createDraft('price', priceId, proposal.stream, made.value), patchDraft(proposal, { decision: { choice: 'disetujui', by: app.user.id, on: app.today(), reason: '', priceId } })])
  })
}

export function refusePriceProposal(app: AppContext, id: string, reason: string): Promise<Result<unknown, ProposalFailure>> {
  return app.store.writeGroup<ProposalFailure>(async view => {
    const proposal = await view.get('price-proposal', id)
    if (!proposal || !isOpen(proposal)) return err({ kind: 'decided' })
    return ok([patchDraft(proposal, { decision: { choice: 'ditolak', by: app.user.id, on: app.today(), reason: reason.trim(), priceId: null } })])
  })
}

/** Its author takes it back before it is answered. */
export function withdrawPriceProposal(app: AppContext, id: string, reason: string): Promise<Result<unknown, ProposalFailure>> {
  return app.store.writeGroup<ProposalFailure>(async view => {
    const proposal = await view.get('price-proposal', id)
    if (!proposal || !isOpen(proposal)) return err({ kind: 'decided' })
    return ok([voidDraft(proposal, reason)])
  })
}
