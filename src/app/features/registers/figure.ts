import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import type { Day, Month } from '#domain/core/day.ts'
import { CASES, isReferred, LB1_GROUPS, lb1Of, SEXES, visitsBehind, type Lb1Pick, type Lb1Row } from '#domain/rules/clinic/lb1.ts'
import { isExternalCause } from '#domain/rules/clinic/visit-rules.ts'
import { diagnosisNameOf } from '#app/shared/diagnosis-facts.ts'
import { periodOf, periodQuery, textOf } from '#app/shared/period.ts'
import { lb1Visit, type CountedVisit } from './month-reader.ts'

/** A part of the visits of a month, for the figures that count visits and not diagnoses. */
export const VISIT_PARTS = ['semua', 'baru', 'lama', 'jkn', 'umum', 'tanpa-pembayar', 'rujuk'] as const
export type VisitPart = (typeof VISIT_PARTS)[number]

/** A figure, as it stands in the address of the page that opens it. `code` '' is every disease, 'luar' every external cause. */
export interface Figure { readonly month: Month; readonly pustu: string; readonly code: string; readonly pick: Lb1Pick; readonly part: VisitPart | null }

const among = <T extends string>(known: readonly T[], value: string): T | undefined => known.find(one => one === value)

export const figureOf = (query: LocationQuery, today: Day): Figure => ({
  ...periodOf(query, today), code: textOf(query, 'kode'), part: among(VISIT_PARTS, textOf(query, 'bagian')) ?? null,
  pick: { group: among(LB1_GROUPS, textOf(query, 'umur')), sex: among(SEXES, textOf(query, 'jk')), case: among(CASES, textOf(query, 'kasus')) },
})

/** Where the records behind a figure are listed. */
export function toFigure(month: string, pustu: string, what: { code?: string; part?: VisitPart } & Lb1Pick): RouteLocationRaw {
  const parts = { kode: what.code, umur: what.group, jk: what.sex, kasus: what.case, bagian: what.part }
  return { name: 'lb1-records', query: { ...periodQuery(month, pustu), ...Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined && value !== '')) } }
}

/** The rows that a figure sums up. */
export const rowsOf = (lb1: { rows: readonly Lb1Row[]; external: readonly Lb1Row[] }, code: string): readonly Lb1Row[] =>
  (code === '' ? lb1.rows : code === 'luar' ? lb1.external : (isExternalCause(code) ? lb1.external : lb1.rows).filter(row => row.code === code))

/** The visits behind a figure, and how many diagnoses of them it counts. */
export function recordsBehind(signed: readonly CountedVisit[], figure: Figure, firsts: ReadonlySet<string>): { visits: CountedVisit[]; count: number } {
  const { part } = figure
  if (part) {
    const visits = signed.filter(one => inPart(one, part, firsts))
    return { visits, count: visits.length }
  }
  const ids = visitsBehind(rowsOf(lb1Of(signed.map(lb1Visit), diagnosisNameOf), figure.code), figure.pick)
  const wanted = new Set(ids)
  return { visits: signed.filter(({ visit }) => wanted.has(visit.id)), count: ids.length }
}

function inPart({ visit: { id, data } }: CountedVisit, part: VisitPart, firsts: ReadonlySet<string>): boolean {
  switch (part) {
    case 'semua': return true
    case 'baru': return firsts.has(id)
    case 'lama': return !firsts.has(id)
    case 'jkn': case 'umum': return data.payer === part
    case 'tanpa-pembayar': return data.payer !== 'jkn' && data.payer !== 'umum'
    case 'rujuk': return isReferred(data)
  }
}
