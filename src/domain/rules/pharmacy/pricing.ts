import type { Day } from '../../core/day.ts'
import type { CheckContext, RuleBreak } from '../../core/record.ts'
import { err, ok, type Result } from '../../core/result.ts'
import type { Rupiah } from '../../core/rupiah.ts'
import type { PriceData } from '../../records/price.ts'
import { plus, rational, times, type Rational } from './rational.ts'
import { signerBreaks } from './signer.ts'

/** A price list's figure: whole rupiah for `per` smallest units, before PPN. */
export interface Hna { readonly amount: Rupiah; readonly per: number }

/** The lawful span of the index over HNA and PPN, in hundredths (BR-39). */
export const INDEX_SPAN = { least: 110, most: 125 } as const

/** All that the selling price of one smallest unit follows from. */
export interface PriceParts {
  readonly hna: Hna
  readonly ppnPercent: number
  /** 125 is an index of 1,25. */
  readonly indexHundredths: number
  /**
   * Packing and service, whole rupiah. The law names them per hand-over; a price list has only units, so they are a sum on
   * each smallest unit here. Usually 0: whoever sets them decides what one tablet bears.
   */
  readonly embalase: Rupiah
  readonly tuslah: Rupiah
  /** Ceiling of one smallest unit; null, or 0 of a list that left it empty, where none is set. */
  readonly het: Rupiah | null
}

/** A price with the steps to it, for the screen. `exact` is before rounding; `ruled` after, `price` after the ceiling. */
export interface PriceWork { readonly exact: Rational; readonly ruled: Rupiah; readonly price: Rupiah; readonly capped: boolean }

export type PriceError = { readonly kind: 'index-unlawful' } | { readonly kind: 'invalid-hna' } | { readonly kind: 'invalid-part' } | { readonly kind: 'too-large' }

/**
 * The price of one smallest unit: (HNA + PPN) × index + embalase + tuslah, exact, rounded half up to whole rupiah, then held
 * to the HET (BR-39: HNA 1.000, PPN 11 %, index 1,25 → 1.387,5 → 1.388; under a HET of 1.375 → 1.375).
 */
export function priceOf(parts: PriceParts): Result<PriceWork, PriceError> {
  if (!isIndex(parts.indexHundredths)) return err({ kind: 'index-unlawful' })
  if (!isWhole(parts.hna.amount) || !isWhole(parts.hna.per) || parts.hna.per === 0) return err({ kind: 'invalid-hna' })
  if (![parts.ppnPercent, parts.embalase, parts.tuslah].every(isWhole)) return err({ kind: 'invalid-part' })
  const exact = plus(
    times(hnaPerUnit(parts.hna), rational(100 + parts.ppnPercent, 100), rational(parts.indexHundredths, 100)),
    rational(parts.embalase), rational(parts.tuslah),
  )
  const rounded = halfUp(exact)
  if (rounded > BigInt(Number.MAX_SAFE_INTEGER)) return err({ kind: 'too-large' })
  const ruled = Number(rounded)
  const het = lawfulHet(parts.het)
  const capped = het !== null && ruled > het
  return ok({ exact, ruled, price: capped ? het : ruled, capped })
}

const isWhole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0
export const isIndex = (hundredths: number): boolean => Number.isInteger(hundredths) && hundredths >= INDEX_SPAN.least && hundredths <= INDEX_SPAN.most
/** A HET of 0 is a cell that a list left empty, not a ban on selling. */
export const lawfulHet = (het: Rupiah | null): Rupiah | null => (het !== null && het > 0 ? het : null)

/** Rounds half up, also below zero (−0,5 → 0). */
export function halfUp({ num, den }: Rational): bigint {
  const doubled = 2n * num + den
  const whole = doubled / (2n * den)
  return doubled < 0n && doubled % (2n * den) !== 0n ? whole - 1n : whole
}

/** What one smallest unit cost before PPN, exact. */
export const hnaPerUnit = (hna: Hna): Rational => rational(hna.amount, hna.per)

/**
 * What stock of one batch is worth at HNA: whole rupiah, half up; null where no price is known. Several are added as they stand
 * on the paper, each rounded, so that the sum is that of its lines.
 */
export const valueOf = (quantity: number, hna: Hna | null): Rupiah | null => (hna === null ? null : Number(halfUp(times(hnaPerUnit(hna), rational(quantity)))))

/** How far a price lies above HNA with PPN, in tenths of a percent, half up; null for goods that cost nothing. */
export function markupPermille(unitPrice: Rupiah, of: { readonly hna: Hna; readonly ppnPercent: number }): number | null {
  if (of.hna.amount === 0) return null
  const cost = times(hnaPerUnit(of.hna), rational(100 + of.ppnPercent, 100))
  const ratio = times(rational(unitPrice), rational(cost.den, cost.num))
  return Number(halfUp(times(plus(ratio, rational(-1)), rational(1000))))
}

/** What `quantity` smallest units come to at a price of one; negative quantities are returns. */
export const lineAmount = (quantity: number, unitPrice: Rupiah): Rupiah => quantity * unitPrice

/** Members pay the members' price, everybody else the general one. */
export const unitPriceFor = (price: Pick<PriceData, 'general' | 'member'>, taker: string): Rupiah => (taker === 'anggota' ? price.member : price.general)

/** A stored price, as far as the choice depends on it. */
export interface PriceEntry { readonly id: string; readonly data: PriceData }

/** Which of two prices of a drug counts later: by first day, on one day by id (ids are made in time order). */
export const byAge = (a: PriceEntry, b: PriceEntry): number => compare(a.data.from, b.data.from) || compare(a.id, b.id)
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The price of a drug that counts today: the latest that has begun; null where none has. */
export function currentPrice<P extends PriceEntry>(prices: Iterable<P>, drugId: string, today: Day): P | null {
  let found: P | null = null
  for (const price of prices) {
    if (price.data.drugId === drugId && price.data.from <= today && (found === null || byAge(found, price) < 0)) found = price
  }
  return found
}

/** The current price of every drug that has one. */
export function currentPrices<P extends PriceEntry>(prices: Iterable<P>, today: Day): Map<string, P> {
  const current = new Map<string, P>()
  for (const price of prices) {
    const before = current.get(price.data.drugId)
    if (price.data.from <= today && (!before || byAge(before, price) < 0)) current.set(price.data.drugId, price)
  }
  return current
}

/**
 * BR-39 on a price as it is saved: the index within its span, nothing above what the rule or the HET allow, members never
 * above the public. Below the rule a cooperative may sell.
 */
export function checkPrice(data: PriceData, { actor }: Pick<CheckContext<PriceData>, 'actor'>): RuleBreak[] {
  const breaks = signerBreaks(data.by, actor, 'by')
  const work = priceOf(data)
  if (!work.ok) return [...breaks, { rule: 'BR-39', field: work.error.kind === 'index-unlawful' ? 'indexHundredths' : 'hna' }]
  const most = work.value.price
  if (data.general > most) breaks.push({ rule: 'BR-39', field: 'general', detail: { most } })
  if (data.member > data.general) breaks.push({ rule: 'BR-39', field: 'member', detail: { most: data.general } })
  return breaks
}
