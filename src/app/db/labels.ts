import { WRITE_LOCK } from './deps.ts'
import type { StoreCore } from './store-core.ts'

/** Numbers of members, medical records, hand-overs (nota), other papers of the medicine room, and receipts of savings and of the cash book, and complaints. */
export type LabelSeries = 'member' | 'rm' | 'nota' | 'dokumen' | 'simpanan' | 'kas' | 'aduan'

/**
 * The next label of this tablet's own block, e.g. 'KIARA-02-0007'. The counter is written, durably, before the label is
 * given out: one that was typed on paper and then lost in a crash is never given to another person.
 */
export async function nextLabel(core: StoreCore, series: LabelSeries, code: string): Promise<string> {
  const db = core.db.strict
  return core.deps.locks.request(WRITE_LOCK, () => db.transaction('rw', db.meta, async () => {
    await db.checkFence()
    const tablet = await db.value<{ block: number }>('tablet')
    if (!tablet) throw new Error('a tablet without a block gives no labels')
    const key = `label:${series}:${code}:${tablet.block}`
    const next = ((await db.value<number>(key)) ?? 0) + 1
    await db.meta.put({ key, value: next })
    return `${code}-${String(tablet.block).padStart(2, '0')}-${String(next).padStart(4, '0')}`
  }))
}
