import { sameJson, type Json, type JsonObject } from '#domain/core/json.ts'
import type { RecordDefinition, RuleBreak } from '#domain/core/record.ts'
import type { Role } from '#domain/core/roles.ts'
import { parseStream } from '#domain/core/streams.ts'
import { definitionOf, isKind } from '#domain/records/index.ts'
import { sha256Hex } from './chain.ts'
import type { Op, QuarantineCode, Row } from './messages.ts'
import { groupsOf, upcastGroups } from './groups.ts'
import { rulesBroken } from './rules.ts'

/** A row as the judge writes it; the server gives it its place in the stream. */
export type RowDraft = Omit<Row, 'seq'>

/** What the judge may look at. Synchronous: everything an operation can touch is loaded before judging begins. */
export interface JudgeWorld {
  /** The record's row, wherever in the tenant it lives now (its tombstones are not it). */
  row(id: string): RowDraft | undefined
  /** Rows of a kind in a stream by one of the kind's query keys. */
  find(stream: string, kind: string, key: string, value: string): readonly RowDraft[]
  /** Roles in which the actor stands before a stream; empty when it is not granted. */
  rolesOn(actor: string, stream: string): readonly Role[]
  /** The puskesmas above a stream's place; null where the place is not known. */
  puskesmasOf(stream: string): string | null
  /** Whether a record lived in this stream before it was moved to another: what names it from here was right when it was written. */
  movedFrom(stream: string, id: string): boolean
  /** Whether every record of the tenant can be found here. */
  readonly seesAll?: boolean | undefined
  actorState(actor: string): 'active' | 'revoked' | 'unknown'
}

/** One operation with what travels beside it. */
export interface Judged { readonly op: Op; readonly bh: string; readonly dev: string; readonly seq: number }

export type Verdict =
  | { readonly outcome: 'applied' | 'conflict'; readonly writes: readonly RowDraft[]; readonly conflicts: readonly string[] }
  | { readonly outcome: 'duplicate'; readonly writes: readonly []; readonly conflicts: readonly [] }
  | { readonly outcome: 'quarantined'; readonly code: QuarantineCode; readonly breaks: readonly RuleBreak[] }

const refuse = (code: QuarantineCode, breaks: readonly RuleBreak[] = []): Verdict => ({ outcome: 'quarantined', code, breaks })

/** Checks that a supervisor's acceptance may pass over; a broken schema or rule never. */
export type Waiver = 'SCOPE' | 'ROLE' | 'ACTOR_UNKNOWN' | 'ACTOR_REVOKED' | 'DEVICE_REVOKED' | 'CLOCK_REVIEW' | 'DEPENDS_ON'

/** Judges one operation against the world as it stands. Pure, and the result does not depend on any clock. */
export function judge(item: Judged, world: JudgeWorld, waived: ReadonlySet<Waiver> = new Set()): Verdict {
  const { op } = item
  if (!isKind(op.kind)) return refuse('INVALID', [{ rule: 'unknown-kind', field: op.kind }])
  const definition = definitionOf(op.kind)
  const current = world.row(op.id)
  const stream = op.act === 'create' ? op.stream : (current?.stream ?? op.stream)
  const place = parseStream(stream)
  if (!place || (definition.purpose !== 'any' && definition.purpose !== place.purpose)) return refuse('INVALID', [{ rule: 'stream', field: stream }])

  const state = world.actorState(op.actor)
  if (state === 'unknown' && !waived.has('ACTOR_UNKNOWN')) return refuse('ACTOR_UNKNOWN')
  if (state === 'revoked' && !waived.has('ACTOR_REVOKED')) return refuse('ACTOR_REVOKED')
  const roles = world.rolesOn(op.actor, stream)
  if (roles.length === 0 && !waived.has('SCOPE')) return refuse('SCOPE')
  const writers = definition.writers[op.act] ?? []
  if (writers.length === 0) return refuse('ROLE')
  if (!waived.has('ROLE') && !waived.has('SCOPE') && !writers.some(role => roles.includes(role))) return refuse('ROLE')

  if (op.schema > definition.version) return refuse('INVALID', [{ rule: 'newer-schema', detail: { schema: op.schema } }])
  const set = upcastGroups(definition, op)
  if (set === null) return refuse('INVALID', [{ rule: 'no-upcaster', detail: { schema: op.schema } }])

  if (op.act === 'create') return judgeCreate(item, definition, set, current, world, waived)
  if (!current) return refuse('UNKNOWN_RECORD')
  if (current.kind !== op.kind) return refuse('ID_CONFLICT')
  if (op.act === 'void') return judgeVoid(item, definition, current)
  if (current.state === 'void') return refuse('VOIDED')
  if (definition.mode === 'ledger') return refuse('INVALID', [{ rule: 'ledger' }])
  const settling = op.act === 'resolve' ? conflictsNamed(op, current, world) : []
  if (op.act === 'resolve') {
    if (settling.length === 0) return refuse('INVALID', [{ rule: 'resolve-names-a-conflict', field: 'resolves' }])
    // Settling a conflict gives no right to change what is not in it.
    const beyond = Object.keys(set).some(group => !settling.some(found => found.group === group))
    const mayPatch = waived.has('ROLE') || (definition.writers.patch ?? []).some(role => roles.includes(role))
    if (beyond && !mayPatch) return refuse('ROLE', [{ rule: 'resolve-keeps-to-its-conflict' }])
  }
  if (definition.mode === 'signed') {
    const data = current.data as JsonObject
    const open = settling.filter(found => current.conflicts.includes(found.id)).map(found => found.group)
    const onlySettles = op.act === 'resolve' && Object.entries(set).every(([group, change]) => open.includes(group) || sameJson(data[group] ?? null, change.to))
    if (data['signature'] && !onlySettles) return refuse('SIGNED')
    if (data['author'] !== op.actor && !(onlySettles && roles.includes('kapus'))) return refuse('ROLE', [{ rule: 'draft-has-one-author' }])
  }
  return judgeChange(item, definition, set, current, world, waived)
}

/** The conflicts of this record that a resolve names, open or settled by somebody in the meantime. */
function conflictsNamed(op: Op, current: RowDraft, world: JudgeWorld): { id: string; group: string }[] {
  return (op.resolves ?? []).flatMap(id => {
    const row = world.row(id)
    const data = row?.kind === 'conflict' ? (row.data as JsonObject) : null
    return data?.['recordId'] === current.id ? [{ id, group: String(data['group']) }] : []
  })
}

function judgeCreate(item: Judged, definition: RecordDefinition, set: JsonSet, current: RowDraft | undefined, world: JudgeWorld, waived: ReadonlySet<Waiver>): Verdict {
  const data = Object.fromEntries(Object.entries(set).map(([group, change]) => [group, change.to]))
  if (current) {
    const same = current.kind === item.op.kind && sameJson(current.data, data)
    return same ? { outcome: 'duplicate', writes: [], conflicts: [] } : refuse('ID_CONFLICT')
  }
  const breaks = rulesBroken(definition, data, null, item, item.op.stream, world)
  const refused = refusalOf(breaks, waived)
  if (refused) return refused
  const row: RowDraft = { stream: item.op.stream, id: item.op.id, kind: item.op.kind, rev: 1, state: 'live', data, conflicts: [], by: byOf(item) }
  return { outcome: 'applied', writes: [row], conflicts: [] }
}

/** Broken rules end an operation; where all of them are the head's to set, a supervisor may vouch for it as for a missing role. */
function refusalOf(breaks: readonly RuleBreak[], waived: ReadonlySet<Waiver>): Verdict | null {
  if (breaks.length === 0) return null
  if (!breaks.every(broken => broken.policy)) return refuse('INVALID', breaks)
  return waived.has('ROLE') ? null : refuse('ROLE', breaks)
}

/** Applies whatever revision the author saw; a second void agrees. */
function judgeVoid(item: Judged, definition: RecordDefinition, current: RowDraft): Verdict {
  if (definition.mode === 'ledger') return refuse('INVALID', [{ rule: 'ledger' }])
  // A void that also sets something would lose it: nothing that was saved may vanish without a trace.
  if (Object.keys(item.op.set ?? {}).length > 0) return refuse('INVALID', [{ rule: 'void-sets-nothing', field: 'set' }])
  if (current.state === 'void') return { outcome: 'applied', writes: [], conflicts: [] }
  const reason = item.op.reason?.trim()
  if (!reason) return refuse('INVALID', [{ rule: 'void-needs-a-reason', field: 'reason' }])
  // Why travels with who and when: a tablet that shows a voided record shows the reason beside it (BR-46).
  return { outcome: 'applied', writes: [{ ...current, rev: current.rev + 1, state: 'void', by: { ...byOf(item), reason } }], conflicts: [] }
}

type JsonSet = Readonly<Record<string, { readonly from: Json; readonly to: Json }>>

/** Each field group alone: `from` stands → apply; `to` stands → agree; else conflict, or for contact data the later wins. */
function judgeChange(item: Judged, definition: RecordDefinition, set: JsonSet, current: RowDraft, world: JudgeWorld, waived: ReadonlySet<Waiver>): Verdict {
  const { op } = item
  const before = current.data as JsonObject
  const data: Record<string, Json> = { ...before }
  const clashes: { group: string; offered: Json }[] = []
  for (const [group, change] of Object.entries(set)) {
    const stands = before[group] ?? null
    if (sameJson(stands, change.to)) continue
    if (sameJson(stands, change.from) || !definition.careful.includes(group as never)) data[group] = change.to
    else clashes.push({ group, offered: change.to })
  }
  const changed = !sameJson(before, data)
  if (changed) {
    const breaks = rulesBroken(definition, data, before, item, current.stream, world)
    const refused = refusalOf(breaks, waived)
    if (refused) return refused
  }
  const settled = (op.resolves ?? []).filter(id => current.conflicts.includes(id))
  const opened = clashes.map(clash => conflictRow(item, current, clash.group, before[clash.group] ?? null, clash.offered))
  const conflicts = [...current.conflicts.filter(id => !settled.includes(id)), ...opened.map(row => row.id)].sort()
  if (!changed && sameJson(conflicts, current.conflicts)) return { outcome: 'applied', writes: [], conflicts: [] }
  const row: RowDraft = { ...current, rev: current.rev + 1, data, conflicts, by: byOf(item) }
  const settledRows = settled.flatMap(id => settleConflict(item, world.row(id), data))
  return { outcome: opened.length > 0 ? 'conflict' : 'applied', writes: [row, ...settledRows, ...opened], conflicts: opened.map(draft => draft.id) }
}

/** Ids follow from the operation, so that judging it again on a restored server opens the very same conflict. */
function conflictRow(item: Judged, current: RowDraft, group: string, kept: Json, offered: Json): RowDraft {
  const by = byOf(item)
  return {
    stream: current.stream, id: `c-${sha256Hex(`${item.bh}|${group}`).slice(0, 32)}`, kind: 'conflict', rev: 1, state: 'live', conflicts: [], by,
    data: { recordId: current.id, recordKind: current.kind, group, kept: { value: kept, actor: current.by.actor, dev: current.by.dev, at: current.by.at }, offered: { value: offered, ...by }, settled: null },
  }
}

function settleConflict(item: Judged, row: RowDraft | undefined, data: JsonObject): RowDraft[] {
  if (!row) return []
  const found = row.data as JsonObject
  const value = data[found['group'] as string] ?? null
  return [{ ...row, rev: row.rev + 1, data: { ...found, settled: { ...byOf(item), value } }, by: byOf(item) }]
}

const byOf = (item: Judged): Omit<Row['by'], 'reason'> => ({ actor: item.op.actor, dev: item.dev, at: item.op.at.wall })

/**
 * Judges the members of one group in order, each seeing what the earlier ones wrote. One quarantined member holds the
 * others (`DEPENDS_ON`) and nothing of the group is applied; a conflict in one member does not stop it.
 */
export function judgeGroup(items: readonly Judged[], world: JudgeWorld, waived?: ReadonlySet<Waiver>): Verdict[] {
  const written = new Map<string, RowDraft>()
  const layered: JudgeWorld = {
    ...world, seesAll: world.seesAll,
    row: id => written.get(id) ?? world.row(id),
    find: (stream, kind, key, value) => {
      const own = [...written.values()].filter(row => row.stream === stream && row.kind === kind && hasKey(row, key, value))
      return [...world.find(stream, kind, key, value).filter(row => !written.has(row.id)), ...own]
    },
    rolesOn: (actor, stream) => world.rolesOn(actor, stream),
    puskesmasOf: stream => world.puskesmasOf(stream),
    movedFrom: (stream, id) => world.movedFrom(stream, id),
    actorState: actor => world.actorState(actor),
  }
  const verdicts = items.map(item => {
    const verdict = judge(item, layered, waived)
    if (verdict.outcome !== 'quarantined') for (const row of verdict.writes) written.set(row.id, row)
    return verdict
  })
  if (!verdicts.some(verdict => verdict.outcome === 'quarantined')) return verdicts
  return verdicts.map(verdict => (verdict.outcome === 'quarantined' ? verdict : refuse('DEPENDS_ON')))
}

/** Whether a row is found under a query key of its kind. */
export function hasKey(row: RowDraft, key: string, value: string): boolean {
  return isKind(row.kind) && (groupsOf(row.kind, row.data).keys[key] ?? []).includes(value)
}
