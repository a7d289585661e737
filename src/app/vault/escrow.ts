import type { Entry } from '#sync/messages.ts'
import { fromBase64, toBase64, utf8 } from './bytes.ts'
import type { RandomBytes } from './sealing.ts'

export type Sealed = NonNullable<Entry['sealed']>

/** Seals a journal body to the server, so that it can be pushed by a session that cannot read it. */
export type Escrow = (body: string) => Promise<Sealed>

/**
 * One ephemeral P-256 key pair for an unlock session: ECDH with the server's public key → HKDF-SHA-256 (empty salt, info
 * 'kkd-escrow-v1') → AES-256-GCM. The private half is forgotten with the session, so this tablet cannot open it again.
 */
export async function openEscrow(subtle: SubtleCrypto, randomBytes: RandomBytes, serverKey: string): Promise<Escrow> {
  const server = await subtle.importKey('raw', fromBase64(serverKey), { name: 'ECDH', namedCurve: 'P-256' }, false, [])
  const pair = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']) as CryptoKeyPair
  const shared = await subtle.deriveBits({ name: 'ECDH', public: server }, pair.privateKey, 256)
  const material = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const key = await subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8('kkd-escrow-v1') },
    material, { name: 'AES-GCM', length: 256 }, false, ['encrypt'],
  )
  const epk = toBase64(new Uint8Array(await subtle.exportKey('raw', pair.publicKey)))
  return async body => {
    const iv = randomBytes(12)
    const box = await subtle.encrypt({ name: 'AES-GCM', iv }, key, utf8(body))
    return { epk, iv: toBase64(iv), box: toBase64(new Uint8Array(box)) }
  }
}
