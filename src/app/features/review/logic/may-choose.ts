import { sameJson, type Json, type JsonObject } from '#domain/core/json.ts'
import type { Known, Lookup } from '#domain/core/record.ts'
import { definitionOf, isKind } from '#domain/records/index.ts'
import { puskesmasOf, rolesOn, type Place } from '#domain/rules/access/grants.ts'
import { brokenRules, idOfLookup, streamOfLookup } from '#sync/rules.ts'
import type { AppContext } from '#app/context.ts'
import type { StoredRecord } from '#app/db/record-store.ts'
import { placesKnown } from '#app/shared/places-known.ts'

/**
 * Whether a record could still take this value of a field group. What is decided only once (an approval, a confirmation) can
 * clash between two offline tablets, but not be exchanged afterwards: the rules then refuse every value but the one that stands.
 */
export async function mayChoose(app: AppContext, record: StoredRecord, group: string, value: Json): Promise<boolean> {
  const before = record.data as unknown as JsonObject
  if (sameJson(before[group] ?? null, value)) return true
  const definition = definitionOf(record.kind)
  const data = { ...before, [group]: value }
  if (!definition.schema.safeParse(data).success) return false
  const answers = new Map<string, readonly Known[]>()
  const places = await placesKnown(app)
  for (const lookup of definition.lookups?.(data, record.id) ?? []) answers.set(JSON.stringify(lookup), await answerOf(app, record.stream, lookup, places))
  return brokenRules(definition, data, before, {
    id: record.id, actor: app.user.id, roles: rolesOn(app.user.grants, record.stream, places), stream: record.stream, found: lookup => answers.get(JSON.stringify(lookup)) ?? [],
  }).length === 0
}

async function answerOf(app: AppContext, stream: string, lookup: Lookup, places: readonly Place[]): Promise<readonly Known[]> {
  if (!isKind(lookup.kind)) return []
  if ('key' in lookup) return ((await app.store.byKey(lookup.kind, lookup.key, lookup.value)) as unknown as StoredRecord[]).filter(found => found.stream === streamOfLookup(lookup, stream)).map(asKnown)
  const id = idOfLookup(lookup, puskesmasOf(stream, places))
  const found = id === null ? undefined : await app.store.get(lookup.kind, id) as StoredRecord | undefined
  return found ? [asKnown(found)] : []
}

const asKnown = ({ id, kind, stream, rev, state, data }: StoredRecord): Known => ({ id, kind, stream, rev, state, data: data as unknown as JsonObject })
