import type { Json } from '#domain/core/json.ts'
import { isKind } from '#domain/records/index.ts'
import { rowHash } from '#sync/digest.ts'
import { groupsOf } from '#sync/groups.ts'
import type { Row } from '#sync/messages.ts'
import { fromUtf8, utf8 } from '../vault/bytes.ts'
import type { Sealing } from '../vault/sealing.ts'
import { xorHex, type StreamKey } from '../vault/stream-keys.ts'
import type { SealedRow } from './database.ts'

/** The name under which a record's day is tagged; no kind may call a query key so. */
export const DAY_TAG = '@day'

export const spaceOf = (stream: string, copy: number): string => `${stream}#${copy}`
export const streamOfSpace = (space: string): string => space.slice(0, space.lastIndexOf('#'))

/** All opaque tags of a record's data under its stream's secret. */
export function tagsOf(kind: string, data: Json, key: StreamKey): string[] {
  if (!isKind(kind)) return []
  const { keys, day } = groupsOf(kind, data)
  const tags = Object.entries(keys).flatMap(([name, values]) => values.map(value => key.tag(kind, name, value)))
  return [...new Set(day === null ? tags : [...tags, key.tag(kind, DAY_TAG, day)])]
}

const placeOf = (stream: string, kind: string, id: string): string => `row|${stream}|${kind}|${id}`

/** A row at rest with its digest hash, which is then at hand and need not be unmasked again. */
export interface HashedRow { readonly row: SealedRow; readonly hash: string }

/** A server row as it lies at rest in a copy of its stream. */
export async function sealRow(row: Row, copy: number, key: StreamKey, sealing: Sealing): Promise<HashedRow> {
  const plain = JSON.stringify({ data: row.data, conflicts: row.conflicts, by: row.by })
  const hash = rowHash(row)
  const sealed: SealedRow = {
    space: spaceOf(row.stream, copy), id: row.id, kind: row.kind, seq: row.seq, rev: row.rev, state: row.state,
    tags: row.state === 'moved' ? [] : tagsOf(row.kind, row.data, key),
    sum: xorHex(hash, key.mask(row.id, row.rev)),
    box: await sealing.seal(key.key, utf8(plain), placeOf(row.stream, row.kind, row.id)),
  }
  return { row: sealed, hash }
}

export async function openRow(sealed: SealedRow, key: StreamKey, sealing: Sealing): Promise<Row> {
  const stream = streamOfSpace(sealed.space)
  const plain = await sealing.open(key.key, sealed.box, placeOf(stream, sealed.kind, sealed.id))
  const { data, conflicts, by } = JSON.parse(fromUtf8(plain)) as Pick<Row, 'data' | 'conflicts' | 'by'>
  return { stream, seq: sealed.seq, id: sealed.id, kind: sealed.kind, rev: sealed.rev, state: sealed.state, data, conflicts, by }
}

/** The digest hash of a row at rest. */
export const hashOf = (sealed: Pick<SealedRow, 'sum' | 'id' | 'rev'>, key: StreamKey): string => xorHex(sealed.sum, key.mask(sealed.id, sealed.rev))

/** A row at rest that lies over another in a page, whose digest hash is kept with it: masked, and by another mask than its own. */
export const laidOver = (sealed: SealedRow, over: string, key: StreamKey): SealedRow => ({ ...sealed, over: xorHex(over, key.mask(overMask(sealed.id), sealed.rev)) })

/** The digest hash of the row in a page that this one lies over, or null. */
export const overHashOf = (sealed: Pick<SealedRow, 'over' | 'id' | 'rev'>, key: StreamKey): string | null =>
  sealed.over === undefined ? null : xorHex(sealed.over, key.mask(overMask(sealed.id), sealed.rev))

const overMask = (id: string): string => `over|${id}`
