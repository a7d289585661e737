import { z } from 'zod'
import type { Json } from '#domain/core/json.ts'
import { grantSchema } from '#domain/core/grant.ts'

/** The protocol's major. Within it changes are additive; old clients may always push. */
export const PROTOCOL = 1

export const LIMITS = {
  operationBytes: 32 * 1024, pushEntries: 200, pushBytes: 512 * 1024, pullBytes: 1024 * 1024, undecided: 200,
  retainedOperations: 20_000, retainedDays: 90,
} as const

const json: z.ZodType<Json> = z.json() as unknown as z.ZodType<Json>
const hex64 = z.string().regex(/^[0-9a-f]{64}$/)
const streamName = z.string().min(1).max(160)
const deviceId = z.string().regex(/^[\w-]{1,64}$/)
const count = z.int().nonnegative()

/** One save: what a person did to one record. `set` carries changed field groups only; for a create, `from` is null. */
export const opSchema = z.object({
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  tx: z.string().min(1).max(64), txn: z.int().min(1).max(200),
  kind: z.string().max(64), id: z.string().regex(/^[\w-]{1,64}$/),
  act: z.enum(['create', 'patch', 'void', 'resolve']),
  stream: streamName, baseRev: count,
  set: z.record(z.string().max(64), z.object({ from: json, to: json })).optional(),
  reason: z.string().max(500).optional(),
  resolves: z.array(z.string().max(64)).max(50).optional(),
  actor: z.string().min(1).max(64),
  at: z.object({ wall: z.string().max(40), tz: z.string().max(40), skewMs: z.number().nullable() }),
  schema: z.int().positive(), app: z.string().max(40),
})
export type Op = z.infer<typeof opSchema>

/** A line of a tablet's journal on the wire. Either `body`, or `sealed`: the body sealed to the server's public key. */
export const entrySchema = z.object({
  dev: deviceId, seq: z.int().positive(), prev: z.union([hex64, z.literal('')]), bh: hex64, hash: hex64,
  origin: z.string().max(90).optional(),
  body: z.string().max(LIMITS.operationBytes).optional(),
  sealed: z.object({ epk: z.string().max(200), iv: z.string().max(40), box: z.string().max(64 * 1024) }).optional(),
})
export type Entry = z.infer<typeof entrySchema>

/**
 * Lines of a journal that follow one another from `seq` on, without what can be worked out from them: `prev` is that of the first line,
 * `hash` that of the last, as proof. For servers that say so in their hello; see src/sync/stretch.ts for how the bodies are written.
 */
export const stretchSchema = z.object({
  seq: entrySchema.shape.seq, prev: entrySchema.shape.prev, hash: hex64, bodies: z.array(z.string().max(LIMITS.operationBytes)).min(1).max(LIMITS.pushEntries),
})
export type Stretch = z.infer<typeof stretchSchema>

/** Who wrote a revision and when. `reason` is why a record was voided, and stands on void rows only; older servers send none. */
export const author = z.object({ actor: z.string(), dev: z.string(), at: z.string(), reason: z.string().max(500).optional() })
export const rowSchema = z.object({
  stream: streamName, seq: count, id: z.string(), kind: z.string(), rev: z.int().positive(),
  state: z.enum(['live', 'void', 'moved']), data: json, conflicts: z.array(z.string()), by: author,
})
export type Row = z.infer<typeof rowSchema>
export type RowState = Row['state']

export const OUTCOMES = ['applied', 'duplicate', 'conflict', 'quarantined'] as const
export type Outcome = (typeof OUTCOMES)[number]
export const QUARANTINE_CODES = [
  'INVALID', 'SCOPE', 'ROLE', 'ACTOR_UNKNOWN', 'ACTOR_REVOKED', 'DEVICE_REVOKED', 'SIGNED', 'VOIDED',
  'UNKNOWN_RECORD', 'ID_CONFLICT', 'DEPENDS_ON', 'CLOCK_REVIEW',
] as const
export type QuarantineCode = (typeof QUARANTINE_CODES)[number]

const at = z.object({ stream: streamName, seq: count })
export const resultSchema = z.object({
  seq: z.int().positive(), outcome: z.enum(OUTCOMES), code: z.string().optional(),
  /** The row the operation became, or for a quarantined one the row of its inbox record. */
  row: at.optional(),
  conflicts: z.array(z.string()).optional(),
})
export type PushResult = z.infer<typeof resultSchema>

const cursor = z.record(z.string(), count)
const epoch = z.string().min(1).max(64)

/** A decision about a quarantined operation: correct it and send it again, accept it, or dismiss it with a reason. */
export const decisionChoice = z.enum(['corrected', 'accepted', 'dismissed'])
/**
 * How a tablet stands, as it says itself, for whoever looks after the tablets: its browser's room, what waits to be sent and since
 * when, and how far its clock was ahead of the server's when it last asked. Older tablets send none of it.
 */
export const tabletReport = z.object({
  usedBytes: count.optional(), freeBytes: count.optional(), unsent: count.optional(), oldestUnsentAt: count.optional(), skewMs: z.int().optional(),
})
export type TabletReport = z.infer<typeof tabletReport>
/** `undecided`: body hashes of quarantined operations whose inbox record the tablet is not shown; it asks only whether somebody has decided. */
export const helloRequest = z.object({
  proto: z.int(), app: z.string().max(40), schema: z.int(), undecided: z.array(hex64).max(LIMITS.undecided).optional(), tablet: tabletReport.optional(),
})
export const helloResponse = z.object({
  epoch, serverTime: z.string(), streams: z.array(streamName), minPull: z.int(),
  limits: z.object({ pushEntries: z.int(), pushBytes: z.int() }),
  /** The page format that the server sends; older servers have none and send snapshots only. */
  pages: z.int().positive().optional(),
  /** Whether a push may be a stretch without hashes; to older servers every line goes whole. */
  stretches: z.boolean().optional(),
  decided: z.array(z.object({ bh: hex64, choice: decisionChoice })).optional(),
})
/** `skewMs`: how far the tablet's clock is ahead of the server's at this sync; older tablets say nothing. */
const pushed = { epoch, dev: deviceId, skewMs: z.int().optional() }
export const pushRequest = z.union([
  z.object({ ...pushed, entries: z.array(entrySchema).min(1).max(LIMITS.pushEntries) }),
  z.object({ ...pushed, stretch: stretchSchema }),
])
export const pushResponse = z.object({ results: z.array(resultSchema), last: count, chain: z.string(), durable: count })
export const pullRequest = z.object({ epoch, cursor, max: z.int().min(1).max(10_000) })
export const pullResponse = z.object({ rows: z.array(rowSchema), cursor, more: z.boolean(), streams: z.array(streamName), dropped: z.array(streamName) })
export const snapshotRequest = z.object({ epoch, stream: streamName, after: z.string().max(400).optional() })
/** `atSeq` is one and the same for a whole download; `total` lets the progress show an amount. */
export const snapshotResponse = z.object({ rows: z.array(rowSchema), next: z.string().optional(), atSeq: count, total: count })
/**
 * A page of a stream's settled rows as the manifest names it: rows of one kind whose ids lie from `first` to `last`, in code units.
 * `maxSeq` and `maxRev` are the highest among its rows: a record of a ledger with a later revision came from another stream.
 * `sum` is the sum of their digest hashes, `hash` the SHA-256 of the page's body, which is `bytes` long.
 */
export const pageEntry = z.object({
  kind: z.string().max(64), first: z.string().max(64), last: z.string().max(64), count: z.int().positive(), maxSeq: count, maxRev: count, sum: hex64, hash: hex64, bytes: count,
})
export type PageEntry = z.infer<typeof pageEntry>
/**
 * `pages`: the newest page format that the tablet reads. `from`: how far the pages of a stream must reach at least, for a tablet that
 * shows a copy already: what it shows may not go back.
 */
export const manifestRequest = z.object({ epoch, streams: z.array(streamName).max(200), pages: z.int().positive(), from: cursor.optional() })
/** The pages of each stream hold exactly the rows whose latest change has a sequence number up to `atSeq`; newer ones come by cursor. */
export const manifestResponse = z.object({ streams: z.record(z.string(), z.object({ atSeq: count, pages: z.array(pageEntry) })) })
/** Which pages to send, in this order. The answer is no JSON: see src/sync/pages/parts.ts. */
export const pagesRequest = z.object({ epoch, wanted: z.array(z.object({ stream: streamName, hashes: z.array(hex64).max(20_000) })).max(200) })
export const digestRequest = z.object({ epoch, streams: z.array(streamName), bucket: z.int().min(0).max(255).optional() })
export const streamDigest = z.object({ seq: count, count, sum: hex64, buckets: z.array(z.string()).length(256).optional(), rows: z.array(rowSchema).optional() })
export const digestResponse = z.record(z.string(), streamDigest)
export type StreamDigest = z.infer<typeof streamDigest>

export type HelloRequest = z.infer<typeof helloRequest>
export type HelloResponse = z.infer<typeof helloResponse>
export type PushRequest = z.infer<typeof pushRequest>
export type PushResponse = z.infer<typeof pushResponse>
export type PullRequest = z.infer<typeof pullRequest>
export type PullResponse = z.infer<typeof pullResponse>
export type SnapshotRequest = z.infer<typeof snapshotRequest>
export type SnapshotResponse = z.infer<typeof snapshotResponse>
export type ManifestRequest = z.infer<typeof manifestRequest>
export type ManifestResponse = z.infer<typeof manifestResponse>
export type PagesRequest = z.infer<typeof pagesRequest>
export type DigestRequest = z.infer<typeof digestRequest>
export type DigestResponse = z.infer<typeof digestResponse>

/** Body of every refusal. `last` and `chain` come with GAP and FORK, `epoch` with EPOCH, `streams` with CURSOR. */
export const refusal = z.object({
  code: z.string(), message: z.string().optional(),
  last: count.optional(), chain: z.string().optional(), epoch: epoch.optional(), streams: z.array(z.string()).optional(),
  retryAfterS: z.number().optional(),
})
export type Refusal = z.infer<typeof refusal>

/** Sessions and devices, see src/server/routes. */
export const userSchema = z.object({ id: z.string(), username: z.string(), name: z.string(), grants: z.array(grantSchema) })
export type User = z.infer<typeof userSchema>
export const tenantSchema = z.object({ id: z.string(), name: z.string(), demo: z.boolean(), zone: z.string() })
export type Tenant = z.infer<typeof tenantSchema>

export const signInRequest = z.object({ username: z.string().trim().min(1).max(80), password: z.string().min(1).max(200) })
/** The name in `keys` of a person's own key on a tablet: never another's, and the same after a forgotten password. */
export const ownKeyName = (account: string): `user:${string}` => `user:${account}`
/**
 * `keys`: stream → base64 AES-256 key of this device's copy, and one under `ownKeyName` for what is the person's alone.
 * Travels over TLS only; the tablet wraps it with the password.
 */
export const signInResponse = z.object({ user: userSchema, tenant: tenantSchema, streams: z.array(streamName), keys: z.record(z.string(), z.string()) })
export type SignInResponse = z.infer<typeof signInResponse>
export const keysResponse = z.object({ keys: z.record(z.string(), z.string()) })
export const enrolRequest = z.object({ code: z.string().trim().min(4).max(40), name: z.string().trim().min(1).max(80) })
/** `block`: this device's own number for member and RM numbers. `serverKey`: raw P-256 point, base64, to seal unsent work to. */
export const enrolResponse = z.object({ dev: deviceId, block: z.int().positive(), serverKey: z.string(), tenant: tenantSchema })
export type EnrolResponse = z.infer<typeof enrolResponse>
export const renewRequest = z.object({ dev: deviceId })
/** `block` is new as well: a clone and its original must not give the same number twice. */
export const renewResponse = z.object({ dev: deviceId, block: z.int().positive().optional() })
