import { err, ok, type Result } from '#domain/core/result.ts'
import type { HandoverData, HandoverLine } from '#domain/records/handover.ts'
import { reversalId, reverseMovement } from '#domain/rules/pharmacy/dispense.ts'
import { balanceKey } from '#domain/rules/pharmacy/balance.ts'
import { keptOf, partKey, totalOf } from '#domain/rules/pharmacy/handover-rules.ts'
import { lineAmount } from '#domain/rules/pharmacy/pricing.ts'
import type { AppContext } from '../../context.ts'
import { createDraft, type Draft, type RecordReader, type StoredRecord } from '../../db/record-store.ts'
import type { Handover } from './handovers.ts'
import { momentNow, movementOf, reversedIds } from './stock.ts'

/** A hand-over with all that was taken back of it, and what the taker still has by shelf position. */
export interface HandoverState {
  readonly handover: Handover
  readonly reversals: readonly Handover[]
  readonly kept: ReadonlyMap<string, number>
}

export async function readHandoverState(view: RecordReader, id: string): Promise<HandoverState | null> {
  const handover = await view.get('handover', id)
  if (!handover) return null
  const reversals = (await view.byKey('handover', 'reverses', id)).filter(found => found.state === 'live' && found.stream === handover.stream).sort((a, b) => a.id.localeCompare(b.id))
  return { handover, reversals, kept: keptOf(handover.data, reversals.map(found => found.data)) }
}

export const isAllBack = (state: HandoverState): boolean => [...state.kept.values()].every(quantity => quantity <= 0)

export type TakeBackRefused = { readonly kind: 'gone' | 'nothing' | 'moved' } | { readonly kind: 'too-much'; readonly kept: number }

/**
 * Takes a hand-over back, whole or the asked quantities by shelf position (see partKey), as another hand-over with negative
 * quantities and the money. Call it inside `writeGroup`. Ids follow from the cause: of two offline tablets that take the
 * same thing back, the second is put aside instead of moving the stock twice.
 */
export async function takeBackDrafts(
  app: AppContext, view: RecordReader, id: string, asked: ReadonlyMap<string, number> | 'all', number: string, reason: string,
): Promise<Result<Draft[], TakeBackRefused>> {
  const state = await readHandoverState(view, id)
  if (!state || state.handover.state === 'void' || state.handover.data.reverses !== null) return err({ kind: 'gone' })
  const { handover, reversals, kept } = state
  const wanted = asked === 'all' ? kept : asked
  for (const [key, quantity] of wanted) {
    const most = kept.get(key) ?? 0
    if (!Number.isSafeInteger(quantity) || quantity < 0 || quantity > most) return err({ kind: 'too-much', kept: most })
  }
  const lines = handover.data.lines.flatMap(line => lineBack(handover.data, line, wanted))
  if (lines.length === 0) return err({ kind: 'nothing' })

  const all = await view.byKey('stock-movement', 'document', id)
  const movements = all.filter(movement => movement.state === 'live' && movement.data.reason === 'diserahkan')
  const isWhole = asked === 'all' && reversals.length === 0
  const step = reversals.length + 1
  const backId = isWhole ? `${id}-batal` : `${id}-kembali-${step}`
  const undone = reversedIds(await reversalsOf(view, movements))
  if (movements.some(movement => undone.has(movement.id) && (wanted.get(balanceKey(movement.data)) ?? 0) > 0)) return err({ kind: 'moved' })
  const drafts: Draft[] = []
  for (const movement of movements) {
    const quantity = wanted.get(balanceKey(movement.data)) ?? 0
    if (quantity === 0) continue
    const [movementId, data] = isWhole
      ? [reversalId(movement.id), { ...reverseMovement(movement, app.today(), number, momentNow(app)), documentId: backId }] as const
      : [`${movement.id}-kembali-${step}`, {
          ...movementOf(movement.data, 'dikembalikan', quantity, { on: app.today(), at: momentNow(app), documentId: backId, document: number, party: movement.data.party }),
          visitId: movement.data.visitId, reverses: movement.id,
        }] as const
    drafts.push(createDraft('stock-movement', movementId, movement.stream, data))
  }
  const total = totalOf(lines)
  const data: HandoverData = {
    ...handover.data, number, on: app.today(), time: app.wallTime(), lines, total,
    // What was sold on account goes off the account; no money was given for it.
    payment: { method: handover.data.payment.method, paid: handover.data.payment.method === 'tempo' ? 0 : total, change: 0, reference: '' }, reverses: id, reason, by: app.user.id,
  }
  return ok([createDraft('handover', backId, handover.stream, data), ...drafts])
}

/** All that took back one of these movements. */
async function reversalsOf(view: RecordReader, movements: readonly StoredRecord<'stock-movement'>[]): Promise<StoredRecord<'stock-movement'>[]> {
  return (await Promise.all(movements.map(movement => view.byKey('stock-movement', 'reverses', movement.id)))).flat().filter(movement => movement.state === 'live')
}

function lineBack(handover: HandoverData, line: HandoverLine, wanted: ReadonlyMap<string, number>): HandoverLine[] {
  const batches = line.batches.flatMap(part => {
    const quantity = wanted.get(partKey(handover, line, part)) ?? 0
    return quantity === 0 ? [] : [{ ...part, quantity: -quantity }]
  })
  const quantity = batches.reduce((sum, part) => sum + part.quantity, 0)
  return batches.length === 0 ? [] : [{ ...line, quantity, amount: lineAmount(quantity, line.unitPrice), batches }]
}
