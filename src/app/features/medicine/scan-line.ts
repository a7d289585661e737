import { padGtin, packOf, type BoxCode, type Pack } from '#domain/rules/pharmacy/barcode.ts'
import { formatExpiry } from '#domain/rules/pharmacy/expiry.ts'
import { parseWhole } from '#domain/core/number.ts'
import { tidyBatch } from '#app/shared/pharmacy/tidy-batch.ts'
import { emptyLine, isLineUntouched, MOST_LINES, type ReceiptLine } from './receipt-form.ts'

/** What a scan did to a receipt: which line it went to, and whether the catalogue knew the box. */
export type Scanned =
  | { readonly kind: 'filled' | 'counted'; readonly index: number; readonly known: boolean }
  | { readonly kind: 'full' }

/** A drug as the catalogue tells its packs. */
export interface ScanDrug { readonly id: string; readonly packs: readonly Pack[] }

/**
 * Puts a scanned box into the lines, in place: the same drug, batch and expiry again is one pack more; otherwise the first
 * empty line is filled, or a new one. Only what the code says is filled, the rest is left to be typed.
 */
export function scanInto(lines: ReceiptLine[], code: BoxCode, drugs: readonly ScanDrug[]): Scanned {
  const found = code.gtin === null ? null : packOf(drugs, padGtin(code.gtin))
  const expires = code.expiresOn === null ? '' : formatExpiry(code.expiresOn)
  const batch = code.batch === null ? '' : tidyBatch(code.batch)
  const again = found && code.batch !== null ? lines.findIndex(line => line.drugId === found.drug.id && tidyBatch(line.batch) === batch && line.expires === expires && line.packSize === String(found.pack.size)) : -1
  const counted = lines[again]
  if (counted && found) {
    countUp(counted, found.pack)
    return { kind: 'counted', index: again, known: true }
  }
  const empty = lines.findIndex(isLineUntouched)
  if (empty < 0 && lines.length >= MOST_LINES) return { kind: 'full' }
  const line = lines[empty] ?? emptyLine(lines.at(-1))
  if (empty < 0) lines.push(line)
  const index = empty < 0 ? lines.length - 1 : empty
  const target = lines[index] as ReceiptLine
  Object.assign(target, { batch, expires, ...(found ? { drugId: found.drug.id } : {}) })
  if (found) {
    target.packCount = ''
    countUp(target, found.pack)
  }
  return { kind: 'filled', index, known: found !== null }
}

function countUp(line: ReceiptLine, pack: Pack): void {
  const before = parseWhole(line.packCount)
  const count = before.ok ? before.value + 1 : 1
  line.packCount = String(count)
  line.packSize = String(pack.size)
  line.quantity = String(count * pack.size)
}
