import { z } from 'zod'
import { enrolRequest, renewRequest, signInRequest } from '#sync/messages.ts'
import { passwordField } from '../admin/accounts.ts'
import { enrol } from '../auth/devices.ts'
import { changePassword, deviceOf, signIn, signOut } from '../auth/sessions.ts'
import { isSetupNeeded, setUp, setupRequest } from '../auth/setup.ts'
import { answer, answerRefusal, callerOf, type RouteContext, type Routes } from './context.ts'

/** Codes are long, but nobody types more than a few a minute. Counted by address. */
const FEW = { rateLimit: { max: 20, timeWindow: '1 minute' } }

/** Set-up, tablets and sessions. */
export function accessRoutes(app: Routes, context: RouteContext): void {
  const { core, deps, cookies } = context
  app.get('/api/setup', async () => ({ needed: await isSetupNeeded(deps) }))

  app.post('/api/setup', { schema: { body: setupRequest }, config: FEW }, async (request, reply) => {
    const done = await setUp(deps, request.body)
    if (!done.ok) return answerRefusal(reply, done.error)
    cookies.setDevice(reply, done.value.answer.tenant.id, done.value.token)
    return reply.send(done.value.answer)
  })

  app.post('/api/devices/enrol', { schema: { body: enrolRequest }, config: FEW }, async (request, reply) => {
    const done = await enrol(deps, request.body)
    if (!done.ok) return answerRefusal(reply, done.error)
    cookies.setDevice(reply, done.value.answer.tenant.id, done.value.token)
    return reply.send(done.value.answer)
  })

  app.post('/api/devices/renew', { schema: { body: renewRequest }, config: FEW }, async (request, reply) => {
    const who = await callerOf(context, request)
    if (!who.ok) return answerRefusal(reply, who.error)
    const done = await core.renew(who.value, request.body)
    if (!done.ok) return answerRefusal(reply, done.error)
    cookies.setDevice(reply, who.value.tenant, done.value.token)
    return reply.send({ dev: done.value.dev, block: done.value.block })
  })

  app.post('/api/auth/sign-in', { schema: { body: signInRequest } }, async (request, reply) => {
    const device = await deviceOf(deps, cookies.device(request))
    const done = await signIn(deps, device, request.body.username, request.body.password)
    if (!done.ok) return answerRefusal(reply, done.error)
    cookies.setSession(reply, done.value.answer.tenant.id, done.value.token)
    return reply.send(done.value.answer)
  })

  app.post('/api/auth/sign-out', { schema: { body: z.object({}) } }, async (request, reply) => {
    await signOut(deps, cookies.session(request))
    cookies.clearSession(reply)
    return reply.send({})
  })

  app.post('/api/auth/keys', { schema: { body: z.object({}) } }, async (request, reply) => {
    const who = await callerOf(context, request)
    if (!who.ok) return answerRefusal(reply, who.error)
    if (who.value.deviceRevoked) return reply.code(403).send({ code: 'DEVICE' })
    return reply.send({ keys: await core.keys(who.value) })
  })

  app.post('/api/auth/change-password', { schema: { body: z.object({ old: z.string().min(1).max(200), new: passwordField }) } }, async (request, reply) => {
    const who = await callerOf(context, request)
    if (!who.ok) return answerRefusal(reply, who.error)
    return answer(reply, await changePassword(deps, who.value, cookies.session(request), request.body.old, request.body.new))
  })
}
