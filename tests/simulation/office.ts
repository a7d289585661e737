import type { Grant } from '#domain/core/roles.ts'
import { createAccount, updateAccount } from '#server/admin/accounts.ts'
import { createEnrolCode } from '#server/admin/codes.ts'
import { mintEpoch, prepareInstallation } from '#server/admin/installation.ts'
import { moveRecord } from '#server/admin/move.ts'
import { createTenant } from '#server/admin/tenants.ts'
import { buildServerCore, type ServerCore } from '#server/core.ts'
import type { ServerDeps } from '#server/deps.ts'
import { migrate } from '#server/store/migrations.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import type { Store } from '#server/store/store.ts'
import { raiseClockIncident } from '#server/sync/incidents.ts'
import { serverAuthor, writeServerRows } from '#server/sync/server-rows.ts'
import type { SyncParts } from '#server/sync/parts.ts'
import type { Reply } from '#server/reply.ts'
import type { ManifestResponse } from '#sync/messages.ts'
import { PartReader } from '#sync/pages/parts.ts'
import { streamOf } from '#domain/core/streams.ts'
import { EVERY_CLOCK_OFF_MS } from './clockless.ts'
import { PEOPLE, PLACES, TENANT } from './people.ts'
import { Chance } from './random.ts'

/** The server died inside a transaction; nothing of it may be seen again. */
export class PowerCut extends Error {}

/** What a browser carries to the server: the tablet's credential and who is signed in. */
export interface Carrier { dev: string; account: string }
export type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly status: number; readonly body: { readonly code: string } }

/** The server's clock starts here and moves by the schedule alone. */
export const FIRST_INSTANT = Date.UTC(2025, 10, 3, 1, 0, 0)
export const codeFor = (place: string): string => `SIM-${place}`

/** How a planted defect of the server is let in: parts of sync, or what stands round a write or a restore. */
export interface OfficeFaults {
  readonly parts?: (chance: Chance) => Partial<SyncParts>
  readonly keepEpoch?: boolean
  /** Answers before the commit is on disk: a power cut then forgets what was acknowledged. */
  readonly earlyAcknowledgement?: boolean
  /** Changes what a manifest says, or the pages that it names. */
  readonly manifest?: (value: ManifestResponse, before: PackedBefore, store: Store) => Promise<ManifestResponse>
}
/** Pages as they were before a manifest was asked for. */
export type PackedBefore = readonly { readonly stream: string; readonly kind: string; readonly first: string; readonly hash: string; readonly body: Uint8Array }[]

/** `packAfter`: changes after which a stream is packed anew. `rows`: how many of them a page holds. */
export interface Habits { readonly packAfter: number; readonly rows: number; readonly comparesClocks: boolean }
/** What takes thousands of rows elsewhere happens here in every run. */
export const FEW_ROWS = 3

const withoutPasswords: ServerDeps['passwords'] = { hash: async () => 'none', verify: async () => false }

/**
 * Every tablet is taken for one whose clock is off, so that with right clocks the very same incidents are opened (BR-69) as with wild
 * ones: rows that only one of two runs has would move everything that comes after them.
 */
const everyClockOff: Partial<SyncParts> = {
  raiseClockIncident: (tx, tenant, device, lines) => raiseClockIncident(tx, tenant, device, { ...lines, skewMs: EVERY_CLOCK_OFF_MS }),
}

function depsOf(store: Store, chance: Chance, clock: ServerDeps['clock'], { parts }: OfficeFaults, { packAfter, rows, comparesClocks }: Habits): ServerDeps {
  let ids = 0
  return {
    store, clock, passwords: withoutPasswords,
    // Packed anew after a few changes, and nothing that waits for real time between pages.
    paging: { rows, packAfter, breathe: async () => {} },
    random: { bytes: length => chance.bytes(length), id: () => chance.id(ids += 1) },
    parts: { ...(comparesClocks ? everyClockOff : {}), ...parts?.(chance.fork()) },
  }
}

/** A database with the places, the people and a code for each place; made once for a process. */
let template: Promise<Buffer> | undefined
async function makeTemplate(): Promise<Buffer> {
  const store = openSqlite({ memory: true })
  await migrate(store)
  const deps = depsOf(store, new Chance(1), { now: () => FIRST_INSTANT }, {}, { packAfter: 1, rows: FEW_ROWS, comparesClocks: false })
  await prepareInstallation(deps, { demo: false })
  const [puskesmas, ...others] = PLACES
  if (!puskesmas) throw new Error('no puskesmas')
  await createTenant(deps, { id: TENANT, name: puskesmas.name, code: puskesmas.code, kelurahanCode: puskesmas.kelurahanCode, kelurahan: puskesmas.kelurahan, zone: 'Asia/Jakarta' })
  const catalogue = streamOf('catalogue', TENANT)
  await store.write(tx => writeServerRows(tx, TENANT, [catalogue], others.map(place => place.id), book => {
    for (const { id, name, type, parentId, kelurahanCode, kelurahan, code } of others) {
      book.write({ stream: catalogue, id, kind: 'facility', rev: 1, state: 'live', data: { name, type, parentId, kelurahanCode, kelurahan, zone: 'Asia/Jakarta', code, active: true }, conflicts: [], by: serverAuthor(FIRST_INSTANT) })
    }
  }))
  for (const { id, name, grants } of PEOPLE) {
    await createAccount(deps, TENANT, { id, username: id, password: 'tidak-dipakai', name, profession: 'kebidanan', sip: { number: '503/1', expiresOn: '2035-01-01' as never }, grants: [...grants] })
  }
  for (const { id } of PLACES) await createEnrolCode(deps, TENANT, { place: id, code: codeFor(id), reusable: true })
  const bytes = store.serialize?.()
  await store.close()
  if (!bytes) throw new Error('the embedded store gives its bytes')
  return bytes
}

/** The answer to a request for pages as one value: the bodies, base64. */
async function partsOf(core: ServerCore, who: Parameters<ServerCore['pages']>[0], body: never): Promise<Reply<{ parts: string[] }>> {
  const reply = await core.pages(who, body)
  if (!reply.ok) return reply
  const reader = new PartReader()
  const parts: string[] = []
  for await (const chunk of reply.value) for (const part of reader.take(new Uint8Array(chunk))) parts.push(Buffer.from(part).toString('base64'))
  return { ok: true, value: { parts } }
}

/** The real server on an embedded database in memory; one request at a time. */
export class Office {
  now = FIRST_INSTANT
  /** The next write dies just before its commit. */
  failing = false
  core!: ServerCore
  deps!: ServerDeps
  store!: Store
  #backup: Buffer | null = null
  #beforeLast: Buffer | null = null

  private constructor(private readonly chance: Chance, private readonly faults: OfficeFaults, private readonly habits: Habits) {}

  static async open(chance: Chance, faults: OfficeFaults, habits: Habits): Promise<Office> {
    const office = new Office(chance, faults, habits)
    template ??= makeTemplate()
    office.#start(await template)
    return office
  }

  #start(database: Buffer): void {
    this.store = openSqlite({ memory: true, from: database })
    const { write } = this.store
    this.store = {
      ...this.store,
      write: work => write(async tx => {
        const result = await work(tx)
        if (!this.failing) return result
        this.failing = false
        throw new PowerCut('just before the commit')
      }),
    }
    this.deps = depsOf(this.store, this.chance, { now: () => this.now }, this.faults, this.habits)
    this.core = buildServerCore(this.deps)
  }

  /** Answers one request, as the routes do. `/devices/enrol` makes the carrier's credential, `/devices/renew` changes it. */
  async handle(carrier: Carrier, path: string, body: never): Promise<Answer> {
    this.now += 1000
    const { core } = this
    if (this.faults.earlyAcknowledgement && path === '/sync/push') this.#beforeLast = this.store.serialize?.() ?? null
    if (path === '/devices/enrol') {
      const reply = await core.enrol(body)
      if (reply.ok) carrier.dev = reply.value.answer.dev
      return reply.ok ? { ok: true, value: reply.value.answer } : { ok: false, ...reply.error }
    }
    const who = await core.principal(TENANT, carrier.dev, carrier.account)
    if (!who.ok) return { ok: false, ...who.error }
    if (path === '/auth/keys') return { ok: true, value: { keys: await core.keys(who.value) } }
    const reply = path === '/sync/hello' ? await core.hello(who.value, body) : path === '/sync/push' ? await core.push(who.value, body)
      : path === '/sync/pull' ? await core.pull(who.value, body) : path === '/sync/snapshot' ? await core.snapshot(who.value, body)
        : path === '/sync/digest' ? await core.digest(who.value, body)
          : path === '/sync/manifest' ? await this.#manifest(who.value, body) : path === '/sync/pages' ? await partsOf(core, who.value, body)
            : path === '/devices/renew' ? await core.renew(who.value, body) : null
    if (!reply) throw new Error(`the simulation does not know ${path}`)
    if (path === '/devices/renew' && reply.ok) carrier.dev = (reply.value as { dev: string }).dev
    return reply.ok ? { ok: true, value: reply.value } : { ok: false, ...reply.error }
  }

  async #manifest(who: Parameters<ServerCore['manifest']>[0], body: never): Promise<Reply<ManifestResponse>> {
    const { manifest } = this.faults
    const before = manifest ? await this.store.db.selectFrom('page').select(['stream', 'kind', 'first', 'hash', 'body']).execute() : []
    const reply = await this.core.manifest(who, body)
    return manifest && reply.ok ? { ok: true, value: await manifest(reply.value, before, this.store) } : reply
  }

  /** Packs a stream anew, as the background does. */
  async pack(stream: string): Promise<void> {
    this.failing = false
    await this.core.pack(TENANT, stream)
  }

  /** A complete backup, and the marks that tell tablets what is safe in it. */
  async backup(): Promise<void> {
    this.#backup = this.store.serialize?.() ?? null
    const { db } = this.store
    for (const { dev, last_seq: seq } of await db.selectFrom('device').select(['dev', 'last_seq']).execute()) {
      await db.insertInto('backup_mark').values({ tenant: TENANT, dev, seq, completed_at: this.now })
        .onConflict(clash => clash.columns(['tenant', 'dev']).doUpdateSet({ seq })).execute()
    }
  }

  /** Puts the newest backup back; false when there is none. Devices of the time after it have to be known again. */
  async restore(): Promise<boolean> {
    if (!this.#backup) return false
    this.failing = false
    const newer = await this.#devices()
    await this.store.close()
    this.#start(this.#backup)
    for (const table of ['device', 'device_user', 'device_key'] as const) {
      for (const row of newer[table]) {
        // Known again with nothing received, and not revoked: the revoking is gone with everything since the backup.
        const fresh = 'last_seq' in row ? { ...row, last_seq: 0, last_hash: '', revoked_at: null } : row
        await this.store.db.insertInto(table).values(fresh as never).onConflict(clash => clash.doNothing()).execute()
      }
    }
    if (!this.faults.keepEpoch) await mintEpoch(this.deps)
    return true
  }

  /** The power goes. What was committed is there again; with an early acknowledgement, the last push is not. */
  async powerCut(): Promise<void> {
    this.failing = false
    const bytes = this.faults.earlyAcknowledgement && this.#beforeLast ? this.#beforeLast : this.store.serialize?.()
    this.#beforeLast = null
    await this.store.close()
    this.#start(bytes as Buffer)
  }

  move(id: string, to: string): Promise<unknown> { return moveRecord(this.deps, TENANT, { id, to }) }
  account(id: string, change: { active?: boolean; grants?: Grant[] }): Promise<unknown> {
    return updateAccount(this.deps, TENANT, { id, ...change })
  }
  close(): Promise<void> { return this.store.close() }

  async #devices() {
    const { db } = this.store
    return {
      device: await db.selectFrom('device').selectAll().execute(),
      device_user: await db.selectFrom('device_user').selectAll().execute(),
      device_key: await db.selectFrom('device_key').selectAll().execute(),
    }
  }
}
