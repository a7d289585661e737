import { canonicalJson, sameJson, type Json, type JsonObject } from '#domain/core/json.ts'
import { definitionOf, isKind } from '#domain/records/index.ts'
import { upcastGroups } from '#sync/groups.ts'
import { parseOp } from '#sync/chain.ts'
import type { Op, Row } from '#sync/messages.ts'
import { checkClinic } from './clinic-invariants.ts'
import { clockless } from './clockless.ts'
import { checkCoop } from './coop-invariants.ts'
import { digestOfRows, readDisk, readOffice, type OfficeView } from './evidence.ts'
import { orphansOf, wrongAtCursor } from './page-invariants.ts'
import { checkFolds, checkPharmacy } from './pharmacy-invariants.ts'
import { checkSupervision } from './supervision-invariants.ts'
import { keyringOf } from './tablet.ts'
import { streamsOfPerson } from './people.ts'
import type { World } from './world.ts'

/** Checks the invariants of the protocol once nothing moves any more. Those that hold at every moment are checked on the way. */
export async function checkInvariants(world: World, rounds: number): Promise<OfficeView> {
  const office = await readOffice(world.office)
  if (rounds === 0 && world.violations.length === 0) world.fail('9', 'ten rounds of sync and still something moves')
  checkOfficeDigests(world, office)
  const stuck = checkQueues(world)
  checkArrival(world, office, stuck)
  checkReplicas(world, office)
  checkEdits(world, office)
  checkCarefulGroups(world, office)
  checkBalances(world, office)
  checkPharmacy(world, office)
  checkClinic(world, office)
  checkCoop(world, office)
  checkSupervision(world, office)
  await checkFolds(world)
  await checkAtRest(world)
  return office
}

/** 6, the server's own side: the kept sums are those of the rows. */
function checkOfficeDigests(world: World, office: OfficeView): void {
  for (const [stream, { count, sum }] of office.streams) {
    const counted = digestOfRows(office.rows, stream)
    if (counted.count !== count || counted.sum !== sum) world.fail('6', `the server's digest of ${stream} is not that of its rows`)
  }
}

const mayWork = (world: World, account: string): boolean => !world.rights.inactive.has(account)

/** 9: nothing is left to send, but on tablets that nobody can sign in on any more. Returns the names of those. */
function checkQueues(world: World): Set<string> {
  const stuck = new Set<string>()
  for (const tablet of world.tablets) {
    const disk = readDisk(tablet.disk)
    const people = disk.users.filter(user => mayWork(world, user.id))
    const open = disk.journal.filter(entry => entry.phase === 'unsent' || entry.phase === 'again')
    // Without a key for its stream a body can be sent by its author alone; the simulation seals nothing to the server.
    const readable = open.filter(entry => people.some(user => entry.stream in keyringOf(user)))
    if (people.length === 0 || world.rights.revoked.has(tablet.carrier.dev) || readable.length < open.length) {
      for (const { bh } of open) stuck.add(bh)
      // A revoked tablet hears nothing of a restored server, so what it once sent is not offered again either.
      if (people.length === 0 || world.rights.revoked.has(tablet.carrier.dev)) for (const { bh } of disk.journal) stuck.add(bh)
      continue
    }
    if (open.length > 0) world.fail('9', `${tablet.name} still holds ${open.map(entry => `${entry.dev}:${entry.seq} ${entry.phase}`).join(', ')}`)
  }
  return stuck
}

/** 1: every saved operation is in the server's log, judged once whatever journals it came in. */
function checkArrival(world: World, office: OfficeView, stuck: ReadonlySet<string>): void {
  for (const [bh, { tablet, op }] of world.saved) {
    if (!office.bodies.has(bh) && !world.destroyed.has(bh) && !stuck.has(bh)) world.fail('1', `${tablet}'s ${op?.act ?? 'strange'} ${op?.kind ?? ''} ${op?.id ?? bh} never reached the server`)
  }
  const verdicts = new Map<string, Set<string>>()
  for (const { bh, outcome, code, stream, rowSeq } of office.log) verdicts.set(bh, (verdicts.get(bh) ?? new Set()).add(`${outcome} ${code} ${stream} ${rowSeq}`))
  for (const [bh, found] of verdicts) {
    if (found.size > 1) world.fail('1', `${bh.slice(0, 8)} was judged more than once: ${[...found].join(' | ')}`)
  }
}

/** 2 and 4: each tablet holds exactly the server's rows of what its people are granted. */
function checkReplicas(world: World, office: OfficeView): void {
  const key = (row: Row): string => `${row.stream} ${row.id}`
  for (const tablet of world.tablets) {
    const disk = readDisk(tablet.disk)
    const people = disk.users.filter(user => mayWork(world, user.id))
    if (people.length === 0 || world.rights.revoked.has(tablet.carrier.dev)) continue
    const granted = new Set(people.flatMap(user => streamsOfPerson(world.rights.grants.get(user.id) ?? [])))
    const held = new Map(disk.rows.map(row => [key(row), row]))
    for (const row of office.rows.filter(({ stream }) => granted.has(stream))) {
      const own = held.get(key(row))
      if (!own || own.rev !== row.rev || own.state !== row.state || !sameJson(own.data, row.data) || !sameJson(own.conflicts, row.conflicts)) {
        world.fail('2', `${tablet.name} has ${own ? `revision ${own.rev}` : 'nothing'} of ${row.kind} ${row.id} in ${row.stream}, the server revision ${row.rev}`)
      }
      held.delete(key(row))
    }
    const open = disk.journal.filter(entry => entry.phase !== 'settled')
    const idle = new Set(disk.users.filter(user => !mayWork(world, user.id)).flatMap(user => user.streams))
    for (const row of held.values()) {
      if (granted.has(row.stream)) world.fail('2', `${tablet.name} holds ${row.kind} ${row.id} in ${row.stream}, which the server does not`)
      else if (!idle.has(row.stream) && !open.some(entry => entry.stream === row.stream || entry.row?.stream === row.stream)) world.fail('4', `${tablet.name} still holds ${row.kind} ${row.id} of ${row.stream}`)
    }
  }
}

/** Pages at the end: all can be read, and nothing lies there that nobody names. */
async function checkAtRest(world: World): Promise<void> {
  for (const tablet of world.tablets) {
    const disk = readDisk(tablet.disk)
    const people = disk.users.filter(user => mayWork(world, user.id))
    if (people.length === 0 || world.rights.revoked.has(tablet.carrier.dev)) continue
    const mayHeal = (stream: string): boolean => people.some(user => stream in keyringOf(user))
    for (const [stream, what] of disk.broken) if (mayHeal(stream)) world.fail('pages', `${tablet.name} ${stream}: ${what}`)
    for (const what of orphansOf(disk, mayHeal)) world.fail('pages', `${tablet.name}: ${what}`)
    for (const what of await wrongAtCursor(world.office, disk)) world.fail('2', `${tablet.name} ${what}`)
  }
}

/** 5: every edit that arrived is current, in history, in a conflict or in an inbox. */
function checkEdits(world: World, office: OfficeView): void {
  const conflicts = office.rows.filter(row => row.kind === 'conflict').map(row => row.data as JsonObject | null)
  const inboxes = new Set(office.rows.filter(row => row.kind === 'quarantine').map(row => (row.data as { body?: string } | null)?.body))
  for (const body of office.bodies.values()) {
    if (inboxes.has(body)) continue
    const op = parseOp(body)
    const lost = op ? lostPart(op, office, conflicts) : 'a body that is no operation'
    if (lost) world.fail('5', `${op?.act ?? ''} ${op?.kind ?? ''} ${op?.id ?? ''}: ${lost} is nowhere`)
  }
}

function lostPart(op: Op, office: OfficeView, conflicts: readonly (JsonObject | null)[]): string | null {
  const revisions = office.revisions.get(op.id) ?? []
  if (op.act === 'void') return revisions.some(revision => revision.state === 'void') ? null : 'the void'
  const set = isKind(op.kind) ? (upcastGroups(definitionOf(op.kind), op) ?? {}) : (op.set ?? {})
  for (const [group, { to }] of Object.entries(set)) {
    const held = revisions.some(({ data }) => data !== null && sameJson((data as JsonObject)[group] ?? null, to))
      || conflicts.some(data => data?.['recordId'] === op.id && data['group'] === group && sameJson((data['offered'] as JsonObject)['value'] ?? null, to))
    if (!held) return `${group} ${JSON.stringify(to)}`
  }
  return null
}

/** 5 for identity and clinical groups: no value took the place of one that its author had not seen. */
function checkCarefulGroups(world: World, office: OfficeView): void {
  const changes = new Map<string, Op[]>()
  for (const body of office.bodies.values()) {
    const op = parseOp(body)
    if (op) changes.set(op.id, [...(changes.get(op.id) ?? []), op])
  }
  for (const [id, found] of office.revisions) {
    const revisions = found.filter(({ data }) => data !== null).sort((a, b) => a.rev - b.rev)
    for (const [index, { kind, data, actor, rev }] of revisions.entries()) {
      const before = revisions[index - 1]?.data as JsonObject | undefined
      if (!before || !isKind(kind) || kind === 'quarantine' || actor === 'server') continue
      for (const group of definitionOf(kind).careful) {
        const [was, is] = [before[group] ?? null, (data as JsonObject)[group] ?? null]
        if (sameJson(was, is)) continue
        const seen = (changes.get(id) ?? []).some(op => {
          const change = upcastGroups(definitionOf(kind), op)?.[group]
          return change !== undefined && op.act !== 'create' && sameJson(change.from, was) && sameJson(change.to, is)
        })
        if (!seen) world.fail('5', `${kind} ${id} revision ${rev}: ${group} was overwritten by somebody who had not seen it`)
      }
    }
  }
}

/** 3: the sum of movements is that of the operations that were taken, each once. */
function checkBalances(world: World, office: OfficeView): void {
  const movements = office.rows.filter(row => row.kind === 'stock-movement' && row.state !== 'moved')
  const quantityOf = (data: Json): number => Number((data as JsonObject)['quantity'])
  const taken = new Map<string, number>()
  const verdictOf = new Map(office.log.map(line => [line.bh, line.outcome]))
  for (const [bh, body] of office.bodies) {
    const op = parseOp(body)
    if (op?.kind === 'stock-movement' && op.act === 'create' && verdictOf.get(bh) !== 'quarantined') taken.set(op.id, Number(op.set?.['quantity']?.to))
  }
  for (const row of movements) {
    const quantity = taken.get(row.id)
    if (quantity === undefined) {
      const accepted = office.rows.some(inbox => inbox.kind === 'quarantine' && (inbox.data as { recordId?: string } | null)?.recordId === row.id)
      if (!accepted) world.fail('3', `movement ${row.id} comes from no operation`)
    } else if (quantity !== quantityOf(row.data)) world.fail('3', `movement ${row.id} counts ${quantityOf(row.data)}, saved was ${quantity}`)
    taken.delete(row.id)
  }
  for (const id of taken.keys()) world.fail('3', `movement ${id} was taken and is not counted`)
}

/** What came out, without what a clock may change: for invariant 8. */
export function resultOf(office: OfficeView): string {
  return office.rows.map(({ stream, id, kind, rev, state, data, conflicts }) => clockless(canonicalJson({ stream, id, kind, rev, state, data, conflicts: [...conflicts] }))).sort().join('\n')
}
