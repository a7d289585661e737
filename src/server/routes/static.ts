import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const YEAR_S = 31_536_000

/**
 * The tablet's app. Hashed files never change; the page and the service worker are asked for at every visit, or a tablet
 * would stay on an old version. What a release leaves in `<dist>-previous/assets` is served too, for tabs still open.
 */
export async function staticRoutes(app: FastifyInstance, dir: string): Promise<boolean> {
  const root = resolve(dir)
  const roots = [root, `${root}-previous`].filter(candidate => existsSync(join(candidate, 'index.html')))
  if (!roots.includes(root)) return false
  await app.register(fastifyStatic, {
    root: roots, wildcard: true, cacheControl: false,
    setHeaders(response, path) {
      response.header('cache-control', /[/\\]assets[/\\]/.test(path) ? `public, max-age=${YEAR_S}, immutable` : 'no-cache')
    },
  })
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.startsWith('/assets/') && (request.headers.accept ?? '').includes('text/html')
    return wantsPage ? reply.header('cache-control', 'no-cache').sendFile('index.html', root) : reply.code(404).send({ code: 'NOT_FOUND' })
  })
  return true
}
