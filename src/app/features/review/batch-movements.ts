import type { DataOf } from '#domain/records/index.ts'
import { balanceKey, type BatchRef } from '#domain/rules/pharmacy/balance.ts'
import type { AppContext } from '#app/context.ts'
import { readMovements } from '#app/shared/pharmacy/stock.ts'
import { knownTablets } from '#app/shared/tablets.ts'

export interface BatchMovement { readonly id: string; readonly data: DataOf<'stock-movement'>; readonly balance: number; readonly who: string | null; readonly tablet: string | null }

/** The movements of one batch with what was left after each, the newest first; null where this tablet has not sent it yet. */
export async function batchMovements(app: AppContext, stream: string, batch: BatchRef): Promise<BatchMovement[]> {
  const [movements, tablets] = await Promise.all([readMovements(app.store, stream, batch.drugId), knownTablets(app)])
  const momentOf = (data: DataOf<'stock-movement'>): string => data.at ?? data.on
  const own = movements.filter(movement => balanceKey(movement.data) === balanceKey(batch)).sort((a, b) => momentOf(a.data).localeCompare(momentOf(b.data)) || (a.id < b.id ? -1 : 1))
  const staff = new Map(await Promise.all([...new Set(own.flatMap(({ by }) => by?.actor ?? []))].map(async id => [id, (await app.store.get('staff', id))?.data.name ?? id] as const)))
  let balance = 0
  const lines = own.map(({ id, data, by }): BatchMovement => {
    balance += data.quantity
    return { id, data, balance, who: by && (staff.get(by.actor) ?? by.actor), tablet: by && (tablets?.devices.find(device => device.dev === by.dev)?.name ?? by.dev) }
  })
  return lines.reverse()
}
