import type { z } from 'zod'
import { err, ok, type Result } from '#domain/core/result.ts'
import { refusal } from '#sync/messages.ts'
import { PartReader, PartTooLongError } from '#sync/pages/parts.ts'
import type { ApiFailure, SyncApi } from './api.ts'

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
export function createTransport({ fetch, setTimer, base = '' }: TransportDeps): SyncApi {
  /** Sends, and has the answer read; `alive` puts the time limit off while bytes still come. */
  async function call<T>(path: string, body: unknown, read: (response: Response, alive: () => void) => Promise<Result<T, ApiFailure>>): Promise<Result<T, ApiFailure>> {
    const abort = new AbortController()
    let late = false
    const begin = (): (() => void) => setTimer(() => { late = true; abort.abort() }, TIMEOUT_MS)
    let stop = begin()
    const alive = (): void => {
      stop()
      stop = begin()
    }
    try {
      const packed = await pack(JSON.stringify(body))
      const response = await fetch(`${base}/api${path}`, {
        method: 'POST', credentials: 'same-origin', cache: 'no-store', redirect: 'error', signal: abort.signal,
        headers: { 'content-type': 'application/json', ...packed.headers }, body: packed.body,
      })
      return response.ok ? await read(response, alive) : err(refusedBy(response, await response.text()))
    } catch (error) {
      if (error instanceof TakerError) throw error.cause
      if (error instanceof PartTooLongError) return err({ kind: 'unreadable' })
      // fetch throws alike for no network, a name that does not resolve and a torn line.
      return err({ kind: late ? 'timeout' : 'offline' })
    } finally {
      stop()
    }
  }

  return {
    post: (path, body, answer) => call(path, body, async response => readJson(await response.text(), answer)),
    parts: (path, body, onPart) => call(path, body, async (response, alive) => {
      // A login page of the village's wifi answers 200 too.
      if (!response.body || !response.headers.get('content-type')?.startsWith('application/octet-stream')) return err({ kind: 'unreadable' })
      const parts = new PartReader()
      const reader = response.body.getReader() as ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>
      try {
        for (;;) {
          const { done, value } = await reader.read()
          if (done) return parts.left === 0 ? ok(null) : err({ kind: 'offline' })
          alive()
          for (const part of parts.take(value)) await onPart(part).catch((error: unknown) => { throw new TakerError(error) })
          alive()
        }
      } finally {
        void reader.cancel().catch(() => {})
      }
    }),
  }
}

/** Whoever took a part failed; that is nothing of the network's. */
class TakerError extends Error {
  constructor(override readonly cause: unknown) { super('taking a part failed') }
}

async function pack(text: string): Promise<{ body: BodyInit; headers: Record<string, string> }> {
  if (text.length < COMPRESS_FROM || typeof CompressionStream === 'undefined') return { body: text, headers: {} }
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return { body: await new Response(stream).arrayBuffer(), headers: { 'content-encoding': 'gzip' } }
}

function readJson<S extends z.ZodType>(text: string, answer: S): Result<z.infer<S>, ApiFailure> {
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
