import type { FundSource } from '#domain/rules/pharmacy/balance.ts'
import { balanceKey } from '#domain/rules/pharmacy/balance.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import type { StockMovement } from '#app/shared/pharmacy/stock.ts'

/** One line of the paper stock card. */
export interface CardLine {
  readonly movement: StockMovement
  readonly in: number
  readonly out: number
  /** What is left after this line, of the fund or of the one batch asked for. */
  readonly balance: number
}

/**
 * The stock card of one fund, or of one of its batches, oldest first. Lines of one day stand in the order of their moment
 * and their making (ids are made in time order), so that every tablet prints the same card.
 */
export function cardLines(movements: readonly StockMovement[], source: FundSource, batchKey: string | null): CardLine[] {
  let balance = 0
  return movements
    .filter(({ data }) => data.source === source && (batchKey === null || balanceKey(data) === batchKey))
    .sort((a, b) => compare(a.data.on, b.data.on) || compare(momentOf(a.data), momentOf(b.data)) || compare(a.id, b.id))
    .map(movement => {
      const { quantity } = movement.data
      balance += quantity
      return { movement, in: Math.max(0, quantity), out: Math.max(0, -quantity), balance }
    })
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** Version 1 knew no moment: the start of its day. */
const momentOf = (data: MovementData): string => data.at ?? ''

/** The page of the paper that a movement belongs to; null where it has none of its own. */
export function documentPage(data: Pick<MovementData, 'reason' | 'undoes' | 'source' | 'visitId' | 'documentId'>): { readonly name: string; readonly id: string } | null {
  if (data.visitId !== null) return { name: 'visit', id: data.visitId }
  const name = data.documentId ? pageOf(data.reason === 'dibalik' ? (data.undoes ?? 'dibalik') : data.reason, data.source) : null
  return name !== null && data.documentId ? { name, id: data.documentId } : null
}

function pageOf(reason: MovementData['reason'], source: FundSource): string | null {
  switch (reason) {
    case 'diserahkan': case 'dikembalikan': return 'handover'
    case 'diterima': return source === 'koperasi' ? 'goods-receipt' : 'delivery'
    case 'pindahan': return 'delivery'
    case 'dikirim': case 'diretur': return 'shipment'
    case 'dimusnahkan': return 'write-off'
    case 'selisih': return 'count'
    default: return null
  }
}
