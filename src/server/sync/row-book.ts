import { isKind } from '#domain/records/index.ts'
import { groupsOf } from '#sync/groups.ts'
import type { RowDraft } from '#sync/judge.ts'
import { rowsByIds, type StoredRow } from '../store/rows.ts'
import { chunks, type Reader } from '../store/store.ts'

/** One record's change in one stream: as stored before the push, and each revision the push gave it, the newest last. */
export interface RowChange { readonly before: StoredRow | undefined; readonly revisions: readonly RowDraft[] }

/** The desk's line carries its member's id; it is no record of its own. */
const SHADOWS = new Set(['desk-member'])
const placeKey = (stream: string, id: string): string => `${stream}|${id}`
const lookupKey = (stream: string, kind: string, name: string, value: string): string => `${stream}|${kind}|${name}|${value}`

/**
 * The rows that one writing transaction has seen and written. Judging is synchronous, so a row that was not loaded is
 * noted as missing, loaded, and the group judged again: no rule can look at something that is silently absent.
 */
export class RowBook {
  readonly #db: Reader
  readonly #tenant: string
  readonly #loadedIds = new Set<string>()
  readonly #stored = new Map<string, StoredRow>()
  readonly #newest = new Map<string, RowDraft>()
  readonly #placesOf = new Map<string, Set<string>>()
  readonly #changes = new Map<string, { before: StoredRow | undefined; revisions: RowDraft[] }>()
  readonly #storedByKey = new Map<string, Set<string>>()
  readonly #writtenByKey = new Map<string, Set<string>>()
  readonly #writtenKeys = new Map<string, string[]>()
  readonly #missingIds = new Set<string>()
  readonly #missingKeys = new Map<string, { stream: string; kind: string; name: string; value: string }>()

  constructor(db: Reader, tenant: string) {
    this.#db = db
    this.#tenant = tenant
  }

  async loadIds(ids: Iterable<string>): Promise<void> {
    const wanted = [...new Set(ids)].filter(id => !this.#loadedIds.has(id))
    for (const id of wanted) this.#loadedIds.add(id)
    for (const row of await rowsByIds(this.#db, this.#tenant, wanted)) this.#keep(row)
  }

  async loadKeys(wanted: Iterable<{ stream: string; kind: string; name: string; value: string }>): Promise<void> {
    const groups = new Map<string, { stream: string; kind: string; name: string; values: Set<string> }>()
    for (const { stream, kind, name, value } of wanted) {
      const key = lookupKey(stream, kind, name, value)
      if (this.#storedByKey.has(key)) continue
      this.#storedByKey.set(key, new Set())
      const group = groups.get(`${stream}|${kind}|${name}`) ?? { stream, kind, name, values: new Set<string>() }
      group.values.add(value)
      groups.set(`${stream}|${kind}|${name}`, group)
    }
    for (const { stream, kind, name, values } of groups.values()) {
      for (const some of chunks([...values])) {
        const hits = await this.#db.selectFrom('row_key').select(['id', 'value']).where('tenant', '=', this.#tenant)
          .where('stream', '=', stream).where('kind', '=', kind).where('name', '=', name).where('value', 'in', some).execute()
        for (const hit of hits) this.#storedByKey.get(lookupKey(stream, kind, name, hit.value))?.add(hit.id)
        await this.loadIds(hits.map(hit => hit.id))
      }
    }
  }

  /** Loads what a look-up missed; false when nothing was. */
  async loadMissing(): Promise<boolean> {
    if (this.#missingIds.size === 0 && this.#missingKeys.size === 0) return false
    const [ids, keys] = [[...this.#missingIds], [...this.#missingKeys.values()]]
    this.#missingIds.clear()
    this.#missingKeys.clear()
    await this.loadIds(ids)
    await this.loadKeys(keys)
    return true
  }

  /** The record, wherever it lives now. */
  row(id: string): RowDraft | undefined {
    if (!this.#loadedIds.has(id) && !this.#placesOf.has(id)) this.#missingIds.add(id)
    for (const key of this.#placesOf.get(id) ?? []) {
      const row = this.#newest.get(key)
      if (row && row.state !== 'moved' && !SHADOWS.has(row.kind)) return row
    }
    return undefined
  }

  /** The row of an id in one stream, shadow or tombstone as well; its id must have been loaded. */
  at(stream: string, id: string): RowDraft | undefined {
    return this.#newest.get(placeKey(stream, id))
  }

  storedSeq(stream: string, id: string): number | undefined {
    return this.#stored.get(placeKey(stream, id))?.seq
  }

  find(stream: string, kind: string, name: string, value: string): RowDraft[] {
    const key = lookupKey(stream, kind, name, value)
    const stored = this.#storedByKey.get(key)
    if (!stored) this.#missingKeys.set(key, { stream, kind, name, value })
    const ids = [...(stored ?? [])].filter(id => !this.#writtenKeys.has(placeKey(stream, id)))
    return [...ids, ...(this.#writtenByKey.get(key) ?? [])].flatMap(id => {
      const row = this.#newest.get(placeKey(stream, id))
      return row && row.state !== 'moved' ? [row] : []
    })
  }

  write(row: RowDraft): void {
    const key = placeKey(row.stream, row.id)
    const change = this.#changes.get(key) ?? { before: this.#stored.get(key), revisions: [] }
    change.revisions.push(row)
    this.#changes.set(key, change)
    this.#newest.set(key, row)
    this.#place(row.id, key)
    for (const old of this.#writtenKeys.get(key) ?? []) this.#writtenByKey.get(old)?.delete(row.id)
    const keys = keysOfRow(row).map(({ name, value }) => lookupKey(row.stream, row.kind, name, value))
    this.#writtenKeys.set(key, keys)
    for (const own of keys) {
      const ids = this.#writtenByKey.get(own) ?? new Set<string>()
      ids.add(row.id)
      this.#writtenByKey.set(own, ids)
    }
  }

  /** What was written so far, in the order of first writing. */
  changes(): RowChange[] {
    return [...this.#changes.values()]
  }

  #keep(row: StoredRow): void {
    const key = placeKey(row.stream, row.id)
    if (this.#stored.has(key)) return
    this.#stored.set(key, row)
    if (!this.#newest.has(key)) this.#newest.set(key, row)
    this.#place(row.id, key)
  }

  #place(id: string, key: string): void {
    const places = this.#placesOf.get(id) ?? new Set<string>()
    places.add(key)
    this.#placesOf.set(id, places)
  }
}

/** The query keys of a row as its kind declares them; a tombstone has none. */
export function keysOfRow(row: RowDraft): { name: string; value: string }[] {
  if (row.state === 'moved' || !isKind(row.kind)) return []
  const found = new Map<string, { name: string; value: string }>()
  for (const [name, values] of Object.entries(groupsOf(row.kind, row.data).keys)) {
    for (const value of values) found.set(`${name}|${value}`, { name, value })
  }
  return [...found.values()]
}
