import { createHash } from 'node:crypto'
import { bytesToHex } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { err, ok, type Result } from '#domain/core/result.ts'
import { openDatabase, TabletDatabase, type Databases, type JournalEntry, type JournalHead, type StoredUser } from '#app/db/database.ts'
import type { Paging, StoreDeps } from '#app/db/deps.ts'
import { startJournal } from '#app/db/journal.ts'
import { createPageDesk } from '#app/db/pages/desk.ts'
import type { PageDesk, PageLoad } from '#app/db/pages/page-desk.ts'
import { createReader } from '#app/db/reader.ts'
import type { RecordReader } from '#app/db/record-store.ts'
import { journalPlace, StoreCore } from '#app/db/store-core.ts'
import { writeGroup } from '#app/db/write-group.ts'
import type { ApiFailure } from '#app/sync/api.ts'
import { syncCalls } from '#app/sync/calls.ts'
import { syncOnce, type SyncOutcome } from '#app/sync/engine.ts'
import { openStreamKeys } from '#app/vault/stream-keys.ts'
import { chainEntry } from '#sync/chain.ts'
import type { PagesRequest } from '#sync/messages.ts'
import { Arrivals } from './arrivals.ts'
import { copyDisk, IDBFactory, IDBKeyRange } from './disk.ts'
import { Life, type Torn } from './life.ts'
import { FEW_ROWS, type Carrier } from './office.ts'
import { garble } from './page-faults.ts'
import type { Person } from './people.ts'
import type { Chance } from './random.ts'
import { plainPageBytes, plainSealing } from './seal.ts'

export const DATABASE = 'kkd'
/** No call, but a line that stands still in the middle of an answer. */
export const LINE = '(line)'
type Failure = Result<never, ApiFailure>

/** A request on its way. The tablet stands still until the schedule answers. */
export interface Request {
  readonly tablet: Tablet
  readonly life: Life
  readonly path: string
  readonly body: unknown
  readonly carrier: Carrier
  answer(value: unknown): void
  fail(failure: ApiFailure): void
}

/** What the world gives to a tablet. */
export interface Surroundings {
  readonly chance: Chance
  now(): number
  newId(): string
  send(request: Request): void
  /** A tablet is about to ask for these pages. */
  onPages(tablet: Tablet, wanted: readonly { readonly stream: string; readonly hash: string }[]): void
  onPageBytes(bytes: number): void
  bump(fault: string): void
}

/**
 * One tablet with the real client on it: store, journal and sync engine over its own disk. What a crash takes away is
 * `life` and everything made in it; `disk` and the browser's cookie (`carrier`) stay.
 */
export class Tablet {
  disk = new IDBFactory()
  life = new Life()
  carrier: Carrier
  core: StoreCore | null = null
  reader: RecordReader | null = null
  #db: Databases | null = null
  /** Milliseconds that this tablet's clock is wrong. */
  skew = 0
  /** The line never breaks off: at the end, when all has to arrive. */
  calm = false
  /** A planted defect: see `Torn`. */
  torn: Torn | null = null
  /** Planted defects of pages: what stands in the desk's place, and whether any bytes have the hash that was asked for. */
  deskFault: ((desk: PageDesk) => PageDesk) | null = null
  anyHash = false
  paging: Paging = { rows: FEW_ROWS, compactAt: 4 }
  /** Something that lay here in pages was changed while it was off: until it has been had anew, reading may fail. */
  damaged = false
  /** Pages that came whole in the download that runs or ran last; `ended`: the line is closed. */
  handed: { readonly stream: string; readonly hash: string }[] = []
  ended = false
  /** What came whole of downloads that are not at their end, whatever became of it here. */
  readonly arrivals = new Arrivals()
  syncing: Promise<SyncOutcome | 'crashed'> | null = null
  #deps: StoreDeps | null = null
  /** The hash that was asked for, for a planted defect. */
  #asked = ''
  readonly #wakers = new Set<() => void>()

  constructor(readonly name: string, readonly place: string, public person: Person, readonly world: Surroundings) {
    this.carrier = { dev: '', account: person.id }
  }

  /** Resolves when the program waits for the network or has died: the moment at which somebody else may go on. */
  stands(): Promise<'stands'> {
    return new Promise(resolve => this.#wakers.add(() => resolve('stands')))
  }
  wake(): void {
    for (const waker of this.#wakers) waker()
    this.#wakers.clear()
  }

  /** Switches the tablet on: reads its disk and opens what this person holds. */
  async boot(): Promise<void> {
    this.life = new Life(this.torn)
    this.life.onDeath = () => this.wake()
    this.arrivals.wentOff()
    const deps = this.#makeDeps(this.life)
    const db = await openDatabase(DATABASE, deps.idb)
    const user = await db.relaxed.users.get(this.person.id)
    const keys = await openStreamKeys(user ? keyringOf(user) : {}, deps.sealing)
    const core = await StoreCore.open(deps, db, keys, { id: this.person.id, zone: 'Asia/Jakarta', grants: this.person.grants, escrow: null, draftKey: {} as CryptoKey })
    this.#db = db
    this.#deps = deps
    this.core = core
    this.handed = []
    this.reader = createReader(core)
    this.syncing = null
  }

  /** A second tab of the same app, which knows nothing of what the first has in memory. Whoever opens it closes it. */
  async otherTab(): Promise<StoreCore> {
    if (!this.core || !this.#db || !this.#deps) throw new Error('the tablet is off')
    return StoreCore.open(this.#deps, this.#db, this.core.keys, this.core.user)
  }

  /** Enrols a new tablet and signs people in, before the faults begin. */
  async setUp(dev: string, keyrings: readonly { readonly person: Person; readonly keys: Readonly<Record<string, string>> }[]): Promise<void> {
    emptyDisk ??= makeEmptyDisk()
    this.disk = copyDisk(await emptyDisk)
    const { strict } = await openDatabase(DATABASE, { indexedDB: this.disk, IDBKeyRange })
    await startJournal(strict, dev)
    for (const { person, keys } of keyrings) {
      await strict.users.put({ id: person.id, username: person.id, name: person.name, salt: new Uint8Array(0), box: boxOf(keys), streams: Object.keys(keys).sort() })
    }
    strict.close()
  }

  off(): void {
    this.life.die()
    this.core?.close()
    this.life.close()
    this.core = null
    this.reader = null
    this.syncing = null
  }

  save(decide: (view: RecordReader) => ReturnType<Parameters<typeof writeGroup<'nothing'>>[2]>): ReturnType<typeof writeGroup<'nothing'>> {
    if (!this.core || !this.reader) throw new Error('the tablet is off')
    return writeGroup(this.core, this.reader, decide)
  }

  sync(): Promise<SyncOutcome> {
    const { core, life } = this
    const db = this.#db
    if (!core || !db) throw new Error('the tablet is off')
    return syncOnce({
      core, app: 'simulation', onProgress: () => {}, calls: syncCalls({ post: (path, body, answer) => this.#post(life, path, body, answer), parts: (path, body, onPart) => this.#parts(life, path, body, onPart) }),
      keyring: {
        add: keys => changeKeyring(db, this.person.id, ring => ({ ...keys, ...ring })),
        drop: stream => changeKeyring(db, this.person.id, ({ [stream]: _gone, ...rest }) => rest),
      },
    })
  }

  /** Puts an operation into the journal that the app would never write: an older version's, a newer one's, or a broken one. */
  async plant(bodies: readonly string[], stream: string, tx: string): Promise<void> {
    const { core } = this
    const db = this.#db?.strict
    const key = core?.keys.get(stream)
    if (!core || !db || !key) return
    const head = await db.value<JournalHead>('journal')
    if (!head) return
    let last: { dev: string; seq: number; hash: string } = head
    const lines = bodies.map(body => (last = chainEntry(last, body))) as ReturnType<typeof chainEntry>[]
    const entries: JournalEntry[] = await Promise.all(lines.map(async ({ dev, seq, prev, bh, hash, body }, index) => ({
      dev, seq, prev, bh, hash, order: head.order + index + 1, phase: 'unsent' as const, stream, tx, txn: bodies.length, actor: this.person.id, size: body.length,
      savedAt: 0, ackedAt: null, outcome: null, code: null, row: null, kid: key.kid, sealed: null,
      box: await core.deps.sealing.seal(key.key, new TextEncoder().encode(body), journalPlace(bh)),
    })))
    await core.underLock(async () => {
      await db.transaction('rw', db.meta, db.journal, async () => {
        await db.journal.bulkAdd(entries)
        await db.meta.put({ key: 'journal', value: { dev: last.dev, seq: last.seq, hash: last.hash, order: head.order + bodies.length } satisfies JournalHead })
        return db.nextStamp()
      })
    })
    await core.catchUp()
  }

  salt(): string { return bytesToHex(this.world.chance.bytes(16)) }

  #post<S extends z.ZodType>(life: Life, path: string, body: unknown, answer: S): Promise<Result<z.infer<S>, ApiFailure>> {
    if (life.tick()) return new Promise(() => {})
    return new Promise(resolve => {
      const reply = (result: Result<z.infer<S>, ApiFailure>): void => { if (life.alive) resolve(result) }
      this.world.send({
        tablet: this, life, path, body: JSON.parse(JSON.stringify(body)) as unknown, carrier: this.carrier,
        answer: value => {
          const parsed = answer.safeParse(JSON.parse(JSON.stringify(value)))
          reply(parsed.success ? ok(parsed.data) : err({ kind: 'unreadable' }))
        },
        fail: failure => reply(err(failure) as Failure),
      })
      this.wake()
    })
  }

  /** Pages as they come: one after the other, with pauses in which others act, over a line that damages and breaks off. */
  async #parts(life: Life, path: string, body: unknown, onPart: (part: Uint8Array<ArrayBuffer>) => Promise<void>): Promise<Result<null, ApiFailure>> {
    const wanted = (body as PagesRequest).wanted.flatMap(({ stream, hashes }) => hashes.map(hash => ({ stream, hash })))
    this.world.onPages(this, wanted)
    const answer = await this.#post(life, path, body, z.object({ parts: z.array(z.string()) }))
    if (!answer.ok) return answer
    const { chance } = this.world
    const whole = answer.value.parts.map(part => new Uint8Array(Buffer.from(part, 'base64')))
    const { parts, fault } = this.calm ? { parts: whole, fault: null } : garble(whole, chance)
    if (fault) this.world.bump(fault)
    const cut = this.calm || !chance.is(0.3) ? Number.POSITIVE_INFINITY : chance.below(parts.length + 1)
    this.handed = []
    this.ended = false
    for (const [index, part] of parts.entries()) {
      if (index >= cut || (!this.calm && chance.is(0.15) && !await this.#pause(life))) {
        this.ended = true
        this.world.bump('line cut between pages')
        return err({ kind: 'offline' })
      }
      const asked = wanted[index]
      this.#asked = asked?.hash ?? ''
      this.world.onPageBytes(part.length)
      if (asked && createHash('sha256').update(part).digest('hex') === asked.hash) this.#came(asked)
      await life.gate(() => onPart(part))
    }
    this.ended = true
    return ok(null)
  }

  #came(page: { readonly stream: string; readonly hash: string }): void {
    this.handed.push(page)
    this.arrivals.came(page)
  }

  /** The line stands still between two pages until the schedule goes on; false: it broke off. */
  #pause(life: Life): Promise<boolean> {
    return new Promise(resolve => {
      const go = (on: boolean): void => { if (life.alive) resolve(on) }
      this.world.send({ tablet: this, life, path: LINE, body: null, carrier: this.carrier, answer: () => { go(true) }, fail: () => { go(false) } })
      this.wake()
    })
  }

  #makeDeps(life: Life): StoreDeps {
    const held = new Map<string, Promise<unknown>>()
    const sealing = plainSealing(run => life.gate(run))
    const bytes = plainPageBytes(run => life.gate(run))
    const fault = this.deskFault
    return {
      databaseName: DATABASE,
      idb: { indexedDB: life.disk(this.disk), IDBKeyRange },
      sealing,
      randomBytes: length => (life.alive ? this.world.chance.bytes(length) : new Uint8Array(length)),
      locks: {
        async request<T>(name: string, run: () => Promise<T>): Promise<T> {
          const before = held.get(name) ?? Promise.resolve()
          const mine = before.then(() => life.gate(run))
          held.set(name, mine.catch(() => undefined))
          return mine
        },
      },
      openChannel: () => ({ post: () => {}, listen: () => () => {}, close: () => {} }),
      now: () => this.world.now() + this.skew,
      newId: () => (life.alive ? this.world.newId() : 'dead'),
      breathe: () => life.gate(() => undefined),
      pageBytes: this.anyHash ? { ...bytes, hash: () => life.gate(() => this.#asked) } : bytes,
      paging: this.paging,
      app: 'simulation',
      openPageDesk: (load: PageLoad) => {
        const desk = createPageDesk(load, sealing, bytes, () => life.gate(() => undefined))
        return fault ? fault(desk) : desk
      },
    }
  }
}

/** A disk with the app's tables and nothing in them: making them anew for every tablet would cost more than the run. */
let emptyDisk: Promise<IDBFactory> | undefined
async function makeEmptyDisk(): Promise<IDBFactory> {
  const disk = new IDBFactory()
  const { strict, relaxed } = await openDatabase(DATABASE, { indexedDB: disk, IDBKeyRange })
  strict.close()
  relaxed.close()
  return disk
}

const boxOf = (keys: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(keys)) as Uint8Array<ArrayBuffer>
export const keyringOf = (user: StoredUser): Record<string, string> => JSON.parse(new TextDecoder().decode(user.box)) as Record<string, string>

async function changeKeyring(db: Databases, id: string, change: (keys: Record<string, string>) => Record<string, string>): Promise<void> {
  await db.strict.transaction('rw', db.strict.users, async () => {
    const user = await db.strict.users.get(id)
    if (!user) return
    const keys = change(keyringOf(user))
    await db.strict.users.put({ ...user, box: boxOf(keys), streams: Object.keys(keys).sort() })
  })
}

/** Opens a disk beside the app, to plant a defect in what the app left there. */
export async function withDisk(disk: IDBFactory, change: (db: TabletDatabase) => Promise<unknown>): Promise<void> {
  const db = new TabletDatabase(DATABASE, { indexedDB: disk, IDBKeyRange }, 'relaxed')
  await db.open()
  await change(db)
  db.close()
}
