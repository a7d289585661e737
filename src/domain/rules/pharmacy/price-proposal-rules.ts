import type { Day } from '../../core/day.ts'
import { sameJson } from '../../core/json.ts'
import type { CheckContext, RuleBreak } from '../../core/record.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Rupiah } from '../../core/rupiah.ts'
import type { PriceProposalData } from '../../records/price-proposal.ts'
import type { PriceData } from '../../records/price.ts'
import { checkPrice, lawfulHet } from './pricing.ts'
import { signerBreaks } from './signer.ts'

/** What is asked for stays as it was asked, under the name of who asked: the head answers that and nothing else. */
const ASKED = ['drugId', 'name', 'price', 'note', 'by', 'on'] as const

/** A proposed price could be sold at (BR-39), says why, and is answered once: an approval names the price that came of it, a refusal its reason. */
export function checkPriceProposal(data: PriceProposalData, { before, actor }: CheckContext<PriceProposalData>): RuleBreak[] {
  const breaks: RuleBreak[] = []
  const { decision } = data
  if (before === null) {
    breaks.push(...signerBreaks(data.by, actor, 'by'))
    breaks.push(...checkPrice({ ...data.price, drugId: data.drugId, by: actor }, { actor }).map(one => ({ ...one, field: `price.${one.field ?? ''}` })))
    if (decision !== null) breaks.push({ rule: 'proposal-decided', field: 'decision' })
  } else {
    breaks.push(...ASKED.filter(field => !sameJson(before[field], data[field])).map(field => ({ rule: 'proposal-fixed', field })))
  }
  if (data.note.trim() === '') breaks.push({ rule: 'proposal-why', field: 'note' })
  if (decision !== null && before?.decision === null) breaks.push(...signerBreaks(decision.by, actor, 'decision.by'))
  if (decision?.choice === 'ditolak' && decision.reason.trim() === '') breaks.push({ rule: 'proposal-reason', field: 'decision' })
  if (decision !== null && (decision.choice === 'disetujui') !== (decision.priceId !== null)) breaks.push({ rule: 'proposal-price', field: 'decision' })
  if (before?.decision && !sameJson(before.decision, decision)) breaks.push({ rule: 'proposal-decided', field: 'decision' })
  return breaks
}

/**
 * The price that an approval makes. It begins on the day that was asked for, and never before the approval: what was sold until then was
 * sold at another price. The ceiling is the one that the catalogue knows now; where the proposal lies above it, it cannot be approved.
 */
export function approvedPrice({ drugId, price }: PriceProposalData, { het, today, by }: { readonly het: Rupiah | null; readonly today: Day; readonly by: string }): Result<PriceData, { readonly kind: 'above-het'; readonly het: Rupiah }> {
  const ceiling = lawfulHet(het)
  if (ceiling !== null && price.general > ceiling) return err({ kind: 'above-het', het: ceiling })
  return ok({ ...price, drugId, het: ceiling ?? price.het, from: price.from < today ? today : price.from, by })
}
