import { z } from 'zod'

const flag = z.enum(['0', '1']).transform(word => word === '1')

/** The environment, checked at the start; each sentence says what to change. */
const environment = z.object({
  PORT: z.string().regex(/^\d{1,5}$/, 'must be a port number from 1 to 65535').transform(Number).refine(port => port >= 0 && port <= 65_535, 'must be a port number from 1 to 65535').default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres:// — leave it out to use the embedded database in DATA_DIR').optional(),
  DEMO: flag.default(false),
  COOKIE_SECURE: flag.optional(),
  TRUST_PROXY: flag.default(false),
  STATIC_DIR: z.string().min(1).default('dist'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})

export interface Config {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  /** Whether this installation holds synthetic people only. Must agree with the database. */
  readonly demo: boolean
  /** `__Host-` cookies, sent over TLS only. Off by default only where browsers come by loopback, without a proxy in between. */
  readonly cookieSecure: boolean
  readonly trustProxy: boolean
  readonly staticDir: string
  readonly logLevel: string
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

export class ConfigError extends Error {}

/** @throws ConfigError with one sentence for each wrong variable. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.keys(environment.shape).filter(name => env[name] !== undefined && env[name] !== '').map(name => [name, env[name]]))
  const parsed = environment.safeParse(given)
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}.`).join('\n'))
  const { PORT, HOST, DATA_DIR, DATABASE_URL, DEMO, COOKIE_SECURE, TRUST_PROXY, STATIC_DIR, LOG_LEVEL } = parsed.data
  if (DEMO && !LOOPBACK.has(HOST)) throw new ConfigError(`HOST is ${HOST}, but a demo listens on loopback only: use 127.0.0.1.`)
  return {
    port: PORT, host: HOST, dataDir: DATA_DIR, databaseUrl: DATABASE_URL, demo: DEMO,
    cookieSecure: COOKIE_SECURE ?? (TRUST_PROXY || !LOOPBACK.has(HOST)), trustProxy: TRUST_PROXY, staticDir: STATIC_DIR, logLevel: LOG_LEVEL,
  }
}
