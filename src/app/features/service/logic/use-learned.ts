import { shallowRef, type ShallowRef } from 'vue'
import { addDays } from '#domain/core/day.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { useApp, type AppContext } from '#app/context.ts'
import { learn, NOTHING_LEARNED, type Learned } from './phrases.ts'

const DAYS = 90
/** What was learned in this session, by the pustu it was learned from; a context lives from unlock to lock. */
const known = new WeakMap<AppContext, Map<string, Promise<Learned>>>()

/** Reads the signed visits of one pustu, never of another, day by day so that the page stays quick. */
async function learnFrom(app: AppContext, stream: string): Promise<Learned> {
  const visits: VisitData[] = []
  for (let back = 0; back < DAYS; back += 1) {
    for (const visit of await app.store.byDay('visit', addDays(app.today(), -back))) {
      if (visit.stream === stream && visit.state === 'live' && visit.data.signature !== null) visits.push(visit.data)
    }
  }
  return learn(visits)
}

/** What this pustu writes most, counted once a session from `begin` on; nothing while it is counted or where that fails. */
export function useLearned(): { readonly learned: ShallowRef<Learned>; readonly begin: () => void } {
  const app = useApp()
  const learned = shallowRef<Learned>(NOTHING_LEARNED)
  const stream = app.homeStream('clinical')
  function begin(): void {
    if (stream === null) return
    const places = known.get(app) ?? new Map<string, Promise<Learned>>()
    known.set(app, places)
    const counting = places.get(stream) ?? learnFrom(app, stream)
    places.set(stream, counting)
    counting.then(found => { learned.value = found }, () => places.delete(stream))
  }
  return { learned, begin }
}
