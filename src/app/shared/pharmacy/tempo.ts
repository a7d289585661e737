import { addDays, type Day } from '#domain/core/day.ts'
import type { Rupiah } from '#domain/core/rupiah.ts'
import type { Interest, RecordReader } from '../../db/record-store.ts'

/** What a member may still buy on account; `left` null where the cooperative has not said it, or it has not arrived here. */
export interface Tempo { readonly left: Rupiah | null; readonly days: number }

export const TEMPO_INTERESTS: readonly Interest[] = [{ kind: 'desk-member' }, { kind: 'handover' }]

/** What the cooperative's desk line says, less what this tablet sold on account since and the desk line cannot know of yet. */
export async function readTempo(view: RecordReader, memberId: string): Promise<Tempo> {
  const desk = await view.get('desk-member', memberId)
  const { credit, creditDays = 0 } = desk?.data ?? {}
  if (desk?.state !== 'live' || credit === undefined) return { left: null, days: creditDays }
  // A row that has come back from the server was counted there in the same moment as the desk line that came with it.
  const own = (await view.byKey('handover', 'member', memberId)).filter(sale => sale.state === 'live' && sale.pending !== 'none' && sale.data.payment.method === 'tempo')
  return { left: Math.max(0, credit - own.reduce((sum, sale) => sum + sale.data.total, 0)), days: creditDays }
}

/** Whether so much may be bought on account. */
export const tempoCovers = (tempo: Tempo, total: Rupiah): boolean => tempo.left !== null && total > 0 && total <= tempo.left

export const dueOf = (on: Day, tempo: Pick<Tempo, 'days'>): Day => addDays(on, tempo.days)
