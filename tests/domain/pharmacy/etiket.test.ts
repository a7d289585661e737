import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { ETIKET_PARTS, etiketColour, etiketOf, expiryOf, needsShaking, type EtiketFacts } from '#domain/rules/pharmacy/etiket.ts'

const FACTS: EtiketFacts = { patient: 'Siti Contoh', drug: 'Parasetamol 500 mg tablet', dose: '1 tablet', perDay: 3, days: 5, text: 'sesudah makan', expiresOn: day('2027-03-31') }
const WITHOUT: Readonly<Record<(typeof ETIKET_PARTS)[number], Partial<EtiketFacts>>> = {
  patient: { patient: '  ' }, drug: { drug: '' }, dose: { dose: ' ' }, frequency: { perDay: null }, duration: { days: 0 }, expiry: { expiresOn: null },
}

describe('etiket', () => {
  it('BR-40: has patient, drug, directions and expiry', () => {
    expect(etiketOf(FACTS)).toEqual({ ok: true, value: { patient: 'Siti Contoh', drug: 'Parasetamol 500 mg tablet', directions: '3 kali sehari 1 tablet, sesudah makan, 5 hari', expiresOn: '2027-03-31' } })
  })
  it.each(ETIKET_PARTS)('BR-40: is not printed without %s', part => {
    expect(etiketOf({ ...FACTS, ...WITHOUT[part] })).toEqual({ ok: false, error: [part] })
  })
  it('BR-40: all that is missing is named at once', () => {
    expect(etiketOf({ patient: '', drug: '', dose: '', perDay: null, days: null, text: '', expiresOn: null })).toEqual({ ok: false, error: ETIKET_PARTS })
  })
  it('"bila perlu" is how often, but for how long is still asked for', () => {
    expect(etiketOf({ ...FACTS, perDay: 0, text: '', days: null })).toEqual({ ok: false, error: ['duration'] })
    expect(etiketOf({ ...FACTS, perDay: 0, text: '', days: 3 })).toMatchObject({ value: { directions: '1 tablet bila perlu, 3 hari' } })
  })
  it('BR-40: white for what is swallowed, blue for the outside', () => {
    expect(['oral', 'sublingual', 'topikal', 'mata', 'rektal', 'inhalasi'].map(route => etiketColour({ route }))).toEqual(['putih', 'putih', 'biru', 'biru', 'biru', 'biru'])
  })
  it('suspensions and dry syrups are to be shaken', () => {
    expect(['suspensi', 'sirup kering', 'sirup', 'tablet'].map(form => needsShaking({ form }))).toEqual([true, true, false, false])
  })
  it('the expiry is that of the first batch to expire', () => {
    const batch = (expiresOn: string) => ({ batch: { number: 'A', expiresOn: day(expiresOn) }, quantity: 1 })
    expect(expiryOf({ batches: [batch('2027-03-31'), batch('2026-12-31')] })).toBe('2026-12-31')
  })
})
