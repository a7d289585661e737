import type { JsonObject } from '#domain/core/json.ts'
import type { CheckContext, Known, Lookup, RecordDefinition, RuleBreak } from '#domain/core/record.ts'
import { besideOf, parseStream } from '#domain/core/streams.ts'
import type { Judged, JudgeWorld, RowDraft } from './judge.ts'

/** What the rules of a kind say of a record in the world as it stands: schema, the kind's own check, and papers of another place. */
export function rulesBroken(definition: RecordDefinition, data: JsonObject, before: JsonObject | null, item: Judged, stream: string, world: JudgeWorld): RuleBreak[] {
  const named = (lookup: Exclude<Lookup, { readonly key: string }>): RowDraft | undefined => {
    const id = idOfLookup(lookup, world.puskesmasOf(stream))
    const row = id === null ? undefined : world.row(id)
    return row?.kind === lookup.kind ? row : undefined
  }
  const breaks = brokenRules(definition, data, before, {
    id: item.op.id, actor: item.op.actor, roles: world.rolesOn(item.op.actor, stream), stream, seesAll: world.seesAll,
    found(lookup) {
      if ('key' in lookup) return world.find(streamOfLookup(lookup, stream), lookup.kind, lookup.key, lookup.value).map(asKnown)
      const row = named(lookup)
      return row ? [asKnown(row)] : []
    },
  })
  return breaks.some(one => one.rule === 'schema') ? breaks : [...breaks, ...otherPlaceBreaks(definition, data, item.op.id, stream, named, world)]
}

/**
 * A paper of one place says nothing at another: what a record names by its id must live in the record's own stream, where all
 * that belongs to it is found by key as well. Only another purpose (the catalogue, a visit behind a hand-over) is looked at
 * across, and what was moved away from here.
 */
function otherPlaceBreaks(
  definition: RecordDefinition, data: JsonObject, id: string, stream: string,
  named: (lookup: Exclude<Lookup, { readonly key: string }>) => RowDraft | undefined, world: JudgeWorld,
): RuleBreak[] {
  const purpose = parseStream(stream)?.purpose
  const isElsewhere = (row: RowDraft): boolean => row.stream !== stream && parseStream(row.stream)?.purpose === purpose && !world.movedFrom(stream, row.id)
  return (definition.lookups?.(data, id) ?? []).flatMap(lookup => {
    const row = 'key' in lookup ? undefined : named(lookup)
    return row && isElsewhere(row) ? [{ rule: 'other-place', field: Object.keys(data).find(group => data[group] === row.id) ?? '', detail: { kind: row.kind } }] : []
  })
}

/** The id that a look-up names; null for a setting of a puskesmas that is not known. */
export const idOfLookup = (lookup: Exclude<Lookup, { readonly key: string }>, puskesmas: string | null): string | null =>
  'id' in lookup ? lookup.id : puskesmas === null ? null : `${lookup.above}${puskesmas}`

/** The stream that a look-up by key looks into: the record's own, or the one of another purpose beside it. */
export const streamOfLookup = (lookup: Extract<Lookup, { readonly key: string }>, stream: string): string =>
  lookup.beside === undefined ? stream : (besideOf(stream, lookup.beside) ?? stream)

const asKnown = (row: RowDraft): Known => ({ id: row.id, kind: row.kind, stream: row.stream, rev: row.rev, state: row.state === 'void' ? 'void' : 'live', data: row.data as JsonObject })

/** Schema first, then the kind's own rules: the one gate for tablet and server alike. */
export function brokenRules(
  definition: RecordDefinition, data: JsonObject, before: JsonObject | null,
  context: Omit<CheckContext<unknown>, 'before'>,
): RuleBreak[] {
  const parsed = definition.schema.safeParse(data)
  if (!parsed.success) return parsed.error.issues.map(issue => ({ rule: 'schema', field: issue.path.map(String).join('.') }))
  return [...(definition.check?.(data, { ...context, before }) ?? [])]
}
