import fc from 'fast-check'
import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import { QUIET_ZONE, qrModules, qrPath } from '#app/shared/qr/qr-modules.ts'

const SCALE = 4
/** The path as a printer fills it: every run of the drawing as dark pixels on white, quiet zone included. */
function painted(text: string): { pixels: Uint8ClampedArray; side: number } {
  const modules = qrModules(text)
  const side = (modules.size + 2 * QUIET_ZONE) * SCALE
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y, length] of qrPath(modules).matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
    for (let row = Number(y) * SCALE; row < (Number(y) + 1) * SCALE; row += 1) {
      for (let column = Number(x) * SCALE; column < (Number(x) + Number(length)) * SCALE; column += 1) pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3)
    }
  }
  return { pixels, side }
}
/** By another library than the one that drew it, as a camera would. */
const readBack = (text: string): string | undefined => {
  const { pixels, side } = painted(text)
  return jsQR(pixels, side, side)?.data
}

describe('the QR code of a card', () => {
  it.each(['KIARA-02-0007', '000123', 'A/12.2019', '3673035708900002', 'BUKU 7'])('drawn and read by another reader it says “%s”', text => {
    expect(readBack(text)).toBe(text)
  })

  it('holds any number that a member can have', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcxyz0123456789-/. '), minLength: 1, maxLength: 40 }), text => { expect(readBack(text)).toBe(text) }), { numRuns: 25 })
  })

  it('has the light border that readers need, and mends a worn card (level M)', () => {
    const { pixels, side } = painted('KIARA-02-0007')
    const isLight = (x: number, y: number): boolean => pixels[(y * side + x) * 4] === 255
    const border = QUIET_ZONE * SCALE
    for (let at = 0; at < side; at += 1) for (let depth = 0; depth < border; depth += 1) expect(isLight(at, depth) && isLight(depth, at)).toBe(true)
    // A scratch over the data, well below 15 % of the squares.
    for (let x = Math.round(side * 0.5); x < side * 0.62; x += 1) for (let y = Math.round(side * 0.5); y < side * 0.6; y += 1) pixels.fill(255, (y * side + x) * 4, (y * side + x) * 4 + 3)
    expect(jsQR(pixels, side, side)?.data).toBe('KIARA-02-0007')
  })
})
