import type { Zone } from '#domain/core/day.ts'
import type { Grant } from '#domain/core/roles.ts'
import type { EnrolResponse } from '#sync/messages.ts'
import { recount } from '../db/counting.ts'
import { tendLater } from '../db/pages/tend.ts'
import { openDatabase, type Databases } from '../db/database.ts'
import type { StoreDeps } from '../db/deps.ts'
import { journalCounts, startJournal, type JournalCounts } from '../db/journal.ts'
import { nextLabel, type LabelSeries } from '../db/labels.ts'
import type { RecordStore } from '../db/record-store.ts'
import { createRecordStore } from '../db/store.ts'
import { StoreCore } from '../db/store-core.ts'
import { fromBase64 } from '../vault/bytes.ts'
import { openEscrow } from '../vault/escrow.ts'
import { openStreamKeys } from '../vault/stream-keys.ts'
import type { SyncApi } from './api.ts'
import { syncCalls } from './calls.ts'
import { syncOnce, type SyncOutcome } from './engine.ts'
import type { Keyring } from './run.ts'
import type { RoomEstimate } from './tablet-report.ts'

/** Everything from outside: see StoreDeps, and the line to the server. */
export interface TabletDeps extends StoreDeps {
  readonly api: SyncApi
  readonly subtle: SubtleCrypto
  /** The browser's room, told to the server for who looks after the tablets; left out in a simulation. */
  readonly room?: RoomEstimate | null
}

/** Somebody at work, with his keys in hand (the password's part is the session's). */
export interface TabletUser {
  readonly id: string
  readonly zone: Zone
  readonly grants: readonly Grant[]
  /** Stream → base64 AES-256 key. */
  readonly keys: Readonly<Record<string, string>>
  /** Base64 AES-256 key for half-written forms; made up when left out. */
  readonly draftKey?: string
  /** Base64; only opens the forms that were sealed before `draftKey` came. */
  readonly olderDraftKey?: string | undefined
}

/** What is kept in the clear of the tablet itself. */
export type TabletMeta = EnrolResponse & { readonly name: string }

export interface OpenTablet {
  readonly store: RecordStore
  readonly core: StoreCore
  /**
   * One sync, to its end. Never rejects for network or storage; `stop` says why it ended early. `whole` false: pushes
   * only, because the server's session is another person's.
   */
  sync(onProgress?: Parameters<typeof syncOnce>[0]['onProgress'], whole?: boolean): Promise<SyncOutcome>
  counts(): Promise<JournalCounts>
  /** Count and sum of a stream from its rows at rest, and the cursor they stand at; null for one that is not held. */
  digest(stream: string): Promise<{ seq: number; count: number; sum: string } | null>
  nextLabel(series: LabelSeries, code: string): Promise<string>
  /** Goes over to another key (base64) for half-written forms; those that lie here are sealed anew. */
  changeDraftKey(key: string): Promise<void>
  /** Forgets keys, rows and watchers. The database stays open for the next user. */
  close(): void
}

export interface Tablet {
  readonly db: Databases
  /** Keeps an enrolment and starts the journal; a second call changes nothing of the journal. */
  enrol(tablet: TabletMeta): Promise<void>
  /** `keyring` keeps keys of new streams (StoredUser on a tablet, a plain map in a simulation). Null: pushes only. */
  open(user: TabletUser, keyring: Keyring | null): Promise<OpenTablet>
  /** Without anyone unlocked: what was written still goes out, sealed to the server. */
  openLocked(): Promise<OpenTablet>
  /** Closes the database; a new createTablet on the same name goes on where this one was. */
  close(): void
}

/**
 * A tablet over one IndexedDB: store, journal and sync, without password, PIN or screen. The app's session and the
 * simulation build on this same door.
 *
 *     const tablet = await createTablet(deps)
 *     await tablet.enrol({ dev, block, serverKey, tenant, name })       // once per database
 *     const desk = await tablet.open({ id: actor, zone, grants, keys }, keyring)
 *     await desk.store.writeGroup(async view => ok([createDraft(…)]))
 *     const { report, stop } = await desk.sync()                        // report.mismatches must be 0
 *     desk.close(); tablet.close()                                      // or crash: just drop both
 *
 * Nothing is kept outside `deps` and the database, so a crash is modelled by never resuming what it awaits, and a clone
 * or roll-back by copying the database.
 */
export async function createTablet(deps: TabletDeps): Promise<Tablet> {
  const db = await openDatabase(deps.databaseName, deps.idb)
  const calls = syncCalls(deps.api)

  async function opened(core: StoreCore, keyring: Keyring | null): Promise<OpenTablet> {
    const counted = new Set<string>()
    return {
      core, store: createRecordStore(core),
      async sync(onProgress = () => {}, whole = true) {
        const outcome = await syncOnce({ core, calls, keyring: whole ? keyring : null, app: deps.app, room: deps.room, onProgress }, counted)
        if (outcome.stop === null) tendLater(core)
        return outcome
      },
      counts: () => journalCounts(core),
      async digest(stream) {
        const own = await recount(core, stream)
        return own && { seq: own.seq, ...own.digest }
      },
      nextLabel: (series, code) => nextLabel(core, series, code),
      changeDraftKey: async key => core.drafts?.changeKey(await deps.sealing.importKey(fromBase64(key))),
      close: () => core.close(),
    }
  }

  return {
    db,
    async enrol(tablet) {
      await db.strict.meta.put({ key: 'tablet', value: tablet })
      await startJournal(db.strict, tablet.dev)
    },
    async open(user, keyring) {
      const tablet = await db.strict.value<TabletMeta>('tablet')
      const escrow = tablet?.serverKey ? await openEscrow(deps.subtle, deps.randomBytes, tablet.serverKey) : null
      const draftKey = await deps.sealing.importKey(user.draftKey ? fromBase64(user.draftKey) : deps.randomBytes(32))
      const older = user.olderDraftKey === undefined ? {} : { olderDraftKey: await deps.sealing.importKey(fromBase64(user.olderDraftKey)) }
      const keys = await openStreamKeys(user.keys, deps.sealing)
      const core = await StoreCore.open(deps, db, keys, { id: user.id, zone: user.zone, grants: user.grants, escrow, draftKey, ...older })
      return opened(core, keyring)
    },
    openLocked: async () => opened(await StoreCore.open(deps, db, new Map(), null), null),
    close() {
      db.strict.close()
      db.relaxed.close()
    },
  }
}
