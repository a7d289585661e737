import { z } from 'zod'
import { daySchema } from '#domain/core/day.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { FUND_SOURCES, fundField } from '#domain/records/stock-movement.ts'
import type { BatchRef } from '#domain/rules/pharmacy/balance.ts'

const about = z.object({ drugId: z.string(), source: z.enum(FUND_SOURCES), batch: z.string(), expiresOn: daySchema, fund: fundField.optional() })

/** The batch that an incident of the stock is about; null for any other incident. */
export function batchOfIncident(incident: DataOf<'incident'>): BatchRef | null {
  const known = incident.type === 'negative-balance' ? about.safeParse(incident.about) : null
  if (!known?.success) return null
  const { drugId, source, batch, expiresOn, fund } = known.data
  return { drugId, source, batch: { number: batch, expiresOn }, ...(fund === undefined ? {} : { fund }) }
}

/** The stock stream of the pustu whose service stream an incident lies in. */
export function stockStreamOf(stream: string): string | null {
  const place = parseStream(stream)?.place
  return place === undefined ? null : streamOf('stock', place)
}
