import { z } from 'zod'
import type { Month } from '#domain/core/day.ts'
import { officeSummarySchema } from '#domain/rules/supervision/office-summary.ts'
import { officeSummary } from '../reports/office-summary.ts'
import { answerRefusal, officeOf, type RouteContext, type Routes } from './context.ts'

/** What a health office reads: sums of the puskesmas that report to it. Everybody else gets 403 ROLE. */
export function officeRoutes(app: Routes, context: RouteContext): void {
  app.post('/api/dinkes/summary', { schema: { body: z.object({ month: officeSummarySchema.shape.month }) } }, async (request, reply) => {
    const who = await officeOf(context, request)
    if (!who.ok) return answerRefusal(reply, who.error)
    return reply.send(await officeSummary(context.deps, who.value.tenant, request.body.month as Month))
  })
}
