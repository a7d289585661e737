import type { IndicatorKey } from '#domain/rules/supervision/indicators/catalogue.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest } from '#app/db/record-store.ts'
import type { Measure } from './measure.ts'
import { HANDED_INTERESTS, handedMeasures } from './readers/handed-measures.ts'
import { PROMISE_INTERESTS, promiseMeasures, tabletMeasures } from './readers/promise-measures.ts'
import { COUNT_INTERESTS, countMeasures, EXPIRY_SOURCE_INTERESTS, expiryMeasures, SHELF_SOURCE_INTERESTS, shelfMeasures } from './readers/stock-measures.ts'
import { PERSON_INTERESTS, personMeasures, VISIT_SOURCE_INTERESTS, visitMeasures } from './readers/visit-measures.ts'
import type { Scope } from './scope.ts'

/** Indicators that are read together; each shows as soon as it is ready. `needs`: the records without which it is not shown at all. */
export interface Source {
  readonly keys: readonly IndicatorKey[]
  readonly needs: 'clinical' | 'stock' | 'service' | 'head'
  readonly interests: readonly Interest[]
  read(app: AppContext, scope: Scope): Promise<Measure[]>
}

/** The quickest first. */
export const SOURCES: readonly Source[] = [
  { keys: ['sinkron'], needs: 'head', interests: [], read: tabletMeasures },
  { keys: ['rtl', 'pengaduan', 'jam-pelayanan'], needs: 'service', interests: PROMISE_INTERESTS, read: promiseMeasures },
  { keys: ['lengkap', 'tepat-waktu', 'por-ispa', 'por-diare', 'por-mialgia', 'por-item', 'por-gabungan', 'rrns'], needs: 'clinical', interests: VISIT_SOURCE_INTERESTS, read: visitMeasures },
  { keys: ['ketersediaan', 'kecukupan'], needs: 'stock', interests: SHELF_SOURCE_INTERESTS, read: shelfMeasures },
  { keys: ['opname'], needs: 'stock', interests: COUNT_INTERESTS, read: countMeasures },
  { keys: ['fefo'], needs: 'stock', interests: HANDED_INTERESTS, read: handedMeasures },
  { keys: ['kedaluwarsa'], needs: 'stock', interests: EXPIRY_SOURCE_INTERESTS, read: expiryMeasures },
  { keys: ['angka-kontak', 'rppt-ht', 'rppt-dm'], needs: 'head', interests: PERSON_INTERESTS, read: personMeasures },
]

/** Whether this user holds what a source reads: the medicine room alone tells nothing of visits. */
export const isReadable = (app: AppContext, { needs }: Source): boolean => (needs === 'head' ? app.hasRole('kapus') : app.streams(needs).length > 0)
export const sourceOf = (key: IndicatorKey): Source => SOURCES.find(source => source.keys.includes(key)) as Source
