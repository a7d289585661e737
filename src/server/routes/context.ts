import type { FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Role } from '#domain/core/roles.ts'
import { tenantType } from '../admin/offices.ts'
import type { Principal } from '../auth/principal.ts'
import { cookieValue, principalOf } from '../auth/sessions.ts'
import type { ServerCore } from '../core.ts'
import type { ServerDeps } from '../deps.ts'
import { refused, type Refused, type Reply } from '../reply.ts'

export type Routes = FastifyInstance<RawServerDefault, IncomingMessage, ServerResponse, FastifyBaseLogger, ZodTypeProvider>

export interface RouteContext {
  readonly core: ServerCore
  readonly deps: ServerDeps
  readonly cookies: Cookies
  /** Of this server, and of the app that it serves. */
  readonly version: string
}

const DEVICE_DAYS = 400
const DAY_S = 86_400

/** The two cookies. `__Host-` ties them to this origin and to TLS; plain names where a browser speaks http to loopback. */
export interface Cookies {
  device(request: FastifyRequest): string | undefined
  session(request: FastifyRequest): string | undefined
  setDevice(reply: FastifyReply, tenant: string, token: string): void
  setSession(reply: FastifyReply, tenant: string, token: string): void
  clearSession(reply: FastifyReply): void
}

export function createCookies(secure: boolean): Cookies {
  const prefix = secure ? '__Host-' : ''
  const options = { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge: DEVICE_DAYS * DAY_S } as const
  return {
    device: request => request.cookies[`${prefix}kkd-device`],
    session: request => request.cookies[`${prefix}kkd-session`],
    setDevice: (reply, tenant, token) => void reply.setCookie(`${prefix}kkd-device`, cookieValue(tenant, token), options),
    setSession: (reply, tenant, token) => void reply.setCookie(`${prefix}kkd-session`, cookieValue(tenant, token), options),
    clearSession: reply => void reply.clearCookie(`${prefix}kkd-session`, options),
  }
}

/** Answers a refusal with its status; a wait is also said in the header. */
export function answerRefusal(reply: FastifyReply, { status, body }: Refused): FastifyReply {
  if (body.retryAfterS !== undefined) void reply.header('retry-after', String(body.retryAfterS))
  return reply.code(status).send(body)
}

export function answer<T>(reply: FastifyReply, result: Reply<T>): FastifyReply {
  return result.ok ? reply.send(result.value) : answerRefusal(reply, result.error)
}

export function callerOf({ deps, cookies }: RouteContext, request: FastifyRequest): Promise<Reply<Principal>> {
  return principalOf(deps, cookies.device(request), cookies.session(request))
}

/** The head of the puskesmas, or of a health office in its own book, on a tablet that is not revoked. */
export async function headOf(context: RouteContext, request: FastifyRequest): Promise<Reply<Principal>> {
  const who = await atWork(context, request)
  if (!who.ok || standsAs('kapus', who.value) || await isOfOffice(context, who.value)) return who
  return refused('ROLE')
}

/** Somebody of a health office, on a tablet that is not revoked. */
export async function officeOf(context: RouteContext, request: FastifyRequest): Promise<Reply<Principal>> {
  const who = await atWork(context, request)
  return !who.ok || await isOfOffice(context, who.value) ? who : refused('ROLE')
}

async function atWork(context: RouteContext, request: FastifyRequest): Promise<Reply<Principal>> {
  const who = await callerOf(context, request)
  return who.ok && who.value.deviceRevoked ? refused('DEVICE') : who
}

/** In a role over the whole of his own tenant. */
const standsAs = (role: Role, { grants, tenant }: Principal): boolean => grants.some(grant => grant.role === role && grant.place === tenant)
/** The role alone is a word that any head can write into an account; the tenant is what who runs the server made it. */
const isOfOffice = async ({ deps }: RouteContext, who: Principal): Promise<boolean> => standsAs('dinkes', who) && await tenantType(deps.store.db, who.tenant) === 'dinkes'
