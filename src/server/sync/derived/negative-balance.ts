import { sql } from 'kysely'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { balanceKey, type BatchRef } from '#domain/rules/pharmacy/balance.ts'
import type { DataOf } from '#domain/records/index.ts'
import { sha256Hex } from '#sync/chain.ts'
import type { RowDraft } from '#sync/judge.ts'
import { chunks } from '../../store/store.ts'
import type { DerivedContext } from './derived-rows.ts'

interface Touched { readonly stream: string; readonly movement: MovementData; delta: number }

/** A batch as it is counted: the same number with another expiry, or of another fund, is another batch (BR-35). */
export const batchKey = (ref: BatchRef): string => sha256Hex(balanceKey(ref)).slice(0, 32)

const quantityOf = (row: RowDraft | undefined): number =>
  (row?.kind === 'stock-movement' && row.state === 'live' ? (row.data as unknown as MovementData).quantity : 0)

/**
 * Physical facts are never refused: two offline tablets may both have handed out the last strip. A batch below zero opens
 * one incident for the pustu and the head (BR-30), whose id follows from the batch. The incident follows the balance, back
 * above zero too, but only a person closes it: that the shelf was counted is nothing that a sum can know.
 */
export async function deriveNegativeBalances({ tx, tenant, book, changes }: DerivedContext): Promise<void> {
  const touched = new Map<string, Touched>()
  for (const { before, revisions } of changes) {
    const row = revisions.at(-1) as RowDraft
    if (row.kind !== 'stock-movement') continue
    const movement = (row.state === 'moved' ? before?.data : row.data) as unknown as MovementData
    const key = `${row.stream}|${batchKey(movement)}`
    const entry = touched.get(key) ?? { stream: row.stream, movement, delta: 0 }
    entry.delta += quantityOf(row) - quantityOf(before)
    touched.set(key, entry)
  }
  for (const some of chunks([...touched.values()])) await openIncidents(some)

  async function openIncidents(batches: readonly Touched[]): Promise<void> {
    const balances = await tx.insertInto('batch_balance')
      .values(batches.map(({ stream, movement, delta }) => ({ tenant, stream, batch: batchKey(movement), quantity: delta })))
      .onConflict(clash => clash.columns(['tenant', 'stream', 'batch']).doUpdateSet({ quantity: sql<number>`batch_balance.quantity + excluded.quantity` }))
      .returning(['stream', 'batch', 'quantity']).execute()
    const byKey = new Map(balances.map(({ stream, batch, quantity }) => [`${stream}|${batch}`, quantity]))
    const concerned = batches.map(entry => ({ ...entry, balance: byKey.get(`${entry.stream}|${batchKey(entry.movement)}`) ?? 0 }))
      .filter(({ balance, delta }) => delta !== 0 && Math.min(balance, balance - delta) < 0)
    await book.loadIds(concerned.map(({ stream, movement }) => incidentId(stream, movement)))
    for (const { stream, movement, balance, delta } of concerned) writeIncident(stream, movement, balance, delta)
  }

  function writeIncident(source: string, movement: MovementData, balance: number, delta: number): void {
    const place = parseStream(source)?.place
    if (!place) return
    const stream = streamOf('service', place)
    const before = book.at(stream, incidentId(source, movement))
    const known = before?.state === 'live' ? (before.data as unknown as DataOf<'incident'>) : undefined
    // On its way back nothing new has happened: a closed incident stays closed, and one that never was is not opened at zero.
    if (delta > 0 && (known ? known.closed !== null : balance >= 0)) return
    book.write({
      stream, id: incidentId(source, movement), kind: 'incident', rev: (before?.rev ?? 0) + 1, state: 'live', conflicts: before ? [...before.conflicts] : [],
      by: { actor: 'server', dev: 'server', at: movement.on },
      data: {
        // One that was closed begins anew: what is open now was not open since then.
        type: 'negative-balance', openedOn: known?.closed === null ? known.openedOn : movement.on, closed: null,
        about: {
          drugId: movement.drugId, source: movement.source, batch: movement.batch.number, expiresOn: movement.batch.expiresOn, balance,
          ...(movement.fund ? { fund: movement.fund } : {}),
        },
      },
    })
  }
}

const incidentId = (stream: string, movement: MovementData): string => `neg-${sha256Hex(`${stream}|${batchKey(movement)}`).slice(0, 32)}`
