import { describe, expect, test } from 'vitest'
import { registry } from '#domain/records/index.ts'
import { VITAL_ITEMS } from '#domain/records/visit.ts'
import { VITAL_TABLE } from '#domain/rules/clinic/vital-limits.ts'
import { isExternalCause } from '#domain/rules/clinic/visit-rules.ts'
import { COMMON_DIAGNOSES, DIAGNOSES } from '#seeds/diagnoses.ts'
import { DRUG_SEEDS, drugRecord, isControlled } from '#seeds/drugs.ts'
import { FACILITY_SEEDS } from '#seeds/facilities.ts'
import { REGIONS, REGIONS_ATTRIBUTION, regionByCode } from '#seeds/regions.ts'
import { VITAL_ROWS } from '#seeds/vitals.ts'
import { CASE_DRUGS, CASES, CHRONIC_CASES } from '#seeds/demo/cases.ts'
import { DEMO_SITES, demoFacilities } from '#seeds/demo/places.ts'

describe('drugs', () => {
  test('all 217 are valid drug records with ids of their own', () => {
    for (const seed of DRUG_SEEDS) expect(registry.drug.schema.safeParse(drugRecord(seed)), seed.id).toMatchObject({ success: true })
    expect(new Set(DRUG_SEEDS.map(seed => seed.id)).size).toBe(217)
  })
  test('BR-38: seven psychotropics and one narcotic are carried but inactive; everything else is active', () => {
    expect(DRUG_SEEDS.filter(isControlled).map(drugRecord).filter(drug => !drug.active)).toHaveLength(8)
    expect(DRUG_SEEDS.map(drugRecord).filter(drug => !drug.active)).toHaveLength(8)
  })
  test('antibiotics and the forty-item indicator are flagged on the drug itself', () => {
    expect(DRUG_SEEDS.filter(seed => seed.antibiotic)).toHaveLength(45)
    expect(DRUG_SEEDS.find(seed => seed.id === 'amoksisilin-500-mg-tablet')).toMatchObject({ antibiotic: true, indicator: true })
  })
  test('a maker’s KFA code (93…) is not taken for the code of a generic', () => {
    expect(DRUG_SEEDS.map(drugRecord).map(drug => drug.kfa).filter(kfa => kfa !== null && !kfa.startsWith('92'))).toEqual([])
    expect(DRUG_SEEDS.map(drugRecord).filter(drug => drug.kfa !== null)).toHaveLength(23)
  })
})

test('diagnoses are 272 codes of a visit’s form, 97 of them common and none of those an external cause', () => {
  const entry = registry.visit.schema.shape.diagnoses.element
  for (const { code, name } of DIAGNOSES) expect(entry.safeParse({ code, name }), code).toMatchObject({ success: true })
  expect(new Set(DIAGNOSES.map(diagnosis => diagnosis.code)).size).toBe(272)
  expect(COMMON_DIAGNOSES).toHaveLength(97)
  expect(COMMON_DIAGNOSES.filter(diagnosis => isExternalCause(diagnosis.code))).toEqual([])
  expect(DIAGNOSES.filter(diagnosis => diagnosis.list144)).toHaveLength(141)
  expect(DIAGNOSES.some(diagnosis => diagnosis.code.startsWith('K64'))).toBe(false)
})

test('the table of limits that tablet and server share is that of vitals.json', () => {
  const rows = VITAL_ROWS.filter(row => (VITAL_ITEMS as readonly string[]).includes(row.item))
  expect(VITAL_TABLE.limits).toEqual(rows.map(({ item, group, fromMonths, toMonths, alarmLow, warnLow, warnHigh, alarmHigh, basis }) => ({ item, group, fromMonths, toMonths, alarmLow, warnLow, warnHigh, alarmHigh, basis })))
  for (const row of rows) expect(VITAL_TABLE.guards[row.item as keyof typeof VITAL_TABLE.guards]).toMatchObject({ min: row.hardMin, max: row.hardMax, decimals: row.decimals })
  expect(VITAL_ROWS).toHaveLength(77)
})

test('Kota Serang has 6 kecamatan and 67 kelurahan, found by code because names repeat, with the notice of their licence', () => {
  expect(REGIONS.filter(region => region.level === 'kecamatan')).toHaveLength(6)
  expect(REGIONS.filter(region => region.level === 'kelurahan')).toHaveLength(67)
  expect(regionByCode.size).toBe(REGIONS.length)
  expect(regionByCode.get('3673031006')).toMatchObject({ name: 'Kiara', parent: '367303' })
  expect(REGIONS.filter(region => region.name === 'Sukawana').length).toBe(2)
  expect(regionByCode.has('367399')).toBe(false)
  expect(REGIONS_ATTRIBUTION).toContain('ODbL')
})

test('facilities stand in kelurahan that exist', () => {
  expect(FACILITY_SEEDS.filter(facility => facility.type === 'puskesmas')).toHaveLength(16)
  for (const facility of FACILITY_SEEDS) if (facility.kelurahanCode) expect(regionByCode.has(facility.kelurahanCode), facility.id).toBe(true)
  for (const facility of demoFacilities()) expect(registry.facility.schema.safeParse(facility.data)).toMatchObject({ success: true })
  for (const site of DEMO_SITES) expect(regionByCode.get(site.kelurahanCode)?.name).toBe(site.kelurahan)
})

test('the demo’s cases use codes and drugs of the lists, none of them controlled, and somebody of any age can fall ill', () => {
  const codes = new Set(DIAGNOSES.map(diagnosis => diagnosis.code))
  for (const one of [...CASES, ...Object.values(CHRONIC_CASES)]) expect(codes.has(one.code), one.code).toBe(true)
  const drugs = new Map(DRUG_SEEDS.map(seed => [seed.id, seed]))
  for (const drugId of CASE_DRUGS) expect(drugs.get(drugId) && drugRecord(drugs.get(drugId) as never).active, drugId).toBe(true)
  for (let age = 0; age <= 85; age += 1) {
    for (const sex of ['L', 'P']) expect(CASES.some(one => age >= one.ages[0] && age <= one.ages[1] && (one.sex ?? sex) === sex), `${age} ${sex}`).toBe(true)
  }
})
