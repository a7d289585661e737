import { hashRaw } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { slowHashInThread } from '#app/vault/argon2.ts'
import { fromBase64, toBase64, utf8 } from '#app/vault/bytes.ts'
import { openEscrow } from '#app/vault/escrow.ts'
import { isWeakPin } from '#app/vault/pin.ts'
import { webSealing } from '#app/vault/sealing.ts'
import { openStreamKey, xorHex } from '#app/vault/stream-keys.ts'
import { uuidV7 } from '#app/vault/uuid.ts'

const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))
const sealing = webSealing(crypto.subtle, random)

describe('sealing', () => {
  it('a box opens with its key in its place, and nowhere else', async () => {
    const key = await sealing.importKey(random(32))
    const box = await sealing.seal(key, utf8('rahasia'), 'row|a|1')
    expect(await sealing.open(key, box, 'row|a|1')).toEqual(utf8('rahasia'))
    await expect(sealing.open(key, box, 'row|b|1')).rejects.toThrow()
    await expect(sealing.open(await sealing.importKey(random(32)), box, 'row|a|1')).rejects.toThrow()
  })

  it('tags are equal for equal values of one stream and strange to another', async () => {
    const [a, b] = await Promise.all([openStreamKey('a', toBase64(random(32)), sealing), openStreamKey('b', toBase64(random(32)), sealing)])
    expect(a.tag('member', 'nik', '3673991201800001')).toBe(a.tag('member', 'nik', '3673991201800001'))
    expect(a.tag('member', 'nik', '3673991201800001')).not.toBe(b.tag('member', 'nik', '3673991201800001'))
    expect(a.tag('member', 'nik', '1')).not.toBe(a.tag('member', 'number', '1'))
    const hash = 'ab'.repeat(32)
    expect(xorHex(xorHex(hash, a.mask('x', 1)), a.mask('x', 1))).toBe(hash)
    expect(a.mask('x', 1)).not.toBe(a.mask('x', 2))
  })

  it('escrow opens with the server\'s private key alone, by the agreed derivation', async () => {
    const server = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']) as CryptoKeyPair
    const seal = await openEscrow(crypto.subtle, random, toBase64(new Uint8Array(await crypto.subtle.exportKey('raw', server.publicKey))))
    const { epk, iv, box } = await seal('{"kind":"member"}')
    const theirs = await crypto.subtle.importKey('raw', fromBase64(epk), { name: 'ECDH', namedCurve: 'P-256' }, false, [])
    const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, server.privateKey, 256)
    const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
    const key = await crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8('kkd-escrow-v1') }, material, { name: 'AES-GCM', length: 256 }, false, ['decrypt'])
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64(iv) }, key, fromBase64(box))
    expect(new TextDecoder().decode(plain)).toBe('{"kind":"member"}')
  })

  it('the password key is Argon2id with m=19 MiB, t=2, p=1', async () => {
    const salt = utf8('garamgaram123456')
    const other = await hashRaw('kata sandi', { salt, algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 })
    expect(Buffer.from(await slowHashInThread('kata sandi', salt)).toString('hex')).toBe(other.toString('hex'))
  })
})

it('weak PINs are refused', () => {
  for (const pin of ['123', '1111', '1234', '4321', '12a4', '123456789']) expect(isWeakPin(pin)).toBe(true)
  for (const pin of ['7351', '1357', '90210']) expect(isWeakPin(pin)).toBe(false)
})

it('ids are UUID v7 and rise with time', () => {
  const early = uuidV7(1_000_000, random)
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(early < uuidV7(2_000_000, random)).toBe(true)
})
