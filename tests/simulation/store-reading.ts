import { sameJson } from '#domain/core/json.ts'
import { parseStream } from '#domain/core/streams.ts'
import { definitionOf, KINDS, type Kind } from '#domain/records/index.ts'
import { DAY_TAG } from '#app/db/row-box.ts'
import type { StoreCore } from '#app/db/store-core.ts'
import { groupsOf } from '#sync/groups.ts'
import type { Row } from '#sync/messages.ts'
import { inClocklessOrder } from './clockless.ts'
import type { DiskView } from './evidence.ts'
import type { Chance } from './random.ts'

/** The rows of a kind that this session may read: of each record the latest version that is not a tombstone. */
function shownRows(core: StoreCore, disk: DiskView, kind: Kind): Map<string, Row> {
  const { purpose } = definitionOf(kind)
  const found = new Map<string, Row>()
  for (const row of disk.rows) {
    if (row.kind !== kind || row.state === 'moved' || core.keys.get(row.stream)?.kid !== disk.streams.get(row.stream)?.kid) continue
    if (purpose !== 'any' && parseStream(row.stream)?.purpose !== purpose) continue
    const other = found.get(row.id)
    if (!other || other.rev <= row.rev) found.set(row.id, row)
  }
  return new Map(inClocklessOrder([...found.values()]).map(row => [row.id, row]))
}

const readable = (core: StoreCore, disk: DiskView): Row[] => disk.rows.filter(row => row.state !== 'moved' && core.keys.get(row.stream)?.kid === disk.streams.get(row.stream)?.kid)

/** Reads something through the store, in one way and another, and tells what is other than what lies on the disk. */
export async function readingDiffers(core: StoreCore, look: () => DiskView, chance: Chance): Promise<string | null> {
  const disk = look()
  // What was read before it was damaged is still in memory, and right.
  if (disk.broken.size > 0) return null
  const rows = readable(core, disk)
  const kind = rows.length > 0 && chance.is(0.9) ? chance.pick(rows).kind as Kind : chance.pick(KINDS)
  if (!(KINDS as readonly string[]).includes(kind)) return null
  switch (chance.below(4)) {
    case 0: return differs(`all of ${kind}`, [...(await core.cache.all(kind)).values()], [...shownRows(core, look(), kind).values()])
    case 1: return byIds(core, look, kind, chance)
    case 2: return byValue(core, look, kind, chance, false)
    default: return byValue(core, look, kind, chance, true)
  }
}

async function byIds(core: StoreCore, look: () => DiskView, kind: Kind, chance: Chance): Promise<string | null> {
  const ids = [...shownRows(core, look(), kind).keys()].filter(() => chance.is(0.5)).slice(0, 6)
  const found = await core.cache.many(kind, [...ids, 'is-not-there'])
  const expected = shownRows(core, look(), kind)
  return differs(`${ids.length} of ${kind}`, [...found.values()], ids.flatMap(id => expected.get(id) ?? []))
}

async function byValue(core: StoreCore, look: () => DiskView, kind: Kind, chance: Chance, newest: boolean): Promise<string | null> {
  const own = [...shownRows(core, look(), kind).values()]
  if (own.length === 0) return null
  const values = valuesOf(kind, chance.pick(own))
  if (values.length === 0) return null
  const [name, value] = chance.pick(values)
  const which = newest ? { newest: 1 + chance.below(3), without: new Set(chance.is(0.3) ? [chance.pick(own).id] : []) } : undefined
  const found = await core.cache.byTag(kind, name, value, which)
  const disk = look()
  // A record that was moved may for a moment lie in two streams, and is then told of both.
  const twice = new Set(readable(core, disk).filter((row, index, all) => all.findIndex(other => other.id === row.id) !== index).map(row => row.id))
  const carrying = [...shownRows(core, disk, kind).values()].filter(row => valuesOf(kind, row).some(([other, held]) => other === name && held === value))
  if (twice.size > 0 && (newest || carrying.some(row => twice.has(row.id)))) return null
  const wanted = which ? carrying.filter(row => !which.without.has(row.id)).sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, which.newest) : carrying
  return differs(`${kind} by ${name} ${value}${which ? `, the newest ${which.newest}` : ''}`, found.filter(row => !twice.has(row.id)), wanted)
}

function valuesOf(kind: Kind, row: Row): [string, string][] {
  const { keys, day } = groupsOf(kind, row.data)
  const named = Object.entries(keys).flatMap(([name, values]) => values.map(value => [name, value] as [string, string]))
  return day === null ? named : [...named, [DAY_TAG, day]]
}

function differs(what: string, found: readonly Row[], expected: readonly Row[]): string | null {
  const held = new Map(found.map(row => [row.id, row]))
  if (held.size !== found.length) return `${what}: a record came twice`
  for (const row of expected) {
    const own = held.get(row.id)
    if (!own) return `${what}: ${row.id} of ${row.stream} is left out`
    if (own.rev !== row.rev || own.seq !== row.seq || own.state !== row.state || !sameJson(own.data, row.data) || !sameJson(own.conflicts, row.conflicts) || own.stream !== row.stream) {
      return `${what}: ${row.id} comes as revision ${own.rev} of ${own.stream}, and lies here as ${row.rev} of ${row.stream}`
    }
    held.delete(row.id)
  }
  const [extra] = held.values()
  return extra ? `${what}: ${extra.id} of ${extra.stream} comes and is not there` : null
}
