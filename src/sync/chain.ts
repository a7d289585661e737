import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { opSchema, type Entry, type Op } from './messages.ts'

/** SHA-256 of UTF-8 text, lower-case hex. Synchronous, so that hashing never opens a gap inside a transaction. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}

/** A journal line's hash: device, number, previous hash and body hash, so that no line can be changed, dropped or slipped in. */
export function entryHash(dev: string, seq: number, prev: string, bh: string): string {
  return sha256Hex(`${dev}|${seq}|${prev}|${bh}`)
}

/** The next line of a device's chain for an operation's exact text. */
export function chainEntry(head: { dev: string; seq: number; hash: string }, body: string, origin?: string): Entry & { body: string } {
  const seq = head.seq + 1
  const bh = sha256Hex(body)
  const entry = { dev: head.dev, seq, prev: head.hash, bh, hash: entryHash(head.dev, seq, head.hash, bh), body }
  return origin === undefined ? entry : { ...entry, origin }
}

/** True when the envelope is whole: the hashes are those of its fields. A broken one is refused with 400 MALFORMED. */
export function envelopeHolds(entry: Entry, body: string): boolean {
  return entry.bh === sha256Hex(body) && entry.hash === entryHash(entry.dev, entry.seq, entry.prev, entry.bh)
}

/** The operation in a body, or null: such a body is stored and quarantined as INVALID, never dropped. */
export function parseOp(body: string): Op | null {
  try {
    const parsed = opSchema.safeParse(JSON.parse(body, body.includes('__proto__') ? refuseProto : undefined))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** A member of this name would vanish in copying, and with it a part of what was saved. */
function refuseProto(key: string, value: unknown): unknown {
  if (key === '__proto__') throw new SyntaxError('a member may not be called __proto__')
  return value
}
