import { describe, expect, test } from 'vitest'
import { DRUG_SEEDS } from '#seeds/drugs.ts'
import { matchAllergy } from '#domain/rules/clinic/allergy.ts'

describe('BR-44: a drug that matches a named allergy', () => {
  test.each([
    ['Amoksisilin 500 mg tablet', 'amoksisilin'], ['Amoksisilin 500 mg tablet', 'Amoxicillin'], ['Amoksisilin 500 mg tablet', 'penisilin'], ['Amoksisilin 500 mg tablet', 'alergi obat penicillin'],
    ['Kotrimoksazol 480 mg tablet', 'sulfa'], ['Asam mefenamat 500 mg tablet', 'asam mefenamat'], ['Asam asetilsalisilat 80 mg tablet', 'Aspirin'], ['Parasetamol 500 mg tablet', 'PARACETAMOL'],
  ])('%s and "%s"', (drug, substance) => expect(matchAllergy(drug, [substance])).toBe(substance))

  test.each([['Parasetamol 500 mg tablet', 'amoksisilin'], ['Amlodipin 5 mg tablet', 'obat tablet'], ['Amlodipin 5 mg tablet', 'udang'], ['Vitamin B kompleks', '']])('%s and "%s" have nothing in common', (drug, substance) => {
    expect(matchAllergy(drug, [substance])).toBeNull()
  })

  test('the one that matches is named among several; without any there is no match', () => {
    expect(matchAllergy('Amoksisilin 500 mg tablet', ['udang', 'penisilin'])).toBe('penisilin')
    expect(matchAllergy('Amoksisilin 500 mg tablet', [])).toBeNull()
  })

  test('every drug of the list matches an allergy written as its own name', () => {
    const missed = DRUG_SEEDS.filter(seed => matchAllergy(`${seed.name} ${seed.strength} ${seed.form}`, [seed.name]) === null)
    expect(missed.map(seed => seed.name)).toEqual([])
  })
})
