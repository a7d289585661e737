import { webcrypto } from 'node:crypto'
import { ok } from '#domain/core/result.ts'
import { envelopeHolds, parseOp } from '#sync/chain.ts'
import { LIMITS, type Entry, type Op } from '#sync/messages.ts'
import { refused, type Reply } from '../reply.ts'

/** A journal line with its body open and read. `op` is null for a body that is no valid operation. */
export interface OpenedEntry {
  readonly dev: string; readonly seq: number; readonly prev: string; readonly bh: string; readonly hash: string
  readonly origin: string | null
  readonly body: string
  readonly op: Op | null
  /** The group it says it belongs to, and how many members that has; of a body that says nothing, itself alone. */
  readonly tx: string
  readonly txn: number
}

/** Checks and opens the lines of a push. Only a broken envelope is refused; a strange body is stored and quarantined. */
export async function openEntries(dev: string, entries: readonly Entry[], serverKey: webcrypto.CryptoKey): Promise<Reply<OpenedEntry[]>> {
  const opened: OpenedEntry[] = []
  let bytes = 0
  for (const [index, entry] of entries.entries()) {
    if (entry.dev !== dev || entry.seq !== (entries[0] as Entry).seq + index) return refused('MALFORMED', { message: 'lines of one journal, one after the other' })
    const body = entry.body ?? (entry.sealed ? await unseal(entry.sealed, serverKey) : null)
    if (body === null) return refused('MALFORMED', { message: `no body that can be read at ${entry.seq}` })
    const size = Buffer.byteLength(body)
    bytes += size
    if (size > LIMITS.operationBytes || bytes > LIMITS.pushBytes) return refused('TOO_LARGE')
    if (!envelopeHolds(entry, body)) return refused('MALFORMED', { message: `hash does not hold at ${entry.seq}` })
    const op = parseOp(body)
    opened.push({ dev, seq: entry.seq, prev: entry.prev, bh: entry.bh, hash: entry.hash, origin: entry.origin ?? null, body, op, ...groupOf(body, op, entry.bh) })
  }
  return ok(opened)
}

/** A body that does not parse may still say which group it belongs to; without that its companions would look incomplete. */
function groupOf(body: string, op: Op | null, bh: string): { tx: string; txn: number } {
  if (op) return { tx: op.tx, txn: op.txn }
  try {
    const { tx, txn } = JSON.parse(body) as { tx?: unknown; txn?: unknown }
    if (typeof tx === 'string' && tx.length > 0 && tx.length <= 64 && Number.isInteger(txn) && (txn as number) > 0) return { tx, txn: txn as number }
  } catch {
    // Not JSON: a group of its own.
  }
  return { tx: bh.slice(0, 32), txn: 1 }
}

/**
 * The groups of a push, in order. A group that is not whole is refused (it must never be split over two pushes), unless a
 * body beside it could not be read: then it may be the missing member, and the rest waits in quarantine with it.
 */
export function wholeGroups(entries: readonly OpenedEntry[]): Reply<OpenedEntry[][]> {
  const groups: OpenedEntry[][] = []
  for (const entry of entries) {
    const last = groups.at(-1)
    if (last && last[0]?.tx === entry.tx && last[0].txn === entry.txn) last.push(entry)
    else groups.push([entry])
  }
  const unreadable = entries.some(entry => entry.op === null)
  const seen = new Set<string>()
  for (const group of groups) {
    const { tx, txn, seq } = group[0] as OpenedEntry
    if (seen.has(tx) || (group.length !== txn && !unreadable)) return refused('MALFORMED', { message: `group at ${seq} is not whole` })
    seen.add(tx)
  }
  return ok(groups)
}

type SealedBox = NonNullable<Entry['sealed']>

/** Opens a body that a locked tablet sealed to the server: ECDH, HKDF-SHA-256, AES-256-GCM. Null when it does not open. */
async function unseal({ epk, iv, box }: SealedBox, serverKey: webcrypto.CryptoKey): Promise<string | null> {
  const { subtle } = webcrypto
  try {
    const peer = await subtle.importKey('raw', Buffer.from(epk, 'base64'), { name: 'ECDH', namedCurve: 'P-256' }, false, [])
    const secret = await subtle.deriveBits({ name: 'ECDH', public: peer }, serverKey, 256)
    const material = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
    const key = await subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: new TextEncoder().encode('kkd-escrow-v1') },
      material, { name: 'AES-GCM', length: 256 }, false, ['decrypt'])
    const clear = await subtle.decrypt({ name: 'AES-GCM', iv: Buffer.from(iv, 'base64') }, key, Buffer.from(box, 'base64'))
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(clear)
  } catch {
    return null
  }
}
