import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import { visit, type VisitData } from '#domain/records/visit.ts'
import { checkVisit, sipHolds } from '#domain/rules/clinic/visit-rules.ts'
import { samplePatient, sampleStaff, sampleVisit, visitContext } from './sample.ts'

const broken = (changes: Partial<VisitData>, options: Parameters<typeof visitContext>[0] = {}): string[] =>
  checkVisit(sampleVisit(changes), visitContext(options)).map(one => `${one.rule} ${one.field}`)

describe('BR-41: a visit is signed only when it is complete', () => {
  test('a complete one is signed', () => expect(broken({})).toEqual([]))
  test('not without the complaint', () => expect(broken({ complaint: '  ' })).toEqual(['BR-41 complaint']))
  test('not without an answer on allergy', () => expect(broken({ allergy: null })).toEqual(['BR-41 allergy']))
  test('"ada" names the substances', () => {
    expect(broken({ allergy: { answer: 'ada', substances: ' ' } })).toEqual(['BR-41 allergy.substances'])
    expect(broken({ allergy: { answer: 'ada', substances: 'Amoksisilin' } })).toEqual([])
    expect(broken({ allergy: { answer: 'tidak-tahu', substances: '' } })).toEqual([])
  })
  test('not without a diagnosis', () => expect(broken({ diagnoses: [] })).toEqual(['BR-41 diagnoses']))
  test('everything that is missing is told at once', () => {
    expect(broken({ complaint: '', allergy: null, diagnoses: [] })).toEqual(['BR-41 complaint', 'BR-41 allergy', 'BR-41 diagnoses'])
  })
  test('a draft may be incomplete', () => {
    expect(broken({ signature: null, complaint: '', allergy: null, diagnoses: [], vitals: { suhu: 367 } }, { staff: null, patient: null })).toEqual([])
  })

  test('the SIP holds through its last day and not on the next', () => {
    const signedOn = (on: string): Partial<VisitData> => ({ signature: { by: 'bidan', name: 'Bidan', sip: 'SIP/1', on: day(on) } })
    expect(broken(signedOn('2025-12-31'))).toEqual([])
    expect(broken(signedOn('2026-01-01'))).toEqual(['BR-41 signature.sip'])
  })
  test('not without a SIP, and not by somebody unknown', () => {
    expect(broken({}, { staff: sampleStaff({ sip: null }) })).toEqual(['BR-41 signature.sip'])
    expect(broken({}, { staff: null })).toEqual(['BR-41 signature.sip'])
    expect(sipHolds(undefined, '2025-12-17')).toBe(false)
  })
  test('only its author signs, and only in person', () => {
    expect(broken({}, { actor: 'perawat' })).toEqual(['BR-41 signature.by'])
    expect(broken({ author: 'perawat' })).toEqual(['BR-41 signature.by'])
  })
  test('a supervisor who settles a conflict does not need the author’s SIP of today', () => {
    expect(broken({}, { actor: 'kapus', before: sampleVisit(), staff: sampleStaff({ sip: null }) })).toEqual([])
    expect(broken({}, { actor: 'kapus', before: sampleVisit({ signature: null }) })).toEqual(['BR-41 signature.by'])
  })
  test('the judge is told to load signer, patient and the setting of the clinic for a signed visit, and nothing for a draft', () => {
    expect(visit.lookups?.(sampleVisit())).toEqual([{ kind: 'staff', id: 'bidan' }, { kind: 'patient', id: 'p1' }, { kind: 'clinic-setting', above: 'klinik-' }])
    expect(visit.lookups?.(sampleVisit({ signature: null }))).toEqual([])
  })
})

test('BR-51: a code V–Y is never the first diagnosis, and may be the second', () => {
  const bite = { code: 'W54', name: 'Gigitan anjing' }
  expect(broken({ diagnoses: [bite] })).toEqual(['BR-51 diagnoses'])
  expect(broken({ diagnoses: [{ code: 'T14.1', name: 'Luka terbuka' }, bite] })).toEqual([])
  for (const code of ['V01', 'X20', 'Y40.1']) expect(broken({ diagnoses: [{ code, name: '' }] })).toEqual(['BR-51 diagnoses'])
  expect(broken({ diagnoses: [{ code: 'Z00.0', name: '' }] })).toEqual([])
})

describe('BR-42 when signing', () => {
  test('a value nobody has is refused, field by field', () => {
    expect(broken({ vitals: { suhu: 367, sistolik: 80, diastolik: 90 } })).toEqual(['BR-42 vitals.sistolik', 'BR-42 vitals.suhu'])
  })
  test('a value that alarms needs a plan', () => {
    expect(broken({ vitals: { sistolik: 185, diastolik: 100 } })).toEqual(['BR-42 alarmPlan'])
    expect(broken({ vitals: { sistolik: 185, diastolik: 100 }, alarmPlan: ' ' })).toEqual(['BR-42 alarmPlan'])
    expect(broken({ vitals: { sistolik: 185, diastolik: 100 }, alarmPlan: 'Rujuk' })).toEqual([])
  })
  test('the patient’s age on the day of the visit decides', () => {
    const infant = samplePatient({ birth: { on: day('2025-04-17'), estimated: false } })
    expect(broken({ vitals: { napas: 52 } }, { patient: infant })).toEqual(['BR-42 alarmPlan'])
    expect(broken({ vitals: { napas: 24 } })).toEqual([])
  })
  test('a patient whose record has not arrived does not hold the visit up', () => {
    expect(broken({ vitals: { napas: 52 } }, { patient: null })).toEqual([])
  })
})

describe('BR-42: what a signed visit holds besides numbers', () => {
  test('half a pressure is sent back, unless it was felt; a visit signed before that was asked can still be settled', () => {
    expect(broken({ vitals: { sistolik: 120 } })).toEqual(['BR-42 vitals.diastolik'])
    expect(broken({ vitals: { diastolik: 80 } })).toEqual(['BR-42 vitals.sistolik'])
    expect(broken({ vitals: { sistolik: 95 }, felt: true })).toEqual([])
    expect(broken({ vitals: { sistolik: 120 } }, { actor: 'kapus', before: sampleVisit({ vitals: { sistolik: 120 } }) })).toEqual([])
  })
  test('HI, LO and anybody not fully awake need a plan', () => {
    expect(broken({ beyond: { gds: 'HI' } })).toEqual(['BR-42 alarmPlan'])
    expect(broken({ beyond: { gds: 'HI' }, alarmPlan: 'Rujuk segera' })).toEqual([])
    expect(broken({ consciousness: 'V' })).toEqual(['BR-42 alarmPlan'])
    expect(broken({ consciousness: 'A' })).toEqual([])
  })
  test('the limits of the puskesmas above take the place of the house’s, on the server too', () => {
    const clinic = { limits: [{ item: 'sistolik', group: 'dewasa', alarmLow: null, warnLow: null, warnHigh: 120, alarmHigh: 150 }], limitsSigned: null }
    const context = visitContext()
    const withClinic = { ...context, found: (lookup: Parameters<typeof context.found>[0]) => ('above' in lookup ? [{ id: 'klinik-pkm', kind: 'clinic-setting', stream: '', rev: 1, state: 'live' as const, data: clinic as never }] : context.found(lookup)) }
    const visitOf = (sistolik: number): VisitData => sampleVisit({ vitals: { sistolik, diastolik: 80 } })
    expect(checkVisit(visitOf(150), withClinic).map(one => one.field)).toEqual(['alarmPlan'])
    expect(checkVisit(visitOf(150), context)).toEqual([])
    expect(checkVisit(visitOf(149), withClinic)).toEqual([])
  })
})

describe('BR-52: a referral that is no specialist’s work names a reason', () => {
  const outcome = (change: Partial<NonNullable<VisitData['outcome']>>): Partial<VisitData> => ({ outcome: { how: 'rujuk', specialistic: false, tacc: [], to: 'RSUD', note: '', ...change } })
  test('without one of Time, Age, Complication, Comorbidity it is not signed', () => {
    expect(broken(outcome({}))).toEqual(['BR-52 outcome.tacc'])
    for (const reason of ['time', 'age', 'complication', 'comorbidity'] as const) expect(broken(outcome({ tacc: [reason] }))).toEqual([])
  })
  test('for a specialist, in an emergency and for any other end none is asked', () => {
    expect(broken(outcome({ specialistic: true }))).toEqual([])
    expect(broken(outcome({ how: 'rujuk-darurat' }))).toEqual([])
    expect(broken(outcome({ how: 'pulang' }))).toEqual([])
    expect(broken({})).toEqual([])
  })
  test('a draft may still lack it', () => expect(broken({ ...outcome({}), signature: null })).toEqual([]))
})
