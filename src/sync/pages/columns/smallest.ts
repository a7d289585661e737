import type { ByteWriter } from '../bytes.ts'

/**
 * The best of several ways to write the same values, among equals the first. Since pages are deflated after, not the length decides
 * but what the bytes cost by how often each of them occurs. The logarithm is made of straight lines, so that it is the same on every
 * machine and the same rows give the same bytes.
 */
export function smallest(ways: readonly [ByteWriter, ...ByteWriter[]]): ByteWriter {
  if (ways.length === 1) return ways[0]
  const costs = ways.map(way => cost(way.view()))
  return ways.reduce((best, way, at) => ((costs[at] as number) < (costs[ways.indexOf(best)] as number) ? way : best))
}

/** In bits. A byte that occurs for the first time has to be named as well, which the 4 stands for. */
function cost(bytes: Uint8Array): number {
  const counts = new Uint32Array(256)
  for (const byte of bytes) counts[byte] = (counts[byte] as number) + 1
  let bits = 0
  for (const count of counts) if (count > 0) bits += 4 + count * (log2(bytes.length) - log2(count))
  return bits
}

function log2(value: number): number {
  const whole = 31 - Math.clz32(value)
  return whole + value / (1 << whole) - 1
}
