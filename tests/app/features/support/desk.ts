import { webcrypto } from 'node:crypto'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { day, type Day } from '#domain/core/day.ts'
import type { JsonObject } from '#domain/core/json.ts'
import type { Grant } from '#domain/core/roles.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf, Kind } from '#domain/records/index.ts'
import { grantedStreams, type Place } from '#domain/rules/access/grants.ts'
import type { Row } from '#sync/messages.ts'
import type { AppContext } from '#app/context.ts'
import { webPageBytes } from '#app/db/pages/page-bytes.ts'
import { createContext } from '#app/create-context.ts'
import { applyPage } from '#app/db/apply-rows.ts'
import { resumeSnapshot, storeSnapshotPage } from '#app/db/copies.ts'
import { openDatabase } from '#app/db/database.ts'
import type { StoreDeps } from '#app/db/deps.ts'
import { nextLabel } from '#app/db/labels.ts'
import { createRecordStore } from '#app/db/store.ts'
import { StoreCore } from '#app/db/store-core.ts'
import { webSealing } from '#app/vault/sealing.ts'
import { openStreamKeys } from '#app/vault/stream-keys.ts'
import { createLocks } from '#app/vault/platform.ts'

/** A row as a test names it: the rest is what the server would add. */
export interface PlacedRow<K extends Kind = Kind> {
  readonly kind: K
  readonly id: string
  readonly stream: string
  readonly data: DataOf<K>
  readonly rev?: number
  readonly conflicts?: readonly string[]
  readonly actor?: string
}

/** A desk: the real sealed store of one unlocked tablet, over an IndexedDB in memory. */
export interface Desk {
  readonly app: AppContext
  readonly core: StoreCore
  /** Rows arriving by sync. */
  arrive(rows: readonly PlacedRow[]): Promise<void>
  /** As the server would answer a push that puts everything unsent aside. */
  putAside(code: string): Promise<void>
}

export const TODAY = day('2025-12-17')
const NOON = Date.parse('2025-12-17T05:00:00Z')
export const PLACES: readonly Place[] = [
  { id: 'pkm-uji', type: 'puskesmas', parentId: null, kelurahanCode: null },
  { id: 'pustu-kiara', type: 'pustu', parentId: 'pkm-uji', kelurahanCode: '3673031006' },
  { id: 'pustu-teritih', type: 'pustu', parentId: 'pkm-uji', kelurahanCode: '3673031010' },
  { id: 'kmp-kiara', type: 'kmp', parentId: 'pkm-uji', kelurahanCode: '3673031006' },
]
const CATALOGUE = streamOf('catalogue', 'pkm-uji')
const NAMES: Readonly<Record<string, string>> = { 'pkm-uji': 'Puskesmas Uji', 'pustu-kiara': 'Pustu Kiara', 'pustu-teritih': 'Pustu Teritih', 'kmp-kiara': 'KMP Kiara' }

export const facilityRows = (): PlacedRow<'facility'>[] => PLACES.map(place => ({
  kind: 'facility', id: place.id, stream: CATALOGUE,
  data: { name: NAMES[place.id] ?? place.id, type: place.type, parentId: place.parentId, kelurahanCode: place.kelurahanCode, kelurahan: 'Kiara', zone: 'Asia/Jakarta', code: 'KIARA', active: true },
}))

export const staffRow = (id: string, name: string): PlacedRow<'staff'> => ({
  kind: 'staff', id, stream: CATALOGUE, data: { name, profession: 'kebidanan', grants: [], sip: null, active: true },
})

/** Opens a desk for a user with these grants, holding these rows besides the facilities and the user. */
export async function openDesk(options: { grants: readonly Grant[]; rows?: readonly PlacedRow[]; today?: Day; actor?: string }): Promise<Desk> {
  const actor = options.actor ?? 'staf-bidan'
  let counter = 0
  let seq = 0
  const now = NOON
  const randomBytes = (length: number): Uint8Array<ArrayBuffer> => webcrypto.getRandomValues(new Uint8Array(length))
  const deps: StoreDeps = {
    databaseName: 'uji', idb: { indexedDB: new IDBFactory(), IDBKeyRange },
    sealing: webSealing(webcrypto.subtle as SubtleCrypto, randomBytes), randomBytes, locks: createLocks(undefined, 'uji'),
    openChannel: () => ({ post() {}, listen: () => () => {}, close() {} }),
    now: () => now, newId: () => `id-${String(++counter).padStart(6, '0')}`, breathe: () => Promise.resolve(), app: 'uji', pageBytes: webPageBytes(webcrypto.subtle as SubtleCrypto),
  }
  const db = await openDatabase(deps.databaseName, deps.idb)
  const streams = grantedStreams(options.grants, PLACES)
  const keys = await openStreamKeys(Object.fromEntries(streams.map(stream => [stream, Buffer.from(randomBytes(32)).toString('base64')])), deps.sealing)
  await db.strict.meta.bulkPut([{ key: 'tablet', value: { block: 2 } }, { key: 'journal', value: { dev: 'tab-uji', seq: 0, hash: '', order: 0 } }])
  const draftKey = await deps.sealing.importKey(randomBytes(32))
  const core = await StoreCore.open(deps, db, keys, { id: actor, zone: 'Asia/Jakarta', grants: options.grants, escrow: null, draftKey })

  const toRow = (row: PlacedRow): Row => ({
    stream: row.stream, seq: ++seq, id: row.id, kind: row.kind, rev: row.rev ?? 1, state: 'live', data: row.data as unknown as JsonObject,
    conflicts: [...(row.conflicts ?? [])], by: { actor: row.actor ?? actor, dev: 'tab-lain', at: '2025-12-16T09:00:00.000+07:00' },
  })
  const first = [...facilityRows(), staffRow(actor, 'Bidan Uji'), ...(options.rows ?? [])].filter(row => streams.some(stream => stream === row.stream)).map(toRow)
  for (const stream of streams) {
    const rows = first.filter(row => row.stream === stream)
    await storeSnapshotPage(core, await resumeSnapshot(core, stream, 'masa-1'), { rows, atSeq: seq, total: rows.length }, stream)
  }
  const app = createContext({
    user: { id: actor, username: 'bidan', name: 'Bidan Uji', grants: [...options.grants] }, store: createRecordStore(core),
    api: { post: async () => ({ ok: false, error: { kind: 'offline' } }) }, zone: 'Asia/Jakarta', demo: false,
    now: () => now, newId: deps.newId, nextLabel: (series, code) => nextLabel(core, series, code), heldStreams: () => [...core.keys.keys()],
  })
  return {
    app, core,
    async arrive(rows) {
      const arrived = rows.map(toRow)
      const at = Object.fromEntries((await db.relaxed.streams.toArray()).map(state => [state.stream, state.seq]))
      await applyPage(core, arrived, { ...at, ...Object.fromEntries(arrived.map(row => [row.stream, row.seq])) }, at)
    },
    async putAside(code) {
      const unsent = await db.strict.journal.where('phase').equals('unsent').toArray()
      await db.strict.journal.bulkPut(unsent.map(entry => ({ ...entry, phase: 'sent' as const, outcome: 'quarantined' as const, code })))
      const stamp = await db.strict.transaction('rw', db.strict.meta, () => db.strict.nextStamp())
      await core.replaced(stamp)
    },
  }
}

/** The inbox record the server makes of an operation it put aside. */
export async function inboxRow(desk: Desk, recordId: string, code: string, breaks: readonly JsonObject[] = []): Promise<PlacedRow<'quarantine'>> {
  for (const entry of await desk.core.db.strict.journal.toArray()) {
    const body = await desk.core.openBody(entry)
    const op = body === null ? null : (JSON.parse(body) as { id: string; kind: string; actor: string })
    if (!body || op?.id !== recordId) continue
    return {
      kind: 'quarantine', id: `q-${entry.bh.slice(0, 32)}`, stream: entry.stream,
      data: { code, breaks: breaks as never, dev: entry.dev, seq: entry.seq, actor: op.actor, tx: entry.tx, recordKind: op.kind, recordId, body, decision: null },
    }
  }
  throw new Error(`nothing was saved of ${recordId}`)
}
