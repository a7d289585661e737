import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Store } from './store/store.ts'
import type { SyncParts } from './sync/parts.ts'

/** Milliseconds since 1970. The server's only clock: order never comes from it, only times of receipt and expiries. */
export interface Clock { now(): number }

/** The server's only source of chance. */
export interface Random {
  bytes(length: number): Uint8Array
  /** A new opaque id for devices and accounts. */
  id(): string
}

export interface Passwords {
  hash(password: string): Promise<string>
  verify(hash: string, password: string): Promise<boolean>
}

/** How settled rows are packed into pages. */
export interface Paging {
  /** About how many rows a page holds: none more than half as many again, and none that was split fewer than half. */
  readonly rows: number
  /** A stream is packed again once so many changes have come since. */
  readonly packAfter: number
  /** Lets in, between one page and the next, what waits to be answered. */
  readonly breathe: () => Promise<void>
}

/** Everything the server is built from. Tests and the simulator give their own clock, chance and store; nothing is global. */
export interface ServerDeps {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly passwords: Passwords
  /** Lowest schema number that may still download (426 UPGRADE below it); pushing is always open. */
  readonly minPull?: number
  /** The usual pages where left out; the simulator makes them tiny. */
  readonly paging?: Partial<Paging>
  /** Collaborators of sync; the production ones where left out. */
  readonly parts?: Partial<SyncParts>
}

export const systemClock: Clock = { now: () => Date.now() }
/**
 * At 1,000 rows a page is some twenty thousand bytes: few enough to lose at a cut, enough to compress well. Pages of 500 came to 0.456 of
 * the rows as gzip, these to 0.416; either is opened within a few milliseconds.
 */
export const usualPaging: Paging = { rows: 1000, packAfter: 1000, breathe: () => setImmediate() }
export const systemRandom: Random = { bytes: length => randomBytes(length), id: () => randomUUID() }

/** SHA-256 of a secret token, hex: what the database keeps of cookies and codes. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
export const newToken = (random: Random): string => Buffer.from(random.bytes(32)).toString('base64url')
