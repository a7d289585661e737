import { describe, expect, test } from 'vitest'
import { bottleVolume, doseAmount, mgPerDay, parseStrength, quantityFor } from '#domain/rules/clinic/safety/amounts.ts'
import { suggestDoses } from '#domain/rules/clinic/safety/dose.ts'
import type { PatientFacts } from '#domain/rules/clinic/safety/facts.ts'
import { editionOf, isSigned } from '#domain/rules/clinic/safety/table.ts'
import { parseSigna } from '#domain/rules/pharmacy/signa.ts'
import { DRUG_SEEDS } from '#seeds/drugs.ts'
import { DRUGS, drugId, facts, months, TABLE } from './safety-sample.ts'

const drug = (start: string) => {
  const found = DRUGS.get(drugId(start))
  if (!found) throw new Error(start)
  return found
}
const suggest = (start: string, change: Partial<PatientFacts>) => suggestDoses(drugId(start), drug(start), facts(change), TABLE)
const first = (start: string, change: Partial<PatientFacts>) => {
  const [dose] = suggest(start, change).doses
  return dose ? [dose.signa, dose.days, dose.quantity] : null
}

describe('what a strength and a dose say', () => {
  test.each([
    ['120 mg/5 mL', { amount: 24, of: 'mg', per: 'mL' }], ['100 mg/mL', { amount: 100, of: 'mg', per: 'mL' }], ['500 mg', { amount: 500, of: 'mg', per: 'unit' }], ['12,5 mg', { amount: 12.5, of: 'mg', per: 'unit' }],
    ['480 mg (400/80)', { amount: 480, of: 'mg', per: 'unit' }], ['240 mg/5 mL (200/40)', { amount: 48, of: 'mg', per: 'mL' }], ['200.000 IU', { amount: 200_000, of: 'iu', per: 'unit' }], ['100 mcg', { amount: 0.1, of: 'mg', per: 'unit' }],
  ])('%s', (text, read) => expect(parseStrength(text)).toEqual(read))
  test.each(['2 %', 'kombinasi', '150/75/400/275 mg', '2,4 juta IU', '550 mg + 20 mg', '100 mcg/dosis'])('%s is not guessed at', text => expect(parseStrength(text)).toBeNull())
  test('doses of directions', () => {
    expect(['½ tablet', '1½ tablet', '2,5 mL', '2 sendok teh (5 mL)', '1/3 tablet', '3 tetes', 'oles tipis'].map(text => doseAmount(text)?.value ?? null)).toEqual([0.5, 1.5, 2.5, 10, 1 / 3, null, null])
  })
  test('mg a day', () => expect([mgPerDay('500 mg', parseSigna('3x1', 'tablet')), mgPerDay('120 mg/5 mL', parseSigna('3x1 cth', 'botol')), mgPerDay('120 mg/5 mL', parseSigna('3x1', 'botol'))]).toEqual([1500, 360, null]))
})

describe('the quantity of a course', () => {
  const quantity = (start: string, signa: string, days: number | null) => quantityFor(drugId(start), drug(start), parseSigna(signa, drug(start).unit), days, TABLE)
  test('tablets: dose × times × days, rounded up', () => {
    expect(quantity('parasetamol-500', '3x1', 5)?.quantity).toBe(15)
    expect(quantity('klorfeniramin', '3x½', 3)).toMatchObject({ quantity: 5, needed: 4.5 })
    expect(quantity('parasetamol-500', '3x1', null)).toBeNull()
    expect(quantity('parasetamol-500', '1 tablet k/p', 5)).toBeNull()
  })
  test('syrup: bottles of 60 mL, said or assumed', () => {
    expect(quantity('parasetamol-120', '3x5 ml', 4)).toMatchObject({ quantity: 1, needed: 60, bottle: { mL: 60, assumed: false } })
    expect(quantity('parasetamol-120', '3x5 ml', 5)).toMatchObject({ quantity: 2, needed: 75 })
    expect(quantity('ambroksol-15', '3x2,5 ml', 5)).toMatchObject({ quantity: 1, bottle: { mL: 60, assumed: true } })
    expect(quantity('parasetamol-120', '3x1', 5)).toBeNull()
  })
  test('a strength per 5 mL is no bottle of 5 mL', () => expect(bottleVolume('x', { ...drug('ambroksol-15'), note: '' }, { bottles: {} })).toBeNull())
})

describe('usual doses', () => {
  test('by weight, in spoons that can be measured: 12 kg × 10–15 mg/kg', () => {
    expect(suggest('parasetamol-120', { ...months(30), weightKg: 12 }).doses).toMatchObject([{ signa: '3x5 ml prn', days: 3, quantity: 1, mg: 120, weight: { kg: 12, mgPerKg: [10, 15] }, checked: false }])
    expect(first('ibuprofen-100', { ...months(30), weightKg: 12 })).toEqual(['3x5 ml pc', 3, 1])
    expect(first('kotrimoksazol-240', { ...months(30), weightKg: 12 })).toEqual(['2x5 ml habiskan', 5, 1])
  })
  test('without a weight it is asked for, and where a strength cannot give the dose that is said', () => {
    expect(suggest('parasetamol-120', months(30))).toEqual({ doses: [], missing: 'weight' })
    expect(suggest('parasetamol-500', { ...months(6), weightKg: 6 })).toEqual({ doses: [], missing: 'strength' })
  })
  test('by age: zinc at 5 months and at 6, CTM, albendazole, vitamin A', () => {
    expect([first('zinc-20-mg-tablet', months(5)), first('zinc-20-mg-tablet', months(6)), first('zinc-20-mg-tablet', months(60))]).toEqual([['1x½', 10, 5], ['1x1', 10, 10], null])
    expect([first('klorfeniramin', months(30)), first('klorfeniramin', months(80))]).toEqual([['3x¼', 3, 3], ['3x½', 3, 5]])
    expect([first('albendazol', months(18)), first('albendazol', months(24))]).toEqual([['1x½ dikunyah', 1, 1], ['1x1 dikunyah', 1, 1]])
    expect([first('retinol-100', months(8)), first('retinol-200', months(8)), first('retinol-200', months(30))]).toEqual([['1x1', 1, 1], null, ['1x1', 1, 1]])
  })
  test('oralit when needed', () => expect(first('garam-oralit', months(20))).toEqual(['1 sachet bila perlu, tiap bab cair', null, 6]))
  test('two uses are two suggestions', () => expect(suggest('amoksisilin-125', { ...months(20), weightKg: 10 }).doses.map(dose => [dose.for, dose.signa])).toEqual([['Infeksi bakteri biasa', '3x5 ml habiskan'], ['Pneumonia balita', '2x15 ml habiskan']]))

  test('every suggestion for anybody can be read as directions and stays under the maximum of a day', async () => {
    const { checkPrescription } = await import('#domain/rules/clinic/safety/check.ts')
    let seen = 0
    for (const seed of DRUG_SEEDS) {
      for (const [age, kg] of [[3, 5], [9, 8], [20, 11], [50, 16], [90, 25], [150, 42], [400, 60]] as const) {
        const patient = { ...months(age), weightKg: kg, pregnant: false, breastfeeding: age > 300 }
        for (const dose of suggestDoses(seed.id, seed, facts(patient), TABLE).doses) {
          seen += 1
          expect(parseSigna(dose.signa, seed.unit), `${seed.id} ${dose.signa}`).not.toBeNull()
          expect(checkPrescription([{ drugId: seed.id, signa: dose.signa }], facts(patient), DRUGS, TABLE).filter(one => one.kind === 'dosis'), `${seed.id} ${age} ${dose.signa}`).toEqual([])
        }
      }
    }
    expect(seen).toBeGreaterThan(100)
  })
})

describe('the table', () => {
  test('names only groups it has, and every group can be met', () => {
    const named = [...TABLE.interactions.flatMap(row => [row.a, row.b]), ...[...TABLE.duplicates, ...TABLE.states, ...TABLE.maxima].map(row => row.group)]
    expect(named.filter(key => !(key in TABLE.groups))).toEqual([])
    expect(Object.entries(TABLE.groups).filter(([, group]) => group.atc.length + group.words.length + (group.ids?.length ?? 0) === 0)).toEqual([])
    expect(TABLE.interactions.length).toBeGreaterThanOrEqual(40)
  })
  test('every row says why and where from, and no dose claims a sign-off', () => {
    expect([...TABLE.interactions, ...TABLE.duplicates, ...TABLE.states].filter(row => row.reason === '' || row.source === '')).toEqual([])
    expect(TABLE.doses.every(row => row.source !== '' && !row.checked)).toBe(true)
  })
  test('a signature stands under the table that was read, and not under a larger one', () => {
    expect(editionOf(TABLE).length).toBeLessThanOrEqual(160)
    expect([isSigned(TABLE, { covers: editionOf(TABLE) }), isSigned({ ...TABLE, interactions: TABLE.interactions.slice(1) }, { covers: editionOf(TABLE) }), isSigned(TABLE, null)]).toEqual([true, false, false])
  })
  test('doses and bottles belong to drugs of the formulary', () => {
    expect(TABLE.doses.filter(row => !DRUG_SEEDS.some(seed => seed.atc === row.atc)).map(row => row.id)).toEqual([])
    expect(Object.keys(TABLE.bottles).filter(id => !DRUGS.has(id))).toEqual([])
  })
})
