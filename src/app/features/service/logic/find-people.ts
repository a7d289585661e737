import type { StoredRecord } from '#app/db/record-store.ts'

/** Someone who can be cared for today: a patient with a record, or a member of the desk's list who has none yet. */
export interface Person {
  readonly key: string
  readonly patientId: string | null
  readonly memberId: string | null
  readonly name: string
  readonly rm: string
  readonly memberNumber: string
  readonly memberState: string
  readonly bornOn: string
  readonly sex: '' | 'L' | 'P'
  readonly kelurahan: string
  readonly text: string
}

const plain = (text: string): string => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '')
/** Made once: a collator of its own for every comparison costs a slow tablet most of a second for 12,000 people. */
const byName = new Intl.Collator('id')

/** Everyone in one list, patients first in their own right; a member who is a patient already appears once. */
export function peopleOf(patients: readonly StoredRecord<'patient'>[], members: readonly StoredRecord<'desk-member'>[]): Person[] {
  const memberById = new Map(members.filter(member => member.state === 'live').map(member => [member.id, member.data]))
  const known = new Set<string>()
  const people: Person[] = []
  for (const { id, state, data } of patients) {
    if (state === 'void') continue
    const member = data.memberId ? memberById.get(data.memberId) : undefined
    if (data.memberId) known.add(data.memberId)
    people.push({
      key: id, patientId: id, memberId: data.memberId, name: data.name, rm: data.rm,
      memberNumber: member?.number ?? '', memberState: member?.state ?? '', bornOn: data.birth.on, sex: data.sex,
      kelurahan: data.address.kelurahan, text: plain(`${data.name} ${data.identity.nik ?? ''} ${data.rm} ${member?.number ?? ''}`),
    })
  }
  for (const [id, data] of memberById) {
    if (known.has(id)) continue
    people.push({
      key: `member-${id}`, patientId: null, memberId: id, name: data.name, rm: '', memberNumber: data.number, memberState: data.state,
      bornOn: '', sex: '', kelurahan: '', text: plain(`${data.name} ${data.number}`),
    })
  }
  return people.sort((a, b) => byName.compare(a.name, b.name))
}

/** Those whose name, NIK, RM or member number holds every word; names that begin with the first word come first. */
export function findPeople(people: readonly Person[], query: string, limit: number): { readonly found: readonly Person[]; readonly total: number } {
  const words = plain(query).split(/\s+/).filter(word => word !== '')
  if (words.length === 0) return { found: [], total: 0 }
  const first = words[0] ?? ''
  const leading: Person[] = []
  const rest: Person[] = []
  for (const person of people) {
    if (words.every(word => person.text.includes(word))) (person.text.startsWith(first) ? leading : rest).push(person)
  }
  return { found: [...leading, ...rest].slice(0, limit), total: leading.length + rest.length }
}
