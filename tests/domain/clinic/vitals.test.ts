import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day, type Day } from '#domain/core/day.ts'
import { VITAL_ITEMS, type VitalItem } from '#domain/records/visit.ts'
import { weightFlag } from '#domain/rules/clinic/child-weight.ts'
import { assessVitals, hasAlarm, missingHalf, needsPlan, type VitalAssessment } from '#domain/rules/clinic/vitals.ts'
import { mayBePregnant, possibleItems, suggestedItems } from '#domain/rules/clinic/vital-choice.ts'
import { limitsWith, OWN_BASIS, VITAL_TABLE } from '#domain/rules/clinic/vital-limits.ts'

const ON = day('2025-12-17')
type Values = Partial<Record<VitalItem, number>>
const assess = (values: Values, bornOn: Day | null, pregnant = false): VitalAssessment[] => assessVitals(values, { bornOn, on: ON, sex: 'P', pregnant }, VITAL_TABLE)
const level = (values: Values, bornOn: string, pregnant = false): string | undefined => assess(values, day(bornOn), pregnant)[0]?.level
const ADULT = '1990-08-17'

describe('BR-43: limits by age in months on the day of the visit', () => {
  test('a child of 8 months breathing 52 a minute alarms', () => expect(level({ napas: 52 }, '2025-04-17')).toBe('alarm'))
  test('a child of 13 months breathing 38 a minute does not', () => expect(level({ napas: 38 }, '2024-11-17')).toBe('ok'))
  test('a child of 3 weeks breathing 60 a minute alarms', () => expect(level({ napas: 60 }, '2025-11-26')).toBe('alarm'))
  test('the limit changes on the day a month completes: 52 alarms at 2 months, not the day before', () => {
    expect(level({ napas: 52 }, '2025-10-17')).toBe('alarm')
    expect(level({ napas: 52 }, '2025-10-18')).toBe('ok')
  })
  test('at 60 years an adult becomes lansia, whose row has no upper age', () => {
    expect(assess({ sistolik: 150 }, day('1965-12-17'))[0]?.limit?.group).toBe('lansia')
    expect(assess({ sistolik: 150 }, day('1965-12-18'))[0]?.limit?.group).toBe('dewasa')
    expect(level({ sistolik: 180 }, '1930-01-01')).toBe('alarm')
  })
})

describe('BR-42: values that alarm, and values that nobody has', () => {
  test.each([[179, 'warn'], [180, 'alarm'], [140, 'warn'], [139, 'ok'], [100, 'ok'], [99, 'warn'], [90, 'warn'], [89, 'alarm']])('adult systolic %d: %s (high is from the limit on, low is below it)', (sistolik, expected) => {
    expect(level({ sistolik }, ADULT)).toBe(expected)
  })

  test('36,7 typed as 367 is refused with “maksud 36,7?”', () => {
    expect(assess({ suhu: 367 }, day(ADULT))[0]?.refused).toEqual({ kind: 'out-of-range', min: 30, max: 44, suggestion: 36.7 })
  })

  test.each([[{ tinggi: 1.65 }, 165], [{ sistolik: 1200 }, 120], [{ spo2: 980 }, 98], [{ suhu: 3.67 }, 36.7], [{ suhu: 99_999 }, null], [{ nadi: 5 }, 50]] as const)('%o suggests %s', (values, suggestion) => {
    expect(assess(values, day(ADULT))[0]?.refused).toMatchObject({ kind: 'out-of-range', suggestion })
  })

  test('the ends of the range are values, one step beyond is not', () => {
    expect(assess({ suhu: 44 }, day(ADULT))[0]?.refused).toBeNull()
    expect(assess({ suhu: 30 }, day(ADULT))[0]?.refused).toBeNull()
    expect(assess({ suhu: 44.1 }, day(ADULT))[0]?.refused).not.toBeNull()
    expect(assess({ suhu: 29.9 }, day(ADULT))[0]?.refused).not.toBeNull()
  })

  test('the upper pressure is above the lower one', () => {
    expect(assess({ sistolik: 80, diastolik: 80 }, day(ADULT))[0]?.refused).toEqual({ kind: 'systolic-not-above-diastolic' })
    expect(assess({ sistolik: 81, diastolik: 80 }, day(ADULT))[0]?.refused).toBeNull()
  })

  test('in pregnancy 160 alarms where an adult’s limit is 180', () => {
    expect(level({ sistolik: 160 }, ADULT, true)).toBe('alarm')
    expect(level({ sistolik: 160 }, ADULT, false)).toBe('warn')
    expect(level({ spo2: 94 }, ADULT, true)).toBe('warn')
    expect(level({ spo2: 94 }, ADULT, false)).toBe('ok')
  })

  test('a limit says where it comes from', () => {
    expect(assess({ napas: 52 }, day('2025-04-17'))[0]?.limit).toEqual({ bound: 50, side: 'high', group: 'bayi', basis: 'MTBS: fast breathing from 50 at 2-11 months' })
  })

  test('without a known birth only the typing guard holds', () => {
    expect(assess({ napas: 60 }, null)[0]).toMatchObject({ level: 'ok', refused: null })
    expect(assess({ napas: 600 }, null)[0]?.refused).not.toBeNull()
  })

  test('NaN is refused', () => {
    expect(assess({ suhu: Number.NaN }, day(ADULT))[0]?.refused).toMatchObject({ suggestion: null })
  })

  test('a refused value never alarms, and every value given is answered for', () => {
    const values = fc.record(Object.fromEntries(VITAL_ITEMS.map(item => [item, fc.double({ min: -50, max: 500, noNaN: true })])), { requiredKeys: [] })
    fc.assert(fc.property(values, fc.integer({ min: 0, max: 36_000 }), (measured, daysOld) => {
      const given = measured as Values
      const assessed = assess(given, addDays(ON, -daysOld))
      expect(assessed.map(one => one.item).sort()).toEqual(Object.keys(given).sort())
      expect(hasAlarm(assessed.filter(one => one.refused))).toBe(false)
    }))
  })
})

describe('BR-42 and BR-43: measures that age, pregnancy and a long illness ask for', () => {
  const MAN = { bornOn: day(ADULT), on: ON, sex: 'L', pregnant: false } as const
  const levelOf = (values: Values, change: object = {}): string | undefined => assessVitals(values, { ...MAN, ...change }, VITAL_TABLE)[0]?.level

  test.each([[53, 'alarm'], [69, 'warn'], [139, 'ok'], [140, 'warn'], [299, 'warn'], [300, 'alarm']])('random glucose %d: %s', (gds, expected) => expect(levelOf({ gds })).toBe(expected))
  test('367 for a temperature means 36,7; a glucose of 367 is one, and alarms', () => {
    expect(levelOf({ gds: 367 })).toBe('alarm')
    expect(assess({ gds: 3670 }, day(ADULT))[0]?.refused).toMatchObject({ suggestion: 367 })
  })
  test('a man’s waist, uric acid and haemoglobin follow his own row', () => {
    expect([levelOf({ lingkar_perut: 85 }), levelOf({ lingkar_perut: 85 }, { sex: 'P' })]).toEqual(['ok', 'warn'])
    expect([levelOf({ asam_urat: 6.5 }), levelOf({ asam_urat: 6.5 }, { sex: 'P' })]).toEqual(['ok', 'warn'])
    expect([levelOf({ hb: 12.5 }), levelOf({ hb: 12.5 }, { sex: 'P' })]).toEqual(['warn', 'ok'])
  })
  test('in pregnancy an arm below 23,5 warns, a haemoglobin below 7 and a child’s heart from 180 alarm', () => {
    const pregnant = { sex: 'P', pregnant: true }
    expect([levelOf({ lila: 23.4 }, pregnant), levelOf({ hb: 6.9 }, pregnant), levelOf({ djj: 180 }, pregnant), levelOf({ djj: 140 }, pregnant)]).toEqual(['warn', 'alarm', 'alarm', 'ok'])
  })
  test('a child’s arm below 11,5 alarms from six months on', () => {
    expect(levelOf({ lila: 11.4 }, { bornOn: day('2025-06-17') })).toBe('alarm')
    expect(levelOf({ lila: 11.4 }, { bornOn: day('2025-06-18') })).toBe('ok')
  })
  test('pain of seven alarms at any age, also where the birth is not known', () => {
    expect([levelOf({ skala_nyeri: 7 }), levelOf({ skala_nyeri: 4 }, { bornOn: null }), levelOf({ skala_nyeri: 3 })]).toEqual(['alarm', 'warn', 'ok'])
  })
  test('a meter that shows HI or LO, and anybody not fully awake, need a plan', () => {
    expect(needsPlan([], {})).toBe(false)
    expect(needsPlan([], { consciousness: 'A' })).toBe(false)
    for (const seen of [{ beyond: { gds: 'HI' } }, { beyond: { gdp: 'LO' } }, { consciousness: 'V' }, { consciousness: 'P' }, { consciousness: 'U' }] as const) expect(needsPlan([], seen), JSON.stringify(seen)).toBe(true)
  })
  test('half a pressure is asked for, unless it was only felt at the pulse', () => {
    expect(missingHalf({ diastolik: 80 }, false)).toBe('sistolik')
    expect(missingHalf({ sistolik: 120 }, false)).toBe('diastolik')
    expect(missingHalf({ sistolik: 90 }, true)).toBeNull()
    expect(missingHalf({ sistolik: 120, diastolik: 80 }, false)).toBeNull()
    expect(missingHalf({}, false)).toBeNull()
  })
})

describe('a puskesmas’ own limits', () => {
  const own = limitsWith({ limits: [{ item: 'sistolik', group: 'dewasa', alarmLow: 80, warnLow: null, warnHigh: 130, alarmHigh: 160 }, { item: 'sistolik', group: 'raksasa', alarmLow: 1, warnLow: 2, warnHigh: 3, alarmHigh: 4 }], limitsSigned: { name: 'dr. Uji', on: '2025-12-01' } })
  const judged = (sistolik: number, bornOn = ADULT): VitalAssessment | undefined => assessVitals({ sistolik }, { bornOn: day(bornOn), on: ON, sex: 'P', pregnant: false }, own)[0]

  test('take the place of the house’s for the same item and age, and say who signed them', () => {
    expect(judged(160)).toMatchObject({ level: 'alarm', limit: { bound: 160, group: 'dewasa', basis: OWN_BASIS } })
    expect(judged(135)?.level).toBe('warn')
    expect(judged(95)?.level).toBe('ok')
    expect(own.signed).toEqual({ name: 'dr. Uji', on: '2025-12-01' })
  })
  test('leave every other row as it is, and a group without ages out', () => {
    expect(judged(160, '1950-01-01')?.level).toBe('warn')
    expect(own.limits).toHaveLength(VITAL_TABLE.limits.length)
    expect(own.guards).toBe(VITAL_TABLE.guards)
  })
  test('without a setting the house’s hold, and nobody has signed them', () => {
    expect(limitsWith(undefined)).toBe(VITAL_TABLE)
    expect(VITAL_TABLE.signed).toBeNull()
  })
})

describe('which measures are offered', () => {
  const subject = (bornOn: string, change: object = {}) => ({ bornOn: day(bornOn), on: ON, sex: 'P' as const, pregnant: false, chronic: false, ...change })
  test('an infant’s head and arm, a pregnant woman’s blood and child, a long illness’ sugar and fat; a healthy adult’s none', () => {
    expect(suggestedItems(subject('2025-06-17'))).toEqual(['lila', 'lingkar_kepala'])
    expect(suggestedItems(subject('2022-06-17'))).toEqual(['lila'])
    expect(suggestedItems(subject(ADULT, { pregnant: true }))).toEqual(['hb', 'lila', 'tfu', 'djj'])
    expect(suggestedItems(subject(ADULT, { chronic: true }))).toEqual(['gds', 'gdp', 'kolesterol', 'asam_urat', 'lingkar_perut'])
    expect(suggestedItems(subject(ADULT))).toEqual([])
  })
  test('a fundus only in pregnancy, a head only up to five years', () => {
    expect(possibleItems(subject(ADULT))).not.toContain('tfu')
    expect(possibleItems(subject(ADULT, { pregnant: true }))).toContain('djj')
    expect(possibleItems(subject('2020-12-18'))).toContain('lingkar_kepala')
    expect(possibleItems(subject('2020-12-17'))).not.toContain('lingkar_kepala')
  })
  test('pregnancy is asked of women from ten to fifty-five', () => {
    expect([mayBePregnant(subject('2015-12-17')), mayBePregnant(subject('2015-12-18')), mayBePregnant(subject('1969-12-18')), mayBePregnant(subject('1969-12-17')), mayBePregnant({ ...subject(ADULT), sex: 'L' })]).toEqual([true, false, true, false, false])
  })
})

describe('a child’s weight beside the last one', () => {
  const flag = (kg: number, before: number, days: number, bornOn = '2025-04-17') => weightFlag(day(bornOn), { on: ON, kg }, { on: addDays(ON, -days), kg: before })
  test('one that fell is named at any interval, one that stayed after two weeks, one that rose never', () => {
    expect(flag(7.9, 8.1, 3)).toEqual({ kind: 'fell', by: 0.2 })
    expect(flag(8.1, 8.1, 14)).toEqual({ kind: 'same', by: 0 })
    expect(flag(8.1, 8.1, 13)).toBeNull()
    expect(flag(8.2, 8.1, 30)).toBeNull()
  })
  test('from five years on nothing is said, nor without an earlier day', () => {
    expect(flag(14, 15, 30, '2020-12-17')).toBeNull()
    expect(flag(14, 15, 30, '2020-12-18')).not.toBeNull()
    expect(flag(7.9, 8.1, 0)).toBeNull()
  })
})
