import type { Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import { isEmptyDay, pustuDayOf } from '#domain/rules/supervision/pustu-day.ts'
import { movementRow } from '../medicine/shelf.ts'
import { CLINICAL, DRUG, visitData } from '../service/ward.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'

export const HEAD = [{ role: 'kapus', place: 'pkm-uji' }] as const
export const PUSTU = ['pustu-kiara', 'pustu-teritih'] as const

const signature = { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', on: TODAY }
export const visitRow = (id: string, change: object = {}, stream: string = CLINICAL): PlacedRow<'visit'> => ({ kind: 'visit', id, stream, data: { ...visitData(), signature, ...change } })

export const handOut = (id: string, on: Day, more: object = {}, pustu = 'pustu-kiara'): PlacedRow<'stock-movement'> =>
  movementRow(id, { drugId: DRUG, batch: { number: 'A', expiresOn: '2027-01-31' as Day }, quantity: -5, on, reason: 'diserahkan', ...more }, streamOf('stock', pustu))
export const takenBack = (id: string, reverses: string, pustu?: string): PlacedRow<'stock-movement'> => handOut(id, TODAY, { quantity: 5, reason: 'dibalik', undoes: 'diserahkan', reverses }, pustu)

/** An id made at this instant, as a tablet makes it. */
export const idAt = (instant: string, n: number): string => {
  const time = Date.parse(instant).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${String(n).padStart(12, '0')}`
}

/** What the server would have added up of these records: a row for each day of a pustu that has anything to tell. */
export function dayRows(rows: readonly PlacedRow[]): PlacedRow<'pustu-day'>[] {
  const records = rows.map(({ kind, id, stream, data }) => ({ kind, id, stream, data, state: 'live' as const }))
  const visits = records.filter(record => record.kind === 'visit') as never[]
  const movements = records.filter(record => record.kind === 'stock-movement') as never[]
  const reversed = new Set(records.flatMap(({ data }) => ('reverses' in data && typeof data.reverses === 'string' ? [data.reverses] : [])))
  const days = [...new Set(records.flatMap(({ data }) => ('on' in data && typeof data.on === 'string' ? [data.on as Day] : [])))]
  return PUSTU.flatMap(pustu => days.map(on => pustuDayOf({ pustu, on, visits, movements, reversed, zone: 'Asia/Jakarta' })))
    .filter(data => !isEmptyDay(data))
    .map(data => ({ kind: 'pustu-day', id: `${data.pustu}-${data.on}`, stream: streamOf('service', data.pustu), data }))
}

/** The head's tablet with these records and what the server added up of them. */
export const openHead = (rows: readonly PlacedRow[]): Promise<Desk> => openDesk({ grants: HEAD, actor: 'staf-kapus', rows: [...rows, ...dayRows(rows)] })
