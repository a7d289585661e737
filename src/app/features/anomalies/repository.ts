import { daysOfMonth, type Month } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import { momentOfId } from '#domain/core/id-moment.ts'
import { ANOMALY_KINDS, anomaliesOf, type Anomaly, type AnomalyKind } from '#domain/rules/supervision/anomalies.ts'
import { clockSkewAbout } from '#domain/rules/supervision/clock-skew.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest, StoredRecord } from '#app/db/record-store.ts'
import { supervisedPustu } from '#app/shared/pustu-days.ts'
import { readNames } from '#app/shared/read-names.ts'

type Visit = StoredRecord<'visit'>
export type Incident = StoredRecord<'incident'>

/** One thing to look at, with the visits it is about. */
export interface AnomalyLine { readonly anomaly: Anomaly; readonly author: string; readonly place: string; readonly visits: readonly Visit[] }
/** That a tablet's clock was wrong while something was entered on it (BR-69), as the server found it. */
export interface ClockLine { readonly incident: Incident; readonly place: string; readonly name: string; readonly minutes: number; readonly count: number }

export interface AnomalyMonth {
  readonly pustu: readonly { readonly id: string; readonly name: string }[]
  readonly groups: readonly { readonly kind: AnomalyKind; readonly lines: readonly AnomalyLine[] }[]
  readonly clocks: readonly ClockLine[]
  /** Signed visits that were looked through. */
  readonly looked: number
}

export const ANOMALY_INTERESTS: readonly Interest[] = [{ kind: 'visit' }, { kind: 'incident' }, { kind: 'facility' }, { kind: 'staff' }]

/** Everything of a month at one pustu, or at all of this head where none is named; read day by day. */
export async function readAnomalies(app: AppContext, month: Month, pustu: string | null): Promise<AnomalyMonth> {
  const places = await supervisedPustu(app)
  const chosen = new Map(places.filter(place => pustu === null || place.id === pustu).map(place => [place.id, place.data]))
  const [days, incidents] = await Promise.all([Promise.all(daysOfMonth(month).map(day => app.store.byDay('visit', day))), app.store.scan('incident')])
  const byPlace = new Map(places.map(place => [place.id, place.data]))
  const visits = days.flat().filter(visit => byPlace.has(placeOf(visit)))
  const byId = new Map(visits.map(visit => [visit.id, visit]))
  const found = anomaliesOf(visits, month, id => byPlace.get(id)?.zone ?? app.zone)
    .filter(one => (one.pustu === null ? one.visits.some(id => chosen.has(placeOf(byId.get(id)))) : chosen.has(one.pustu)))
  const names = await readNames(app.store, found.map(one => one.author))
  const lines = found.map((anomaly): AnomalyLine => {
    const own = anomaly.visits.flatMap(id => byId.get(id) ?? [])
    return { anomaly, author: names.get(anomaly.author) ?? anomaly.author, place: [...new Set(own.map(visit => byPlace.get(placeOf(visit))?.name ?? ''))].join(', '), visits: own }
  })
  return {
    pustu: places.map(({ id, data }) => ({ id, name: data.name })),
    groups: ANOMALY_KINDS.map(kind => ({ kind, lines: lines.filter(line => line.anomaly.kind === kind) })),
    clocks: incidents.filter(one => one.state === 'live' && one.data.type === 'clock-skew' && one.data.openedOn.startsWith(month) && chosen.has(placeOf(one)))
      .sort((a, b) => b.data.openedOn.localeCompare(a.data.openedOn)).map(incident => clockLine(incident, chosen.get(placeOf(incident))?.name ?? '')),
    looked: visits.filter(visit => visit.state === 'live' && visit.data.signature !== null && chosen.has(placeOf(visit))).length,
  }
}

const placeOf = (record: { readonly stream: string } | undefined): string => parseStream(record?.stream ?? '')?.place ?? ''

function clockLine(incident: Incident, place: string): ClockLine {
  const about = clockSkewAbout.safeParse(incident.data.about).data
  return { incident, place, name: about?.name ?? '', minutes: Math.round((about?.skewMs ?? 0) / 60_000), count: about?.count ?? 0 }
}

export interface VisitLine { readonly visit: Visit; readonly patient: string; readonly enteredAt: number | null }

/** The visits behind one of them, as they took place. */
export async function visitLines(app: Pick<AppContext, 'store'>, visits: readonly Visit[]): Promise<VisitLine[]> {
  return Promise.all(visits.map(async visit => ({ visit, patient: (await app.store.get('patient', visit.data.patientId))?.data.name ?? '', enteredAt: momentOfId(visit.id) })))
}
