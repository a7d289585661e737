import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { digestRequest, helloRequest, manifestRequest, pagesRequest, pullRequest, pushRequest, snapshotRequest } from '#sync/messages.ts'
import type { Principal } from '../auth/principal.ts'
import type { Reply } from '../reply.ts'
import { answer, answerRefusal, callerOf, type RouteContext, type Routes } from './context.ts'

/** A push of 512 KiB may come sealed, which adds a third, or as JSON text with its quotes escaped. */
const PUSH_BODY_BYTES = 2 * 1024 * 1024
/** Names of 20,000 pages and more: ten million rows. */
const PAGES_BODY_BYTES = 2 * 1024 * 1024

export function syncRoutes(app: Routes, context: RouteContext): void {
  const { core } = context
  const call = async <T>(request: FastifyRequest, reply: FastifyReply, work: (who: Principal) => Promise<Reply<T>>) => {
    const who = await callerOf(context, request)
    return who.ok ? answer(reply, await work(who.value)) : answerRefusal(reply, who.error)
  }
  app.post('/api/sync/hello', { schema: { body: helloRequest } }, (request, reply) => call(request, reply, who => core.hello(who, request.body)))
  app.post('/api/sync/push', { schema: { body: pushRequest }, bodyLimit: PUSH_BODY_BYTES }, (request, reply) => call(request, reply, who => core.push(who, request.body)))
  app.post('/api/sync/pull', { schema: { body: pullRequest } }, (request, reply) => call(request, reply, who => core.pull(who, request.body)))
  app.post('/api/sync/snapshot', { schema: { body: snapshotRequest } }, (request, reply) => call(request, reply, who => core.snapshot(who, request.body)))
  app.post('/api/sync/manifest', { schema: { body: manifestRequest } }, (request, reply) => call(request, reply, who => core.manifest(who, request.body)))
  // Pages are deflated already; to compress them once more costs time and saves nothing.
  app.post('/api/sync/pages', { schema: { body: pagesRequest }, bodyLimit: PAGES_BODY_BYTES, compress: false }, async (request, reply) => {
    const who = await callerOf(context, request)
    const parts = who.ok ? await core.pages(who.value, request.body) : who
    if (!parts.ok) return answerRefusal(reply, parts.error)
    return reply.type('application/octet-stream').send(Readable.from(parts.value, { objectMode: false }))
  })
  app.post('/api/sync/digest', { schema: { body: digestRequest } }, (request, reply) => call(request, reply, who => core.digest(who, request.body)))
}
