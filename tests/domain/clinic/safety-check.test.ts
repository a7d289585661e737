import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import { runningMedicine } from '#domain/rules/clinic/safety/facts.ts'
import type { SafetyDrug } from '#domain/rules/clinic/safety/medicine.ts'
import { DRUG_SEEDS } from '#seeds/drugs.ts'
import { checkPrescription } from '#domain/rules/clinic/safety/check.ts'
import { check, drugId, DRUGS, facts, line, months, said, TABLE } from './safety-sample.ts'

const AMOX = line('amoksisilin-500')
const PCT = (signa = '') => line('parasetamol-500', signa)
const SYRUP = (signa = '') => line('parasetamol-120', signa)

describe('BR-44: allergy', () => {
  test('a drug of the named substance blocks; another does not', () => {
    expect(said([AMOX], { allergies: ['Amoxicillin'] })).toEqual(['block alergi:langsung:J01CA04'])
    expect(said([PCT()], { allergies: ['Amoxicillin'] })).toEqual([])
  })
  test('a drug that crosses with it blocks as well, and says why', () => {
    expect(check([line('sefadroksil-500')], { allergies: ['penisilin'] })).toMatchObject([{ kind: 'alergi', level: 'block', with: 'penisilin', reason: expect.stringContaining('sefalosporin') as string }])
    expect(said([line('ibuprofen-400')], { allergies: ['aspirin'] })).toEqual(['block alergi:silang:M01AE01'])
    expect(said([line('azitromisin')], { allergies: ['penisilin'] })).toEqual([])
  })
  test('a word that many drugs share is no allergy', () => expect(said([line('asam-folat-1')], { allergies: ['asam mefenamat'] })).toEqual([]))
})

describe('interactions', () => {
  test('two drugs of the prescription', () => {
    expect(said([line('simvastatin-10'), line('eritromisin-500')])).toEqual(['block interaksi:simvastatin-makrolid-kuat:C10AA01+J01FA01'])
    expect(said([line('simvastatin-10'), line('azitromisin')])).toEqual([])
  })
  test('with a routine medicine as it was written down', () => {
    expect(check([line('ibuprofen-400')], { routine: 'warfarin 2 mg 1x1; amlodipin' })).toMatchObject([{ level: 'block', kind: 'interaksi', origin: 'rutin', with: 'warfarin 2 mg 1x1', drugs: [drugId('ibuprofen-400')] }])
    expect(said([line('ibuprofen-400')], { routine: 'vitamin' })).toEqual([])
  })
  test('a salve takes part in none', () => expect(said([line('ketokonazol-2-krim'), line('simvastatin-10')])).toEqual([]))
  test('a drug without a code is compared by its name, unless it stays on the skin', () => {
    const warfarin = { name: 'Warfarin', strength: '2 mg', form: 'tablet', unit: 'tablet', route: 'oral', antibiotic: false }
    const found = (route: string) => checkPrescription([line('ibuprofen-400'), { drugId: 'w', signa: '' }], facts(), new Map<string, SafetyDrug>([...DRUGS, ['w', { ...warfarin, route }]]), TABLE).map(one => one.id)
    expect(found('oral')).toEqual(['interaksi:warfarin-nsaid:M01AE01+warfarin'])
    expect(found('topikal')).toEqual([])
  })
  test('an eye salve of chloramphenicol is not the capsule', () => expect(said([line('kloramfenikol-1-salep-mata'), line('fenitoin')])).toEqual([]))
})

describe('doubled therapy', () => {
  test('one substance in two forms', () => expect(said([PCT(), SYRUP()])).toEqual(['warn ganda:sama:N02BE01']))
  test('two NSAIDs block, an NSAID and paracetamol do not', () => {
    expect(said([line('ibuprofen-400'), line('asam-mefenamat')])).toEqual(['block ganda:nsaid:M01AE01+M01AG01'])
    expect(said([line('ibuprofen-400'), PCT()])).toEqual([])
  })
  test('two ACE inhibitors', () => expect(said([line('kaptopril-25'), line('lisinopril')])).toEqual(['block ganda:ace:C09AA01+C09AA03']))
  test('the same ATC group without a rule of its own; vitamins may come together', () => {
    expect(said([line('ambroksol-30'), line('n-asetil')])).toEqual(['warn ganda:golongan:R05CB01+R05CB06'])
    expect(said([line('piridoksin-10'), line('tiamin')])).toEqual([])
  })
  test('what is taken routinely, and what the last visit gave and still runs', () => {
    expect(check([line('amlodipin-5')], { routine: 'Amlodipine 10mg' })).toMatchObject([{ kind: 'ganda', level: 'warn', origin: 'rutin', with: 'Amlodipine 10mg' }])
    const running = [{ drugId: drugId('amlodipin-10'), name: 'Amlodipin 10 mg', until: day('2026-01-01') }]
    expect(check([line('amlodipin-5')], { running })).toMatchObject([{ kind: 'ganda', level: 'warn', origin: 'berjalan', until: '2026-01-01' }])
    expect(said([line('metformin-500')], { running })).toEqual([])
  })
  test('a prescription runs through its days and not beyond, a refill two days early is none', () => {
    const last = { on: day('2025-12-01'), prescription: [{ drugId: 'a', drug: 'A', quantity: 30, unit: 'tablet', signa: '1x1', days: 30 }, { drugId: 'b', drug: 'B', quantity: 9, unit: 'tablet', signa: '3x1 5 hari' }, { drugId: 'c', drug: 'C', quantity: 9, unit: 'tablet', signa: '3x1' }] }
    expect(runningMedicine(last, day('2025-12-17')).map(one => `${one.drugId} ${one.until}`)).toEqual(['a 2025-12-30'])
    expect(runningMedicine(last, day('2025-12-28')).map(one => one.drugId)).toEqual(['a'])
    expect(runningMedicine(last, day('2025-12-29'))).toEqual([])
    expect(runningMedicine(null, day('2025-12-29'))).toEqual([])
  })
})

describe('pregnancy and breastfeeding', () => {
  const pregnant = (weeks: number | null) => ({ pregnant: true, weeks })
  test('an ACE inhibitor blocks at any time, paracetamol never', () => {
    expect(said([line('kaptopril-25')], pregnant(10))).toEqual(['block kehamilan:ace:C09AA01'])
    expect(said([PCT()], pregnant(34))).toEqual([])
    expect(said([line('kaptopril-25')])).toEqual([])
  })
  test('an NSAID: nothing at 19 weeks, a warning at 20 and 29, blocked from 30', () => {
    const at = (weeks: number) => said([line('ibuprofen-400')], pregnant(weeks))
    expect([at(19), at(20), at(29), at(30)]).toEqual([[], ['warn kehamilan:nsaid-tengah:M01AE01'], ['warn kehamilan:nsaid-tengah:M01AE01'], ['block kehamilan:nsaid-akhir:M01AE01']])
  })
  test('without the weeks it is said, and blocks nothing', () => {
    expect(check([line('kotrimoksazol-480')], pregnant(null)).map(one => [one.level, one.with])).toEqual([['warn', 'minggu-belum-diisi'], ['warn', 'minggu-belum-diisi']])
  })
  test('breastfeeding', () => {
    expect(said([line('kloramfenikol-250')], { breastfeeding: true })).toEqual(['block menyusui:kloramfenikol:J01BA01'])
    expect(said([AMOX], { breastfeeding: true })).toEqual([])
  })
})

describe('age', () => {
  test('asetosal to the day before 16 years', () => {
    expect(said([line('asam-asetil')], months(191))).toEqual(['block anak:asetosal:B01AC06'])
    expect(said([line('asam-asetil')], months(192))).toEqual([])
  })
  test('doxycycline below 8 years, ciprofloxacin below 18, codeine below 12', () => {
    expect([said([line('doksisiklin')], months(95)), said([line('doksisiklin')], months(96))]).toEqual([['block anak:tetrasiklin:J01AA02'], []])
    expect([said([line('siprofloksasin')], months(215)), said([line('siprofloksasin')], months(216))]).toEqual([['block anak:kuinolon:J01MA02'], []])
    expect([said([line('kodein')], months(143)).includes('block anak:kodein:R05DA04'), said([line('kodein')], months(144))]).toEqual([true, []])
  })
  test('glibenclamide from 60 years', () => expect([said([line('glibenklamid')], months(720)), said([line('glibenklamid')], months(719))]).toEqual([['warn lansia:glibenklamid:A10BB01'], []]))
  test('an unknown birth date finds nothing', () => expect(said([line('doksisiklin')], { bornOn: null })).toEqual([]))
})

describe('illness', () => {
  test('propranolol in asthma, by code or by what is known of the past', () => {
    expect(said([line('propranolol-10')], { diagnoses: ['J45.9'] })).toEqual(['block penyakit:propranolol:C07AA05', 'warn penyakit:betabloker:C07AA05'])
    expect(said([line('propranolol-10')], { past: 'Asma sejak kecil' })[0]).toBe('block penyakit:propranolol:C07AA05')
    expect(said([line('propranolol-10')])).toEqual([])
  })
  test('an NSAID in suspected dengue', () => expect(said([line('ibuprofen-400')], { diagnoses: ['A90'] })).toEqual(['block penyakit:nsaid-dengue:M01AE01']))
})

describe('antibiotics where they rarely help', () => {
  test('for a common cold, not for a salve, not for pneumonia', () => {
    expect(said([AMOX], { diagnoses: ['J06.9'] })).toEqual(['warn antibiotik:J06.9:J01CA04'])
    expect(said([AMOX], { diagnoses: ['J18.9', 'J06.9'] })).toEqual([])
    expect(said([line('gentamisin-0-1')], { diagnoses: ['L30.0'] })).toEqual([])
    expect(said([PCT()], { diagnoses: ['J06.9'] })).toEqual([])
  })
})

describe('the most of a day', () => {
  test('4 g of paracetamol is the limit, not beyond it', () => {
    expect(said([PCT('4x2')])).toEqual([])
    expect(check([PCT('3x3')])).toMatchObject([{ kind: 'dosis', level: 'block', amount: { mgPerDay: 4500, most: 4000 } }])
  })
  test('by weight for a child: 75 mg/kg of 8 kg is 600 mg', () => {
    expect(said([SYRUP('4x5 ml')], { ...months(10), weightKg: 8 })).toEqual([])
    expect(check([SYRUP('3x10 ml')], { ...months(10), weightKg: 8 })).toMatchObject([{ kind: 'dosis', amount: { mgPerDay: 720, most: 600 } }])
  })
  test('two drugs of one substance are added, one drug from two funds is not', () => {
    expect(said([PCT('4x2'), SYRUP('3x5 ml')]).filter(id => id.includes('dosis'))).toEqual(['block dosis:parasetamol:N02BE01'])
    expect(said([PCT('4x2'), PCT('4x2')])).toEqual([])
  })
  test('directions that cannot be read, or only when needed, say nothing', () => expect([said([PCT('tiga kali')]), said([PCT('1 tablet k/p')])]).toEqual([[], []]))
})

describe('whatever is prescribed', () => {
  const lines = fc.uniqueArray(fc.record({ drugId: fc.constantFrom(...DRUG_SEEDS.map(seed => seed.id)), signa: fc.constantFrom('', '3x1', '3x5 ml', '4x3', '2 dd 1') }), { maxLength: 6, selector: one => one.drugId })
  const patient = fc.record({
    pregnant: fc.boolean(), weeks: fc.option(fc.integer({ min: 1, max: 42 })), breastfeeding: fc.boolean(), weightKg: fc.option(fc.integer({ min: 3, max: 90 })),
    diagnoses: fc.subarray(['J06.9', 'J45.9', 'A90', 'I10', 'N18.9']), routine: fc.constantFrom('', 'warfarin, simvastatin', 'amlodipin 5 mg'), allergies: fc.subarray(['penisilin', 'aspirin', 'sulfa']),
  })
  test('the order of lines changes nothing, each finding has its own id of at most 120 signs', () => {
    fc.assert(fc.property(lines, patient, fc.integer({ min: 1, max: 900 }), (taken, change, age) => {
      const found = check(taken, { ...change, ...months(age) })
      expect(check([...taken].reverse(), { ...change, ...months(age) })).toEqual(found)
      expect(new Set(found.map(one => one.id)).size).toBe(found.length)
      expect(found.every(one => one.id.length <= 120 && one.drugs.length > 0 && one.drugs.every(id => taken.some(line => line.drugId === id)))).toBe(true)
    }), { numRuns: 200 })
  })
  test('no finding without drugs', () => { fc.assert(fc.property(patient, change => { expect(check([], change)).toEqual([]) })) })
})
