import type { z } from 'zod'
import type { Result } from '#domain/core/result.ts'

/** Why a call to the server brought no answer. None of these signs anyone out but `refused` with code SESSION. */
export type ApiFailure =
  | { readonly kind: 'offline' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly message?: string; readonly retryAfterS?: number; readonly body: unknown }
  | { readonly kind: 'unreadable' }

/** POST JSON to `/api<path>`, compressed both ways, the answer checked by its schema. */
export interface ServerApi {
  post<S extends z.ZodType>(path: string, body: unknown, answer: S): Promise<Result<z.infer<S>, ApiFailure>>
}

/** The line that sync goes over. */
export interface SyncApi extends ServerApi {
  /**
   * POST JSON; the answer is a run of parts (src/sync/pages/parts.ts), each handed over when it is whole, the next when that is done.
   * Broken off it tells why; what was handed over is whole all the same. It may end well with fewer parts than were asked for.
   */
  parts(path: string, body: unknown, onPart: (part: Uint8Array<ArrayBuffer>) => Promise<void>): Promise<Result<null, ApiFailure>>
}
