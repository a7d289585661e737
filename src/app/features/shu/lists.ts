import type { ShuShareData } from '#domain/records/shu-share.ts'
import type { ShuYearData } from '#domain/records/shu-year.ts'
import { shuPartId, shuYearId } from '#domain/rules/finance/shu-rules.ts'
import type { ShareLine } from '#domain/rules/finance/shu.ts'
import type { AppContext } from '#app/context.ts'
import type { Kmp } from '#app/shared/coop/kmp.ts'

/** Everybody's share of an approved year, by member number. */
export interface ShareList { readonly lines: readonly ShareLine[] }

/** The list that an approved year names; null while a part of it is not here, or for whoever may not see it. */
export async function readList(app: Pick<AppContext, 'store'>, kmp: Kmp, approved: Pick<ShuYearData, 'year' | 'set' | 'parts' | 'sharers'>): Promise<ShareList | null> {
  if (kmp.streams.trade === null) return null
  const parts = await Promise.all(Array.from({ length: approved.parts }, (_, index) => app.store.get('shu-share', shuPartId(approved.set, index + 1))))
  const yearId = shuYearId(kmp.id, approved.year)
  const lines = parts.flatMap(part => (part?.state === 'live' && part.stream === kmp.streams.trade && part.data.yearId === yearId ? part.data.lines : []))
  return lines.length === approved.sharers ? { lines } : null
}

/** Half of what a group may hold (300 KiB), so that no encoding of a push makes it too large. */
const GROUP_BYTES = 150 * 1024

/** Parts as they go into groups of the journal, in their order. */
export function inGroups(parts: readonly ShuShareData[]): ShuShareData[][] {
  const groups: ShuShareData[][] = []
  let bytes = 0
  for (const part of parts) {
    const size = JSON.stringify(part).length
    const group = groups.at(-1)
    if (group && bytes + size <= GROUP_BYTES) {
      group.push(part)
      bytes += size
    } else {
      groups.push([part])
      bytes = size
    }
  }
  return groups
}
