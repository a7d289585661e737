import { complaintDue } from '#domain/rules/supervision/complaint-rules.ts'
import { DEFAULT_CALENDAR } from '#domain/rules/supervision/working-days.ts'
import type { AppContext } from '#app/context.ts'
import { useWords } from '#app/locales/use-words.ts'
import { readCalendar } from '#app/shared/complaints.ts'
import { formatAgo, formatDay, formatInstant, formatNumber } from '#app/shared/format.ts'
import { readActivities, readComplaints, readFindings, readTablets } from '../readers/promise-measures.ts'
import { placeOf, type Scope } from '../scope.ts'
import { indicatorPageWords } from '../words.ts'
import type { BehindList, BehindRow } from './row.ts'

const t = useWords(indicatorPageWords)
/** What did not keep its day first, then by day. */
const byState = (a: { readonly row: BehindRow; readonly at: string }, b: { readonly row: BehindRow; readonly at: string }): number => Number(a.row.isIn) - Number(b.row.isIn) || a.at.localeCompare(b.at)

export async function findingRows(app: AppContext, scope: Scope): Promise<BehindList> {
  const { part, records } = await readFindings(app, scope)
  const [all, above] = [new Set(part.denominator), new Set(part.numerator)]
  const rows = records.filter(({ id }) => all.has(id)).map(record => ({
    at: record.data.due,
    row: {
      key: record.id, on: formatDay(record.data.due), what: record.data.text, place: placeOf(scope, record)?.name ?? '', isIn: above.has(record.id), to: { name: 'finding', params: { id: record.id } },
      detail: [record.data.owner.name, t('dueOn', { day: formatDay(record.data.due) }), record.data.closed ? t('closedOn', { day: formatDay(record.data.closed.on) }) : t('stillOpen')].join(' · '),
    },
  }))
  return { what: 'finding', route: 'finding', rows: rows.sort(byState).map(one => one.row) }
}

export async function complaintRows(app: AppContext, scope: Scope): Promise<BehindList> {
  const { part, records } = await readComplaints(app, scope)
  const [all, above] = [new Set(part.denominator), new Set(part.numerator)]
  const calendars = new Map(await Promise.all(scope.places.map(async place => [place.id, await readCalendar(app.store, place.id)] as const)))
  const rows = records.filter(({ id }) => all.has(id)).map(record => {
    const place = placeOf(scope, record)
    const due = complaintDue(record.data, calendars.get(place?.id ?? '') ?? DEFAULT_CALENDAR)
    return {
      at: due,
      row: {
        key: record.id, on: formatDay(record.data.on), what: `${record.data.number}`, place: place?.name ?? '', isIn: above.has(record.id), to: { name: 'complaint', params: { id: record.id } },
        detail: [t('dueOn', { day: formatDay(due) }), record.data.reply ? t('answeredOn', { day: formatDay(record.data.reply.on) }) : t('stillOpen')].join(' · '),
      },
    }
  })
  return { what: 'complaint', route: 'complaint', rows: rows.sort(byState).map(one => one.row) }
}

export async function activityRows(app: AppContext, scope: Scope): Promise<BehindList> {
  const { all } = await readActivities(app, scope)
  const rows = all.map(({ record, on, overlap, pustu }) => {
    const { from, to } = record.data.actual ?? record.data.planned
    return {
      at: on,
      row: {
        key: record.id, on: formatDay(on), what: record.data.title, place: scope.places.find(place => place.id === pustu)?.name ?? '', isIn: overlap === 0, to: { name: 'activity', params: { id: record.id } },
        detail: [`${from.replace(':', '.')}–${to.replace(':', '.')}`, overlap > 0 && t('overlap', { n: formatNumber(overlap) }), overlap > 0 && record.data.actual?.reason && t('reasonOf', { reason: record.data.actual.reason })].filter(Boolean).join(' · '),
      },
    }
  })
  return { what: 'activity', route: 'activity', rows: rows.sort(byState).map(one => one.row) }
}

export async function tabletRows(app: AppContext, scope: Scope): Promise<BehindList> {
  const tablets = await readTablets(app, scope)
  const rows = tablets.map(({ tablet, at, isFresh }) => ({
    at: String(at ?? 0).padStart(16, '0'),
    row: {
      key: tablet.dev, on: at === null ? '' : formatInstant(at, app.zone), what: tablet.name, place: scope.places.find(place => place.id === tablet.place)?.name ?? '', isIn: isFresh, to: { name: 'tablets' },
      detail: at === null ? t('neverSynced') : t('syncedAgo', { ago: formatAgo(app.now() - at) }),
    },
  }))
  return { what: 'tablet', route: 'tablets', rows: rows.sort(byState).map(one => one.row) }
}
