import { streamOf, parseStream } from '#domain/core/streams.ts'
import { sameJson, type Json, type JsonObject } from '#domain/core/json.ts'
import type { MemberData } from '#domain/records/member.ts'
import { THE_SETTING } from '#domain/records/coop-setting.ts'
import { sha256Hex } from '#sync/chain.ts'
import type { RowDraft } from '#sync/judge.ts'
import { rowsOfKind } from '../../store/rows.ts'
import type { DerivedContext } from './derived-rows.ts'
import { loadPeople, moneyOf, type Standing } from './desk-money.ts'

/** What the clinic's desk may know of each changed member: name, number, status, household, and how he stands with the cooperative. */
export async function deriveDeskMembers(context: DerivedContext): Promise<void> {
  const touched = new Map<string, Set<string>>()
  const touch = (kmp: string, ids: Iterable<string>): void => {
    const known = touched.get(kmp) ?? new Set<string>()
    for (const id of ids) known.add(id)
    touched.set(kmp, known)
  }
  // Also what was derived of the changes: a member's trade.
  const changes = context.book.changes()
  for (const { before, revisions } of changes) {
    const row = revisions.at(-1) as RowDraft
    const place = parseStream(row.stream)
    if (place?.type !== 'kmp') continue
    if (row.kind === 'coop-setting') touch(place.place, (await rowsOfKind(context.tx, context.tenant, streamOf('members', place.place), 'member')).map(member => member.id))
    touch(place.place, [row, before].flatMap(named))
  }
  for (const [kmp, ids] of touched) await writeDesk(context, kmp, ids)
}

/** Whose line a row is about. */
function named(row: RowDraft | undefined): string[] {
  const data = row?.data as Record<string, unknown> | null | undefined
  switch (row?.kind) {
    case 'member': return [row.id]
    case 'saving-entry': case 'cash-entry': case 'member-trade': return typeof data?.['memberId'] === 'string' ? [data['memberId']] : []
    case 'member-merge': return [data?.['keepId'], data?.['dropId']].filter(id => typeof id === 'string')
    default: return []
  }
}

async function writeDesk(context: DerivedContext, kmp: string, touched: ReadonlySet<string>): Promise<void> {
  const { book, secret } = context
  const [members, stream] = [streamOf('members', kmp), streamOf('desk', kmp)]
  const people = await loadPeople(book, kmp, touched)
  const setting = book.find(streamOf('finance', kmp), 'coop-setting', 'one', THE_SETTING).find(row => row.state === 'live')
  for (const id of people.ids) {
    const row = book.at(members, id)
    const before = book.at(stream, id)
    if (row?.kind !== 'member' || (!before && row.state === 'moved')) continue
    const data = row.state === 'moved' ? null : deskData(row.data as unknown as MemberData, secret, moneyOf(book, kmp, people, id, setting))
    if (before && before.state === row.state && sameJson(before.data, data)) continue
    // Why a membership was voided is the cooperative's alone.
    const { actor, dev, at } = row.by
    book.write({ stream, id: row.id, kind: 'desk-member', rev: (before?.rev ?? 0) + 1, state: row.state, data, conflicts: [], by: { actor, dev, at } })
  }
}

function deskData(member: MemberData, secret: string, standing: Standing): Json {
  const household = member.familyCard === null ? null : sha256Hex(`${secret}|${member.familyCard}`).slice(0, 16)
  return { number: member.number, name: member.name, state: member.status.state, household, ...(standing as JsonObject) }
}
