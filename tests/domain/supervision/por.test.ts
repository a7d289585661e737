import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rational } from '#domain/rules/pharmacy/rational.ts'
import { figureOf, figureOfPart, shown, verdictOf, exactly } from '#domain/rules/supervision/indicators/figure.ts'
import { compositeOf, contactRate, DIARRHOEA_CODES, ISPA_CODES, meanItems, MYALGIA_CODES, POR_LIMITS, porOf, type PorDrug, type PorVisit } from '#domain/rules/supervision/indicators/por.ts'
import { DIAGNOSES } from '#seeds/diagnoses.ts'
import { DRUG_SEEDS } from '#seeds/drugs.ts'

const drugs = new Map<string, PorDrug>([
  ['amoksisilin', { antibiotic: true, route: 'oral', form: 'kapsul' }],
  ['salep-mata', { antibiotic: true, route: 'mata', form: 'salep mata' }],
  ['diklofenak', { antibiotic: false, route: 'injeksi', form: 'larutan injeksi' }],
  ['infus', { antibiotic: false, route: 'infus', form: 'infus' }],
  ['parasetamol', { antibiotic: false, route: 'oral', form: 'tablet' }],
  ...Array.from({ length: 6 }, (_, index) => [`obat-${index}`, { antibiotic: false, route: 'oral', form: 'tablet' }] as const),
])
let count = 0
function visit(codes: readonly string[], given: readonly string[], change: Partial<PorVisit> & { draft?: boolean } = {}): PorVisit {
  count += 1
  const { draft, ...rest } = change
  return {
    id: `k-${count}`, state: 'live', ...rest,
    data: {
      diagnoses: codes.map(code => ({ code, name: code })), prescription: given.map(drugId => ({ drugId, drug: drugId, quantity: 10, unit: 'tablet', signa: '3x1' })),
      signature: draft ? null : { by: 'perawat', name: 'Perawat', sip: 'SIP', on: '2025-12-01' as never },
    },
  }
}
const times = <T>(n: number, make: (index: number) => T): T[] => Array.from({ length: n }, (_, index) => make(index))
const BR54 = [
  ...times(60, index => visit(['J06.9'], index < 15 ? ['amoksisilin'] : [])),
  ...times(25, index => visit(['A09'], index < 2 ? ['amoksisilin'] : [])),
  ...times(40, () => visit(['M79.1'], [])),
]

describe('BR-54: rational use of medicine', () => {
  const por = porOf(BR54, drugs)
  test('60 cases of ISPA, 15 with an antibiotic: 25,0% fails', () => {
    const figure = figureOfPart(por.ispa)
    expect(figure).toEqual({ top: 15, bottom: 60 })
    expect(shown(exactly(figure as never), 'percent', 1)).toBe(25)
    expect(verdictOf(figure, POR_LIMITS.ispa)).toBe('fails')
  })
  test('2 of 25 with diarrhoea: 8,0% passes, on the limit itself', () => {
    const figure = figureOfPart(por.diare)
    expect(figure).toEqual({ top: 2, bottom: 25 })
    expect(verdictOf(figure, POR_LIMITS.diare)).toBe('passes')
  })
  test('0 of 40 with myalgia were injected', () => {
    expect(figureOfPart(por.mialgia)).toEqual({ top: 0, bottom: 40 })
    expect(verdictOf(figureOfPart(por.mialgia), POR_LIMITS.mialgia)).toBe('passes')
  })
  test('260 items on 100 prescriptions: 2,6 passes; 261 fail', () => {
    const visits = times(100, index => visit(['I10'], times(index < 60 ? 3 : 2, item => `obat-${item}`)))
    const { items } = porOf(visits, drugs)
    expect(meanItems(items)).toEqual({ top: 260, bottom: 100 })
    expect(verdictOf(meanItems(items), POR_LIMITS.items)).toBe('passes')
    expect(verdictOf(figureOf(261, 100), POR_LIMITS.items)).toBe('fails')
  })
  test('the composite of these four is (93,75 + 100 + 100 + 100) ÷ 4 = 98,44%', () => {
    const composite = compositeOf(figureOf(15, 60), figureOf(2, 25), figureOf(0, 40), figureOf(260, 100))
    expect(composite).toEqual(rational(39375, 40000))
    expect(composite && shown(composite, 'percent', 2)).toBe(98.44)
  })
  test('pass or fail is told on the exact value: 20,04% is shown as 20,0% and fails', () => {
    const figure = figureOf(501, 2500)
    expect(figure && shown(exactly(figure), 'percent', 1)).toBe(20)
    expect(verdictOf(figure, POR_LIMITS.ispa)).toBe('fails')
  })
  test('each part of the composite lies in 0–100, whatever the figures', () => {
    expect(compositeOf(figureOf(60, 60), figureOf(25, 25), figureOf(40, 40), figureOf(900, 100))).toEqual(rational(0))
    expect(compositeOf(figureOf(0, 60), figureOf(0, 25), figureOf(0, 40), figureOf(100, 100))).toEqual(rational(1))
    const share = fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 500 })).map(([top, more]) => figureOf(top, top + more))
    fc.assert(fc.property(share, share, share, fc.tuple(fc.nat(2000), fc.integer({ min: 1, max: 200 })).map(([top, bottom]) => figureOf(top, bottom)), (a, b, c, d) => {
      const composite = compositeOf(a, b, c, d)
      return composite !== null && composite.num >= 0n && composite.num <= composite.den
    }))
  })
})

describe('BR-55: nothing to count', () => {
  test('no case is neither 0% nor 100%, and makes the composite "tidak ada kasus"', () => {
    const por = porOf(BR54.filter(({ data }) => data.diagnoses[0]?.code !== 'M79.1'), drugs)
    expect(figureOfPart(por.mialgia)).toBeNull()
    expect(verdictOf(figureOfPart(por.mialgia), POR_LIMITS.mialgia)).toBe('no-case')
    expect(por.composite).toBeNull()
  })
})

describe('BR-56: items by prescriptions', () => {
  test('visits without a prescription do not divide; one medicine from two funds is one item', () => {
    const { items } = porOf([visit(['I10'], ['obat-1', 'obat-1', 'obat-2']), visit(['I10'], [])], drugs)
    expect(meanItems(items)).toEqual({ top: 2, bottom: 1 })
  })
})

describe('a case', () => {
  test('is told by the first diagnosis; pneumonia beside it, or a named infection of the bowel, makes it none', () => {
    const por = porOf([visit(['J00', 'I10'], []), visit(['I10', 'J00'], []), visit(['J06.9', 'J18.9'], ['amoksisilin']), visit(['A09.9'], []), visit(['A09', 'A06.0'], ['amoksisilin'])], drugs)
    expect(por.ispa.denominator).toHaveLength(1)
    expect(por.ispa.numerator).toEqual([])
    expect(por.diare.denominator).toHaveLength(1)
  })
  test('BR-46: a visit that was taken back or not signed is none', () => {
    const por = porOf([visit(['J00'], ['amoksisilin'], { state: 'void' }), visit(['J00'], ['amoksisilin'], { draft: true })], drugs)
    expect(por.ispa).toEqual({ numerator: [], denominator: [] })
  })
  test('an eye ointment is no antibiotic for a cold, a drip no injection', () => {
    const por = porOf([visit(['J00'], ['salep-mata']), visit(['M79.1'], ['infus']), visit(['M79.1'], ['diklofenak'])], drugs)
    expect(por.ispa.numerator).toEqual([])
    expect(por.mialgia.numerator).toHaveLength(1)
  })
})

describe('the codes', () => {
  const isIn = (code: string, codes: readonly string[]): boolean => codes.some(one => code === one || code.startsWith(`${one}.`))
  test('every infection of the airways that rarely needs an antibiotic by the diagnosis list is a case of ISPA', () => {
    const rarely = DIAGNOSES.filter(({ code, antibioticRarely }) => /^J(0|1)/.test(code) && antibioticRarely).map(({ code }) => code)
    expect(rarely).toEqual(['J00', 'J06.9', 'J11.1'])
    expect(rarely.filter(code => !isIn(code, ISPA_CODES))).toEqual([])
  })
  test('the other lists name codes that the diagnosis list has', () => {
    expect(DIAGNOSES.filter(({ code }) => isIn(code, DIARRHOEA_CODES)).map(({ code }) => code)).toEqual(['A09', 'K52.9'])
    expect(DIAGNOSES.filter(({ code }) => isIn(code, MYALGIA_CODES)).map(({ code }) => code)).toEqual(['M79.1'])
  })
  test('the formulary has antibiotics to swallow and medicines to inject', () => {
    const por = porOf(DRUG_SEEDS.map(({ id }) => visit(['J00'], [id])), new Map(DRUG_SEEDS.map(drug => [drug.id, drug])))
    expect(por.ispa.numerator.length).toBeGreaterThan(10)
  })
})

describe('BR-57: contacts', () => {
  test('640 persons of 4.000 are 160‰; without a denominator there is no rate', () => {
    const rate = contactRate(640, 4000)
    expect(rate && shown(exactly(rate), 'permille', 0)).toBe(160)
    expect(contactRate(new Set(['a', 'b']), null)).toBeNull()
  })
})
