import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { parseStream } from '#domain/core/streams.ts'
import { concat, fromBase64, toBase64, utf8 } from './bytes.ts'
import type { Sealing } from './sealing.ts'

/** What one stream's key gives: sealing, and keyed hashes that reveal nothing without it. */
export interface StreamKey {
  readonly stream: string
  /** Names the key without revealing it; a copy sealed under another key is not ours to read. */
  readonly kid: string
  readonly key: CryptoKey
  /** The opaque form of a query key's value: equal values of one stream give equal tags, and nothing else is told. */
  tag(kind: string, name: string, value: string): string
  /** A 256-bit mask (hex) over a row's digest hash, for a plain hash would confirm a guessed content. */
  mask(id: string, rev: number): string
}
export type StreamKeys = ReadonlyMap<string, StreamKey>

/** Tags are asked for again and again (one drug, one day): a small memory saves most of the hashing. */
const REMEMBERED_TAGS = 20_000

export async function openStreamKey(stream: string, base64: string, sealing: Sealing): Promise<StreamKey> {
  const raw = fromBase64(base64)
  const secret = sha256(concat(utf8('kkd-tags-v1|'), raw))
  const key = await sealing.importKey(raw)
  const known = new Map<string, string>()
  return {
    stream, key,
    kid: bytesToHex(sha256(concat(utf8('kkd-kid-v1|'), raw))).slice(0, 16),
    tag(kind, name, value) {
      const clear = `${kind}|${name}|${value}`
      const found = known.get(clear)
      if (found !== undefined) return found
      const tag = toBase64(sha256(concat(secret, utf8(clear))).subarray(0, 16)).slice(0, 22)
      if (known.size >= REMEMBERED_TAGS) known.clear()
      known.set(clear, tag)
      return tag
    },
    mask: (id, rev) => bytesToHex(sha256(concat(secret, utf8(`mask|${id}|${rev}`)))),
  }
}

/** The streams' keys of a keyring; a person's own key beside them (`ownKeyName`) seals no row. */
export async function openStreamKeys(keys: Readonly<Record<string, string>>, sealing: Sealing): Promise<Map<string, StreamKey>> {
  const streams = Object.entries(keys).filter(([name]) => parseStream(name) !== null)
  const opened = await Promise.all(streams.map(([stream, base64]) => openStreamKey(stream, base64, sealing)))
  return new Map(opened.map(key => [key.stream, key]))
}

/** Masks or unmasks a 64-digit hex hash (its own inverse). */
export function xorHex(a: string, b: string): string {
  return (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(16).padStart(64, '0')
}
