import { streamOf, parseStream } from '#domain/core/streams.ts'
import { sameJson, type Json } from '#domain/core/json.ts'
import type { MemberData } from '#domain/records/member.ts'
import { sha256Hex } from '#sync/chain.ts'
import type { RowDraft } from '#sync/judge.ts'
import type { DerivedContext } from './derived-rows.ts'

/** What the clinic's desk may know of each changed member: name, number, status, household. */
export function deriveDeskMembers({ book, changes, secret }: DerivedContext): void {
  for (const change of changes) {
    const row = change.revisions.at(-1) as RowDraft
    const place = parseStream(row.stream)?.place
    if (row.kind !== 'member' || !place) continue
    const stream = streamOf('desk', place)
    const before = book.at(stream, row.id)
    const data = row.state === 'moved' ? null : deskData(row.data as unknown as MemberData, secret)
    if (before && before.state === row.state && sameJson(before.data, data)) continue
    if (!before && row.state === 'moved') continue
    // Why a membership was voided is the cooperative's alone.
    const { actor, dev, at } = row.by
    book.write({ stream, id: row.id, kind: 'desk-member', rev: (before?.rev ?? 0) + 1, state: row.state, data, conflicts: [], by: { actor, dev, at } })
  }
}

function deskData(member: MemberData, secret: string): Json {
  const household = member.familyCard === null ? null : sha256Hex(`${secret}|${member.familyCard}`).slice(0, 16)
  return { number: member.number, name: member.name, state: member.status.state, household }
}
