import { dayAt, wallTimeAt, type Zone } from '#domain/core/day.ts'
import type { VisitData } from '#domain/records/visit.ts'
import type { RecordReader, StoredRecord } from '#app/db/record-store.ts'
import { addendaOfVisit, type Addendum } from '#app/shared/addenda/addenda.ts'
import type { Handover } from '#app/shared/pharmacy/handovers.ts'

export type HistoryKind = 'begun' | 'signed' | 'handed' | 'back' | 'addendum' | 'addendum-decided' | 'letter' | 'letter-voided' | 'letter-replied' | 'follow-up' | 'follow-up-ended' | 'settled' | 'voided'

/** One line of a visit's history. `at` is a day, or a day and time on the clinic's wall, and sorts as text. */
export interface HistoryLine {
  readonly kind: HistoryKind
  readonly at: string
  /** The id of who did it; its name where the record holds it. */
  readonly by: string
  readonly name: string | null
  /** The record the line opens, where it has a page of its own. */
  readonly about: string | null
  /** What the sentence needs besides, by name. */
  readonly facts: Readonly<Record<string, string>>
}

/** Day and time on the clinic's wall of what a tablet wrote down: already so with its offset, or an instant of the server's. */
export function wallMoment(text: string, zone: Zone): string {
  if (!text.endsWith('Z')) return text.slice(0, 16)
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? text.slice(0, 16) : `${dayAt(ms, zone)}T${wallTimeAt(ms, zone)}`
}

/** Everything that ever happened to a visit, as its records tell it, the oldest first. */
export async function visitHistory(reader: RecordReader, visit: StoredRecord<'visit'>, zone: Zone): Promise<HistoryLine[]> {
  const [addenda, letters, followUps, conflicts, medicine] = await Promise.all([
    addendaOfVisit(reader, visit.id), reader.byKey('letter', 'visit', visit.id), reader.byKey('follow-up', 'visit', visit.id), reader.byKey('conflict', 'record', visit.id), medicineLines(reader, visit.id),
  ])
  const lines = [
    ...ownLines(visit, zone), ...medicine, ...addenda.flatMap(addendumLines), ...letters.flatMap(letter => letterLines(letter, zone)), ...followUps.flatMap(followUpLines),
    ...conflicts.flatMap(({ data }) => (data.settled ? [line('settled', wallMoment(data.settled.at, zone), data.settled.actor, null, null, { group: data.group })] : [])),
  ]
  return lines.map((one, index) => ({ one, index })).sort((a, b) => compare(a.one, b.one) || a.index - b.index).map(({ one }) => one)
}

const line = (kind: HistoryKind, at: string, by: string, name: string | null, about: string | null, facts: Readonly<Record<string, string>> = {}): HistoryLine => ({ kind, at, by, name, about, facts })

/** What is known by its day alone comes before what has a time that day, but never before the visit began. */
function compare(a: HistoryLine, b: HistoryLine): number {
  const rank = (one: HistoryLine): string => (one.kind === 'begun' ? '0' : one.kind === 'voided' ? '2' : '1')
  return a.at.slice(0, 10).localeCompare(b.at.slice(0, 10)) || (a.at.length > 10 && b.at.length > 10 ? a.at.slice(0, 16).localeCompare(b.at.slice(0, 16)) : 0) || rank(a).localeCompare(rank(b))
}

function ownLines(visit: StoredRecord<'visit'>, zone: Zone): HistoryLine[] {
  const { on, time, author, signature }: VisitData = visit.data
  const begun = line('begun', `${on}T${time}`, author, null, null)
  const signed = signature ? [line('signed', signature.time ? `${signature.on}T${signature.time}` : signature.on, signature.by, signature.name, null, { sip: signature.sip })] : []
  const voided = visit.state === 'void' && visit.by ? [line('voided', wallMoment(visit.by.at, zone), visit.by.actor, null, null, { reason: visit.by.reason ?? '' })] : []
  return [begun, ...signed, ...voided]
}

/** Hand-overs and what took them back; movements alone for visits of before there were hand-overs. */
async function medicineLines(reader: RecordReader, visitId: string): Promise<HistoryLine[]> {
  const [handovers, movements] = await Promise.all([reader.byKey('handover', 'visit', visitId), reader.byKey('stock-movement', 'visit', visitId)])
  const first = handovers.filter(one => one.data.reverses === null)
  const backs = (await Promise.all(first.map(one => reader.byKey('handover', 'reverses', one.id)))).flat()
  const seen = new Map<string, Handover>([...first, ...backs, ...handovers].map(one => [one.id, one]))
  const alone = movements.filter(one => !one.data.documentId)
  const days = new Map(alone.map(one => [`${one.data.quantity > 0 ? 'back' : 'handed'}|${one.data.at ?? one.data.on}`, one]))
  return [
    ...[...seen.values()].map(({ id, data }) => line(data.reverses === null ? 'handed' : 'back', `${data.on}T${data.time}`, data.by, null, data.reverses ?? id, { number: data.number, source: data.source, reason: data.reason })),
    ...[...days.values()].map(({ data, by }) => line(data.quantity > 0 ? 'back' : 'handed', (data.at ?? data.on).slice(0, 16), by?.actor ?? '', null, null)),
  ]
}

function addendumLines({ data }: Addendum): HistoryLine[] {
  const written = line('addendum', data.at.slice(0, 16), data.by, data.name, null, { late: data.late && !data.decision ? 'y' : '', reason: data.reason })
  return [written, ...(data.decision ? [line('addendum-decided', data.decision.on, data.decision.by, null, null, { choice: data.decision.choice, on: data.on, reason: data.decision.reason })] : [])]
}

function letterLines(letter: StoredRecord<'letter'>, zone: Zone): HistoryLine[] {
  const { id, data, state, by } = letter
  const facts = { type: data.content.type, number: data.number }
  return [
    line('letter', data.on, data.signer.by, data.signer.name, id, facts),
    ...(data.reply ? [line('letter-replied', data.reply.on, data.reply.by, null, id, { ...facts, from: data.reply.from })] : []),
    ...(state === 'void' && by ? [line('letter-voided', wallMoment(by.at, zone), by.actor, null, id, { ...facts, reason: by.reason ?? '' })] : []),
  ]
}

function followUpLines({ data, state }: StoredRecord<'follow-up'>): HistoryLine[] {
  if (state === 'void') return []
  return [
    line('follow-up', data.on, data.by, null, null, { due: data.due }),
    ...(data.outcome ? [line('follow-up-ended', data.outcome.on, data.outcome.by, null, null, { how: data.outcome.how, reason: data.outcome.note })] : []),
  ]
}

/** Names of the people that lines speak of, as the tablet knows them. */
export async function namesOf(reader: RecordReader, ids: Iterable<string>): Promise<Map<string, string>> {
  const known = await Promise.all([...new Set(ids)].filter(id => id !== '').map(async id => [id, (await reader.get('staff', id))?.data.name ?? id] as const))
  return new Map(known)
}
