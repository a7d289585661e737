import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, day, daysOfMonth, ZONES, type Month } from '#domain/core/day.ts'
import { pustuDaySchema } from '#domain/records/pustu-day.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import type { VisitData } from '#domain/records/visit.ts'
import type { SummaryMovement, SummaryVisit } from '#domain/rules/supervision/day-summary.ts'
import { isEmptyDay, monthOfDays, pustuDayOf } from '#domain/rules/supervision/pustu-day.ts'
import { sampleVisit } from '../clinic/sample.ts'
import { sampleMovement } from '../pharmacy/sample.ts'

const ON = day('2025-12-17')
const KIARA = 'pustu-kiara'
const signature = sampleVisit().signature

const visit = (id: string, changes: Partial<VisitData> = {}, state: 'live' | 'void' = 'live', pustu = KIARA): SummaryVisit =>
  ({ id, stream: `pustu:${pustu}/clinical`, state, data: sampleVisit({ on: ON, ...changes }) })
const handed = (id: string, changes: Partial<MovementData> = {}, pustu = KIARA): SummaryMovement =>
  ({ id, stream: `pustu:${pustu}/stock`, state: 'live', data: sampleMovement({ quantity: -10, reason: 'diserahkan', on: ON, ...changes }) })
const kiara = (visits: SummaryVisit[], movements: SummaryMovement[] = [], reversed: string[] = []) =>
  pustuDayOf({ pustu: KIARA, on: ON, visits, movements, reversed: new Set(reversed), zone: 'Asia/Jakarta' })

/** An id of version 7, made at an instant. */
const timedId = (ms: number): string => { const time = ms.toString(16).padStart(12, '0'); return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000001` }
/** One made at a wall time in WIB. */
const madeAt = (wall: string): string => timedId(Date.parse(`${wall}+07:00`))

describe('a day of a pustu in figures', () => {
  test('counts signed visits, drafts, alarms, referrals and each person once', () => {
    const outcome = { specialistic: true, tacc: [], to: 'RSUD', note: '' }
    const found = kiara([
      visit('a', { alarmPlan: 'Rujuk', outcome: { ...outcome, how: 'rujuk' } }), visit('b'), visit('c', { patientId: 'p0', outcome: { ...outcome, how: 'rujuk-darurat' } }),
      visit('d', { signature: null, patientId: 'p3', alarmPlan: 'Pantau' }), visit('e', { outcome: { ...outcome, how: 'kontrol' } }),
    ])
    expect(found).toMatchObject({ pustu: KIARA, on: ON, signed: 4, drafts: 1, alarms: 1, referred: 2, people: ['p0', 'p1'] })
    expect(pustuDaySchema.safeParse(found).success).toBe(true)
  })

  test('BR-46: a voided visit is in no figure', () => {
    expect(isEmptyDay(kiara([visit(madeAt('2025-12-17T08:00'), { alarmPlan: 'Rujuk' }, 'void'), visit('b', { signature: null }, 'void')]))).toBe(true)
    expect(kiara([visit(madeAt('2025-12-17T08:00'), {}, 'void')])).toEqual(kiara([]))
  })

  test('another day and another pustu are not of this day', () => {
    const found = kiara([visit('a', { on: addDays(ON, 1) }), visit('b', {}, 'live', 'pustu-teritih')], [handed('c', { on: addDays(ON, -1) }), handed('d', {}, 'pustu-teritih')])
    expect(found).toEqual(kiara([]))
  })

  test('domain §6: complete is a signed visit with complaint, a measured value, a diagnosis and an allergy answer', () => {
    const lacking: Partial<VisitData>[] = [{ complaint: ' ' }, { vitals: {} }, { diagnoses: [] }, { allergy: null }, { signature: null }]
    expect(lacking.map(changes => kiara([visit('a', changes)]).complete)).toEqual([0, 0, 0, 0, 0])
    expect(kiara([visit('a'), visit('b', { vitals: {}, beyond: { gds: 'HI' } })]).complete).toBe(2)
  })

  test('same-day entry: within 24 hours of the visit on the wall of the pustu, drafts too; an id without a moment is not counted', () => {
    const at = (wall: string, changes: Partial<VisitData> = {}) => visit(madeAt(wall), { time: '08:00', ...changes })
    const count = (...visits: SummaryVisit[]) => { const { timed, sameDay } = kiara(visits); return [timed, sameDay] }
    expect(count(at('2025-12-17T08:00'))).toEqual([1, 1])
    expect(count(at('2025-12-18T08:00'))).toEqual([1, 1])
    expect(count(at('2025-12-18T08:00:00.001'))).toEqual([1, 0])
    expect(count(at('2025-12-17T07:10'))).toEqual([1, 1])
    expect(count(at('2025-12-20T08:00', { signature: null }))).toEqual([1, 0])
    expect(count(visit('kunjungan-lama'), visit('0'))).toEqual([0, 0])
    // 08.00 in Jayapura is two hours earlier than in Jakarta: an hour short of a day here is more than a day there.
    const late = visit(madeAt('2025-12-18T07:00'), { time: '08:00' })
    expect(kiara([late]).sameDay).toBe(1)
    expect(pustuDayOf({ pustu: KIARA, on: ON, visits: [late], movements: [], reversed: new Set(), zone: 'Asia/Jayapura' }).sameDay).toBe(0)
  })

  test('BR-34: lines handed out and not taken back, and those that took the batch that expires first', () => {
    const movements = [handed('a'), handed('b', { override: 'Kemasan rusak' }), handed('c'), handed('d', { reason: 'dimusnahkan' }), handed('e', { quantity: 10, reason: 'dibalik', reverses: 'c' })]
    expect(kiara([], movements, ['c'])).toMatchObject({ handed: 2, firstExpiring: 1 })
  })
})

const MONTH = '2025-12' as Month
const aDay = fc.constantFrom(...daysOfMonth(MONTH))
const aPlace = fc.constantFrom(KIARA, 'pustu-teritih')
const aZone = fc.constantFrom(...(Object.keys(ZONES) as (keyof typeof ZONES)[]))
const aVisit = fc.record({
  id: fc.oneof(fc.integer({ min: Date.UTC(2025, 10, 29), max: Date.UTC(2026, 0, 3) }).map(timedId), fc.uuid({ version: 4 })),
  on: aDay, pustu: aPlace, void: fc.boolean(), signed: fc.boolean(), person: fc.constantFrom('p1', 'p2', 'p3'), alarm: fc.boolean(), complaint: fc.constantFrom('', 'Batuk'),
}).map(one => visit(one.id, { on: one.on, patientId: one.person, signature: one.signed ? signature : null, alarmPlan: one.alarm ? 'Rujuk' : null, complaint: one.complaint }, one.void ? 'void' : 'live', one.pustu))
const aMovement = fc.record({ id: fc.uuid(), on: aDay, pustu: aPlace, override: fc.boolean(), reason: fc.constantFrom('diserahkan' as const, 'diterima' as const) })
  .map(one => handed(one.id, { on: one.on, reason: one.reason, override: one.override ? 'alasan' : null }, one.pustu))
const work = fc.record({ visits: fc.uniqueArray(aVisit, { selector: one => one.id, maxLength: 30 }), movements: fc.array(aMovement, { maxLength: 30 }), zone: aZone })

describe('months are sums of days', () => {
  const daysOf = ({ visits, movements, zone }: { visits: SummaryVisit[]; movements: SummaryMovement[]; zone: keyof typeof ZONES }, reversed: ReadonlySet<string>) =>
    [KIARA, 'pustu-teritih'].flatMap(pustu => daysOfMonth(MONTH).map(on => pustuDayOf({ pustu, on, visits, movements, reversed, zone })))

  test('sums over days are sums over records, and people are counted once', () => {
    fc.assert(fc.property(work, fc.nat(), (one, seed) => {
      const reversed = new Set(one.movements.filter((_, index) => (seed >> (index % 16)) % 2 === 1).map(movement => movement.id))
      const month = monthOfDays(daysOf(one, reversed))
      const live = one.visits.filter(each => each.state === 'live')
      const signed = live.filter(each => each.data.signature !== null)
      const kept = one.movements.filter(each => each.data.reason === 'diserahkan' && !reversed.has(each.id))
      expect(month).toMatchObject({
        signed: signed.length, drafts: live.length - signed.length, alarms: signed.filter(each => each.data.alarmPlan !== null).length,
        complete: signed.filter(each => each.data.complaint !== '').length, handed: kept.length, firstExpiring: kept.filter(each => each.data.override === null).length,
        timed: live.filter(each => each.id[14] === '7').length,
      })
      expect([...month.people].sort()).toEqual([...new Set(signed.map(each => each.data.patientId))].sort())
      expect(month.sameDay).toBeLessThanOrEqual(month.timed)
    }))
  })

  test('order does not matter', () => {
    fc.assert(fc.property(work, one => {
      const turned = { ...one, visits: one.visits.toReversed(), movements: one.movements.toReversed() }
      expect(daysOf(turned, new Set())).toEqual(daysOf(one, new Set()))
      expect(monthOfDays(daysOf(one, new Set()).toReversed())).toEqual(monthOfDays(daysOf(one, new Set())))
    }))
  })

  test('a voided visit leaves every figure: as if it had never been', () => {
    fc.assert(fc.property(work, one => {
      expect(daysOf(one, new Set())).toEqual(daysOf({ ...one, visits: one.visits.filter(each => each.state === 'live') }, new Set()))
    }))
  })
})
