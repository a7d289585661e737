import { createHash } from 'node:crypto'
import { afterAll, expect } from 'vitest'
import type { Json } from '#domain/core/json.ts'
import type { Grant } from '#domain/core/roles.ts'
import { streamOf } from '#domain/core/streams.ts'
import { definitionOf, isKind } from '#domain/records/index.ts'
import { createAccount } from '#server/admin/accounts.ts'
import { createEnrolCode } from '#server/admin/codes.ts'
import { prepareInstallation } from '#server/admin/installation.ts'
import { loadOperations } from '#server/admin/load.ts'
import { createTenant } from '#server/admin/tenants.ts'
import type { Principal } from '#server/auth/principal.ts'
import { buildServerCore, type ServerCore } from '#server/core.ts'
import type { Passwords, ServerDeps } from '#server/deps.ts'
import type { Reply } from '#server/reply.ts'
import { migrate } from '#server/store/migrations.ts'
import type { Store } from '#server/store/store.ts'
import { chainEntry } from '#sync/chain.ts'
import type { Entry, Op, PushResponse, PushResult, Row } from '#sync/messages.ts'

export const TENANT = 'pkm-kalodran'
export const PASSWORD = 'Kalodran-2026'
export const CATALOGUE = streamOf('catalogue', TENANT)
export const CLINICAL = streamOf('clinical', 'pustu-kiara')
export const STOCK = streamOf('stock', 'pustu-kiara')
export const SERVICE = streamOf('service', 'pustu-kiara')
export const MEMBERS = streamOf('members', 'kmp-kiara')
export const DESK = streamOf('desk', 'kmp-kiara')
export const REPORT = streamOf('report', 'kmp-kiara')

/** Time that moves only when a test says so. */
export class TestClock {
  value = Date.parse('2025-12-17T01:00:00Z')
  now(): number { return this.value }
  pass(ms: number): void { this.value += ms }
}

/** Chance that is the same in every run. */
export function testRandom(seed = 'server-tests') {
  let count = 0
  const bytes = (length: number): Uint8Array => {
    const parts: Buffer[] = []
    for (let size = 0; size < length; size += 32) parts.push(createHash('sha256').update(`${seed}|${count += 1}`).digest())
    return Buffer.concat(parts).subarray(0, length)
  }
  return { bytes, id: () => Buffer.from(bytes(16)).toString('hex') }
}

/** Quick, for suites that are not about Argon2id. */
export const quickPasswords: Passwords = {
  hash: async password => createHash('sha256').update(password).digest('hex'),
  verify: async (hash, password) => hash === createHash('sha256').update(password).digest('hex'),
}

const facility = (name: string, type: 'pustu' | 'kmp', code: string, kelurahan: string, kelurahanCode: string) =>
  ({ name, type, parentId: TENANT, kelurahanCode, kelurahan, zone: 'Asia/Jakarta', code, active: true })

/** The puskesmas of the tests: two pustu with their KMP, and one of each role. */
export const PEOPLE: readonly { id: string; grants: Grant[] }[] = [
  { id: 'kapus', grants: [{ role: 'kapus', place: TENANT }] },
  { id: 'bidan', grants: [{ role: 'nakes', place: 'pustu-kiara' }, { role: 'koperasi', place: 'kmp-kiara' }] },
  { id: 'perawat', grants: [{ role: 'nakes', place: 'pustu-kiara' }] },
  { id: 'koperasi', grants: [{ role: 'koperasi', place: 'kmp-kiara' }] },
  { id: 'teritih', grants: [{ role: 'nakes', place: 'pustu-teritih' }] },
  { id: 'lurah', grants: [{ role: 'lurah', place: 'kmp-kiara' }] },
]

export interface Clinic { readonly deps: ServerDeps; readonly clock: TestClock; readonly core: ServerCore }

export async function openClinic(store: Store, more: Partial<ServerDeps> = {}): Promise<Clinic> {
  const clock = new TestClock()
  const deps: ServerDeps = { store, clock, random: testRandom(), passwords: quickPasswords, ...more }
  await migrate(store)
  await prepareInstallation(deps, { demo: false })
  await createTenant(deps, { id: TENANT, name: 'Puskesmas Kalodran', code: 'KALODRAN', kelurahanCode: null, kelurahan: 'Kalodran', zone: 'Asia/Jakarta' })
  for (const { id, grants } of PEOPLE) {
    value(await createAccount(deps, TENANT, { id, username: id, password: PASSWORD, name: `Nama ${id}`, profession: 'kebidanan', sip: { number: 'SIP/1', expiresOn: '2030-01-01' as never }, grants }))
  }
  const places = [
    ['pustu-kiara', facility('Pustu Kiara', 'pustu', 'KIARA', 'Kiara', '3673991001')], ['kmp-kiara', facility('KMP Kiara', 'kmp', 'KIARA', 'Kiara', '3673991001')],
    ['pustu-teritih', facility('Pustu Teritih', 'pustu', 'TERITIH', 'Teritih', '3673991002')], ['kmp-teritih', facility('KMP Teritih', 'kmp', 'TERITIH', 'Teritih', '3673991002')],
  ] as const
  await loadOperations(deps, TENANT, [{
    tx: 'facilities', actor: 'kapus', at: '2025-12-01T00:00:00Z',
    changes: places.map(([id, data]) => ({ act: 'create' as const, kind: 'facility' as const, id, stream: CATALOGUE, data })),
  }])
  return { deps, clock, core: buildServerCore(deps) }
}

/** The value of something that must have gone well. */
export function value<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Error(`refused: ${JSON.stringify(reply.error)}`)
  return reply.value
}

/** The refusal of something that must not have gone well, as `status CODE`. */
export function refusal(reply: Reply<unknown>): string {
  return reply.ok ? 'accepted' : `${reply.error.status} ${reply.error.body.code}`
}

export type Part = Partial<Op> & Pick<Op, 'kind' | 'id' | 'act'>
export const fresh = (data: Readonly<Record<string, unknown>>): NonNullable<Op['set']> =>
  Object.fromEntries(Object.entries(data).map(([group, to]) => [group, { from: null, to: to as Json }]))
export const change = (group: string, from: Json, to: Json): NonNullable<Op['set']> => ({ [group]: { from, to } })

/** Clinics, each on a store of its own; all stores are closed once the tests around are over. To be called inside `describe`. */
export function clinicsOn(open: () => Promise<Store>): (more?: Parameters<typeof openClinic>[1]) => Promise<Clinic> {
  const stores: Store[] = []
  afterAll(async () => { await Promise.all(stores.map(store => store.close())) })
  return async more => {
    const store = await open()
    stores.push(store)
    return openClinic(store, more)
  }
}

/** Saves what is to be taken as it is: all of it. */
export async function applied(tablet: Tablet, ...parts: Part[]): Promise<void> {
  expect((await tablet.save(...parts)).map(result => result.code ?? result.outcome)).toEqual(parts.map(() => 'applied'))
}

let salts = 0

/** A tablet's journal as the server sees it: lines one after the other, in a chain. */
export class Tablet {
  readonly core: ServerCore
  who: Principal
  dev: string
  head: { dev: string; seq: number; hash: string }
  epoch: string

  private constructor(core: ServerCore, who: Principal, epoch: string) {
    this.core = core
    this.who = who
    this.dev = who.dev
    this.head = { dev: who.dev, seq: 0, hash: '' }
    this.epoch = epoch
  }

  static async enrol({ deps, core }: Clinic, place: string, account: string): Promise<Tablet> {
    const { code } = await createEnrolCode(deps, TENANT, { place })
    const { answer } = value(await core.enrol({ code, name: `Tablet ${account}` }))
    return new Tablet(core, value(await core.principal(TENANT, answer.dev, account)), await core.epoch())
  }

  async as(account: string): Promise<this> {
    this.who = value(await this.core.principal(TENANT, this.who.dev, account))
    return this
  }

  op(part: Part): Op {
    salts += 1
    return {
      salt: salts.toString(16).padStart(32, '0'), tx: `tx-${salts}`, txn: 1, stream: CLINICAL, baseRev: 0, actor: this.who.account,
      at: { wall: '2025-12-17T08:00:00+07:00', tz: 'Asia/Jakarta', skewMs: 0 },
      schema: isKind(part.kind) ? definitionOf(part.kind).version : 1, app: 'test', ...part,
    }
  }

  /** Writes lines of the journal without sending them. */
  lines(...parts: readonly (Part | string)[]): Entry[] {
    return parts.map(part => this.line(typeof part === 'string' ? part : JSON.stringify(this.op(part))))
  }
  /** Lines that belong together. */
  group(...parts: readonly Part[]): Entry[] {
    salts += 1
    const tx = `group-${salts}`
    return this.lines(...parts.map(part => ({ ...part, tx, txn: parts.length })))
  }
  line(body: string, origin?: string): Entry {
    const entry = chainEntry(this.head, body, origin)
    this.head = entry
    return entry
  }

  send(entries: readonly Entry[]): Promise<Reply<PushResponse>> {
    return this.core.push(this.who, { epoch: this.epoch, dev: this.dev, entries: [...entries] })
  }
  /** Saves and sends; the results. */
  async save(...parts: readonly (Part | string)[]): Promise<PushResult[]> {
    return value(await this.send(this.lines(...parts))).results
  }
  async saveOne(part: Part | string): Promise<PushResult> {
    return (await this.save(part))[0] as PushResult
  }
  async saveGroup(...parts: readonly Part[]): Promise<PushResult[]> {
    return value(await this.send(this.group(...parts))).results
  }

  /** Everything from a cursor on, page by page. */
  async pullAll(cursor: Record<string, number> = {}, max = 1000): Promise<{ rows: Row[]; cursor: Record<string, number>; pages: number; dropped: string[] }> {
    const rows: Row[] = []
    let at = cursor
    for (let pages = 1; ; pages += 1) {
      const page = value(await this.core.pull(this.who, { epoch: this.epoch, cursor: at, max }))
      rows.push(...page.rows)
      at = { ...at, ...page.cursor }
      if (!page.more) return { rows, cursor: at, pages, dropped: page.dropped }
    }
  }
  async row(id: string, kind?: string): Promise<Row | undefined> {
    const { rows } = await this.pullAll()
    return rows.filter(row => row.id === id && row.state !== 'moved' && (kind === undefined || row.kind === kind)).at(-1)
  }
}

export const memberData = (nik: string, more: Record<string, unknown> = {}) => ({
  number: `KIARA-01-${nik.slice(-4)}`, name: 'Siti Aminah', nik, familyCard: '3673990101200001', birth: { on: '1990-08-17', estimated: false }, sex: 'P',
  occupation: 'petani', phone: null, address: { street: 'Kampung Melati', rt: '001', rw: '004', kelurahan: 'Kiara' }, joinedOn: '2025-07-15',
  status: { state: 'aktif', on: '2025-07-15', reason: '' }, ...more,
})
export const patientData = (more: Record<string, unknown> = {}) => ({
  rm: 'KIARA-01-0001', name: 'Budi Santoso', identity: { nik: '3673991708900001', noNikReason: '', parentNik: null }, birth: { on: '1990-08-17', estimated: false },
  sex: 'L', phone: null, address: { street: 'Kampung Mawar', rt: '002', rw: '004', kelurahan: 'Kiara' }, memberId: null, ...more,
})
export const visitData = (patientId: string, author: string, more: Record<string, unknown> = {}) => ({
  patientId, on: '2025-12-17', time: '08:10', author, complaint: 'batuk tiga hari', history: '', allergy: { answer: 'tidak-ada', substances: '' }, vitals: {},
  pregnant: false, alarmPlan: null, examination: '', diagnoses: [{ code: 'J00', name: 'Nasofaringitis akut' }], prescription: [], plan: '', signature: null, ...more,
})
export const movementData = (quantity: number, more: Record<string, unknown> = {}) => ({
  drugId: 'parasetamol-500-mg-tablet', source: 'program', batch: { number: 'B1', expiresOn: '2027-03-31' }, quantity, reason: quantity > 0 ? 'diterima' : 'diserahkan',
  on: '2025-12-17', document: 'SBBK/1', party: 'Gudang', visitId: null, reverses: null, override: null, ...more,
})
