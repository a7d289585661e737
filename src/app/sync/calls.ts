import type { z } from 'zod'
import type { Result } from '#domain/core/result.ts'
import {
  digestResponse, helloResponse, keysResponse, manifestResponse, PROTOCOL, pullResponse, pushResponse, refusal, renewResponse, snapshotResponse,
  type DigestRequest, type DigestResponse, type HelloResponse, type ManifestRequest, type ManifestResponse, type PagesRequest, type PullRequest, type PullResponse, type PushRequest, type PushResponse,
  type Refusal, type SnapshotRequest, type SnapshotResponse, type TabletReport,
} from '#sync/messages.ts'
import type { ApiFailure, SyncApi } from './api.ts'

/** Raised when rows of an older shape can no longer be read; the server compares it with its `minPull`. */
export const CLIENT_SCHEMA = 1

type Answer<T> = Promise<Result<T, ApiFailure>>

/** The calls of the protocol, typed. */
export interface SyncCalls {
  /** `undecided` and `tablet`: see helloRequest. */
  hello(app: string, undecided?: readonly string[], tablet?: TabletReport): Answer<HelloResponse>
  push(request: PushRequest): Answer<PushResponse>
  pull(request: PullRequest): Answer<PullResponse>
  snapshot(request: SnapshotRequest): Answer<SnapshotResponse>
  manifest(request: ManifestRequest): Answer<ManifestResponse>
  /** Parts in the order of asking; see ServerApi.parts. */
  pages(request: PagesRequest, onPart: (part: Uint8Array<ArrayBuffer>) => Promise<void>): Answer<null>
  digest(request: DigestRequest): Answer<DigestResponse>
  keys(): Answer<z.infer<typeof keysResponse>>
  renew(dev: string): Answer<z.infer<typeof renewResponse>>
}

export function syncCalls(api: SyncApi): SyncCalls {
  return {
    hello: (app, undecided = [], tablet) =>
      api.post('/sync/hello', { proto: PROTOCOL, app, schema: CLIENT_SCHEMA, ...(undecided.length > 0 ? { undecided } : {}), ...(tablet ? { tablet } : {}) }, helloResponse),
    push: request => api.post('/sync/push', request, pushResponse),
    pull: request => api.post('/sync/pull', request, pullResponse),
    snapshot: request => api.post('/sync/snapshot', request, snapshotResponse),
    manifest: request => api.post('/sync/manifest', request, manifestResponse),
    pages: (request, onPart) => api.parts('/sync/pages', request, onPart),
    digest: request => api.post('/sync/digest', request, digestResponse),
    keys: () => api.post('/auth/keys', {}, keysResponse),
    renew: dev => api.post('/devices/renew', { dev }, renewResponse),
  }
}

/** What the server said when it refused; an unreadable body says nothing. */
export function refusalOf(failure: ApiFailure): Refusal | null {
  if (failure.kind !== 'refused') return null
  const parsed = refusal.safeParse(failure.body)
  return parsed.success ? parsed.data : { code: failure.code }
}
