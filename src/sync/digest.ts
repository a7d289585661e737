import { canonicalJson } from '#domain/core/json.ts'
import type { Row } from './messages.ts'
import { sha256Hex } from './chain.ts'

/**
 * What a stream holds, as one number: Σ SHA-256(id|rev|state|conflicts|data) mod 2^256 over every row in its latest
 * revision. Order does not matter, so a device and the server can each sum their own rows and compare.
 */
export interface Digest { readonly count: number; readonly sum: string }

const MODULUS = 1n << 256n
export const EMPTY_DIGEST: Digest = { count: 0, sum: '0'.repeat(64) }

export function rowHash(row: Pick<Row, 'id' | 'rev' | 'state' | 'conflicts' | 'data'>): string {
  return sha256Hex(`${row.id}|${row.rev}|${row.state}|${canonicalJson(row.conflicts)}|${canonicalJson(row.data)}`)
}

const toHex = (value: bigint): string => value.toString(16).padStart(64, '0')

/** The digest after one row took the place of another (`before` null: it is new). */
export function digestWith(digest: Digest, after: string, before: string | null): Digest {
  const sum = BigInt(`0x${digest.sum}`) + BigInt(`0x${after}`) - (before === null ? 0n : BigInt(`0x${before}`))
  return { count: digest.count + (before === null ? 1 : 0), sum: toHex(((sum % MODULUS) + MODULUS) % MODULUS) }
}

/** The digest of row hashes summed from nothing, or on from what others made. */
export function digestOf(hashes: Iterable<string>, from: Digest = EMPTY_DIGEST): Digest {
  let { count } = from
  let sum = BigInt(`0x${from.sum}`)
  for (const hash of hashes) {
    count += 1
    sum += BigInt(`0x${hash}`)
  }
  return { count, sum: toHex(sum % MODULUS) }
}

/** One of 256 buckets, by the first byte of SHA-256(id): a mismatch refetches one bucket, not a stream. */
export const bucketOf = (id: string): number => Number.parseInt(sha256Hex(id).slice(0, 2), 16)

/** The sums of all 256 buckets. */
export function bucketSums(rows: Iterable<{ id: string; hash: string }>): string[] {
  const sums = new Array<bigint>(256).fill(0n)
  for (const { id, hash } of rows) {
    const bucket = bucketOf(id)
    sums[bucket] = (sums[bucket] as bigint) + BigInt(`0x${hash}`)
  }
  return sums.map(sum => toHex(sum % MODULUS))
}
