import fc from 'fast-check'
import type { Json, JsonObject } from '#domain/core/json.ts'
import { parseStream } from '#domain/core/streams.ts'
import { rolesOn } from '#domain/rules/access/grants.ts'
import { definitionOf, KINDS, type Kind } from '#domain/records/index.ts'
import type { Draft, RecordReader, StoredRecord } from '#app/db/record-store.ts'
import { dataOf } from '#tests/support/generators.ts'
import { clinicDrafts } from './clinic-work.ts'
import { inClocklessOrder } from './clockless.ts'
import { coopDrafts } from './coop-work.ts'
import { PLACES, type Person } from './people.ts'
import { pharmacyDrafts } from './pharmacy-work.ts'
import type { Chance } from './random.ts'

/** Data for every kind of the registry, generated once for a process: a new kind takes part without a line here. */
const pools = new Map<Kind, readonly JsonObject[]>()
function poolOf(kind: Kind): readonly JsonObject[] {
  const found = pools.get(kind) ?? fc.sample(dataOf(definitionOf(kind)), { numRuns: 40, seed: 2025 })
  pools.set(kind, found)
  return found
}

/**
 * Groups that decide who may see what, or that only a decision may write: the schedule changes those in its own way, so
 * that the yardstick of what may be delivered stays known.
 */
const reserved: Partial<Record<Kind, readonly string[]>> = {
  facility: ['type', 'parentId', 'kelurahanCode', 'zone', 'active', 'code'], staff: ['grants', 'active', 'sip'],
  // Confirmed by the medicine room's own work alone, together with what was received.
  delivery: ['confirmation', 'cancelled'],
  quarantine: ['code', 'breaks', 'dev', 'seq', 'actor', 'tx', 'recordKind', 'recordId', 'body'],
}
const mayCreate = (kind: Kind): boolean => kind !== 'facility'

interface Possible { readonly kind: Kind; readonly stream: string }

/** Where this person may create what, of the streams held. */
function creatable(person: Person, streams: readonly string[]): Possible[] {
  return KINDS.filter(mayCreate).flatMap(kind => {
    const { purpose, writers } = definitionOf(kind)
    return streams.filter(stream => parseStream(stream)?.purpose === purpose)
      .filter(stream => rolesOn(person.grants, stream, PLACES).some(role => writers.create?.includes(role)))
      .map(stream => ({ kind, stream }))
  })
}

/** An edit as a person would make it on a tablet; null where there is nothing to do. */
export async function draftsOf(chance: Chance, person: Person, streams: readonly string[], view: RecordReader, newId: () => string): Promise<readonly Draft[] | null> {
  if (chance.is(0.3)) {
    const work = await pharmacyDrafts(chance, person, streams, view, newId)
    if (work) return work
  }
  if (chance.is(0.25)) {
    const work = await clinicDrafts(chance, person, streams, view, newId)
    if (work) return work
  }
  if (chance.is(0.2)) {
    const work = await coopDrafts(chance, person, streams, view, newId)
    if (work) return work
  }
  const luck = chance.next()
  if (luck < 0.38) return createSome(chance, person, streams, newId)
  const open = luck > 0.9 ? await resolution(chance, person, view) : null
  if (open) return [open]
  const record = await someRecord(chance, person, view)
  if (!record) return createSome(chance, person, streams, newId)
  if (chance.is(0.08) && record.kind !== 'facility' && writes(person, record, 'void')) return [{ act: 'void', record, reason: 'salah catat' }]
  return writes(person, record, 'patch') ? [patchOf(chance, person, record)] : null
}

function createSome(chance: Chance, person: Person, streams: readonly string[], newId: () => string): readonly Draft[] | null {
  const possible = creatable(person, streams)
  if (possible.length === 0) return null
  return Array.from({ length: chance.is(0.25) ? 2 + chance.below(2) : 1 }, () => {
    const { kind, stream } = chance.pick(possible)
    return { act: 'create', kind, id: newId(), stream, data: own(kind, chance.pick(poolOf(kind)), person) }
  })
}

/** Where a record says who wrote it. */
const SIGNERS = ['by', 'sentBy', 'openedBy']

/** A draft belongs to who writes it, and an entry says who wrote it. */
function own(kind: Kind, data: JsonObject, person: Person): JsonObject {
  if (definitionOf(kind).mode === 'signed' && 'author' in data) return { ...data, author: person.id }
  const signed = SIGNERS.filter(field => typeof data[field] === 'string').map(field => [field, person.id])
  return { ...data, ...Object.fromEntries(signed) }
}

const rolesAt = (person: Person, stream: string): readonly string[] => rolesOn(person.grants, stream, PLACES)
function writes(person: Person, record: StoredRecord, act: 'patch' | 'void' | 'resolve'): boolean {
  return (definitionOf(record.kind).writers[act] ?? []).some(role => rolesAt(person, record.stream).includes(role))
}

async function someRecord(chance: Chance, person: Person, view: RecordReader): Promise<StoredRecord | null> {
  const kinds = KINDS.filter(kind => definitionOf(kind).writers.patch || definitionOf(kind).writers.void)
  for (let tries = 0; tries < 4; tries += 1) {
    const records = (await view.scan(chance.pick(kinds)) as StoredRecord[]).filter(record => record.state === 'live')
      .filter(record => writes(person, record, 'patch') || writes(person, record, 'void'))
    // The same few records again and again: that is where two tablets meet.
    const sorted = inClocklessOrder(records).slice(0, 6)
    if (sorted.length > 0) return chance.pick(sorted)
  }
  return null
}

function patchOf(chance: Chance, person: Person, record: StoredRecord): Draft {
  const other = own(record.kind, chance.pick(poolOf(record.kind)), person)
  const groups = Object.keys(other).filter(group => !(reserved[record.kind] ?? []).includes(group))
  const chosen = chance.is(0.2) ? [chance.pick(groups), chance.pick(groups)] : [chance.pick(groups)]
  const changes: Record<string, Json> = Object.fromEntries(chosen.map(group => [group, other[group] ?? null]))
  if (record.kind === 'quarantine') changes['decision'] = { choice: chance.pick(['dismissed', 'accepted', 'corrected']), reason: 'sudah dilihat', by: person.id }
  return { act: 'patch', record, changes }
}

/** Chooses one of the two values of an open conflict. */
async function resolution(chance: Chance, person: Person, view: RecordReader): Promise<Draft | null> {
  const open = inClocklessOrder((await view.scan('conflict')).filter(conflict => conflict.data.settled === null))
  if (open.length === 0) return null
  const conflict = chance.pick(open)
  const record = await view.get(conflict.data.recordKind as Kind, conflict.data.recordId) as StoredRecord | undefined
  if (!record || record.state === 'void' || !writes(person, record, 'resolve')) return null
  const value = chance.is(0.5) ? conflict.data.offered.value : conflict.data.kept.value
  return { act: 'resolve', record, conflicts: [conflict.id], changes: { [conflict.data.group]: value as Json } }
}
