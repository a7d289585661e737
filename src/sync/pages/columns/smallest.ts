import type { ByteWriter } from '../bytes.ts'

/** The shortest of several ways to write the same values; among equals the first, so that the same rows give the same bytes. */
export function smallest(ways: readonly [ByteWriter, ...ByteWriter[]]): ByteWriter {
  return ways.reduce((best, way) => (way.length < best.length ? way : best))
}
