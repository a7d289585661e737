import { describe, expect, test } from 'vitest'
import { day } from '#domain/core/day.ts'
import type { CheckContext } from '#domain/core/record.ts'
import { arrivalSchema, type ArrivalData } from '#domain/records/arrival.ts'
import { arrivalState, byQueueOrder, checkArrival, isYoungInfant, minutesWaited } from '#domain/rules/clinic/arrival-rules.ts'
import { raisedPriority, urgencyOf } from '#domain/rules/clinic/triage.ts'
import { assessVitals, type VitalSubject } from '#domain/rules/clinic/vitals.ts'
import { VITAL_TABLE } from '#domain/rules/clinic/vital-limits.ts'
import { samplePatient } from './sample.ts'

const arrival = (changes: Partial<ArrivalData> = {}): ArrivalData => ({
  patientId: 'p1', on: day('2025-12-17'), time: '08:00', by: 'bidan', reason: '', payer: 'umum', priority: { level: 'biasa', reason: '' }, triage: null, service: null, ended: null, ...changes,
})
const service = (by: string, time = '08:10'): ArrivalData['service'] => ({ by, name: by, time })
const ended = (how: 'selesai' | 'pergi' | 'batal', reason = 'pulang sendiri'): ArrivalData['ended'] => ({ how, time: '09:00', visitId: how === 'selesai' ? 'v1' : null, reason: how === 'selesai' ? '' : reason, by: 'bidan' })
const broken = (data: ArrivalData, before: ArrivalData | null = null, actor = 'bidan'): string[] => {
  const context: CheckContext<ArrivalData> = {
    id: 'a1', actor, roles: ['nakes'], stream: '', before,
    found: lookup => ('id' in lookup && lookup.kind === 'patient' ? [{ id: 'p1', kind: 'patient', stream: '', rev: 1, state: 'live', data: samplePatient() as never }] : []),
  }
  return checkArrival(data, context).map(one => `${one.rule} ${one.field}`)
}

describe('a line of the queue', () => {
  test('stands under the name of who wrote it, and is taken in by nobody else', () => {
    expect(broken(arrival())).toEqual([])
    expect(broken(arrival({ by: 'lain' }))).toEqual(['arrival-actor by'])
    expect(broken(arrival({ service: service('lain') }), arrival())).toEqual(['arrival-actor service.by'])
    expect(broken(arrival({ service: service('lain'), reason: 'batuk' }), arrival({ service: service('lain') }))).toEqual([])
  })
  test('is put before others with a reason only', () => {
    expect(broken(arrival({ priority: { level: 'gawat', reason: ' ' } }))).toEqual(['arrival-priority priority.reason'])
    expect(broken(arrival({ priority: { level: 'didahulukan', reason: 'ibu hamil' } }))).toEqual([])
  })
  test('ends with a visit or a reason', () => {
    expect(broken(arrival({ ended: ended('pergi', '') }), arrival())).toEqual(['arrival-ended ended.reason'])
    expect(broken(arrival({ ended: { ...ended('selesai')!, visitId: null } }), arrival())).toEqual(['arrival-ended ended.visitId'])
    expect(broken(arrival({ ended: ended('batal') }), arrival())).toEqual([])
  })
  test('does not begin again, and a signed visit overrules an entry that says he left, never the other way', () => {
    expect(broken(arrival(), arrival({ ended: ended('pergi') }))).toEqual(['arrival-over ended'])
    expect(broken(arrival({ ended: ended('pergi') }), arrival({ ended: ended('selesai') }))).toEqual(['arrival-over ended'])
    expect(broken(arrival({ ended: ended('selesai') }), arrival({ ended: ended('pergi') }))).toEqual([])
  })
  test('is one person’s place, before and after it ended', () => {
    expect(broken(arrival({ patientId: 'p2' }), arrival())).toEqual(['arrival-patient patientId'])
    expect(broken(arrival({ patientId: 'p2', ended: ended('selesai') }), arrival({ ended: ended('selesai') }))).toEqual(['arrival-patient patientId'])
  })
  test('BR-42: a measured value that nobody can have is refused before the consultation too', () => {
    const triage = { vitals: { suhu: 36.7 }, pregnant: false, by: 'bidan', name: 'Bidan', time: '08:05' }
    expect(broken(arrival({ triage }), arrival())).toEqual([])
    expect(broken(arrival({ triage: { ...triage, vitals: { ...triage.vitals, nadi: 900 } } }), arrival())).toEqual(['BR-42 triage.vitals.nadi'])
    expect(arrivalSchema.safeParse(arrival({ triage })).success).toBe(true)
  })
})

describe('the order of the queue', () => {
  const queued = (id: string, changes: Partial<ArrivalData>) => ({ id, data: arrival(changes) })
  test('who waits by urgency and then by who came first, then who is served, then who is done', () => {
    const lines = [
      queued('done', { time: '07:00', ended: ended('selesai') }), queued('served', { time: '07:30', service: service('x'), priority: { level: 'gawat', reason: 'sesak' } }),
      queued('second', { time: '08:20' }), queued('first', { time: '08:10' }), queued('before', { time: '09:00', priority: { level: 'didahulukan', reason: 'bayi' } }),
      queued('urgent', { time: '09:30', priority: { level: 'gawat', reason: 'kejang' } }), queued('left', { time: '06:00', ended: ended('pergi') }),
    ]
    expect(lines.sort(byQueueOrder).map(line => line.id)).toEqual(['urgent', 'before', 'first', 'second', 'served', 'done', 'left'])
  })
  test('of the same minute has the same order on two tablets', () => {
    const [a, b] = [queued('a', {}), queued('b', {})]
    expect([b, a].sort(byQueueOrder).map(line => line.id)).toEqual(['a', 'b'])
  })
  test('the state is read from the record, and a way of ending of a newer version counts as done', () => {
    expect([arrival(), arrival({ service: service('x') }), arrival({ service: service('x'), ended: ended('batal') })].map(arrivalState)).toEqual(['waiting', 'served', 'mistaken'])
    expect(arrivalState({ service: null, ended: { ...ended('pergi')!, how: 'dirujuk' as never } })).toBe('done')
  })
  test('waiting is counted in whole minutes, and clocks that differ count nothing', () => {
    expect([minutesWaited('07:55', '09:05'), minutesWaited('09:05', '09:04')]).toEqual([70, 0])
  })
  test('a baby below two months is no longer one on the day it completes them', () => {
    expect([isYoungInfant(day('2025-10-18'), day('2025-12-17')), isYoungInfant(day('2025-10-17'), day('2025-12-17')), isYoungInfant(day('2025-12-18'), day('2025-12-17'))]).toEqual([true, false, false])
  })
})

describe('urgency from measured values', () => {
  const adult: VitalSubject = { bornOn: day('1980-01-01'), on: day('2025-12-17'), sex: 'P', pregnant: false }
  const urgency = (vitals: Parameters<typeof assessVitals>[0], subject = adult): string => urgencyOf(assessVitals(vitals, subject, VITAL_TABLE), subject)
  test('breathing, oxygen, pulse and a low pressure are an emergency; other alarms go before those who only wait', () => {
    expect([urgency({ spo2: 89 }), urgency({ napas: 25 }), urgency({ nadi: 131 }), urgency({ sistolik: 89, diastolik: 60 })]).toEqual(['gawat', 'gawat', 'gawat', 'gawat'])
    expect([urgency({ sistolik: 180, diastolik: 100 }), urgency({ suhu: 39 })]).toEqual(['didahulukan', 'didahulukan'])
    expect([urgency({}), urgency({ sistolik: 150, diastolik: 95, suhu: 38 })]).toEqual(['biasa', 'biasa'])
  })
  test('a high pressure in pregnancy and any alarm of a young infant are an emergency, a low weight is none', () => {
    expect(urgency({ sistolik: 160, diastolik: 100 }, { ...adult, pregnant: true })).toBe('gawat')
    const infant = { ...adult, bornOn: day('2025-12-01') }
    expect([urgency({ suhu: 38 }, infant), urgency({ berat: 2.2 }, infant)]).toEqual(['gawat', 'biasa'])
  })
  test('BR-43: eight months and 52 breaths, three weeks and 60 are an emergency, thirteen months and 38 is none', () => {
    const child = (bornOn: string): VitalSubject => ({ ...adult, bornOn: day(bornOn) })
    expect([urgency({ napas: 52 }, child('2025-04-10')), urgency({ napas: 60 }, child('2025-11-26')), urgency({ napas: 38 }, child('2024-11-10'))]).toEqual(['gawat', 'gawat', 'biasa'])
  })
  test('who is not awake and a meter that shows LO are an emergency without any number', () => {
    expect([urgencyOf([], adult, { consciousness: 'V' }), urgencyOf([], adult, { beyond: { gds: 'LO' } }), urgencyOf([], adult, { beyond: { gds: 'HI' } }), urgencyOf([], adult, { consciousness: 'A' })])
      .toEqual(['gawat', 'gawat', 'didahulukan', 'biasa'])
  })
  test('a measurement raises a priority and never lowers one', () => {
    expect(raisedPriority({ level: 'biasa', reason: '' }, 'gawat', 'SpO₂ 88 %')).toEqual({ level: 'gawat', reason: 'SpO₂ 88 %' })
    expect(raisedPriority({ level: 'gawat', reason: 'kejang' }, 'didahulukan', 'Suhu 39 °C')).toBeNull()
    expect(raisedPriority({ level: 'didahulukan', reason: 'hamil' }, 'didahulukan', 'Suhu 39 °C')).toBeNull()
  })
})
