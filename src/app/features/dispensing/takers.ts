import type { HandoverData } from '#domain/records/handover.ts'
import type { AppContext } from '#app/context.ts'
import type { Interest } from '#app/db/record-store.ts'
import { listedDeskMembers, listedPatients, type ListedDeskMember, type ListedPatient, type Shown } from '#app/shared/people-listings.ts'

/** Somebody who can take medicine, as a choice and as the record names him. */
export interface Taker {
  readonly key: string
  /** Name and numbers, lower case and without accents, to search in. */
  readonly text: string
  readonly taker: HandoverData['taker']
  /** What tells two people of one name apart. */
  readonly number: string
  readonly memberState: string
}

export const TAKER_INTERESTS: readonly Interest[] = [{ kind: 'desk-member' }, { kind: 'patient' }]

const plain = (text: string): string => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')
const collator = new Intl.Collator('id')

/** Members and patients that this user may see, by key: who holds neither list gets none, and sells to the public. */
export async function readTakers(app: AppContext): Promise<ReadonlyMap<string, Taker>> {
  const [members, patients] = await Promise.all([listedDeskMembers(app), listedPatients(app)])
  return takersOf(members, patients)
}

export function takersOf(members: readonly Shown<ListedDeskMember>[], patients: readonly Shown<ListedPatient>[]): ReadonlyMap<string, Taker> {
  const live = members.filter(member => member.state === 'live')
  const memberById = new Map(live.map(member => [member.id, member.data]))
  /** Only who is a member today pays the price of members. */
  const membership = (id: string | null): HandoverData['taker']['member'] => {
    const member = id === null ? undefined : memberById.get(id)
    return id !== null && member?.state === 'aktif' ? { id, number: member.number } : null
  }
  const asMembers = live.filter(member => member.data.state === 'aktif').map(({ id, data }): Taker => ({
    key: `anggota:${id}`, text: plain(`${data.name} ${data.number}`), number: data.number, memberState: data.state,
    taker: { kind: 'anggota', id, name: data.name, member: { id, number: data.number } },
  }))
  const asPatients = patients.filter(patient => patient.state === 'live').map(({ id, data }): Taker => ({
    key: `pasien:${id}`, text: plain(`${data.name} ${data.rm} ${data.identity.nik ?? ''}`), number: data.rm, memberState: data.memberId ? (memberById.get(data.memberId)?.state ?? '') : '',
    taker: { kind: 'pasien', id, name: data.name, member: membership(data.memberId) },
  }))
  return new Map([...asMembers, ...asPatients].sort((a, b) => collator.compare(a.taker.name, b.taker.name)).map(taker => [taker.key, taker]))
}

/** Those of one kind whose name or number holds every word, at most `limit`; the chosen one is always among them. */
export function findTakers(takers: ReadonlyMap<string, Taker>, kind: string, typed: string, chosen: string, limit = 40): readonly Taker[] {
  const words = plain(typed).split(/\s+/).filter(word => word !== '')
  const found: Taker[] = []
  for (const taker of takers.values()) {
    if (taker.taker.kind !== kind) continue
    if (taker.key === chosen || (found.length < limit && words.every(word => taker.text.includes(word)))) found.push(taker)
  }
  return found
}
