import type { RouteLocationRaw } from 'vue-router'
import { daysBetween } from '#domain/core/day.ts'
import { parseStream } from '#domain/core/streams.ts'
import { deliveryState } from '#domain/rules/pharmacy/delivery-rules.ts'
import type { AppContext } from '#app/context.ts'
import { headTasks } from '#app/shared/head-tasks.ts'
import { readDeliveries } from '#app/shared/pharmacy/transit.ts'

/** What waits on a page of its own: the inbox only leads there. Deliveries are for information and count as nothing to decide. */
export const WAIT_SECTIONS = ['lplpo', 'counts', 'proposals', 'activities', 'deliveries'] as const
export type WaitSection = (typeof WAIT_SECTIONS)[number]

export interface WaitLine {
  readonly section: WaitSection
  readonly id: string
  /** The id of its pustu. */
  readonly place: string
  readonly title: string
  /** Facts of the line for its sentence: a month, minutes, whether a drug is new. */
  readonly detail: string
  /** A name, or the id of an account. */
  readonly who: string
  /** A day or a moment. */
  readonly at: string
  readonly to: RouteLocationRaw & { readonly name: string }
}

/** Differences of deliveries are shown this long, as on the first page; after that they are history. */
const DELIVERY_DAYS = 30
const placeOf = ({ stream }: { readonly stream: string }): string => parseStream(stream)?.place ?? ''

/** Lines for the head, the oldest first in each section. */
export async function waitLines(app: AppContext): Promise<WaitLine[]> {
  if (!app.hasRole('kapus')) return []
  const today = app.today()
  const [{ lplpo, counts, proposals, prices, activities }, deliveries] = await Promise.all([headTasks(app), readDeliveries(app.store)])
  const different = deliveries.filter(({ data }) => deliveryState(data) === 'selisih' && data.confirmation !== null && daysBetween(data.confirmation.on, today) <= DELIVERY_DAYS)
  const lines: WaitLine[] = [
    ...lplpo.map((record): WaitLine => ({ section: 'lplpo', id: record.id, place: placeOf(record), title: record.data.number, detail: record.data.month, who: record.data.sentBy, at: record.data.sentOn, to: { name: 'lplpo', params: { id: record.id } } })),
    ...counts.map((record): WaitLine => ({ section: 'counts', id: record.id, place: placeOf(record), title: record.data.number, detail: record.data.source, who: record.data.submitted?.by ?? '', at: record.data.submitted?.at ?? '', to: { name: 'count', params: { id: record.id } } })),
    ...proposals.map((record): WaitLine => ({
      section: 'proposals', id: record.id, place: placeOf(record), title: record.data.name, detail: proposalKind(record.data), who: record.data.by, at: record.data.on, to: { name: 'proposals' },
    })),
    ...prices.map((record): WaitLine => ({
      section: 'proposals', id: record.id, place: placeOf(record), title: record.data.name, detail: 'selling', who: record.data.by, at: record.data.on, to: { name: 'proposals' },
    })),
    ...activities.map(({ record, pustu, overlap, on }): WaitLine => ({
      section: 'activities', id: record.id, place: pustu, title: record.data.title, detail: String(overlap), who: record.data.actual?.name ?? record.data.by, at: on, to: { name: 'activity', params: { id: record.id } },
    })),
    ...different.map((record): WaitLine => ({
      section: 'deliveries', id: record.id, place: placeOf(record), title: record.data.number, detail: record.data.from.name, who: record.data.confirmation?.by ?? '', at: record.data.confirmation?.on ?? '',
      to: { name: 'delivery', params: { id: record.id } },
    })),
  ]
  return lines.sort((a, b) => WAIT_SECTIONS.indexOf(a.section) - WAIT_SECTIONS.indexOf(b.section) || a.at.localeCompare(b.at) || a.id.localeCompare(b.id))
}

/** A proposal for the catalogue of nothing but what a drug costs is one about its price; selling prices are proposed by themselves. */
const PRICE_FACTS: ReadonlySet<string> = new Set(['hna', 'het'])
function proposalKind({ drugId, change }: { readonly drugId: string | null; readonly change: Readonly<Record<string, unknown>> }): 'new' | 'price' | 'facts' {
  if (drugId === null) return 'new'
  return Object.keys(change).length > 0 && Object.keys(change).every(fact => PRICE_FACTS.has(fact)) ? 'price' : 'facts'
}
