import { daysOfMonth } from '#domain/core/day.ts'
import { monthOfDays } from '#domain/rules/supervision/pustu-day.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest, StoredRecord } from '#app/db/record-store.ts'
import { reversedFold } from '#app/shared/pharmacy/stock-folds.ts'
import { measureOf, type Measure } from '../measure.ts'
import { isIn, streamsOf, type Scope } from '../scope.ts'

export const HANDED_INTERESTS: readonly Interest[] = [{ kind: 'pustu-day' }]
export type Movement = StoredRecord<'stock-movement'>

/**
 * FEFO obedience from the days that the server has added up: a month of the ledger is thousands of lines. Where it has added up
 * none, before the first sync or for whoever reads the medicine room alone, from the ledger itself.
 */
export async function handedMeasures(app: AppContext, scope: Scope): Promise<Measure[]> {
  const ids = new Set(scope.places.map(place => place.id))
  const days = (await app.store.byKey('pustu-day', 'month', scope.month)).filter(day => day.state === 'live' && ids.has(day.data.pustu))
  if (days.length === 0) return [measureOfHanded(await readHanded(app, scope))]
  const { handed, firstExpiring } = monthOfDays(days.map(day => day.data))
  return [fefo(firstExpiring, handed)]
}

export const isFirstExpiring = (movement: Movement): boolean => movement.data.override === null
export const measureOfHanded = (handed: readonly Movement[]): Measure => fefo(handed.filter(isFirstExpiring).length, handed.length)
/** BR-34: no other batch is taken without a reason, so what is missing from the whole was reasoned; the head reads the reasons. */
const fefo = (firstExpiring: number, handed: number): Measure => measureOf('fefo', firstExpiring, handed, firstExpiring < handed ? { state: 'reasoned' } : {})

/** What was handed out in the month and not taken back. */
export async function readHanded(app: AppContext, scope: Scope): Promise<Movement[]> {
  const [days, reversed] = await Promise.all([
    Promise.all(daysOfMonth(scope.month).map(on => app.store.byDay('stock-movement', on))),
    Promise.all(streamsOf(scope, 'stock').map(stream => app.store.fold(reversedFold, stream))),
  ])
  const undone = new Set(reversed.flatMap(ids => [...ids]))
  return days.flat().filter(isIn(scope, 'stock')).filter(({ id, state, data }) => state === 'live' && data.reason === 'diserahkan' && !undone.has(id))
}
