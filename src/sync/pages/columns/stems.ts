import { malformed, type ByteReader, type ByteWriter } from '../bytes.ts'
import { openBooleans, packBooleans } from './booleans.ts'
import type { Column } from './column.ts'
import type { Moments } from './moments.ts'
import { isTimedId, TIMED_LENGTH } from './uuids.ts'

/** Strings of which some begin with a timed id: `<id>-program`. Which have such a stem, the stems, then what follows in each. */
type PackPart = (values: readonly string[], moments: Moments, out: ByteWriter) => void
type OpenPart = (reader: ByteReader, count: number, moments: Moments) => Column<string>

export const hasStem = (value: string): boolean => isTimedId(value.slice(0, TIMED_LENGTH))

export function packStems(values: readonly string[], moments: Moments, out: ByteWriter, pack: PackPart): void {
  const has = values.map(hasStem)
  packBooleans(has, out)
  pack(values.filter((_, slot) => has[slot]).map(value => value.slice(0, TIMED_LENGTH)), momentsWhere(has, moments), out)
  pack(values.map((value, slot) => (has[slot] ? value.slice(TIMED_LENGTH) : value)), null, out)
}

const momentsWhere = (has: readonly boolean[], moments: Moments): Moments => moments?.filter((_, slot) => has[slot]) ?? null

class StemColumn implements Column<string> {
  readonly #stems: Column<string>
  readonly #ranks: Int32Array
  readonly #rests: Column<string>
  constructor(stems: Column<string>, ranks: Int32Array, rests: Column<string>) {
    this.#stems = stems
    this.#ranks = ranks
    this.#rests = rests
  }

  at(slot: number): string {
    const rank = this.#ranks[slot] as number
    return rank < 0 ? this.#rests.at(slot) : this.#stems.at(rank) + this.#rests.at(slot)
  }

  all(): string[] {
    const stems = this.#stems.all()
    return this.#rests.all().map((rest, slot) => ((this.#ranks[slot] as number) < 0 ? rest : `${stems[this.#ranks[slot] as number] as string}${rest}`))
  }
}

/** @throws DamagedPageError */
export function openStems(reader: ByteReader, count: number, moments: Moments, open: OpenPart): Column<string> {
  const has = openBooleans(reader, count)
  let stems = 0
  const ranks = Int32Array.from(has, one => (one ? stems++ : -1))
  if (stems === 0) throw malformed('stems without a stem')
  return new StemColumn(open(reader, stems, momentsWhere(has, moments)), ranks, open(reader, count, null))
}
