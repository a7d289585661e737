import type { JsonObject } from '#domain/core/json.ts'
import type { Lookup } from '#domain/core/record.ts'
import { err, ok, type Result } from '#domain/core/result.ts'
import { definitionOf, isKind, type Kind } from '#domain/records/index.ts'
import { puskesmasOf, rolesOn, type Place } from '#domain/rules/access/grants.ts'
import type { Grant } from '#domain/core/roles.ts'
import { overlay } from '#sync/groups.ts'
import { hasKey, judgeGroup, type Judged, type JudgeWorld, type RowDraft } from '#sync/judge.ts'
import { idOfLookup } from '#sync/rules.ts'
import type { RecordReader, SaveFailure, StoredRecord } from './record-store.ts'

const NOBODY = { actor: '', dev: '', at: '' }
const asDraft = (record: StoredRecord): RowDraft => ({
  stream: record.stream, id: record.id, kind: record.kind, rev: Math.max(record.rev, 1), state: record.state,
  data: record.data as never, conflicts: [...record.conflicts], by: record.by ?? NOBODY,
})

/** A create the server put aside is on its author's screen only: the corrected one may take its id and its NIK. */
const isKnownThere = (record: Pick<StoredRecord, 'rev' | 'pending'>): boolean => record.rev > 0 || record.pending !== 'quarantined'

/**
 * The server's own judge, run over what this tablet knows before anything is saved: what could only end in quarantine is
 * shown to its author at once. Clashes with rows not yet downloaded are the server's to find.
 */
export async function passGate(items: readonly Judged[], reader: RecordReader, grants: readonly Grant[]): Promise<Result<null, SaveFailure>> {
  const world = await loadWorld(items, reader, grants)
  for (const [index, verdict] of judgeGroup(items, world, new Set(['ACTOR_UNKNOWN', 'ACTOR_REVOKED'])).entries()) {
    if (verdict.outcome !== 'quarantined' || verdict.code === 'DEPENDS_ON') continue
    const op = (items[index] as Judged).op
    if (verdict.code === 'SCOPE' || (verdict.code === 'ROLE' && verdict.breaks.length === 0)) return err({ kind: 'no-grant', stream: op.stream })
    return err({ kind: 'rules-broken', breaks: verdict.breaks.length > 0 ? verdict.breaks : [{ rule: verdict.code }] })
  }
  return ok(null)
}

async function loadWorld(items: readonly Judged[], reader: RecordReader, grants: readonly Grant[]): Promise<JudgeWorld> {
  const rows = new Map<string, RowDraft>()
  const found = new Map<string, RowDraft[]>()
  const put = (record: StoredRecord | undefined): void => {
    if (record && isKnownThere(record) && !rows.has(record.id)) rows.set(record.id, asDraft(record))
  }
  for (const { op } of items) {
    if (isKind(op.kind)) put(await reader.get(op.kind, op.id) as StoredRecord | undefined)
    for (const id of op.resolves ?? []) put(await reader.get('conflict', id) as unknown as StoredRecord | undefined)
  }
  const places = await placesOf(reader)
  const layered = new Map<string, JsonObject>()
  for (const { op } of items) {
    if (!isKind(op.kind)) continue
    const before = layered.get(op.id) ?? (rows.get(op.id)?.data as JsonObject | undefined) ?? null
    const { data } = overlay(before, op)
    layered.set(op.id, data)
    for (const lookup of [...lookupsOf(op.kind, data, op.id), ...(before ? lookupsOf(op.kind, before, op.id) : [])]) {
      if (!isKind(lookup.kind)) continue
      if (!('key' in lookup)) {
        // A change of a record that is not known here names nothing: its look-ups have no ids.
        const id = idOfLookup(lookup, puskesmasOf(op.stream, places)) as string | null | undefined
        if (typeof id === 'string' && !rows.has(id)) put(await reader.get(lookup.kind, id) as StoredRecord | undefined)
      } else if (typeof (lookup.value as string | undefined) === 'string') {
        const records = await reader.byKey(lookup.kind, lookup.key, lookup.value)
        found.set(`${lookup.kind}|${lookup.key}|${lookup.value}`, records.filter(isKnownThere).map(record => asDraft(record as unknown as StoredRecord)))
      }
    }
  }
  return {
    row: id => rows.get(id),
    find: (stream, kind, key, value) => (found.get(`${kind}|${key}|${value}`) ?? []).filter(row => row.stream === stream && hasKey(row, key, value)),
    // Before the catalogue has arrived nothing is known about places: the keys that are held then say what is granted.
    rolesOn: (_actor, stream) => (places.length === 0 ? [...new Set(grants.map(grant => grant.role))] : rolesOn(grants, stream, places)),
    puskesmasOf: stream => puskesmasOf(stream, places),
    // Tombstones are not read here; moving raises a revision, so what is at its first was never moved. The rest the server tells.
    movedFrom: (_stream, id) => (rows.get(id)?.rev ?? 0) > 1,
    actorState: () => 'active',
  }
}

function lookupsOf(kind: Kind, data: JsonObject, id: string): readonly Lookup[] {
  try {
    return definitionOf(kind).lookups?.(data, id) ?? []
  } catch {
    // Data that do not fit the schema have no lookups; the schema check says so in its own words.
    return []
  }
}

async function placesOf(reader: RecordReader): Promise<Place[]> {
  const facilities = await reader.scan('facility')
  return facilities.filter(facility => facility.state === 'live').map(({ id, data }) => ({ id, type: data.type, parentId: data.parentId, kelurahanCode: data.kelurahanCode }))
}
