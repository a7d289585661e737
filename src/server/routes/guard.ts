import type { FastifyInstance } from 'fastify'

/**
 * Requests that change something must come from our own pages: browsers say so themselves (Sec-Fetch-Site, Origin), and
 * the strict cookies stay at home when another site asks. A caller that is no browser sends neither and has no cookies to ride on.
 */
export function guardWrites(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD') return undefined
    const site = request.headers['sec-fetch-site']
    const { origin } = request.headers
    const foreign = site !== undefined ? site !== 'same-origin' : origin !== undefined && hostOf(origin) !== request.host
    if (foreign) return reply.code(403).send({ code: 'ORIGIN' })
    if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return reply.code(415).send({ code: 'MALFORMED', message: 'JSON only' })
    return undefined
  })
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host
  } catch {
    return null
  }
}
