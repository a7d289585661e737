import type { Outcome, PushResult } from '#sync/messages.ts'
import { chunks, type Reader } from '../store/store.ts'

export interface StoredResult { readonly hash: string; readonly result: PushResult }

type OpColumns = { seq: number; hash: string; outcome: string; code: string | null; stream: string | null; row_seq: number | null; conflicts: string }

function toResult(op: OpColumns): PushResult {
  const conflicts = JSON.parse(op.conflicts) as string[]
  return {
    seq: op.seq, outcome: op.outcome as Outcome,
    ...(op.code === null ? {} : { code: op.code }),
    ...(op.stream === null || op.row_seq === null ? {} : { row: { stream: op.stream, seq: op.row_seq } }),
    ...(conflicts.length === 0 ? {} : { conflicts }),
  }
}

/** What the server answered to lines of a journal that it has, by number. A replay gets the same answer again. */
export async function resultsBySeq(db: Reader, tenant: string, dev: string, from: number, to: number): Promise<Map<number, StoredResult>> {
  const ops = await db.selectFrom('op').select(['seq', 'hash', 'outcome', 'code', 'stream', 'row_seq', 'conflicts'])
    .where('tenant', '=', tenant).where('dev', '=', dev).where('seq', '>=', from).where('seq', '<=', to).execute()
  return new Map(ops.map(op => [op.seq, { hash: op.hash, result: toResult(op) }]))
}

/** What became of operations that already came in another journal: a cloned tablet must not apply an edit twice. */
export async function resultsByBody(db: Reader, tenant: string, hashes: readonly string[]): Promise<Map<string, PushResult>> {
  const found = new Map<string, PushResult>()
  for (const some of chunks(hashes)) {
    const ops = await db.selectFrom('op_body')
      .innerJoin('op', join => join.onRef('op.tenant', '=', 'op_body.tenant').onRef('op.dev', '=', 'op_body.dev').onRef('op.seq', '=', 'op_body.seq'))
      .select(['op.seq', 'op.hash', 'op.outcome', 'op.code', 'op.stream', 'op.row_seq', 'op.conflicts', 'op_body.bh'])
      .where('op_body.tenant', '=', tenant).where('op_body.bh', 'in', some).execute()
    for (const op of ops) found.set(op.bh, toResult(op))
  }
  return found
}
