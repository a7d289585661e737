import { ByteWriter, malformed, type ByteReader } from '../bytes.ts'
import { smallest } from './smallest.ts'
import { openWholes, packWholes } from './wholes.ts'

/**
 * For each value of a column the moment at which the id of its row was made, in milliseconds; null where the page's ids say none.
 * Most moments in a record lie near to it.
 */
export type Moments = readonly number[] | null

const BY_THEMSELVES = 0
const AFTER_THE_ID = 1

export function packMoments(values: readonly number[], moments: Moments, out: ByteWriter): void {
  const alone = new ByteWriter()
  alone.byte(BY_THEMSELVES)
  packWholes(values, alone)
  if (moments === null) {
    out.raw(alone.view())
    return
  }
  const after = new ByteWriter()
  after.byte(AFTER_THE_ID)
  packWholes(values.map((value, slot) => value - (moments[slot] as number)), after)
  out.raw(smallest([alone, after]).view())
}

/** @throws DamagedPageError */
export function openMoments(reader: ByteReader, count: number, moments: Moments): number[] {
  const way = reader.byte()
  if (way === BY_THEMSELVES) return openWholes(reader, count)
  if (way !== AFTER_THE_ID || moments === null) throw malformed('moments after none')
  return openWholes(reader, count).map((value, slot) => value + (moments[slot] as number))
}
