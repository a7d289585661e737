import type { Day } from '#domain/core/day.ts'
import type { RecordReader } from '#app/db/record-store.ts'
import { foldName, type Findable } from '#app/shared/coop/member-search.ts'
import { readCoopMembers } from '#app/shared/coop/members.ts'

/** Somebody who gets a card: an active line of the book that stays. `rtRw` is '' where neither is known. */
export interface CardPerson extends Findable {
  readonly id: string
  readonly name: string
  readonly joinedOn: Day
  readonly rtRw: string
}

/** What a card shows. It has no NIK, family card, address or birth date, and nothing that anybody is ill with. */
export interface CardFace { readonly id: string; readonly name: string; readonly number: string; readonly joinedOn: Day; readonly photo: string | null }

/** More at once is more than a tablet draws and a printer takes. */
export const MOST_CARDS = 200

/** Active members by RT and RW and then by name, as cards are handed out. */
export async function readCardPeople(view: RecordReader, stream: string): Promise<CardPerson[]> {
  const people = (await readCoopMembers(view, stream)).filter(({ record, personId }) => record.id === personId && record.data.status.state === 'aktif')
    .map(({ record: { id, data } }): CardPerson => ({
      id, name: data.name, number: data.number, nik: data.nik, joinedOn: data.joinedOn, folded: foldName(data.name),
      rtRw: data.address.rt === '' && data.address.rw === '' ? '' : `${data.address.rt || '–'}/${data.address.rw || '–'}`,
    }))
  return people.sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : a.number < b.number ? -1 : 1))
}

/** The pictures of those who have one; taken-away ones are none. */
export async function readPhotos(view: RecordReader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(ids.map(async id => [id, await view.get('member-photo', `foto-${id}`)] as const))
  return new Map(found.flatMap(([id, photo]) => (photo?.state === 'live' && photo.data.image ? [[id, photo.data.image] as const] : [])))
}

/** Cards by sheets: ten of credit-card size fill an A4, and one stands alone on it. */
export function sheetsOf<T>(cards: readonly T[], perSheet: 1 | 10): T[][] {
  return Array.from({ length: Math.ceil(cards.length / perSheet) }, (_, sheet) => cards.slice(sheet * perSheet, (sheet + 1) * perSheet))
}

/** The ids in the address, each once. */
export const idsIn = (query: unknown): string[] => (typeof query === 'string' ? [...new Set(query.split(',').filter(id => id !== ''))] : [])
