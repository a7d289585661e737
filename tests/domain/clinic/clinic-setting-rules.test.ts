import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { ClinicSetting } from '#domain/records/clinic-setting.ts'
import { PROFESSIONS } from '#domain/records/staff.ts'
import { checkClinicSetting, DEFAULT_CLINIC_SETTING, limitBreaks, mayBeGiven, seedLimit, type OwnLimit } from '#domain/rules/clinic/clinic-setting-rules.ts'
import { classesFor, DEFAULT_GATE } from '#domain/rules/clinic/licence-gate.ts'
import { VITAL_TABLE } from '#domain/rules/clinic/vital-limits.ts'

const setting = (changes: Partial<ClinicSetting> = {}): ClinicSetting => ({ ...DEFAULT_CLINIC_SETTING, ...changes })
const broken = (data: ClinicSetting, before: ClinicSetting | null = null): string[] =>
  checkClinicSetting(data, { id: 'klinik-p', actor: 'kapus', roles: ['kapus'], stream: 's', before, found: () => [] }).map(one => `${one.rule} ${one.field}`)

const systole = (alarmLow: number | null, warnLow: number | null, warnHigh: number | null, alarmHigh: number | null): OwnLimit => ({ item: 'sistolik', group: 'dewasa', alarmLow, warnLow, warnHigh, alarmHigh })
const rules = (row: OwnLimit): string[] => limitBreaks(row).map(one => `${one.rule} ${one.bound}`)
const SIGNED = { name: 'dr. Contoh', sip: 'SIP-9', on: day('2025-12-17'), by: 'kapus' }

describe('the licence gate', () => {
  test('never gives a narcotic to anybody but a doctor, nor anything to who has no profession that prescribes', () => {
    expect(PROFESSIONS.filter(profession => mayBeGiven(profession, 'narkotika'))).toEqual(['medis'])
    expect(PROFESSIONS.filter(profession => mayBeGiven(profession, 'psikotropika'))).toEqual(['medis'])
    expect(broken(setting({ gate: [{ profession: 'lainnya', classes: ['narkotika'] }] }))).toEqual(['gate-ceiling gate'])
    expect(broken(setting({ gate: [{ profession: 'lainnya', classes: ['bebas'] }] }))).toEqual(['gate-ceiling gate'])
    expect(broken(setting({ gate: [{ profession: 'kebidanan', classes: ['keras', 'psikotropika'] }] }))).toEqual(['gate-ceiling gate'])
    expect(broken(setting({ gate: [{ profession: 'kefarmasian', classes: ['bebas', 'keras'] }] }))).toEqual(['gate-ceiling gate'])
    expect(broken(setting({ gate: [{ profession: 'keperawatan', classes: ['bebas', 'keras', 'oot'] }] }))).toEqual([])
  })
  test('says each profession and class once', () => {
    expect(broken(setting({ gate: [{ profession: 'medis', classes: [] }, { profession: 'medis', classes: ['keras'] }] }))).toEqual(['gate-twice gate'])
    expect(broken(setting({ gate: [{ profession: 'medis', classes: ['keras', 'keras'] }] }))).toEqual(['gate-twice gate'])
  })
  test('the proposal keeps its own rule; a row of the puskesmas wins, also an empty one', () => {
    expect(broken(setting({ gate: DEFAULT_GATE }))).toEqual([])
    expect(classesFor([], 'kebidanan')).toEqual(['bebas', 'bebas-terbatas', 'keras'])
    expect([classesFor([], 'medis').length, classesFor([], 'kefarmasian'), classesFor([], 'lainnya')]).toEqual([6, [], []])
    expect(classesFor([{ profession: 'kebidanan', classes: [] }], 'kebidanan')).toEqual([])
  })
})

describe('limits of vital signs', () => {
  test('every row of the seed keeps the rule', () => {
    for (const { item, group, alarmLow, warnLow, warnHigh, alarmHigh } of VITAL_TABLE.limits) expect([item, group, rules({ item, group, alarmLow, warnLow, warnHigh, alarmHigh })]).toEqual([item, group, []])
  })
  test('rise from the low alarm to the high one, whichever are left out', () => {
    expect(rules(systole(90, 100, 140, 180))).toEqual([])
    expect(rules(systole(100, 100, 140, 180))).toEqual(['limit-order warnLow'])
    expect(rules(systole(90, null, null, 90))).toEqual(['limit-order alarmHigh'])
    expect(rules(systole(null, 150, 140, 145))).toEqual(['limit-order warnHigh', 'limit-order alarmHigh'])
    expect(rules(systole(null, null, null, null))).toEqual([])
  })
  test('lie within what a person can show, in the digits of the item', () => {
    expect(rules(systole(39, null, null, 301))).toEqual(['limit-guard alarmLow', 'limit-guard alarmHigh'])
    expect(rules(systole(40, null, null, 300))).toEqual([])
    expect(rules(systole(90.5, null, null, null))).toEqual(['limit-decimals alarmLow'])
    expect(rules({ ...systole(35.5, 36, 37.55, 39), item: 'suhu' })).toEqual(['limit-decimals warnHigh'])
  })
  test('stand in for a row of the seed, once', () => {
    expect(seedLimit('sistolik', 'dewasa')?.alarmHigh).toBe(180)
    expect(rules({ ...systole(1, 2, 3, 4), group: 'kakek' })).toEqual(['limit-unknown null'])
    expect(broken(setting({ limits: [systole(90, 100, 140, 180), systole(90, 100, 140, 170)] }))).toEqual(['limit-twice limits'])
  })
})

describe('a signature under a table', () => {
  const own = [systole(90, 100, 140, 170)]
  test('falls when a limit changes', () => {
    const before = setting({ limitsSigned: SIGNED })
    expect(broken(setting({ limits: own, limitsSigned: SIGNED }), before)).toEqual(['sign-off-stale limitsSigned'])
    expect(broken(setting({ limits: own }), before)).toEqual([])
    expect(broken(setting({ limits: own, limitsSigned: { ...SIGNED, on: day('2025-12-18') } }), before)).toEqual([])
    expect(broken(setting({ limitsSigned: SIGNED, head: { name: 'dr. Lain', nip: '' } }), before)).toEqual([])
  })
  test('names the SIP of who read it, and is recorded in person', () => {
    expect(broken(setting({ limitsSigned: { ...SIGNED, sip: ' ' } }))).toEqual(['sign-off-sip limitsSigned'])
    expect(broken(setting({ safetySigned: { ...SIGNED, by: 'lain', covers: '12' } }))).toEqual(['sign-off-by safetySigned'])
    expect(broken(setting({ limitsSigned: SIGNED, safetySigned: { ...SIGNED, covers: '12' } }))).toEqual([])
  })
})
