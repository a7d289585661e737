import { streamOf } from '#domain/core/streams.ts'
import type { Grant } from '#domain/core/roles.ts'
import type { StoreCore } from '#app/db/store-core.ts'
import type { ApiFailure } from '#app/sync/api.ts'
import { KINDS } from '#domain/records/index.ts'
import { tend } from '#app/db/pages/tend.ts'
import { revokeDevice } from '#server/auth/devices.ts'
import { digestRequest, helloRequest, manifestRequest, ownKeyName, pagesRequest, pullRequest, pushRequest, renewRequest, snapshotRequest, type ManifestResponse, type Op, type PagesRequest } from '#sync/messages.ts'
import type { z } from 'zod'
import { STORED_TOGETHER } from './arrivals.ts'
import type { Defect } from './defects.ts'
import { copyDisk, IDBFactory } from './disk.ts'
import { digestOfRows, opIn, readDisk } from './evidence.ts'
import { codeFor, FEW_ROWS, Office, PowerCut, type Answer, type Carrier } from './office.ts'
import { checkFoldsOf } from './pharmacy-invariants.ts'
import { entriesOf, openedBody, pageKey } from './page-evidence.ts'
import { damageAtRest } from './page-faults.ts'
import { orphansOf, wrongAtCursor, wrongDigests, wrongManifest } from './page-invariants.ts'
import { PEOPLE, streamsOfPerson, TABLETS, TENANT, type Person } from './people.ts'
import { Chance, Trace } from './random.ts'
import { strangeBodies } from './strange.ts'
import { readingDiffers } from './store-reading.ts'
import { LINE, Tablet, type Request } from './tablet.ts'
import { draftsOf } from './workload.ts'

const requests: Record<string, z.ZodType> = {
  '/sync/hello': helloRequest, '/sync/push': pushRequest, '/sync/pull': pullRequest, '/sync/snapshot': snapshotRequest, '/sync/digest': digestRequest, '/sync/manifest': manifestRequest, '/sync/pages': pagesRequest, '/devices/renew': renewRequest,
}
const offline: ApiFailure = { kind: 'offline' }
const timeout: ApiFailure = { kind: 'timeout' }

export interface Violation { readonly invariant: string; readonly what: string }
/** A saved operation, from the moment it was durable on a tablet. */
export interface Saved { readonly op: Op | null; readonly body: string; readonly tablet: string; readonly bh: string }
interface Rights { readonly grants: Map<string, readonly Grant[]>; readonly inactive: Set<string>; readonly revoked: Set<string> }
export interface Options { readonly defect?: Defect; readonly steps?: number; readonly wildClocks?: boolean; readonly keepTrace?: number }

/** How a tablet tells that something in its pages was changed or lost. */
const DAMAGE = new Set(['BrokenSealError', 'DamagedPageError'])
const YEAR_MS = 31_557_600_000

/** One run: tablets, server, network and mishaps, all moved by one seed. Only one thing runs at a time. */
export class World {
  readonly trace: Trace
  readonly violations: Violation[] = []
  readonly saved = new Map<string, Saved>()
  /** Operations whose every copy was destroyed with a tablet's disk. */
  readonly destroyed = new Set<string>()
  readonly faults: Record<string, number> = {}
  readonly tablets: Tablet[] = []
  readonly users = new Map<Tablet, readonly Person[]>()
  /** Tablets that do not know that a push may go without hashes. */
  readonly #older = new Set<Tablet>()
  /** Tablets whose server sends rows only, whatever it is asked: all of a run or now and then. */
  readonly #plain = new Map<Tablet, number>()
  /** Pages that lay on a tablet for a copy in the making, by the directory that named them. */
  readonly #making = new Map<Tablet, Map<string, { readonly box: Uint8Array; readonly here: ReadonlySet<string> }>>()
  /** Bytes of pages that came over the line. */
  pageBytes = 0
  office!: Office
  rights: Rights = { grants: new Map(PEOPLE.map(({ id, grants }) => [id, grants])), inactive: new Set(), revoked: new Set() }
  edits = 0
  readonly #chance: Chance
  readonly #clocks: Chance
  readonly #ids: Chance
  readonly #pages: Chance
  readonly #pending: Request[] = []
  readonly #late: { path: string; body: unknown; carrier: Carrier }[] = []
  readonly #images = new Map<Tablet, { disk: IDBFactory; carrier: Carrier; damaged: boolean }>()
  #rightsAtBackup: Rights | null = null
  #count = 0
  #calm = false
  #rollNext: Tablet | null = null
  readonly #net: { loss: number; lossOfReply: number; twice: number; late: number; crash: number }

  constructor(private readonly seed: number, readonly options: Options = {}) {
    this.#chance = new Chance(seed)
    this.#clocks = new Chance(seed ^ 0x5eed)
    this.#ids = this.#chance.fork()
    this.#pages = new Chance(seed ^ 0x9a9e5)
    this.trace = new Trace(options.keepTrace ?? 0, this.#comparesClocks)
    const c = this.#chance
    this.#net = { loss: c.next() * 0.2, lossOfReply: c.next() * 0.2, twice: c.next() * 0.2, late: c.next() * 0.1, crash: c.next() * 0.06 }
  }

  fail(invariant: string, what: string): void {
    this.violations.push({ invariant, what })
    this.trace.add(`! ${invariant} ${what}`)
  }
  bump(fault: string): void {
    this.faults[fault] = (this.faults[fault] ?? 0) + 1
    this.trace.add(`* ${fault}`)
  }

  async setUp(): Promise<void> {
    this.office = await Office.open(this.#chance.fork(), this.options.defect ?? {}, { packAfter: 1 + this.#pages.below(12), rows: this.#rowsOfPage, comparesClocks: this.#comparesClocks })
    const count = 3 + this.#chance.below(4)
    for (const [index, { place, users }] of TABLETS.slice(0, count).entries()) {
      const people = users.map(id => PEOPLE.find(person => person.id === id) as Person)
      const tablet = new Tablet(`t${index}`, place, people[0] as Person, {
        chance: this.#chance.fork(), now: () => this.office.now, newId: () => this.#ids.id(this.#count += 1), send: request => { this.#send(request) },
        onPages: (asking, wanted) => { this.#checkAsked(asking, wanted) }, onPageBytes: bytes => { this.pageBytes += bytes }, bump: fault => { this.bump(fault) },
      })
      tablet.torn = this.options.defect?.torn ?? null
      tablet.deskFault = this.options.defect?.desk?.() ?? null
      tablet.anyHash = this.options.defect?.anyHash ?? false
      tablet.paging = { rows: this.#rowsOfPage, compactAt: this.#pages.pick([1, 2, 4]) }
      if ((this.seed + index) % 2 === 1) this.#older.add(tablet)
      const luck = this.#pages.next()
      this.#plain.set(tablet, luck < 0.1 ? 1 : luck < 0.3 ? 0.4 : 0)
      this.tablets.push(tablet)
      this.users.set(tablet, people)
      await this.#enrol(tablet)
      if (this.options.wildClocks !== false) tablet.skew = Math.round((this.#clocks.next() - 0.5) * 20 * YEAR_MS)
    }
    if (this.#chance.is(0.6)) { await this.office.backup(); this.#rightsAtBackup = copyRights(this.rights) }
  }

  async #enrol(tablet: Tablet): Promise<void> {
    tablet.disk = new IDBFactory()
    tablet.carrier = { dev: '', account: tablet.person.id }
    await this.office.handle(tablet.carrier, '/devices/enrol', { code: codeFor(tablet.place), name: tablet.name } as never)
    const keyrings: { person: Person; keys: Record<string, string> }[] = []
    for (const person of this.users.get(tablet) ?? []) {
      if (this.rights.inactive.has(person.id)) continue
      const answer = await this.office.handle({ ...tablet.carrier, account: person.id }, '/auth/keys', {} as never)
      if (!answer.ok) continue
      const { keys } = answer.value as { keys: Record<string, string> }
      keyrings.push({ person, keys: Object.fromEntries(Object.entries(keys).filter(([name]) => !name.startsWith('user:'))) })
    }
    await tablet.setUp(tablet.carrier.dev, keyrings)
  }

  /** Lets a tablet run until it waits for the network, has finished, or has died. */
  async letRun<T>(tablet: Tablet, activity: Promise<T>): Promise<T | 'stands'> {
    const stands = tablet.stands()
    const result = await Promise.race([activity.catch(error => this.#broken(tablet, error)), stands])
    if (!tablet.life.alive) await this.#cool(tablet)
    return result as T | 'stands'
  }
  #broken(tablet: Tablet, error: unknown): 'stands' {
    if (tablet.damaged && error instanceof Error && DAMAGE.has(error.name)) this.bump('damage met')
    else if (tablet.life.alive) this.fail('no exception', `${tablet.name}: ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`)
    return 'stands'
  }
  async #cool(tablet: Tablet): Promise<void> {
    this.bump('crash')
    tablet.syncing = null
    for (let round = 0; round < 4 || tablet.life.busy; round += 1) await new Promise(resolve => { setImmediate(resolve) })
    tablet.off()
    this.noteSaved(tablet)
    this.#checkDownload(tablet, true)
    this.#checkPagesAtRest(tablet)
  }

  /** What the journal on disk holds is saved, whatever the program was told. */
  noteSaved(tablet: Tablet): void {
    for (const entry of readDisk(tablet.disk).journal) {
      if (this.saved.has(entry.bh)) continue
      this.saved.set(entry.bh, { op: opIn(entry), body: '', tablet: tablet.name, bh: entry.bh })
      this.edits += 1
    }
  }

  async run(): Promise<void> {
    const c = this.#chance
    const steps = this.options.steps ?? 140
    for (let step = 0; step < steps && this.violations.length === 0; step += 1) {
      if (this.#rollNext) { this.#rollBack(this.#rollNext); this.#rollNext = null }
      const luck = c.next()
      const tablet = c.pick(this.tablets)
      if (luck < 0.1) await this.#mishap(tablet)
      else if (!tablet.core) await this.#boot(tablet)
      else if (!tablet.life.alive) await this.#cool(tablet)
      else if (luck < 0.26) await this.#save(tablet)
      else if (luck < 0.3) await this.#tend(tablet)
      else if (luck < 0.39 && !tablet.syncing) await this.startSync(tablet)
      else if (luck < 0.42 && this.#late.length > 0) await this.#deliverLate()
      else if (this.#pending.length > 0) await this.#deliver()
      else if (!tablet.syncing) await this.startSync(tablet)
    }
  }

  async #boot(tablet: Tablet, safely = false): Promise<void> {
    const booting = tablet.boot()
    if (!safely && this.#chance.is(this.#net.crash)) tablet.life.fuse = 1 + this.#chance.below(12)
    await this.letRun(tablet, booting)
    if (tablet.life.alive) tablet.life.fuse = this.#fuse(safely)
    this.trace.add(`${tablet.name} boots ${tablet.life.alive} as ${tablet.person.id}`)
  }
  #fuse(safely: boolean): number {
    return !safely && this.#chance.is(this.#net.crash * 6) ? 5 + this.#chance.below(400) : Number.POSITIVE_INFINITY
  }

  async #save(tablet: Tablet): Promise<void> {
    const c = this.#chance
    const { person } = tablet
    const streams = [...(tablet.core?.keys.keys() ?? [])].sort()
    if (c.is(0.15)) {
      const group = await this.letRun(tablet, strangeBodies(c, tablet, streams))
      if (group && group !== 'stands' && tablet.life.alive) await this.letRun(tablet, tablet.plant(group.bodies, group.stream, group.tx).then(() => 'planted'))
      if (tablet.core) this.noteSaved(tablet)
      this.bump('strange operation')
      return
    }
    const result = await this.letRun(tablet, tablet.save(async view => {
      const drafts = await draftsOf(c, person, streams, view, () => tablet.world.newId())
      return drafts ? { ok: true, value: drafts } : { ok: false, error: 'nothing' }
    }))
    if (result === 'stands') return
    this.trace.add(`${tablet.name} saves ${result.ok ? result.value.seqs.join() : JSON.stringify(result.error)}`)
    if (!result.ok) {
      const kind = typeof result.error === 'string' ? 'nothing' : result.error.kind
      // What has to be read for it is damaged: refused with a sentence, and fetched again by the next sync.
      if (kind === 'storage-failed' && tablet.damaged) this.bump('damage met')
      else if (!['nothing', 'rules-broken', 'no-grant', 'too-large'].includes(kind)) this.fail('save', `${tablet.name} ${JSON.stringify(result.error)}`)
      return
    }
    const { journal } = readDisk(tablet.disk)
    for (const seq of result.value.seqs) {
      if (!journal.some(entry => entry.seq === seq && entry.phase === 'unsent')) this.fail('1', `${tablet.name} said saved, but ${seq} is not in its journal`)
    }
    this.noteSaved(tablet)
    await this.checkView(tablet)
  }

  /** What the app does with its pages when nobody waits, from this tab or from another one. */
  async #tend(tablet: Tablet): Promise<void> {
    this.trace.add(`${tablet.name} tends to its pages`)
    await this.letRun(tablet, (async () => {
      const other = this.#pages.is(0.3) ? await tablet.otherTab() : null
      await tend(other ?? tablet.core as StoreCore)
      other?.close()
    })())
    if (tablet.core) await this.checkView(tablet)
  }

  async startSync(tablet: Tablet): Promise<void> {
    this.trace.add(`${tablet.name} syncs`)
    await this.#goOn(tablet, () => {
      const { life } = tablet
      tablet.syncing = tablet.sync().then(outcome => {
        if (life.alive) {
          tablet.syncing = null
          this.trace.add(`${tablet.name} synced ${JSON.stringify(outcome)}`)
          if (outcome.report.pushed > 0 && !this.#calm) {
            // Rolled back just after it has sent more than its image knows: that is what makes a fork.
            if (this.#images.has(tablet) && this.#chance.is(0.25)) this.#rollNext = tablet
            else if (this.#chance.is(0.3)) this.#keepImage(tablet)
          }
          if (outcome.stop === null) this.bump('whole sync')
          if (outcome.report.mismatches > 0) this.fail('6', `${tablet.name} found ${outcome.report.mismatches} digests other than the server's`)
        }
        return outcome
      })
    })
  }
  async #goOn(tablet: Tablet, act: () => void): Promise<void> {
    const stands = tablet.stands()
    act()
    const activity = tablet.syncing ?? Promise.resolve('crashed' as const)
    await Promise.race([activity.catch(error => { tablet.syncing = null; return this.#broken(tablet, error) }), stands])
    if (!tablet.life.alive) return this.#cool(tablet)
    if (tablet.ended) this.#checkDownload(tablet, false)
    await this.checkView(tablet)
  }

  async #deliver(): Promise<void> {
    const c = this.#chance
    const [request] = this.#pending.splice(c.below(this.#pending.length), 1) as [Request]
    const { tablet } = request
    const { loss, lossOfReply, twice, late } = this.#net
    if (request.path === LINE) {
      if (!request.life.alive) return
      const breaks = c.is(0.25)
      return this.#goOn(tablet, () => { if (breaks) request.fail(offline); else request.answer(null) })
    }
    // The server packs anew between the manifest and the pages.
    if (request.path === '/sync/pages' && c.is(0.25)) {
      this.bump('packed anew under a download')
      for (const { stream } of (request.body as PagesRequest).wanted) await this.office.pack(stream)
    }
    const again = { path: request.path, body: request.body, carrier: { ...request.carrier } }
    if (!request.life.alive) {
      if (c.is(0.5)) { await this.ask(again, null); this.bump('request of the dead') }
      return
    }
    if (c.is(loss)) { this.bump('lost request'); return this.#goOn(tablet, () => request.fail(offline)) }
    if (c.is(late)) { this.bump('late request'); this.#late.push(again); return this.#goOn(tablet, () => request.fail(timeout)) }
    if (c.is(0.015)) { this.office.failing = true; this.bump('server killed in mid-write') }
    await this.answer(request, c.is(twice), c.is(lossOfReply))
  }

  /** The server answers, and the tablet goes on. */
  async answer(request: Request, twice = false, lost = false): Promise<void> {
    const carrier = { ...request.carrier }
    let answer = await this.ask({ path: request.path, body: request.body, carrier }, request.tablet)
    if (twice) { this.bump('doubled request'); answer = await this.ask({ path: request.path, body: request.body, carrier: { ...request.carrier } }, null) }
    const { tablet } = request
    if (answer === null) return this.#goOn(tablet, () => request.fail(offline))
    if (lost) { this.bump('lost reply'); return this.#goOn(tablet, () => request.fail(timeout)) }
    if (!answer.ok) {
      const { status, body } = answer
      return this.#goOn(tablet, () => request.fail({ kind: 'refused', status, code: body.code, body }))
    }
    tablet.carrier.dev = carrier.dev
    const { defect } = this.options
    const told = defect?.reply ? defect.reply(request.path, answer.value as Record<string, unknown>, this.#chance) : answer.value
    const value = request.path === '/sync/hello' ? this.#helloOf(tablet, told as object) : told
    await defect?.arrival?.(request.path, value as Record<string, unknown>, tablet.disk, this.office.now + tablet.skew)
    const stores = ['/sync/pull', '/sync/snapshot', '/sync/manifest', '/sync/pages'].includes(request.path)
    if (stores && !this.#calm && this.#chance.is(0.08)) { this.bump('fuse at a page'); tablet.life.fuse = Math.min(tablet.life.fuse, 1 + this.#chance.below(60)) }
    this.#hear(tablet, request.path, value as Record<string, unknown>)
    await this.#goOn(tablet, () => request.answer(value))
    // The worst moment for a restore is just after a fork: what the tablet sent under its old name is then gone from the server.
    if (request.path === '/devices/renew') this.bump('renewed tablet')
    if (request.path === '/devices/renew' && !this.#calm && this.#chance.is(0.5)) await this.#restore()
  }

  #send(request: Request): void {
    this.#pending.push(request)
    if (request.path === '/sync/snapshot') request.tablet.arrivals.forget((request.body as { stream: string }).stream)
  }

  /** What a tablet is told decides which pages it has to keep. */
  #hear({ arrivals, core }: Tablet, path: string, value: Record<string, unknown>): void {
    if (path === '/sync/manifest') {
      for (const [stream, { pages }] of Object.entries((value as ManifestResponse).streams)) arrivals.named(stream, new Set(pages.map(({ hash }) => hash)))
    }
    const granted = path === '/sync/hello' || path === '/sync/pull' ? new Set(value['streams'] as string[]) : null
    for (const stream of granted ? [...(core?.keys.keys() ?? [])] : []) if (!granted?.has(stream)) arrivals.forget(stream)
  }

  /** As an older server would say it. */
  #helloOf(tablet: Tablet, hello: object): object {
    const rowsOnly = this.#pages.is(this.#plain.get(tablet) ?? 0)
    if (rowsOnly) this.bump('hello without pages')
    return { ...hello, ...(this.#older.has(tablet) ? { stretches: undefined } : {}), ...(rowsOnly ? { pages: undefined } : {}) }
  }

  async #deliverLate(): Promise<void> {
    const [message] = this.#late.splice(this.#chance.below(this.#late.length), 1)
    if (!message) return
    this.bump('late delivery')
    await this.ask(message, null)
  }

  /** Hands one request to the server; null: no answer came. What it answers is held against what may be delivered. */
  async ask({ path, body, carrier }: { path: string; body: unknown; carrier: Carrier }, tablet: Tablet | null): Promise<Answer | null> {
    try {
      const sender = { ...carrier }
      if (path === '/sync/push') this.bump('stretch' in (body as object) ? 'push without hashes' : 'push with hashes')
      const answer = await this.office.handle(carrier, path, (requests[path]?.parse(body) ?? body) as never)
      this.trace.add(`${carrier.dev} ${path} ${JSON.stringify(answer)}`)
      if (answer.ok) this.#inspect(path, body, answer.value as Record<string, unknown>, sender, tablet)
      if (answer.ok && path === '/sync/manifest' && !this.options.defect) for (const what of await wrongManifest(this.office, answer.value as ManifestResponse)) this.fail('pages', what)
      return answer
    } catch (error) {
      if (error instanceof PowerCut) { await this.office.powerCut(); return null }
      if (!this.options.defect) this.fail('server error', `${path}: ${error instanceof Error ? error.message : String(error)}`)
      return { ok: false, status: 500, body: { code: 'SERVER' } }
    }
  }

  #inspect(path: string, body: unknown, value: Record<string, unknown>, { dev, account }: Carrier, tablet: Tablet | null): void {
    const barred = this.rights.inactive.has(account) || this.rights.revoked.has(dev)
    const allowed = new Set<string>(barred ? [] : [...streamsOfPerson(this.rights.grants.get(account) ?? []), ownKeyName(account)])
    const named = path === '/sync/digest' ? Object.keys(value) : path === '/auth/keys' ? Object.keys(value['keys'] as object)
      : path === '/sync/manifest' ? Object.keys(value['streams'] as object) : path === '/sync/pages' ? streamsOfParts(value['parts'] as string[]) : []
    const rows = [value, ...(path === '/sync/digest' ? Object.values(value) : [])].flatMap(part => (part as { rows?: { stream: string }[] }).rows ?? [])
    for (const stream of new Set([...named, ...rows.map(row => row.stream)])) {
      if (!allowed.has(stream) && stream !== `user:${account}`) this.fail('4', `${path} gave ${stream} to ${account}`)
    }
    if (path === '/sync/digest' && tablet?.core && (body as { bucket?: number }).bucket === undefined) this.#compareDigests(tablet, value as Record<string, { seq: number; count: number; sum: string }>, (body as { epoch: string }).epoch)
  }

  #compareDigests(tablet: Tablet, theirs: Record<string, { seq: number; count: number; sum: string }>, epoch: string): void {
    const disk = readDisk(tablet.disk)
    for (const [stream, { seq, count, sum }] of Object.entries(theirs)) {
      const state = disk.streams.get(stream)
      if (!state || state.seq !== seq || state.epoch !== epoch || state.copy === 0 || disk.broken.has(stream)) continue
      const own = digestOfRows(disk.rows, stream)
      if (own.count !== count || own.sum !== sum) this.fail('6', `${tablet.name} ${stream} at ${seq}: ${own.count} rows against ${count}`)
      else if (state.count !== count || state.sum !== sum) this.fail('6', `${tablet.name} ${stream} at ${seq}: its running digest is wrong`)
    }
  }

  async #mishap(tablet: Tablet): Promise<void> {
    const c = this.#chance
    const luck = c.next()
    this.office.failing = false
    if (luck < 0.1) { this.bump('backup'); await this.office.backup(); this.#rightsAtBackup = copyRights(this.rights) }
    else if (luck < 0.2) {
      await this.#restore()
    } else if (luck < 0.27) { this.bump('server power cut'); await this.office.powerCut() }
    else if (luck < 0.36) { tablet.life.fuse = 1 + c.below(60); this.bump('fuse') }
    else if (luck < 0.46) this.#keepImage(tablet)
    else if (luck < 0.54) this.#rollBack(this.#images.size === 0 ? tablet : c.pick([...this.#images.keys()]))
    else if (luck < 0.63) this.#clone(tablet, c.pick(this.tablets))
    else if (luck < 0.65) { this.#wipe(tablet); await this.#enrol(tablet); this.bump('reinstalled tablet') }
    else if (luck < 0.73) await this.#moveSomething()
    else if (luck < 0.82) await this.#changeGrants()
    else if (luck < 0.86) await this.#toggleUser()
    else if (luck < 0.875) await this.#revoke(tablet)
    else if (luck < 0.91) this.#damage(tablet)
    else if (luck < 0.95) this.switchUser(tablet, c.pick(this.users.get(tablet) ?? [tablet.person]))
    else if (this.options.wildClocks !== false) tablet.skew = Math.round((this.#clocks.next() - 0.5) * 20 * YEAR_MS)
  }

  /** Two runs of a seed, with wild clocks and with right ones, are held against each other step by step: see `runBothClocks`. */
  get #comparesClocks(): boolean { return this.options.wildClocks !== undefined }
  /**
   * Where a page ends among inbox records and conflicts follows from their ids, and these from hashes with times in them. Where two runs
   * are held against each other a kind is one page, or the power would go at another moment.
   */
  get #rowsOfPage(): number { return this.#comparesClocks ? 1_000 : FEW_ROWS }

  #damage(tablet: Tablet): void {
    tablet.off()
    const what = damageAtRest(tablet.disk, this.#pages)
    if (!what) return
    this.bump(what)
    tablet.damaged = true
    tablet.arrivals.clear()
  }

  async #restore(): Promise<void> {
    if (!await this.office.restore()) return
    this.bump('restore')
    this.rights = copyRights(this.#rightsAtBackup as Rights)
  }

  switchUser(tablet: Tablet, person: Person): void {
    tablet.off()
    tablet.person = person
    tablet.carrier = { ...tablet.carrier, account: person.id }
    this.trace.add(`${tablet.name} is used by ${person.id}`)
  }

  /** A disk is overwritten: what lay only there is gone, and nobody can be blamed for it. */
  #wipe(tablet: Tablet): void {
    tablet.off()
    this.noteSaved(tablet)
    const elsewhere = new Set(this.tablets.filter(other => other !== tablet).flatMap(other => readDisk(other.disk).journal.map(entry => entry.bh)))
    for (const { bh } of readDisk(tablet.disk).journal) if (!elsewhere.has(bh)) this.destroyed.add(bh)
    this.#images.delete(tablet)
    this.#making.delete(tablet)
    tablet.arrivals.clear()
    tablet.damaged = false
  }
  #keepImage(tablet: Tablet): void {
    this.#images.set(tablet, { disk: copyDisk(tablet.disk), carrier: { ...tablet.carrier }, damaged: tablet.damaged })
  }
  #rollBack(tablet: Tablet): void {
    const image = this.#images.get(tablet)
    if (!image) return
    this.#wipe(tablet)
    tablet.disk = copyDisk(image.disk)
    tablet.damaged = image.damaged
    if (this.#chance.is(0.5)) tablet.carrier = { ...image.carrier, account: tablet.person.id }
    this.#revive(tablet)
    this.bump('rolled-back tablet')
  }
  #clone(from: Tablet, to: Tablet): void {
    if (from === to) return
    this.#wipe(to)
    to.disk = copyDisk(from.disk)
    to.damaged = from.damaged
    this.users.set(to, this.users.get(from) ?? [])
    to.person = from.person
    to.carrier = { ...from.carrier }
    this.#revive(to)
    this.bump('cloned tablet')
  }
  /** An image brings back what it holds. */
  #revive(tablet: Tablet): void {
    for (const { bh } of readDisk(tablet.disk).journal) this.destroyed.delete(bh)
  }

  async #moveSomething(): Promise<void> {
    const c = this.#chance
    const from = c.pick(['pustu-kiara', 'pustu-teritih'])
    const stream = streamOf('clinical', from)
    const rows = await this.office.store.db.selectFrom('row').select('id').where('stream', '=', stream).where('kind', '=', 'patient').where('state', '<>', 'moved').orderBy('id').execute()
    if (rows.length === 0) return
    this.bump('moved record')
    await this.office.move(c.pick(rows).id, streamOf('clinical', from === 'pustu-kiara' ? 'pustu-teritih' : 'pustu-kiara'))
  }

  async #changeGrants(): Promise<void> {
    const person = this.#chance.pick(PEOPLE.filter(({ id }) => id !== 'kapus'))
    const reduced = (this.rights.grants.get(person.id) ?? []).length < person.grants.length
    const grants = reduced ? person.grants : person.grants.slice(0, person.grants.length > 1 ? 1 : 0)
    this.rights.grants.set(person.id, grants)
    this.bump(reduced ? 'gained streams' : 'lost streams')
    await this.office.account(person.id, { grants: [...grants] })
  }
  async #toggleUser(): Promise<void> {
    const { id } = this.#chance.pick(PEOPLE)
    const active = this.rights.inactive.has(id)
    if (active) this.rights.inactive.delete(id)
    else this.rights.inactive.add(id)
    this.bump(active ? 'user back' : 'revoked user')
    await this.office.account(id, { active })
  }
  async #revoke(tablet: Tablet): Promise<void> {
    const { db } = this.office.store
    const found = await db.selectFrom('device').select('family').where('dev', '=', tablet.carrier.dev).executeTakeFirst()
    if (!found) return
    await revokeDevice(this.office.deps, TENANT, tablet.carrier.dev)
    for (const { dev } of await db.selectFrom('device').select('dev').where('family', '=', found.family).execute()) this.rights.revoked.add(dev)
    this.bump('revoked device')
  }

  /** Faults stop; everybody on every tablet syncs until nothing moves any more. */
  async quiesce(): Promise<number> {
    this.#calm = true
    for (const tablet of this.tablets) tablet.calm = true
    for (const request of this.#pending) request.tablet.off()
    this.#pending.length = 0
    this.#late.length = 0
    this.office.failing = false
    for (let round = 1; round <= 10 && this.violations.length === 0; round += 1) {
      const before = await this.#state()
      for (const tablet of this.tablets) {
        for (const person of this.users.get(tablet) ?? []) if (await this.#isBehind(tablet, person)) await this.#syncWhole(tablet, person)
      }
      if (await this.#state() === before) return round
    }
    return 0
  }
  async #state(): Promise<string> {
    const streams = await this.office.store.db.selectFrom('stream').select(['stream', 'seq', 'sum']).orderBy('stream').execute()
    return JSON.stringify([streams, this.tablets.map(tablet => readDisk(tablet.disk).journal.map(entry => [entry.dev, entry.seq, entry.phase]))])
  }
  /** Whether a sync of this person could still move something; a last sync of everybody would take most of a run's time. */
  async #isBehind(tablet: Tablet, person: Person): Promise<boolean> {
    const disk = readDisk(tablet.disk)
    if (disk.broken.size > 0 || orphansOf(disk, () => true).length > 0) return true
    if (disk.epoch !== await this.office.core.epoch() || disk.journal.some(entry => entry.phase === 'unsent' || entry.phase === 'again' || (entry.phase === 'sent' && entry.outcome !== 'quarantined'))) return true
    const heads = new Map((await this.office.store.db.selectFrom('stream').select(['stream', 'seq']).execute()).map(({ stream, seq }) => [stream, seq]))
    const granted = streamsOfPerson(this.rights.grants.get(person.id) ?? [])
    const held = disk.users.find(user => user.id === person.id)?.streams ?? []
    return held.some(stream => !granted.includes(stream)) || granted.some(stream => {
      const state = disk.streams.get(stream)
      return !state?.complete || state.dropped || state.epoch !== disk.epoch || state.seq !== (heads.get(stream) ?? 0)
    }) || [...disk.streams.values()].some(state => state.dropped)
  }
  async #syncWhole(tablet: Tablet, person: Person): Promise<void> {
    this.switchUser(tablet, person)
    if (!readDisk(tablet.disk).users.some(user => user.id === person.id)) return
    await this.#boot(tablet, true)
    if (tablet.damaged) await this.#readAll(tablet)
    await this.startSync(tablet)
    for (let calls = 0; this.#pending.length > 0; calls += 1) {
      const request = this.#pending.shift() as Request
      if (!request.life.alive) continue
      if (calls > 300) { this.fail('9', `${tablet.name} asks for ever`); return }
      await this.answer(request)
    }
  }

  /** Whoever reads what was damaged finds it, and the next sync fetches it anew. */
  async #readAll(tablet: Tablet): Promise<void> {
    for (const kind of KINDS) {
      if (tablet.core) await this.letRun(tablet, tablet.core.cache.all(kind))
    }
  }

  /** A page that lies here whole is not asked for again, nor is one that came whole before the line was cut: see `Arrivals`. */
  #checkAsked(tablet: Tablet, wanted: readonly { readonly stream: string; readonly hash: string }[]): void {
    const { pages, streams } = readDisk(tablet.disk)
    for (const stream of new Set(wanted.map(page => page.stream))) {
      const hashes = wanted.filter(page => page.stream === stream).map(({ hash }) => hash)
      this.faults['page asked for'] = (this.faults['page asked for'] ?? 0) + hashes.length
      const kid = tablet.core?.keys.get(stream)?.kid ?? ''
      for (const hash of hashes) if (pages.has(pageKey({ stream, kid, hash }))) this.fail('pages', `${tablet.name} asks again for page ${hash.slice(0, 8)} of ${stream}, which lies here`)
      const { again, kept } = tablet.arrivals.asked(stream, streams.get(stream)?.copy ?? 0, hashes)
      if (again.length > 0) this.fail('pages', `${tablet.name} asks again for ${again.length} pages of ${stream} that had come whole`)
      if (kept > 0) this.bump('download gone on with')
    }
  }

  /** After a cut no whole page has to come again; when the power goes, at most those few that are stored together. */
  #checkDownload(tablet: Tablet, powerWent: boolean): void {
    if (tablet.handed.length === 0) return
    const disk = readDisk(tablet.disk)
    const named = new Set([...disk.directories.values()].flatMap(directory => (entriesOf(directory) ?? []).map(({ hash }) => `${directory.space.slice(0, directory.space.lastIndexOf('#'))}|${hash}`)))
    const lying = new Set([...disk.pages.values()].map(({ stream, hash }) => `${stream}|${hash}`))
    const lost = tablet.handed.filter(({ stream, hash }) => named.has(`${stream}|${hash}`) && !lying.has(`${stream}|${hash}`))
    tablet.handed = []
    tablet.ended = false
    if (!powerWent) tablet.arrivals.stored()
    if (lost.length > (powerWent ? STORED_TOGETHER : 0)) this.fail('pages', `${tablet.name} lost ${lost.length} pages that had come whole${powerWent ? ' when its power went' : ''}`)
    if (lost.length > 0) this.bump('pages lost when the power went')
  }

  /** At every moment: pages are what their directories say, digests what the rows are, and what came for a copy in the making stays. */
  #checkPagesAtRest(tablet: Tablet): void {
    const disk = readDisk(tablet.disk)
    for (const what of disk.wrong) this.fail('pages', `${tablet.name} ${what}`)
    if (!tablet.damaged) for (const [stream, what] of disk.broken) this.fail('pages', `${tablet.name} ${stream}: ${what}`)
    for (const what of wrongDigests(disk)) this.fail('6', `${tablet.name} ${what}`)
    const before = this.#making.get(tablet)
    const now = new Map<string, { box: Uint8Array; here: ReadonlySet<string> }>()
    for (const { stream, making } of disk.streams.values()) {
      const directory = making?.paged === undefined ? undefined : disk.directories.get(`${stream}#${making.copy}`)
      if (!directory) continue
      const here = new Set((entriesOf(directory) ?? []).map(({ hash }) => pageKey({ stream, kid: directory.kid, hash })).filter(key => disk.pages.has(key)))
      now.set(stream, { box: directory.box, here })
      const known = before?.get(stream)
      if (known?.box !== directory.box || tablet.damaged) continue
      for (const key of known.here) if (!here.has(key)) this.fail('pages', `${tablet.name} let go of page ${key}, which a copy in the making needs`)
    }
    this.#making.set(tablet, now)
  }

  /** Reads something through the store and looks whether it is what lies on the disk, now and then as another tab. */
  async #checkReading(tablet: Tablet): Promise<void> {
    const { core, reader } = tablet
    if (!core || !reader || !this.#pages.is(0.3)) return
    const result = await this.letRun(tablet, (async () => {
      if (this.#pages.is(0.1)) return checkFoldsOf(core, reader)
      const other = this.#pages.is(0.5) ? await tablet.otherTab() : null
      try {
        return await readingDiffers(other ?? core, () => readDisk(tablet.disk), this.#pages)
      } finally {
        other?.close()
      }
    })())
    if (typeof result === 'string' && result !== 'stands') this.fail('reading', `${tablet.name} ${result}`)
  }

  async #checkHeld(tablet: Tablet): Promise<void> {
    for (const what of (await wrongAtCursor(this.office, readDisk(tablet.disk))).slice(0, 3)) this.fail('2', `${tablet.name} ${what}`)
  }

  /** Invariant 7: what somebody saved on this tablet is what this tablet shows them, until the server's row has come. */
  async checkView(tablet: Tablet): Promise<void> {
    if (this.#pages.is(0.4)) this.#checkPagesAtRest(tablet)
    if (this.#pages.is(0.1)) await this.#checkHeld(tablet)
    await this.#checkReading(tablet)
    const { reader, core } = tablet
    if (!reader || !core) return
    const disk = readDisk(tablet.disk)
    if (disk.epoch !== undefined && disk.epoch !== await this.office.core.epoch()) return
    const waiting = disk.journal.filter(entry => entry.phase === 'unsent' || entry.phase === 'sent' || (entry.row && (disk.streams.get(entry.row.stream)?.seq ?? 0) < entry.row.seq))
    if (waiting.length === 0) return
    const log = new Map((await this.office.store.db.selectFrom('op').select(['bh', 'outcome', 'stream', 'row_seq']).where('bh', 'in', disk.journal.map(entry => entry.bh)).execute()).map(line => [line.bh, line]))
    const latest = new Map<string, () => Promise<void>>()
    const made = new Set(disk.journal.flatMap(entry => { const op = opIn(entry); return op?.act === 'create' ? [op.id] : [] }))
    for (const entry of [...disk.journal].sort((a, b) => a.order - b.order)) {
      const op = opIn(entry)
      // What a colleague saved later on this tablet is what it shows.
      if (op && op.actor !== tablet.person.id) for (const group of Object.keys(op.set ?? {})) latest.delete(`${op.id} ${group}`)
      if (!op || op.actor !== tablet.person.id || op.schema !== 1 || op.app !== 'simulation' || !core.keys.has(entry.stream)) continue
      // A stream that was taken away goes with everything that was written in it.
      if (disk.streams.get(entry.stream)?.dropped) continue
      const line = log.get(entry.bh)
      const state = line?.stream ? disk.streams.get(line.stream) : undefined
      const open = entry.phase !== 'again' && (!line || (line.outcome !== 'quarantined' && line.stream !== null && core.keys.has(line.stream) && state !== undefined && state.epoch === disk.epoch && state.seq < (line.row_seq ?? 0)))
      for (const [group, { to }] of Object.entries(op.set ?? {})) {
        const key = `${op.id} ${group}`
        if (!open) { latest.delete(key); continue }
        latest.set(key, async () => {
          const record = await reader.get(op.kind as never, op.id) as { data: Record<string, unknown> } | undefined
          // A restored server may not know a record until the tablet that made it offers it again. Till then there is nothing
          // that an edit could be laid over; the edit itself is safe in the journal, and is shown once the record is back.
          if (!record && !made.has(op.id) && (this.faults['restore'] ?? 0) > 0) return
          if (JSON.stringify(record?.data[group]) !== JSON.stringify(to)) {
            this.fail('7', `${tablet.name} ${op.kind} ${op.id} ${group}: saved ${JSON.stringify(to)}, shown ${JSON.stringify(record?.data[group])} (${entry.phase}, ${line?.outcome ?? 'not sent'})`)
          }
        })
      }
    }
    for (const check of latest.values()) {
      await Promise.race([check().catch(error => this.#broken(tablet, error)), tablet.stands()])
      if (!tablet.life.alive) return this.#cool(tablet)
    }
  }
}

const copyRights = ({ grants, inactive, revoked }: Rights): Rights => ({ grants: new Map(grants), inactive: new Set(inactive), revoked: new Set(revoked) })

/** The streams that the pages of an answer are of. */
const streamsOfParts = (parts: readonly string[]): string[] => [...new Set(parts.flatMap(part => openedBody(Buffer.from(part, 'base64'))?.stream ?? []))]
