import type { Rupiah } from '#domain/core/rupiah.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { MemberReadingData } from '#domain/records/member-reading.ts'
import type { SavingEntryData } from '#domain/records/saving-entry.ts'
import { holdingsOf, type Holdings } from '#domain/rules/finance/savings.ts'
import type { MemberMonth } from '#domain/rules/finance/trade.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest } from '#app/db/record-store.ts'
import { readDebts, readMemberTrade } from '#app/shared/coop/debts.ts'
import type { Kmp } from '#app/shared/coop/kmp.ts'
import { COOP_MEMBER_INTERESTS, readCoopMembers } from '#app/shared/coop/members.ts'

/** A line of the book that was found to be the same person's, with who said so. */
export interface MergedLine { readonly number: string; readonly name: string; readonly on: string; readonly reason: string; readonly by: string; readonly undoneOn: string | null }

/** Everything that the cooperative keeps about one member, and nothing that a pustu keeps about a patient. */
export interface MemberFile {
  readonly data: MemberData
  /** Who took the consent down. */
  readonly consentBy: string
  readonly photo: string | null
  readonly holdings: Holdings
  readonly entries: readonly SavingEntryData[]
  /** What he bought by month in rupiah; null for who may not see it. */
  readonly trade: readonly MemberMonth[] | null
  readonly owed: Rupiah
  readonly readings: readonly MemberReadingData[]
  readonly merges: readonly MergedLine[]
}

export const MEMBER_FILE_INTERESTS: readonly Interest[] = [...COOP_MEMBER_INTERESTS, { kind: 'saving-entry' }, { kind: 'member-reading' }, { kind: 'member-photo' }]

/** Null where there is no such member at this KMP. Lines that were merged count as his. */
export async function readMemberFile(app: AppContext, kmp: Kmp, id: string): Promise<MemberFile | null> {
  const { store } = app
  const members = await readCoopMembers(store, kmp.streams.members)
  const own = members.find(({ record }) => record.id === id)
  if (!own) return null
  const ids = members.filter(({ personId }) => personId === own.personId).map(({ record }) => record.id)
  const entries = (await Promise.all(ids.map(line => store.byKey('saving-entry', 'member', line)))).flat().filter(entry => entry.stream === kmp.streams.finance && entry.state === 'live')
  const readings = (await Promise.all(ids.map(line => store.byKey('member-reading', 'member', line)))).flat().filter(reading => reading.state === 'live').map(({ data }) => data)
  const photo = await store.get('member-photo', `foto-${id}`)
  const consentBy = own.record.data.consent?.by
  const trade = await readMemberTrade(app, kmp)
  const debts = await readDebts(app, kmp)
  return {
    data: own.record.data, consentBy: consentBy === undefined ? '' : ((await store.get('staff', consentBy))?.data.name ?? consentBy),
    photo: photo?.state === 'live' ? photo.data.image : null, holdings: holdingsOf(entries),
    entries: entries.map(({ data }) => data).sort((a, b) => (`${a.on} ${a.time}` < `${b.on} ${b.time}` ? -1 : `${a.on} ${a.time}` > `${b.on} ${b.time}` ? 1 : 0)),
    trade: trade?.filter(one => one.memberId === own.personId).sort((a, b) => (a.month < b.month ? -1 : 1)) ?? null, owed: debts?.byMember.get(own.personId)?.owed ?? 0,
    readings: readings.sort((a, b) => (a.at < b.at ? -1 : 1)), merges: await readMerged(app, kmp, ids),
  }
}

/** Merges that name one of these lines, undone ones too: they were said of him. */
async function readMerged({ store }: AppContext, kmp: Kmp, ids: readonly string[]): Promise<MergedLine[]> {
  const merges = (await store.scan('member-merge')).filter(({ stream, state, data }) => stream === kmp.streams.members && state === 'live' && (ids.includes(data.keepId) || ids.includes(data.dropId)))
  return Promise.all(merges.map(async ({ data }) => {
    const other = await store.get('member', data.dropId)
    return { number: other?.data.number ?? '–', name: other?.data.name ?? '–', on: data.on, reason: data.reason, by: data.name, undoneOn: data.undone?.on ?? null }
  }))
}
