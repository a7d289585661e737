import type { z } from 'zod'
import { err, ok, type Result } from '#domain/core/result.ts'
import { refusal } from '#sync/messages.ts'
import type { ApiFailure, ServerApi } from './api.ts'

/** Calls back after a while; returns the way to stop it. */
export type SetTimer = (run: () => void, ms: number) => () => void

export interface TransportDeps {
  readonly fetch: typeof globalThis.fetch
  readonly setTimer: SetTimer
  /** '' in the app: same origin. */
  readonly base?: string
}

/** Below this a body is not worth compressing. */
const COMPRESS_FROM = 1_024
/** A page of 1 MiB on a line of 256 kbit/s takes half a minute. */
const TIMEOUT_MS = 60_000

/** POST of JSON with the tablet's and the session's cookies. Compressed where the browser can; answers are checked by schema. */
export function createTransport({ fetch, setTimer, base = '' }: TransportDeps): ServerApi {
  return {
    async post<S extends z.ZodType>(path: string, body: unknown, answer: S): Promise<Result<z.infer<S>, ApiFailure>> {
      const abort = new AbortController()
      let late = false
      const stop = setTimer(() => { late = true; abort.abort() }, TIMEOUT_MS)
      try {
        const packed = await pack(JSON.stringify(body))
        const response = await fetch(`${base}/api${path}`, {
          method: 'POST', credentials: 'same-origin', cache: 'no-store', redirect: 'error', signal: abort.signal,
          headers: { 'content-type': 'application/json', ...packed.headers }, body: packed.body,
        })
        const text = await response.text()
        return response.ok ? read(text, answer) : err(refusedBy(response, text))
      } catch {
        // fetch throws alike for no network, a name that does not resolve and a torn line.
        return err({ kind: late ? 'timeout' : 'offline' })
      } finally {
        stop()
      }
    },
  }
}

async function pack(text: string): Promise<{ body: BodyInit; headers: Record<string, string> }> {
  if (text.length < COMPRESS_FROM || typeof CompressionStream === 'undefined') return { body: text, headers: {} }
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return { body: await new Response(stream).arrayBuffer(), headers: { 'content-encoding': 'gzip' } }
}

function read<S extends z.ZodType>(text: string, answer: S): Result<z.infer<S>, ApiFailure> {
  const json = parse(text)
  const parsed = json === undefined ? null : answer.safeParse(json)
  // A login page of the village's wifi answers 200 too.
  return parsed?.success ? ok(parsed.data) : err({ kind: 'unreadable' })
}

function refusedBy(response: Response, text: string): ApiFailure {
  const body = parse(text)
  const said = refusal.safeParse(body)
  if (!said.success && response.status < 500 && response.status !== 413 && response.status !== 429) return { kind: 'unreadable' }
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  const seconds = Number.isFinite(wait) ? wait : said.success ? said.data.retryAfterS : undefined
  const message = said.success ? said.data.message : undefined
  return {
    kind: 'refused', status: response.status, code: said.success ? said.data.code : codeOf(response.status), body,
    ...(message === undefined ? {} : { message }), ...(seconds === undefined ? {} : { retryAfterS: seconds }),
  }
}

const codeOf = (status: number): string => (status === 413 ? 'TOO_LARGE' : status === 429 ? 'TOO_MANY' : 'SERVER')

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
