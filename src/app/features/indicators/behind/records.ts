import type { IndicatorKey } from '#domain/rules/supervision/indicators/catalogue.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest } from '#app/db/record-store.ts'
import { sourceOf } from '../sources.ts'
import type { Scope } from '../scope.ts'
import { activityRows, complaintRows, findingRows, tabletRows } from './promise-rows.ts'
import type { BehindList } from './row.ts'
import { availabilityRows, countedRows, expiryRows, handedRows, reachRows } from './stock-rows.ts'
import { visitRows } from './visit-rows.ts'

/** The records behind an indicator: the very ones that its two counts are counts of. Null where it is made of others. */
export async function recordsBehind(app: AppContext, scope: Scope, key: IndicatorKey): Promise<BehindList | null> {
  switch (key) {
    case 'por-gabungan': return null
    case 'ketersediaan': return availabilityRows(app, scope)
    case 'kecukupan': return reachRows(app, scope)
    case 'kedaluwarsa': return expiryRows(app, scope)
    case 'opname': return countedRows(app, scope)
    case 'fefo': return handedRows(app, scope)
    case 'rtl': return findingRows(app, scope)
    case 'pengaduan': return complaintRows(app, scope)
    case 'jam-pelayanan': return activityRows(app, scope)
    case 'sinkron': return tabletRows(app, scope)
    default: return visitRows(app, scope, key)
  }
}

/** What a list follows: what its figure follows, and the names in it. */
export const behindInterests = (key: IndicatorKey): readonly Interest[] => [
  ...sourceOf(key).interests, ...(key === 'fefo' ? [{ kind: 'stock-movement' } as const] : []), ...(sourceOf(key).needs === 'clinical' ? [{ kind: 'patient' } as const] : []),
]
