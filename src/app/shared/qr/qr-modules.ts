import { encode } from 'uqr'

/** A QR code as dark and light squares, without the quiet zone. */
export interface QrModules { readonly size: number; readonly dark: readonly (readonly boolean[])[] }

/** The light squares that the standard (ISO/IEC 18004) asks for around a code, or many readers do not find it. */
export const QUIET_ZONE = 4

/** Level M mends 15 %: a card that was in a pocket for years is still read. */
export function qrModules(text: string): QrModules {
  const { size, data } = encode(text, { ecc: 'M', border: 0 })
  return { size, dark: data }
}

/** One SVG path of all dark squares, each row's neighbours joined, in units of one square, quiet zone included. */
export function qrPath({ dark }: QrModules): string {
  const runs: string[] = []
  for (const [y, row] of dark.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue
      const from = x
      while (row[x + 1]) x += 1
      runs.push(`M${from + QUIET_ZONE} ${y + QUIET_ZONE}h${x - from + 1}v1h${from - x - 1}z`)
    }
  }
  return runs.join('')
}
