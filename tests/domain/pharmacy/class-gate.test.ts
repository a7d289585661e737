import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { classGate } from '#domain/rules/pharmacy/class-gate.ts'
import { fornasLimit, parseMaxPrescription, passesFornas } from '#domain/rules/pharmacy/fornas.ts'

describe('what may be handed out without a prescription', () => {
  it.each(['bebas', 'bebas-terbatas'] as const)('%s goes over the counter', drugClass => expect(classGate({ class: drugClass }, { hasPrescription: false })).toBeNull())
  it.each(['keras', 'oot', 'psikotropika', 'narkotika'] as const)('%s needs a prescription', drugClass => {
    expect(classGate({ class: drugClass }, { hasPrescription: false, mayHoldControlled: true })).toBe('needs-prescription')
    expect(classGate({ class: drugClass }, { hasPrescription: true, mayHoldControlled: true })).toBeNull()
  })
  it.each(['psikotropika', 'narkotika'] as const)('BR-38: %s only where the head enabled the pustu, prescription or not', drugClass => {
    expect(classGate({ class: drugClass }, { hasPrescription: true, mayHoldControlled: false })).toBe('controlled-not-enabled')
  })
  it('a class of a newer version is not sold freely', () => expect(classGate({ class: 'jamu' as never }, { hasPrescription: false })).toBe('needs-prescription'))
})

describe('Fornas maximum', () => {
  it.each([
    ['30 tab/bulan', { amount: 30, unit: 'tab', per: 'bulan' }], ['30 tab/bulan.', { amount: 30, unit: 'tab', per: 'bulan' }], ['2 btl/kasus', { amount: 2, unit: 'btl', per: 'kasus' }],
    ['Maks 30 tab/kasus', { amount: 30, unit: 'tab', per: 'kasus' }], ['1 vial/bulan', { amount: 1, unit: 'vial', per: 'bulan' }], ['3 sup/kasus.', { amount: 3, unit: 'sup', per: 'kasus' }],
  ])('“%s” is read', (text, read) => expect(parseMaxPrescription(text)).toEqual(read))
  it.each(['', '10 hari', '5 hari.', '40 mg/kgBB.', '20 mg/hari', '3 tab/hari, maks 5 hari.', '4 kaps/hari selama 5 hari', '2 btl/kasus untuk 1 minggu.', '- Untuk nyeri akut: 14 tab/kasus. - Untuk nyeri kronis: 6...', '30 tab/kaps per bulan.'])(
    '“%s” is shown as it stands', text => expect(parseMaxPrescription(text)).toBeNull())
  it('warns above the amount, not at it', () => {
    expect(passesFornas('30 tab/bulan', { quantity: 30, unit: 'tablet', days: 0 })).toBe(false)
    expect(passesFornas('30 tab/bulan', { quantity: 31, unit: 'tablet', days: 0 })).toBe(true)
  })
  it('a month counts for what it treats: 60 tablets are two months of "30 tab/bulan"', () => {
    expect(fornasLimit('30 tab/bulan', { unit: 'tablet', days: 60 })).toBe(60)
    expect(fornasLimit('2 tube/hari', { unit: 'tube', days: 3 })).toBe(6)
    expect(fornasLimit('2 tube/hari', { unit: 'tube', days: 0 })).toBeNull()
  })
  it('another unit is not compared', () => expect(passesFornas('120 kaps/bulan', { quantity: 500, unit: 'tablet', days: 0 })).toBe(false))
  it('every text of the formulary is either read or left alone', () => {
    const { rows } = JSON.parse(readFileSync(new URL('../../../seeds/drugs.json', import.meta.url), 'utf8')) as { rows: { maxPrescription: string; unit: string }[] }
    const read = rows.filter(row => parseMaxPrescription(row.maxPrescription) !== null)
    expect(read.length).toBeGreaterThan(60)
    expect(read.every(row => (parseMaxPrescription(row.maxPrescription)?.amount ?? 0) > 0)).toBe(true)
  })
})
