import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { buildServerCore, type ServerCore } from './core.ts'
import type { ServerDeps } from './deps.ts'
import { accessRoutes } from './routes/access.ts'
import { adminRoutes } from './routes/admin.ts'
import { createCookies, type RouteContext } from './routes/context.ts'
import { guardWrites } from './routes/guard.ts'
import { officeRoutes } from './routes/office.ts'
import { staticRoutes } from './routes/static.ts'
import { syncRoutes } from './routes/sync.ts'

export interface AppOptions {
  readonly version: string
  /** `__Host-` cookies over TLS only; false where browsers speak http to loopback. */
  readonly cookieSecure: boolean
  readonly trustProxy?: boolean
  /** Where the built tablet app lies; nothing is served when it is left out or not there. */
  readonly staticDir?: string
  readonly log?: { readonly level: string; readonly stream?: { write(line: string): void } }
}

const BODY_BYTES = 256 * 1024
const REQUESTS_PER_MINUTE = 600

/** Builds the server on its dependencies. It listens nowhere yet, so that tests need no port. */
export async function buildApp(deps: ServerDeps, options: AppOptions, core: ServerCore = buildServerCore(deps)): Promise<FastifyInstance> {
  const app = Fastify({
    logger: options.log ? logSettings(options.log) : false,
    bodyLimit: BODY_BYTES,
    trustProxy: options.trustProxy ?? false,
    // `__proto__` and `constructor` in a body are an attack, not data.
    onProtoPoisoning: 'error', onConstructorPoisoning: 'error',
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.removeContentTypeParser('text/plain')

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:', 'blob:'], fontSrc: ["'self'"],
        connectSrc: ["'self'"], workerSrc: ["'self'"], manifestSrc: ["'self'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"],
      },
    },
    // HSTS belongs to whoever ends TLS; sent over plain http it is ignored anyway.
    strictTransportSecurity: options.cookieSecure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(rateLimit, { max: REQUESTS_PER_MINUTE, timeWindow: '1 minute', allowList: request => !request.url.startsWith('/api/') })
  // Inflated bytes count against the body limit, so a small bomb is refused as too large.
  await app.register(compress, { global: true, threshold: 1024, encodings: ['br', 'gzip'], requestEncodings: ['gzip'] })
  await app.register(cookie)
  guardWrites(app)
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store')
  })
  app.setErrorHandler(answerError)

  const context: RouteContext = { core, deps, cookies: createCookies(options.cookieSecure), version: options.version }
  app.get('/api/health', { logLevel: 'warn' }, async () => ({ ok: true, version: options.version, epoch: await context.core.epoch() }))
  accessRoutes(app, context)
  syncRoutes(app, context)
  adminRoutes(app, context)
  officeRoutes(app, context)
  const served = options.staticDir !== undefined && await staticRoutes(app, options.staticDir)
  if (!served) app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'NOT_FOUND' }))
  return app
}

/** The store is busy or out of reach for a moment: worth another try. */
const PASSING = new Set(['SQLITE_BUSY', 'ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '53300', '40001', '40P01'])

function answerError(...[error, request, reply]: Parameters<NonNullable<Parameters<FastifyInstance['setErrorHandler']>[0]>>) {
  const { statusCode = 500, code, validation } = error as FastifyError
  if (validation || (statusCode >= 400 && statusCode < 500)) {
    if (statusCode === 429) return reply.code(429).send({ code: 'DELAY', retryAfterS: Number(reply.getHeader('retry-after') ?? 60) })
    return reply.code(validation ? 400 : statusCode).send({ code: statusCode === 413 ? 'TOO_LARGE' : 'MALFORMED', ...(validation?.[0] ? { message: validation[0].instancePath } : {}) })
  }
  request.log.error({ err: error }, 'request failed')
  // No message: it may quote data.
  return PASSING.has(code) ? reply.code(503).header('retry-after', '5').send({ code: 'BUSY' }) : reply.code(500).send({ code: 'INTERNAL' })
}

/** Neither addresses, nor names, nor bodies: the route, the status, and where in the code an error arose. */
function logSettings({ level, stream }: { level: string; stream?: { write(line: string): void } }) {
  return {
    level,
    ...(stream ? { stream } : {}),
    serializers: {
      req: (request: { method: string; url: string }) => ({ method: request.method, path: request.url.split('?')[0] }),
      res: (reply: { statusCode: number }) => ({ statusCode: reply.statusCode }),
      err: (error: Error & { code?: string }) => ({
        type: error.name, message: '', code: error.code, stack: (error.stack ?? '').split('\n').filter(line => line.trimStart().startsWith('at ')).slice(0, 12).join('\n'),
      }),
    },
  }
}
