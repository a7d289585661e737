import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drugSchema } from '#domain/records/drug.ts'
import { DEFAULT_PHARMACY_SETTING, type DrugFacts } from '#domain/rules/pharmacy/drug-facts.ts'
import { NEW_DRUG } from '#domain/rules/pharmacy/proposal-rules.ts'
import { drugProblems, factsOf, restoreDrug, typedDrug, type DrugLimits, type TypedDrug } from '#app/features/catalogue/drug-form.ts'
import { exampleOf, indexHundredths, restoreSetting, settingOf, settingProblems, typedSetting } from '#app/features/catalogue/setting-form.ts'
import { DRUG_SEEDS, drugRecord } from '#seeds/drugs.ts'
import { drugData } from '#tests/domain/pharmacy/catalogue-sample.ts'

const FREE: DrugLimits = { controlledAllowed: false, lockedUnit: null }
const typed = (part: Partial<TypedDrug> = {}): TypedDrug => ({ ...typedDrug(drugData()), ...part })
const words = (form: TypedDrug, limits = FREE): string[] => drugProblems(form, limits).map(problem => `${problem.field}:${problem.word}`)

describe('the form of a drug', () => {
  it('shows and reads back every drug of the reference list', () => {
    for (const seed of DRUG_SEEDS) {
      const facts: DrugFacts = { ...NEW_DRUG, ...(drugRecord(seed) as DrugFacts) }
      expect(words(typedDrug(facts))).toEqual([])
      expect({ ...factsOf(typedDrug(facts)), unchecked: new Set(factsOf(typedDrug(facts)).unchecked) }).toEqual({ ...facts, unchecked: new Set(facts.unchecked) })
    }
  })

  it('names each mistake at its own field', () => {
    expect(words(typedDrug(NEW_DRUG))).toEqual(['name:errName', 'unit:errUnit'])
    expect(words(typed({ kfa: '93006334', kfaProduct: '92000511' }))).toEqual(['kfa:errKfa', 'kfaProduct:errKfaProduct'])
    expect(words(typed({ minimum: '12,5', het: '-1' }))).toEqual(['minimum:errWhole', 'het:errWhole'])
    expect(words(typed({ hnaAmount: '12.500', hnaPer: '' }))).toEqual(['hnaPer:errPer'])
    expect(words(typed({ hnaAmount: '', hnaPer: '100' }))).toEqual(['hnaAmount:errHna'])
    expect(words(typed({ packs: [{ name: '', size: '0', barcode: '' }, { name: 'Dus', size: '100', barcode: '' }, { name: 'dus ', size: '100', barcode: '' }] })))
      .toEqual(['pack-name0:errPackName', 'pack-size0:errPackSize', 'pack-name2:errPackTwice'])
    expect(words(typed({ strength: 'x'.repeat(61) }))).toEqual(['strength:errLong'])
  })

  it('BR-38: a controlled class may not be active, unless a pustu is enabled', () => {
    const form = typed({ class: 'narkotika' })
    expect(words(form)).toEqual(['class:errControlled'])
    expect(words({ ...form, active: false })).toEqual([])
    expect(words(form, { ...FREE, controlledAllowed: true })).toEqual([])
  })

  it('keeps a unit that is counted in', () => {
    expect(words(typed({ unit: 'strip' }), { ...FREE, lockedUnit: 'tablet' })).toEqual(['unit:errUnitLocked'])
    expect(words(typed(), { ...FREE, lockedUnit: 'tablet' })).toEqual([])
  })

  it('what it describes is always a drug', () => {
    const text = fc.string({ maxLength: 70 })
    const form = fc.record({ name: text, unit: text, strength: text, kfa: text, minimum: text, hnaAmount: text, hnaPer: text, het: text, packs: fc.array(fc.record({ name: text, size: text, barcode: text }), { maxLength: 3 }) }).map(typed)
    const likely = fc.record({ name: fc.constant('Zink'), unit: fc.constant('tablet'), minimum: fc.constantFrom('', '1.000', '7'), hnaAmount: fc.constantFrom('', '12.500'), hnaPer: fc.constantFrom('', '100') }).map(typed)
    fc.assert(fc.property(fc.oneof(form, likely), filled => {
      if (drugProblems(filled, FREE).length === 0) expect(drugSchema.safeParse(factsOf(filled)).success).toBe(true)
    }))
  })

  it('comes back from a kept draft, and not from that of another version', () => {
    const form = typed({ packs: [{ name: 'strip', size: '10', barcode: '' }] })
    expect(restoreDrug(JSON.parse(JSON.stringify(form)), typedDrug(NEW_DRUG))).toEqual(form)
    expect(restoreDrug({ ...JSON.parse(JSON.stringify(form)), packs: ['strip'] }, typedDrug(NEW_DRUG))).toBeNull()
    expect(restoreDrug({ name: 'x' }, typedDrug(NEW_DRUG))).toBeNull()
  })
})

describe('the form of the pharmacy settings', () => {
  const start = typedSetting({ ...DEFAULT_PHARMACY_SETTING, head: { name: 'dr. Uji', nip: '1970' }, controlledAt: ['pustu-kiara'] })

  it('shows and reads back what is set', () => {
    expect(settingProblems(start)).toEqual([])
    expect(settingOf(start)).toEqual({ ...DEFAULT_PHARMACY_SETTING, head: { name: 'dr. Uji', nip: '1970' }, controlledAt: ['pustu-kiara'] })
    expect(restoreSetting(JSON.parse(JSON.stringify(start)), start)).toEqual(start)
    expect(restoreSetting({ rule: 'x' }, start)).toBeNull()
  })

  it('BR-39: takes an index of 1,10 to 1,25 with two decimals, in hundredths', () => {
    expect(['1,10', '1,1', '1.25', '1,25', '1,17', '1,15'].map(indexHundredths)).toEqual([110, 110, 125, 125, 117, 115])
    expect(['1', '1,09', '1,26', '1,255', '125', ''].map(indexHundredths)).toEqual([null, null, null, null, null, null])
  })

  it('BR-24: shows the worked request with the values on the screen', () => {
    expect(exampleOf(start)).toEqual({ optimum: 2352, request: 1100 })
    expect(exampleOf({ ...start, roundToPack: false })).toEqual({ optimum: 2352, request: 1002 })
    expect(exampleOf({ ...start, rule: 'tiga-kali', roundToPack: false })?.request).toBe(4110)
    expect(exampleOf({ ...start, workingDays: '0' })).toBeNull()
  })

  it('names each mistake at its own field', () => {
    const problems = settingProblems({ ...start, workingDays: '32', leadDays: '', bufferPercent: '101', ppnPercent: '31', index: '1,3', embalase: '1,5', tuslah: '-1', headName: '', headNip: '1' })
    expect(problems.map(problem => problem.field)).toEqual(['workingDays', 'leadDays', 'bufferPercent', 'ppnPercent', 'index', 'embalase', 'tuslah', 'headName'])
  })
})
