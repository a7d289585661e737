import { createHash, webcrypto } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { webPageBytes } from '#app/db/pages/page-bytes.ts'

const bytes = webPageBytes(webcrypto.subtle as SubtleCrypto)
const of = (buffer: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(buffer)

describe('the bytes of a page', () => {
  it('any bytes come back through deflate and inflate, here and at the server', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), async any => {
      const plain = of(any)
      const body = await bytes.deflate(plain)
      expect(await bytes.inflate(body, plain.length)).toEqual(plain)
      expect(of(inflateRawSync(body))).toEqual(plain)
      expect(await bytes.inflate(of(deflateRawSync(plain)), plain.length)).toEqual(plain)
      expect(await bytes.hash(body)).toBe(createHash('sha256').update(body).digest('hex'))
    }), { numRuns: 30 })
  })

  it('inflating stops at its limit, long before a small body has become large', async () => {
    const plain = new Uint8Array(200_000)
    const body = await bytes.deflate(plain)
    expect((await bytes.inflate(body, 200_000)).length).toBe(200_000)
    await expect(bytes.inflate(body, 199_999)).rejects.toThrow(RangeError)
    const bomb = of(deflateRawSync(Buffer.alloc(64 * 1024 * 1024)))
    await expect(bytes.inflate(bomb, 1_000)).rejects.toThrow(RangeError)
  })

  it('bytes that are cut short, changed or no deflate at all are refused', async () => {
    const body = of(deflateRawSync(Buffer.from('Siti Aminah '.repeat(200))))
    for (const wrong of [body.slice(0, body.length - 1), body.slice(0, 0), of(Buffer.from('<html>'))]) await expect(bytes.inflate(wrong, 100_000)).rejects.toThrow()
  })
})
