import type { SealedDirectory, SealedPage } from '#app/db/database.ts'
import { clockless } from './clockless.ts'
import { deleteRaw, putRaw, rawRecords, type IDBFactory } from './disk.ts'
import { entriesOf } from './page-evidence.ts'
import type { Chance } from './random.ts'

type Part = Uint8Array<ArrayBuffer>
export interface Garbled { readonly parts: readonly Part[]; readonly fault: string | null }

/** Parts as a bad line, a bad proxy or a server that packs anew may give them. */
export function garble(parts: readonly Part[], chance: Chance): Garbled {
  if (parts.length === 0 || !chance.is(0.3)) return { parts, fault: null }
  const at = chance.below(parts.length)
  const part = parts[at] as Part
  const withPart = (other: Part): readonly Part[] => parts.map((one, index) => (index === at ? other : one))
  switch (chance.below(6)) {
    case 0: return part.length === 0 ? { parts, fault: null } : { parts: withPart(flipped(part, chance)), fault: 'damaged page on the line' }
    case 1: return { parts: withPart(part.slice(0, chance.below(part.length))), fault: 'page cut short on the line' }
    case 2: return { parts: withPart(new Uint8Array(0)), fault: 'page gone on the server' }
    case 3: return { parts: [...parts.slice(0, at), ...parts.slice(at + 1)], fault: 'page left out on the line' }
    case 4: return { parts: [...parts.slice(0, at), part, ...parts.slice(at)], fault: 'page twice on the line' }
    default: {
      const other = chance.below(parts.length)
      return { parts: parts.map((one, index) => (index === at ? parts[other] as Part : index === other ? part : one)), fault: 'pages swapped on the line' }
    }
  }
}

const NEAR = 64

export function flipped(bytes: Uint8Array, chance: Chance): Part {
  const copy = new Uint8Array(bytes)
  // Near one end or the other, so that the place does not follow from the length.
  const near = chance.below(Math.min(NEAR, copy.length))
  const at = chance.is(0.5) ? near : copy.length - 1 - near
  copy[at] = (copy[at] as number) ^ (1 << chance.below(8))
  return copy
}

/** Something that lies in pages on a tablet that is off is changed or lost. Null where there is nothing. */
export function damageAtRest(disk: IDBFactory, chance: Chance): string | null {
  const table = chance.pick(['pages', 'pages', 'pages', 'directories', 'postings'])
  const records = inPageOrder(disk, rawRecords(disk, table))
  if (records.length === 0) return null
  const { key, value } = chance.pick(records)
  if (chance.is(0.3)) {
    deleteRaw(disk, table, key)
    return `${table} lost at rest`
  }
  const sealed = value as { readonly box: Uint8Array }
  putRaw(disk, table, key, { ...sealed, box: flipped(sealed.box, chance) })
  return `${table} damaged at rest`
}

/** By the kinds and first ids of pages instead of their hashes, in which there are times. */
function inPageOrder(disk: IDBFactory, records: ReturnType<typeof rawRecords>): ReturnType<typeof rawRecords> {
  const named = new Map(rawRecords(disk, 'directories').flatMap(({ value }) => (entriesOf(value as SealedDirectory) ?? []).map(({ kind, first, hash }) => [hash, clockless(`${kind} ${first}`)])))
  const order = ({ value }: { readonly value: unknown }): string => {
    const { stream, hash, space } = value as Partial<SealedPage & SealedDirectory>
    return space ?? `${stream ?? ''} ${named.get(hash ?? '') ?? ''}`
  }
  return records.map(record => ({ record, by: order(record) })).sort((a, b) => (a.by < b.by ? -1 : 1)).map(({ record }) => record)
}
