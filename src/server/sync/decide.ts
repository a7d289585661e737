import { sameJson, type JsonObject } from '#domain/core/json.ts'
import type { RuleBreak } from '#domain/core/record.ts'
import { COOP_STAFF } from '#domain/core/roles.ts'
import { parseStream } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import { parseOp } from '#sync/chain.ts'
import type { Judged, RowDraft, Verdict, Waiver } from '#sync/judge.ts'
import type { Op, QuarantineCode } from '#sync/messages.ts'
import type { Writer } from '../store/store.ts'
import { inboxId } from './inbox.ts'
import type { SyncParts } from './parts.ts'
import { isStreamOf } from './places.ts'
import { judgeLoaded } from './judge-loaded.ts'
import { loadActors, type ServerWorld } from './world.ts'

type Inbox = DataOf<'quarantine'>
type Refusal = { readonly code: QuarantineCode; readonly breaks: readonly RuleBreak[] }

/** What an acceptance may pass over. A broken rule, a signed or voided record stay refused whoever wishes otherwise. */
const WAIVABLE: ReadonlySet<string> = new Set<Waiver>(['SCOPE', 'ROLE', 'ACTOR_UNKNOWN', 'ACTOR_REVOKED', 'DEVICE_REVOKED', 'CLOCK_REVIEW', 'DEPENDS_ON'])
const isWaiver = (code: string): code is Waiver => WAIVABLE.has(code)
const invalid = (rule: string, detail?: JsonObject): Refusal => ({ code: 'INVALID', breaks: [detail ? { rule, field: 'decision', detail } : { rule, field: 'decision' }] })

/**
 * Decisions on quarantined operations in a group that the judge let pass. Who may decide is checked here, and what is
 * accepted is judged again, its group whole, with the check it failed passed over.
 * @returns the verdicts, and the rows that the accepted operations became.
 */
export async function followDecisions(
  context: { readonly tx: Writer; readonly tenant: string; readonly parts: SyncParts; readonly world: ServerWorld },
  items: readonly Judged[], verdicts: readonly Verdict[],
): Promise<{ verdicts: readonly Verdict[]; writes: readonly RowDraft[] }> {
  if (verdicts.some(verdict => verdict.outcome === 'quarantined')) return { verdicts, writes: [] }
  const writes: RowDraft[] = []
  for (const [index, { op }] of items.entries()) {
    if (op.kind !== 'quarantine') continue
    const followed = await followOne(op, verdicts[index] as Verdict)
    if ('code' in followed) {
      const held: Verdict = { outcome: 'quarantined', code: 'DEPENDS_ON', breaks: [] }
      return { verdicts: verdicts.map((_, other) => (other === index ? { outcome: 'quarantined', ...followed } : held)), writes: [] }
    }
    writes.push(...followed)
  }
  return { verdicts, writes }

  async function followOne(op: Op, verdict: Verdict): Promise<readonly RowDraft[] | Refusal> {
    // A resolve that keeps what stands settles the conflict and decides nothing anew.
    if (op.act === 'resolve' && Object.keys(op.set ?? {}).length === 0) return []
    const row = context.world.row(op.id)
    const decision = op.set?.['decision']?.to as Inbox['decision'] | undefined
    if (!row || !decision || Object.keys(op.set ?? {}).some(group => group !== 'decision')) return invalid('only-the-decision')
    const inbox = row.data as unknown as Inbox
    if (decision.by !== op.actor) return invalid('decided-by-its-author')
    if (decision.choice === 'dismissed' && decision.reason.trim() === '') return invalid('dismissal-needs-a-reason')
    // A decision that lost against an earlier one is a conflict to settle, one that agrees has nothing to do.
    const after = verdict.outcome === 'quarantined' ? undefined : verdict.writes.find(write => write.id === op.id)
    if (!after || !sameJson((after.data as unknown as Inbox).decision, decision) || sameJson(inbox.decision, decision)) return []
    if (inbox.decision?.choice === 'accepted') return invalid('already-accepted')
    const roles = context.world.rolesOn(op.actor, row.stream)
    const supervises = roles.includes('kapus') || (parseStream(row.stream)?.type === 'kmp' && COOP_STAFF.some(role => roles.includes(role)))
    if (!supervises && (decision.choice === 'accepted' || inbox.actor !== op.actor)) return { code: 'ROLE', breaks: [] }
    return decision.choice === 'accepted' ? accept(row, inbox, decision, op) : []
  }

  /** Judges the group again; every member of it then carries the decision. */
  async function accept(row: RowDraft, inbox: Inbox, decision: NonNullable<Inbox['decision']>, by: Op): Promise<readonly RowDraft[] | Refusal> {
    const { tx, tenant, parts, world } = context
    const stored = await tx.selectFrom('op_body').selectAll().where('tenant', '=', tenant).where('tx', '=', inbox.tx).where('dev', '=', inbox.dev).orderBy('seq').execute()
    const members = stored.flatMap(({ bh, body, dev, seq }) => {
      const op = parseOp(body)
      return op ? [{ op, bh, dev, seq }] : []
    })
    await world.book.loadIds(stored.flatMap(({ bh }) => [inboxId(bh)]).concat(members.map(({ op }) => op.id)))
    const rows = stored.map(({ bh }) => world.row(inboxId(bh))).filter(member => member !== undefined)
    const stuck = rows.map(member => member.data as unknown as Inbox).find(data => !isWaiver(data.code))
    if (members.length !== stored.length || stuck) return invalid('cannot-be-accepted', { code: stuck?.code ?? 'INVALID' })
    const homeless = members.find(({ op }) => op.act === 'create' && !isStreamOf(op.stream, world.places))
    if (homeless) return invalid('cannot-be-accepted', { stream: homeless.op.stream })
    const others = rows.filter(member => member.id !== row.id)
    if (others.some(member => (member.data as unknown as Inbox).decision !== null)) return invalid('group-already-decided')

    world.addActors(await loadActors(tx, tenant, members.map(({ op }) => op.actor), null))
    const waived = new Set(rows.map(member => (member.data as unknown as Inbox).code).filter(isWaiver))
    for (;;) {
      const again = await judgeLoaded(parts, members, world, waived)
      const refused = again.find(verdict => verdict.outcome === 'quarantined' && verdict.code !== 'DEPENDS_ON')
      if (refused?.outcome !== 'quarantined') {
        const decided = others.map(member => ({
          ...member, rev: member.rev + 1, by: { actor: by.actor, dev: row.by.dev, at: by.at.wall }, data: { ...(member.data as JsonObject), decision },
        }))
        return [...again.flatMap(verdict => (verdict.outcome === 'quarantined' ? [] : verdict.writes)), ...decided]
      }
      // Behind one check that is passed over the next may stand: who accepts vouches for them alike, but for no broken rule.
      if (!isWaiver(refused.code) || waived.has(refused.code)) return { code: 'INVALID', breaks: [{ rule: 'still-refused', field: refused.code }, ...refused.breaks] }
      waived.add(refused.code)
    }
  }
}
