import type { Zone } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { IndicatorKey } from '#domain/rules/supervision/indicators/catalogue.ts'
import { contactRate, itemsOf, porOf, type Por } from '#domain/rules/supervision/indicators/por.ts'
import { completenessOf, contactsOf, controlledOf, referralsOf, sameDayOf } from '#domain/rules/supervision/indicators/visits.ts'
import type { Part } from '#domain/rules/supervision/indicators/figure.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest } from '#app/db/record-store.ts'
import { measureOf, measureOfPart, measureOfValue, type Measure, type Remark } from '../measure.ts'
import { isIn, type Scope } from '../scope.ts'
import { readSetting, type OutsideCount } from '../setting.ts'
import { monthVisits, personsOf, VISIT_INTERESTS, type Visit } from './month-visits.ts'

export const VISIT_SOURCE_INTERESTS: readonly Interest[] = [...VISIT_INTERESTS, { kind: 'drug' }]
export const PERSON_INTERESTS: readonly Interest[] = [...VISIT_INTERESTS, { kind: 'patient' }, { kind: 'supervision-setting' }]

const visitsOf = async (app: AppContext, scope: Scope): Promise<Visit[]> => (await monthVisits(app, scope.month)).filter(isIn(scope, 'clinical'))
const readPor = async (app: AppContext, visits: readonly Visit[]): Promise<Por> => porOf(visits, new Map((await app.store.scan('drug')).map(({ id, data }) => [id, data])))

/** Each pustu by its own wall clock. */
function sameDayIn(visits: readonly Visit[], scope: Scope): ReturnType<typeof sameDayOf> {
  const zones = new Map<Zone, Set<string>>()
  for (const place of scope.places) zones.set(place.zone, (zones.get(place.zone) ?? new Set()).add(streamOf('clinical', place.id)))
  const parts = [...zones].map(([zone, streams]) => sameDayOf(visits.filter(visit => streams.has(visit.stream)), zone))
  return { numerator: parts.flatMap(part => part.numerator), denominator: parts.flatMap(part => part.denominator), unknown: parts.flatMap(part => part.unknown) }
}

/** All that a month of visits tells by itself. */
export async function visitMeasures(app: AppContext, scope: Scope): Promise<Measure[]> {
  const visits = await visitsOf(app, scope)
  const [por, sameDay] = [await readPor(app, visits), sameDayIn(visits, scope)]
  return [
    measureOfPart('lengkap', completenessOf(visits)),
    measureOfPart('tepat-waktu', sameDay, { remark: sameDay.unknown.length > 0 ? { word: 'remarkUnknown', n: sameDay.unknown.length } : null }),
    measureOfPart('por-ispa', por.ispa), measureOfPart('por-diare', por.diare), measureOfPart('por-mialgia', por.mialgia),
    measureOf('por-item', por.items.items, por.items.denominator.length), measureOfValue('por-gabungan', 0, 0, por.composite),
    measureOfPart('rrns', referralsOf(visits)),
  ]
}

const outside = (count: OutsideCount | null): Remark | null => (count ? { word: 'remarkOutside', count: count.count, on: count.on, source: count.source } : null)

/** What is counted by person, for the puskesmas as a whole: against the counts that the head keeps. */
export async function personMeasures(app: AppContext, scope: Scope): Promise<Measure[]> {
  if (!scope.whole) return []
  const [visits, setting] = await Promise.all([visitsOf(app, scope), readSetting(app)])
  const personOf = await personsOf(app, visits)
  const { participants, hypertension, diabetes } = setting
  const none = 'no-denominator' as const
  const registered = (key: 'rppt-ht' | 'rppt-dm', count: OutsideCount | null): Measure =>
    measureOf(key, controlledOf(visits, key, personOf).numerator.length, count?.count ?? 0, { none, remark: outside(count) })
  const people = contactsOf(visits, personOf).length
  return [
    measureOf('angka-kontak', people, contactRate(people, participants?.count ?? null)?.bottom ?? 0, { none, remark: outside(participants) }),
    registered('rppt-ht', hypertension), registered('rppt-dm', diabetes),
  ]
}

/** The visits behind an indicator: those above the line and those that it is divided by; with how many items where that is what is counted. */
export async function visitsBehind(app: AppContext, scope: Scope, key: IndicatorKey): Promise<{ readonly part: Part; readonly visits: ReadonlyMap<string, Visit>; readonly items: (visit: Visit) => number }> {
  const visits = await visitsOf(app, scope)
  return { part: await partOf(app, scope, visits, key), visits: new Map(visits.map(visit => [visit.id, visit])), items: itemsOf }
}

async function partOf(app: AppContext, scope: Scope, visits: readonly Visit[], key: IndicatorKey): Promise<Part> {
  switch (key) {
    case 'lengkap': return completenessOf(visits)
    case 'tepat-waktu': return sameDayIn(visits, scope)
    case 'rrns': return referralsOf(visits)
    case 'por-ispa': return (await readPor(app, visits)).ispa
    case 'por-diare': return (await readPor(app, visits)).diare
    case 'por-mialgia': return (await readPor(app, visits)).mialgia
    case 'por-item': return (await readPor(app, visits)).items
    case 'rppt-ht': case 'rppt-dm': return controlledOf(visits, key, await personsOf(app, visits))
    case 'angka-kontak': {
      const people = contactsOf(visits, await personsOf(app, visits))
      return { numerator: people, denominator: people }
    }
    default: return { numerator: [], denominator: [] }
  }
}
