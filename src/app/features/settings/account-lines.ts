import type { Day } from '#domain/core/day.ts'
import type { StaffData } from '#domain/records/staff.ts'
import { LICENCE_STATES, licencesOf, type LicenceLook, type LicenceState } from '#domain/rules/supervision/licence-watch.ts'
import type { Account } from './admin.ts'
import type { Facility } from './use-places.ts'

/** A person in the list: where he works today, and how his licences stand. */
export interface AccountLine {
  readonly account: Account
  readonly posts: readonly { readonly place: string; readonly name: string; readonly from: Day | null }[]
  readonly state: LicenceState
  readonly looks: readonly LicenceLook[]
}
export const SHOWN = ['aktif', 'izin', 'nonaktif', 'semua'] as const
export type Shown = (typeof SHOWN)[number]
export interface Filter { readonly shown: Shown; readonly place: string; readonly search: string }

/** Today's posts; for someone whose posts nobody has recorded, the places of his roles. Both days of a post belong to it. */
function postsOf({ posts, grants }: Account, nameOf: (id: string) => string, today: Day): AccountLine['posts'] {
  const now = (posts ?? []).filter(post => post.from <= today && (post.to === null || post.to >= today))
  if (posts && posts.length > 0) return now.map(({ place, from }) => ({ place, name: nameOf(place), from }))
  return [...new Set(grants.map(grant => grant.place))].map(place => ({ place, name: nameOf(place), from: null }))
}

export function accountLines(accounts: readonly Account[], places: readonly Facility[], today: Day): AccountLine[] {
  const names = new Map(places.map(place => [place.id, place.data.name]))
  return accounts.map((account): AccountLine => {
    const { state, looks } = licencesOf({ profession: account.profession as StaffData['profession'], sip: account.sip, ...(account.str === undefined ? {} : { str: account.str }) }, today)
    return { account, posts: postsOf(account, id => names.get(id) ?? id, today), state, looks }
  })
}

const ASKING: readonly LicenceState[] = ['expired', 'missing', 'within30', 'within90']
const belongs = ({ account, state }: AccountLine, shown: Shown): boolean =>
  shown === 'semua' || (shown === 'nonaktif' ? !account.active : account.active && (shown === 'aktif' || ASKING.includes(state)))

/** Who is asked for: those whose licences need someone the worst first, all others by name, who has left last. */
export function filterAccounts(lines: readonly AccountLine[], { shown, place, search }: Filter): AccountLine[] {
  const wanted = search.trim().toLocaleLowerCase('id')
  const found = lines.filter(line => belongs(line, shown) && (place === '' || line.posts.some(post => post.place === place))
    && [line.account.name, line.account.username, line.account.nip ?? ''].join(' ').toLocaleLowerCase('id').includes(wanted))
  const rank = (line: AccountLine): number => (shown === 'izin' ? LICENCE_STATES.indexOf(line.state) : Number(!line.account.active))
  return found.sort((a, b) => rank(a) - rank(b) || a.account.name.localeCompare(b.account.name, 'id'))
}
