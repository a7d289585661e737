import type { MemberData } from '#domain/records/member.ts'
import type { Listing } from '../../db/record-store.ts'
import { byText } from '../by-text.ts'
import { foldName } from './member-search.ts'

/** What the list of members shows of each, and what he is found by there. */
export type ListedMember = Pick<MemberData, 'name' | 'number' | 'nik' | 'familyCard'> & {
  readonly folded: string
  readonly birth: Pick<MemberData['birth'], 'on'>
  readonly address: Pick<MemberData['address'], 'rt' | 'rw'>
  readonly status: Pick<MemberData['status'], 'state'>
}

export const memberListing: Listing<'member', ListedMember> = {
  name: 'members', version: 1, kind: 'member',
  line: ({ name, number, nik, familyCard, birth, address, status }) => ({
    name, number, nik, familyCard, folded: foldName(name), birth: { on: birth.on }, address: { rt: address.rt, rw: address.rw }, status: { state: status.state },
  }),
  compare: (one, other) => byText(one.folded, other.folded) || byText(one.number, other.number),
}
