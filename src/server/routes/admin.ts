import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ok } from '#domain/core/result.ts'
import { isKind } from '#domain/records/index.ts'
import { accountUpdateSchema, createAccount, listAccounts, newAccountSchema, passwordField, resetPassword, updateAccount } from '../admin/accounts.ts'
import { createEnrolCode } from '../admin/codes.ts'
import { moveRecord } from '../admin/move.ts'
import { listDevices } from '../admin/device-list.ts'
import { revokeDevice } from '../auth/devices.ts'
import type { Principal } from '../auth/principal.ts'
import { exportKind } from '../exports/export-kind.ts'
import { refused, type Reply } from '../reply.ts'
import { loadPlaces } from '../sync/places.ts'
import { answer, answerRefusal, headOf, type RouteContext, type Routes } from './context.ts'

/** The grants by which somebody heads his tenant. */
const headGrants = ({ grants, tenant }: Principal) => grants.filter(grant => (grant.role === 'kapus' || grant.role === 'dinkes') && grant.place === tenant)

/** What the head of the puskesmas does from the screen. Everybody else gets 403 ROLE. */
export function adminRoutes(app: Routes, context: RouteContext): void {
  const { deps } = context
  const call = async <T>(request: FastifyRequest, reply: FastifyReply, work: (head: Principal) => Promise<Reply<T>>) => {
    const head = await headOf(context, request)
    return head.ok ? answer(reply, await work(head.value)) : answerRefusal(reply, head.error)
  }
  const empty = z.object({})

  app.post('/api/admin/accounts/list', { schema: { body: empty } }, (request, reply) =>
    call(request, reply, async head => ok({ accounts: await listAccounts(deps, head.tenant) })))
  app.post('/api/admin/accounts/create', { schema: { body: newAccountSchema } }, (request, reply) =>
    call(request, reply, head => createAccount(deps, head.tenant, request.body)))
  app.post('/api/admin/accounts/update', { schema: { body: accountUpdateSchema } }, (request, reply) =>
    call(request, reply, async head => {
      const locksOut = request.body.id === head.account && (request.body.active === false
        || (request.body.grants !== undefined && !headGrants(head).some(own => request.body.grants?.some(grant => grant.role === own.role && grant.place === own.place))))
      return locksOut ? refused('MALFORMED', { message: 'the head cannot lock themselves out' }) : updateAccount(deps, head.tenant, request.body)
    }))
  app.post('/api/admin/accounts/reset-password', { schema: { body: z.object({ id: z.string().max(64), password: passwordField }) } }, (request, reply) =>
    call(request, reply, head => resetPassword(deps, head.tenant, request.body.id, request.body.password)))
  app.post('/api/admin/devices/list', { schema: { body: empty } }, (request, reply) =>
    call(request, reply, async head => ok({ devices: await listDevices(deps, head.tenant), app: context.version })))
  app.post('/api/admin/devices/revoke', { schema: { body: z.object({ dev: z.string().max(64) }) } }, (request, reply) =>
    call(request, reply, head => revokeDevice(deps, head.tenant, request.body.dev)))
  app.post('/api/admin/codes/create', { schema: { body: z.object({ place: z.string().max(64) }) } }, (request, reply) =>
    call(request, reply, async head => {
      const places = await loadPlaces(deps.store.db, head.tenant)
      return places.some(place => place.id === request.body.place) ? ok(await createEnrolCode(deps, head.tenant, { place: request.body.place })) : refused('NOT_FOUND')
    }))
  app.post('/api/admin/records/move', { schema: { body: z.object({ id: z.string().max(64), to: z.string().max(160) }) } }, (request, reply) =>
    call(request, reply, head => moveRecord(deps, head.tenant, request.body)))

  app.post('/api/admin/export', { schema: { body: z.object({ kind: z.string().refine(isKind) }) } }, async (request, reply) => {
    const head = await headOf(context, request)
    if (!head.ok) return answerRefusal(reply, head.error)
    return reply.type('application/x-ndjson; charset=utf-8').send(exportKind(deps.store.db, head.value.tenant, await context.core.streams(head.value), request.body.kind))
  })
}
