import { dayAt, wallTimeAt, type Day } from '#domain/core/day.ts'
import { streamOf, type StreamName } from '#domain/core/streams.ts'
import type { VisitData } from '#domain/records/visit.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { DEMO_PUSKESMAS, DEMO_SITES, DEMO_ZONE } from '#seeds/demo/places.ts'
import { createOf, groupOf } from '#seeds/demo/groups.ts'
import { createRandom, type Random } from '#seeds/demo/random.ts'
import { loadOperations } from '#server/admin/load.ts'
import { argonPasswords } from '#server/auth/passwords.ts'
import { systemClock, systemRandom, type ServerDeps } from '#server/deps.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import { rowsOfKind } from '#server/store/rows.ts'

interface Pattern { readonly pustu: string; readonly visit: VisitData; readonly movement: MovementData; readonly author: string }

/**
 * Visits of today with a line handed out each, written beside a running demo in the way in which its data were loaded: copies of a
 * visit and a receipt that are there, spread over the pustu. For measuring what a tablet does with what arrives.
 */
export async function openMoreVisits(file: string): Promise<{ write(visits: number): Promise<void>; close(): Promise<void> }> {
  const deps: ServerDeps = { store: openSqlite({ file }), clock: systemClock, random: systemRandom, passwords: argonPasswords }
  const random = createRandom(`more|${systemClock.now()}`)
  const today = dayAt(systemClock.now(), DEMO_ZONE)
  const patterns = await Promise.all(DEMO_SITES.map(site => patternOf(deps, site.pustu, today)))
  return {
    async write(visits) {
      const loaded = await loadOperations(deps, DEMO_PUSKESMAS, Array.from({ length: visits }, (_, index) => oneVisit(random, patterns[index % patterns.length] as Pattern)))
      if (loaded.quarantined.length > 0) throw new Error(`what was to arrive was refused: ${JSON.stringify(loaded.quarantined[0])}`)
    },
    close: () => deps.store.close(),
  }
}

async function patternOf({ store }: ServerDeps, pustu: string, today: Day): Promise<Pattern> {
  const [visits, movements] = await store.write(tx => Promise.all((['visit', 'stock-movement'] as const).map(kind => rowsOfKind(tx, DEMO_PUSKESMAS, streamOf(kind === 'visit' ? 'clinical' : 'stock', pustu), kind))))
  const visit = visits?.map(row => row.data as unknown as VisitData).findLast(data => data.signature !== null && data.alarmPlan === null)
  const receipt = movements?.map(row => row.data as unknown as MovementData).findLast(data => data.reason === 'diterima' && data.quantity > 200 && data.batch.expiresOn > today)
  if (!visit?.signature || !receipt) throw new Error(`${pustu} has nothing to copy`)
  return {
    pustu, author: visit.signature.by, visit: { ...visit, on: today, time: wallTimeAt(systemClock.now(), DEMO_ZONE), signature: { ...visit.signature, on: today } } as VisitData,
    movement: { ...receipt, quantity: -1, reason: 'diserahkan', on: today, document: '', party: '', visitId: null },
  }
}

function oneVisit(random: Random, { pustu, visit, movement, author }: Pattern) {
  const now = systemClock.now()
  const id = random.id(now)
  const at = (purpose: 'clinical' | 'stock'): StreamName => streamOf(purpose, pustu)
  return groupOf(random, author, now, [createOf('visit', id, at('clinical'), visit), createOf('stock-movement', random.id(now), at('stock'), { ...movement, visitId: id })])
}
