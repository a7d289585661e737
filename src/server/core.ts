import type { webcrypto } from 'node:crypto'
import { ok } from '#domain/core/result.ts'
import type { DigestRequest, HelloRequest, ManifestRequest, PagesRequest, PullRequest, PushRequest, SnapshotRequest } from '#sync/messages.ts'
import { loadServerKey, readFact } from './admin/installation.ts'
import { enrol, renew } from './auth/devices.ts'
import type { Principal } from './auth/principal.ts'
import { keysFor, rememberUser, toPrincipal } from './auth/sessions.ts'
import type { ServerDeps } from './deps.ts'
import { createPacker } from './pages/packer.ts'
import { manifest, pages } from './pages/serve.ts'
import { refused, type Reply } from './reply.ts'
import { productionParts } from './sync/parts.ts'
import { push, type PushContext } from './sync/push.ts'
import { digest, hello, pull, snapshot, streamsOf } from './sync/reads.ts'

/**
 * The server without HTTP: what the routes call, and what the simulator drives.
 *
 *   const store = openSqlite({ memory: true })                      // store/sqlite.ts; or { memory: true, from: Buffer }
 *   await migrate(store)                                            // store/migrations.ts
 *   const deps = { store, clock, random, passwords }                // deps.ts
 *   await prepareInstallation(deps, { demo: false })                // admin/installation.ts: epoch and server key, once
 *   await createTenant(deps, { id, name, code, kelurahanCode, kelurahan, zone })          // admin/tenants.ts
 *   await createAccount(deps, tenant, { username, password, name, profession, sip, grants, id? })   // admin/accounts.ts → Reply<{ id }>
 *   await createEnrolCode(deps, tenant, { place, code?, reusable? })                      // admin/codes.ts → { code, expiresAt }
 *   const core = buildServerCore(deps)
 *   const enrolled = await core.enrol({ code, name })               // Reply<{ token, answer: EnrolResponse }>; Reply: { ok, value } | { ok: false, error: { status, body } }
 *   const who = await core.principal(tenant, dev, accountId)        // signs the account in on that device, without a password: Reply<Principal>
 *   await core.hello(who, …) core.push(who, …) core.pull(who, …) core.snapshot(who, …) core.digest(who, …) core.renew(who, { dev })
 *   await core.manifest(who, { epoch, streams, pages: PAGE_FORMAT })   // Reply<{ streams: { [stream]: { atSeq, pages: PageEntry[] } } }>; packs first what is not packed
 *   await core.pages(who, { epoch, wanted: [{ stream, hashes }] })  // Reply<AsyncIterable<Uint8Array>>: the parts, for a PartReader (src/sync/pages/parts.ts)
 *   await core.pack(tenant, stream)                                 // as the background does: 'packed' | 'up-to-date' | 'overtaken' | 'stopped'
 *   await moveRecord(deps, tenant, { id, to })                      // admin/move.ts
 *   await updateAccount(deps, tenant, { id, active?, grants?, … })  // admin/accounts.ts
 *   await revokeDevice(deps, tenant, dev)                           // auth/devices.ts
 *   store.serialize() → Buffer (SQLite); a restored database then needs mintEpoch(deps) (admin/installation.ts)
 *
 * `deps.paging` makes pages tiny, and lets a test in between two of them (deps.ts). `deps.parts` substitutes single collaborators (sync/parts.ts). A digest asked with `bucket` answers with all 256 `buckets`
 * and that bucket's `rows`; without it with seq, count and sum alone. A principal holds what its account was granted when
 * it was made: make a new one after a change, as the routes do for each request.
 */
export function buildServerCore(deps: ServerDeps) {
  // The key pair never changes, so it is imported once; the epoch does, at a restore, and is read at each call.
  let serverKey: Promise<webcrypto.CryptoKey> | undefined
  const context: PushContext = {
    ...deps,
    syncParts: { ...productionParts, ...deps.parts },
    epoch: async () => (await readFact(deps.store.db, 'epoch')) ?? '',
    serverKey: () => (serverKey ??= loadServerKey(deps.store.db)),
  }
  const pack = createPacker(deps)
  return {
    epoch: context.epoch,
    hello: (who: Principal, request: HelloRequest) => hello(context, who, request),
    push: (who: Principal, request: PushRequest) => push(context, who, request),
    pull: (who: Principal, request: PullRequest) => pull(context, who, request),
    snapshot: (who: Principal, request: SnapshotRequest) => snapshot(context, who, request),
    manifest: (who: Principal, request: ManifestRequest) => manifest(context, pack, who, request),
    pages: (who: Principal, request: PagesRequest) => pages(context, who, request),
    pack,
    digest: (who: Principal, request: DigestRequest) => digest(context, who, request),
    enrol: (request: { code: string; name: string }) => enrol(deps, request),
    renew: (who: Principal, request: { dev: string }) => renew(deps, who, request),
    streams: (who: Principal) => streamsOf(context, who),
    /** The tablet's keys of all streams that the person now holds, and his own. */
    async keys(who: Principal): Promise<Record<string, string>> {
      const streams = await streamsOf(context, who)
      return deps.store.write(tx => keysFor(tx, deps, who, who.account, streams))
    },
    /** A principal for someone who works on an enrolled tablet, for callers that have no cookies. */
    async principal(tenant: string, dev: string, account: string): Promise<Reply<Principal>> {
      const device = await deps.store.db.selectFrom('device').selectAll().where('tenant', '=', tenant).where('dev', '=', dev).executeTakeFirst()
      const found = await deps.store.db.selectFrom('account').selectAll().where('tenant', '=', tenant).where('id', '=', account).executeTakeFirst()
      if (!device) return refused('DEVICE')
      if (!found?.active) return refused('SESSION')
      await deps.store.write(tx => rememberUser(tx, deps, device, account))
      return ok(toPrincipal(device, found))
    },
  }
}
export type ServerCore = ReturnType<typeof buildServerCore>
