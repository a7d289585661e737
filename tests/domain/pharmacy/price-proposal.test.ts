import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { CheckContext } from '#domain/core/record.ts'
import type { PriceProposalData } from '#domain/records/price-proposal.ts'
import { approvedPrice, checkPriceProposal } from '#domain/rules/pharmacy/price-proposal-rules.ts'
import { checkPrice } from '#domain/rules/pharmacy/pricing.ts'

/** BR-39: HNA 1.000, PPN 11 %, index 1,25 → at most 1.388. */
const PRICE: PriceProposalData['price'] = { from: day('2025-12-20'), hna: { amount: 1000, per: 1 }, ppnPercent: 11, indexHundredths: 125, embalase: 0, tuslah: 0, het: null, general: 1388, member: 1300, document: 'Daftar harga' }
const ASKED: PriceProposalData = { drugId: 'zink', name: 'Zink 20 mg tablet', price: PRICE, note: 'HNA naik', by: 'bidan', on: day('2025-12-17'), decision: null }
const YES: PriceProposalData['decision'] = { choice: 'disetujui', by: 'kapus', on: day('2025-12-18'), reason: '', priceId: 'harga-1' }
const NO: PriceProposalData['decision'] = { choice: 'ditolak', by: 'kapus', on: day('2025-12-18'), reason: 'terlalu tinggi', priceId: null }
const check = (data: PriceProposalData, before: PriceProposalData | null = null, actor = before ? 'kapus' : 'bidan'): string[] =>
  checkPriceProposal(data, { before, actor } as CheckContext<PriceProposalData>).map(({ rule, field }) => `${rule} ${field}`)
const priced = (change: Partial<PriceProposalData['price']>): PriceProposalData => ({ ...ASKED, price: { ...PRICE, ...change } })

describe('a proposed selling price', () => {
  it('BR-39: is one that could be sold at: 1.388 is, 1.389 is not, nor a member above the general price, nor an index of 1,26', () => {
    expect(check(ASKED)).toEqual([])
    expect(check(priced({ general: 1389 }))).toEqual(['BR-39 price.general'])
    expect(check(priced({ member: 1389 }))).toEqual(['BR-39 price.member'])
    expect(check(priced({ indexHundredths: 126 }))).toEqual(['BR-39 price.indexHundredths'])
    expect(check(priced({ het: 1375 }))).toEqual(['BR-39 price.general'])
  })
  it('says why, under the name of who asks, and is not answered in the same breath', () => {
    expect(check({ ...ASKED, note: '  ' })).toEqual(['proposal-why note'])
    expect(check(ASKED, null, 'lain')).toEqual(['signer by'])
    expect(check({ ...ASKED, decision: NO }, null, 'bidan')).toContain('proposal-decided decision')
  })
  it('stays as it was asked while it is answered', () => {
    expect(check({ ...ASKED, decision: YES }, ASKED)).toEqual([])
    expect(check({ ...priced({ general: 1200 }), decision: YES }, ASKED)).toEqual(['proposal-fixed price'])
    expect(check({ ...ASKED, note: 'lain', decision: YES }, ASKED)).toEqual(['proposal-fixed note'])
  })
  it('is answered once, by who answers; a refusal says why, an approval names the price that came of it', () => {
    expect(check({ ...ASKED, decision: NO }, ASKED)).toEqual([])
    expect(check({ ...ASKED, decision: NO }, ASKED, 'lain')).toEqual(['signer decision.by'])
    expect(check({ ...ASKED, decision: { ...NO, reason: ' ' } }, ASKED)).toEqual(['proposal-reason decision'])
    expect(check({ ...ASKED, decision: { ...YES, priceId: null } }, ASKED)).toEqual(['proposal-price decision'])
    expect(check({ ...ASKED, decision: { ...NO, priceId: 'harga-1' } }, ASKED)).toEqual(['proposal-price decision'])
    expect(check({ ...ASKED, decision: NO }, { ...ASKED, decision: YES })).toEqual(['proposal-decided decision'])
  })
})

describe('the price that an approval makes', () => {
  const made = (het: number | null, today: string) => approvedPrice(ASKED, { het, today: day(today), by: 'kapus' })
  it('begins on the day that was asked for, and never before the approval', () => {
    expect(made(null, '2025-12-18')).toMatchObject({ ok: true, value: { from: '2025-12-20', by: 'kapus', drugId: 'zink', general: 1388 } })
    expect(made(null, '2025-12-24')).toMatchObject({ ok: true, value: { from: '2025-12-24' } })
  })
  it('BR-39: is held to the HET of that day: 1.388 is approved, under 1.387 it cannot be; no HET, or one of 0, is no ceiling', () => {
    for (const het of [null, 0, 1388]) expect(made(het, '2025-12-18').ok).toBe(true)
    expect(made(1387, '2025-12-18')).toEqual({ ok: false, error: { kind: 'above-het', het: 1387 } })
  })
  it('breaks no rule of a price', () => {
    const price = made(1388, '2025-12-18')
    expect(price.ok && checkPrice(price.value, { actor: 'kapus' })).toEqual([])
  })
})
