import type { Json } from '#domain/core/json.ts'
import type { RuleBreak } from '#domain/core/record.ts'
import { parseStream, type Purpose } from '#domain/core/streams.ts'
import { definitionOf, isKind } from '#domain/records/index.ts'
import type { JudgeWorld, RowDraft } from '#sync/judge.ts'
import type { QuarantineCode } from '#sync/messages.ts'
import type { OpenedEntry } from './envelope.ts'

export interface Held { readonly entry: OpenedEntry; readonly code: QuarantineCode; readonly breaks: readonly RuleBreak[] }

/** The inbox record of a quarantined operation, derived from its body so that judging it twice makes one. */
export const inboxId = (bh: string): string => `q-${bh.slice(0, 32)}`

/** The inbox record: the operation whole, until somebody decides. */
export function inboxRow({ entry, code, breaks }: Held, world: JudgeWorld, restricted: string): RowDraft {
  const { op } = entry
  const actor = op?.actor ?? ''
  return {
    stream: inboxStream(entry, world, restricted), id: inboxId(entry.bh), kind: 'quarantine', rev: 1, state: 'live', conflicts: [],
    by: { actor, dev: entry.dev, at: op?.at.wall ?? '' },
    data: {
      code, breaks: breaks as unknown as Json, dev: entry.dev, seq: entry.seq, actor, tx: op?.tx ?? entry.tx,
      recordKind: op?.kind ?? '', recordId: op?.id ?? '', body: entry.body, decision: null,
    },
  }
}

/**
 * Beside the record when that shows nobody more than its author could show them: the body parses, its kind belongs into
 * the stream, the author is granted it, and the record, if there is one, is of that kind and lives there. Otherwise in
 * the restricted stream: what a body claims to be decides nothing.
 */
function inboxStream({ op }: OpenedEntry, world: JudgeWorld, restricted: string): string {
  if (!op || !isKind(op.kind)) return restricted
  const current = world.row(op.id)
  if (current && current.kind !== op.kind) return restricted
  const stream = op.act === 'create' ? op.stream : (current?.stream ?? op.stream)
  const parts = parseStream(stream)
  const purpose: Purpose | 'any' = definitionOf(op.kind).purpose
  if (!parts || (purpose === 'any' ? !current : purpose !== parts.purpose)) return restricted
  if (world.rolesOn(op.actor, stream).length === 0) return restricted
  // A group that the kind does not know may hold anything.
  const known = definitionOf(op.kind).schema as unknown as { shape?: Record<string, unknown> }
  const strange = Object.keys(op.set ?? {}).some(group => known.shape !== undefined && !Object.hasOwn(known.shape, group))
  return strange && parts.purpose !== 'clinical' ? restricted : stream
}
