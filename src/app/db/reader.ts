import type { Day } from '#domain/core/day.ts'
import type { Json } from '#domain/core/json.ts'
import type { Kind } from '#domain/records/index.ts'
import { groupsOf } from '#sync/groups.ts'
import type { Row } from '#sync/messages.ts'
import type { LedgerFold, Listed, Listing, RecordReader, StoredRecord, Which } from './record-store.ts'
import { DAY_TAG } from './row-box.ts'
import { byIdDown } from './row-versions.ts'
import type { StoreCore } from './store-core.ts'

/** Reads server rows with this tablet's unsettled operations over them. */
export function createReader(core: StoreCore): RecordReader {
  /** Between reading a row and laying operations over it nothing may settle, or an own save would vanish for a moment. */
  async function still<T>(read: () => Promise<T>): Promise<T> {
    for (;;) {
      const version = core.cache.version
      const value = await read()
      if (version === core.cache.version) return value
    }
  }

  async function tagged<K extends Kind>(kind: K, name: string, value: string, has: (record: StoredRecord<K>) => boolean, which?: Which): Promise<StoredRecord<K>[]> {
    const { rows, touched } = await still(async () => {
      // What is unsettled here may have left the key or be newer than any row: it is judged by itself, beside the newest of the others.
      const ids = which ? core.pending.idsOf(kind) : core.pending.candidates(kind, name, value)
      const [found, bases] = await Promise.all([core.cache.byTag(kind, name, value, which && { newest: which.newest, without: new Set(ids) }), core.cache.many(kind, ids)])
      const pendingRows = found.filter(row => core.pending.has(kind, row.id)).map(row => [row.id, row] as const)
      return { rows: found, touched: new Map<string, Row | undefined>([...ids.map(id => [id, bases.get(id)] as const), ...pendingRows]) }
    })
    const records = rows.filter(row => !core.pending.has(kind, row.id)).map(row => core.pending.merge<K>(kind, row.id, row))
    const mine = [...touched].map(([id, row]) => core.pending.merge<K>(kind, id, row)).filter(record => record !== undefined && has(record))
    const all = [...new Map([...records, ...mine].filter(record => record !== undefined).map(record => [record.id, record])).values()]
    return which ? all.sort((a, b) => byIdDown(a.id, b.id)).slice(0, which.newest) : all
  }

  const reader: RecordReader = {
    async get<K extends Kind>(kind: K, id: string) {
      const row = await still(() => core.cache.get(kind, id))
      return core.pending.merge<K>(kind, id, row)
    },
    async many<K extends Kind>(kind: K, ids: readonly string[]) {
      const rows = await still(() => core.cache.many(kind, ids))
      return [...new Set(ids)].map(id => core.pending.merge<K>(kind, id, rows.get(id))).filter(record => record !== undefined)
    },
    byKey: (kind, key, value, which) => tagged(kind, key, value, record => (groupsOf(kind, record.data as never).keys[key] ?? []).includes(value), which),
    byDay: (kind, day: Day) => tagged(kind, DAY_TAG, day, record => groupsOf(kind, record.data as never).day === day),
    async scan<K extends Kind>(kind: K) {
      const rows = await core.cache.all(kind)
      const ids = new Set([...rows.keys(), ...core.pending.idsOf(kind)])
      return [...ids].map(id => core.pending.merge<K>(kind, id, rows.get(id))).filter(record => record !== undefined)
    },
    async fold<K extends Kind, S>(fold: LedgerFold<K, S>, stream: string) {
      return (await core.folds.ask(fold, stream)) ?? foldScanned(fold, stream, await reader.scan(fold.kind))
    },
    list<K extends Kind, L extends Json>(listing: Listing<K, L>, stream: string) {
      return still(async () => {
        const [lines, bases] = await Promise.all([core.lists.all(listing, stream), core.cache.many(listing.kind, core.pending.overRows(listing.kind))])
        const touched = new Set(core.pending.idsOf(listing.kind))
        const settled = [...lines.values()].filter(({ id }) => !touched.has(id)) as Listed<L>[]
        const mine = [...touched].flatMap(id => core.pending.merge<K>(listing.kind, id, bases.get(id)) ?? []).filter(record => record.stream === stream)
        return [...settled, ...mine.map(record => listedOf(listing, record))]
      })
    },
  }
  return reader
}

const listedOf = <K extends Kind, L extends Json>(listing: Listing<K, L>, { id, state, pending, conflicts, data }: StoredRecord<K>): Listed<L> =>
  ({ id, state, pending, conflicted: conflicts.length > 0, data: listing.line(data) })

/** What a fold is by its meaning: each record of the ledger added once. */
function foldScanned<K extends Kind, S>(fold: LedgerFold<K, S>, stream: string, records: readonly StoredRecord<K>[]): S {
  const state = fold.empty()
  for (const record of records) if (record.stream === stream && record.state === 'live') fold.add(state, record.data)
  return state
}
