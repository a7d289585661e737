import { day, type Month } from '#domain/core/day.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { SavingEntryData } from '#domain/records/saving-entry.ts'
import { rolesOn } from '#domain/rules/access/grants.ts'
import { createDraft, patchDraft, type Draft, type RecordReader, type StoredRecord } from '#app/db/record-store.ts'
import { PLACES, type Person } from './people.ts'
import type { Chance } from './random.ts'

/**
 * What a cooperative's desk does: few people join, pay in, take out and take back, two lines of the book are found to be one
 * person and sometimes not, and whoever examines the books asks and is answered. Few members, so that tablets meet.
 */
const MONTH = '2026-10' as Month
const TODAY = day('2026-11-05')
const NIKS = ['3673994101900001', '3673995505850002', '3673991203780003', '3673996008950004'] as const

interface Desk { readonly chance: Chance; readonly person: Person; readonly kmp: string; readonly view: RecordReader; newId(): string }

/** A piece of work at a cooperative whose books this person keeps or examines; null where there is nothing to do. */
export async function coopDrafts(chance: Chance, person: Person, streams: readonly string[], view: RecordReader, newId: () => string): Promise<readonly Draft[] | null> {
  const held = streams.filter(stream => parseStream(stream)?.purpose === 'finance').sort()
  if (held.length === 0) return null
  const stream = chance.pick(held)
  const kmp = parseStream(stream)?.place ?? ''
  const desk: Desk = { chance, person, kmp, view, newId }
  const roles = rolesOn(person.grants, stream, PLACES)
  if (roles.includes('lurah')) return (await examine(desk)) ?? null
  if (!roles.includes('koperasi')) return null
  const luck = chance.next()
  if (luck < 0.2) return join(desk)
  if (luck < 0.55) return (await deposit(desk)) ?? join(desk)
  if (luck < 0.75) return (await takeBack(desk)) ?? join(desk)
  if (luck < 0.87) return (await merge(desk)) ?? join(desk)
  return (await answer(desk)) ?? join(desk)
}

const membersOf = async ({ view, kmp }: Desk): Promise<StoredRecord<'member'>[]> =>
  sorted((await view.scan('member')).filter(found => found.stream === streamOf('members', kmp) && found.data.occupation === 'simulasi'))
const sorted = <R extends StoredRecord>(records: readonly R[]): R[] => records.filter(found => found.state === 'live' && found.conflicts.length === 0).sort((a, b) => (a.id < b.id ? -1 : 1))

function join({ chance, kmp, newId }: Desk): Draft[] {
  const nik = chance.pick(NIKS)
  const data: MemberData = {
    number: `S-${newId().slice(-6)}`, name: 'Anggota Simulasi', nik, familyCard: null, birth: { on: day('1990-01-01'), estimated: false }, sex: 'P', occupation: 'simulasi', phone: null,
    address: { street: '', rt: '', rw: '', kelurahan: '' }, joinedOn: day('2026-10-01'), status: { state: 'aktif', on: day('2026-10-01'), reason: '' },
  }
  return [createDraft('member', newId(), streamOf('members', kmp), data)]
}

const entryOf = ({ person, newId }: Desk, memberId: string, part: Pick<SavingEntryData, 'type' | 'act' | 'amount'> & Partial<SavingEntryData>): SavingEntryData => ({
  number: `K-${newId().slice(-6)}`, memberId, method: 'tunai', on: TODAY, time: '09:00', note: 'simulasi', reverses: null, reason: '', by: person.id, ...part,
})

async function deposit(desk: Desk): Promise<Draft[] | null> {
  const members = await membersOf(desk)
  if (members.length === 0) return null
  const member = desk.chance.pick(members)
  const types = desk.chance.is(0.3) ? (['wajib', 'sukarela'] as const) : (['sukarela'] as const)
  return types.map(type => createDraft('saving-entry', desk.newId(), streamOf('finance', desk.kmp), entryOf(desk, member.id, { type, act: 'setor', amount: 10_000 })))
}

/** Two tablets may take the same entry back while they do not hear of one another. */
async function takeBack(desk: Desk): Promise<Draft[] | null> {
  const stream = streamOf('finance', desk.kmp)
  const entries = sorted((await desk.view.scan('saving-entry')).filter(found => found.stream === stream && found.data.note === 'simulasi'))
  const gone = new Set(entries.map(found => found.data.reverses))
  const open = entries.filter(found => found.data.act === 'setor' && !gone.has(found.id)).slice(0, 3)
  if (open.length === 0) return null
  const { id, data } = desk.chance.pick(open)
  return [createDraft('saving-entry', desk.newId(), stream, entryOf(desk, data.memberId, { type: data.type, act: 'dibalik', amount: -data.amount, reverses: id, reason: 'salah catat' }))]
}

async function merge(desk: Desk): Promise<Draft[] | null> {
  const stream = streamOf('members', desk.kmp)
  const by = { by: desk.person.id, name: desk.person.name, on: TODAY }
  const merges = sorted((await desk.view.scan('member-merge')).filter(found => found.stream === stream && found.data.reason === 'simulasi' && found.data.undone === null))
  if (merges.length > 0 && desk.chance.is(0.4)) return [patchDraft(desk.chance.pick(merges), { undone: { ...by, reason: 'dua orang' } })]
  const merged = new Set(merges.flatMap(found => [found.data.keepId, found.data.dropId]))
  const free = (await membersOf(desk)).filter(found => !merged.has(found.id)).slice(0, 3)
  const [keep, drop] = free
  return keep && drop ? [createDraft('member-merge', desk.newId(), stream, { keepId: keep.id, dropId: drop.id, reason: 'simulasi', undone: null, ...by })] : null
}

async function examine(desk: Desk): Promise<Draft[] | null> {
  const stream = streamOf('finance', desk.kmp)
  const remarks = await remarksOf(desk)
  const answered = remarks.filter(found => found.data.answer !== null && found.data.closed === null)
  const by = { by: desk.person.id, name: desk.person.name }
  if (answered.length > 0 && desk.chance.is(0.5)) return [patchDraft(desk.chance.pick(answered), { closed: { on: TODAY, ...by } })]
  return [createDraft('remark', desk.newId(), stream, { month: MONTH, topic: 'kas', text: 'simulasi', on: TODAY, dueOn: day('2026-11-12'), ...by, answer: null, closed: null })]
}

const remarksOf = async ({ view, kmp }: Desk): Promise<StoredRecord<'remark'>[]> =>
  sorted((await view.scan('remark')).filter(found => found.stream === streamOf('finance', kmp) && found.data.text === 'simulasi'))

/** An answer, or, now and then, what nobody may: other words in the mouth of who asked. */
async function answer(desk: Desk): Promise<Draft[] | null> {
  const open = (await remarksOf(desk)).filter(found => found.data.closed === null)
  if (open.length === 0) return null
  const found = desk.chance.pick(open)
  if (desk.chance.is(0.2)) return [patchDraft(found, { text: `lain ${desk.newId()}` })]
  return [patchDraft(found, { answer: { text: `sudah ${desk.newId().slice(-4)}`, on: TODAY, by: desk.person.id, name: desk.person.name } })]
}
