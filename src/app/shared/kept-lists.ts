import { definitionOf, type Kind } from '#domain/records/index.ts'
import type { AppContext } from '../context.ts'
import { memberListing } from './coop/member-listing.ts'
import { deskMemberListing, patientListing } from './people-listings.ts'
import type { Listing } from '../db/record-store.ts'

/** What the lists that a day begins with show, kept ready; others are made when they are asked for. */
export const KEPT_LISTS: readonly Listing[] = [memberListing, deskMemberListing, patientListing]

/** Reads the lists that a page is about to ask for, while the screen still draws what is around it. */
export function readListsAhead({ store, streams }: Pick<AppContext, 'store' | 'streams'>, kinds: readonly Kind[]): void {
  for (const listing of KEPT_LISTS) {
    const { purpose } = definitionOf(listing.kind)
    if (!kinds.includes(listing.kind) || purpose === 'any') continue
    // Who asks next is told of what fails.
    for (const stream of streams(purpose)) void store.list(listing, stream).catch(() => undefined)
  }
}
