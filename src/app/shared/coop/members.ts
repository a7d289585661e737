import { samePerson, type Merge } from '#domain/rules/members/merge-rules.ts'
import type { Interest, RecordReader, StoredRecord } from '../../db/record-store.ts'

/** A line of the Buku Daftar Anggota and whose it is: its own id, or that of the line which stays where two were merged. */
export interface CoopMember { readonly record: StoredRecord<'member'>; readonly personId: string }

/** What a list of members depends on. */
export const COOP_MEMBER_INTERESTS: readonly Interest[] = [{ kind: 'member' }, { kind: 'member-merge' }]

/** The merges that hold in one KMP: those that were taken apart again are left out. */
export async function readMerges(reader: RecordReader, membersStream: string): Promise<Merge[]> {
  const merges = (await reader.scan('member-merge')).filter(merge => merge.stream === membersStream && merge.state === 'live' && merge.data.undone === null)
  return merges.map(({ data }) => ({ keepId: data.keepId, dropId: data.dropId }))
}

/**
 * Every line of the book that was not voided, merged ones too: what they hold and bought counts for `personId`. A list of
 * people leaves out the lines whose id is not their `personId`.
 */
export async function readCoopMembers(reader: RecordReader, stream: string): Promise<CoopMember[]> {
  const personOf = samePerson(await readMerges(reader, stream))
  const members = (await reader.scan('member')).filter(member => member.stream === stream && member.state === 'live')
  return members.map(record => ({ record, personId: personOf(record.id) }))
}
