import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '#domain/core/json.ts'
import type { Day, Zone } from '#domain/core/day.ts'
import { parseStream, streamOf } from '#domain/core/streams.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import type { PustuDayData } from '#domain/records/pustu-day.ts'
import type { SummaryMovement, SummaryVisit } from '#domain/rules/supervision/day-summary.ts'
import { isEmptyDay, pustuDayOf } from '#domain/rules/supervision/pustu-day.ts'
import { moveRecord } from '#server/admin/move.ts'
import { deriveDaysOnce, rederiveDays } from '#server/admin/rederive.ts'
import type { Store } from '#server/store/store.ts'
import { applied, CATALOGUE, change, type Clinic, CLINICAL, clinicsOn, fresh, movementData, type Part, SERVICE, STOCK, Tablet, TENANT, value, visitData } from './kit.ts'

const ON = '2025-12-17'
const TERITIH_CLINICAL = streamOf('clinical', 'pustu-teritih')
const TERITIH_STOCK = streamOf('stock', 'pustu-teritih')
const SIGNED = { by: 'bidan', name: 'Nama bidan', sip: 'SIP/1', on: ON }
const MEASURED = { sistolik: 120, diastolik: 80 }

let ids = 0
const newId = (): string => `hr-${(ids += 1)}`
/** An id of version 7, made at a wall time in WIB. */
function idMadeAt(wall: string): string {
  const time = Date.parse(`${wall}+07:00`).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(ids += 1).toString(16).padStart(12, '0')}`
}
const visiting = (id: string, more: Record<string, unknown> = {}): Part => ({ kind: 'visit', id, act: 'create', stream: CLINICAL, set: fresh(visitData('p1', 'bidan', { vitals: MEASURED, signature: SIGNED, ...more })) })
const voiding = (id: string): Part => ({ kind: 'visit', id, act: 'void', stream: CLINICAL, baseRev: 1, reason: 'salah pasien' })
const handing = (id: string, more: Record<string, unknown> = {}): Part => ({ kind: 'stock-movement', id, act: 'create', stream: STOCK, set: fresh(movementData(-10, more)) })
const takingBack = (id: string, original: string, on = ON, more: Record<string, unknown> = {}): Part => handing(id, { ...movementData(10), reason: 'dibalik', reverses: original, on, ...more })

type Told = Pick<PustuDayData, 'pustu' | 'on'> & Partial<PustuDayData>
/** The days that are told, in order, without those of nothing. */
async function toldIn({ deps }: Pick<Clinic, 'deps'>): Promise<PustuDayData[]> {
  const rows = await deps.store.db.selectFrom('row').select(['stream', 'state', 'data']).where('tenant', '=', TENANT).where('kind', '=', 'pustu-day').execute()
  const live = rows.filter(row => row.state === 'live').map(row => ({ stream: row.stream, data: JSON.parse(row.data) as PustuDayData }))
  for (const { stream, data } of live) expect(stream).toBe(streamOf('service', data.pustu))
  for (const row of rows.filter(one => one.state !== 'live')) expect(isEmptyDay(JSON.parse(row.data) as PustuDayData)).toBe(true)
  return live.map(row => row.data).sort((a, b) => (`${a.pustu}${a.on}` < `${b.pustu}${b.on}` ? -1 : 1))
}

/** The same days by the rule, from all records there are. */
async function ruleIn({ deps }: Pick<Clinic, 'deps'>, zones: Readonly<Record<string, Zone>> = {}): Promise<PustuDayData[]> {
  const rows = (await deps.store.db.selectFrom('row').select(['stream', 'id', 'kind', 'state', 'data']).where('tenant', '=', TENANT).execute())
    .filter(row => row.state !== 'moved').map(row => ({ ...row, data: JSON.parse(row.data) as JsonObject }))
  const visits = rows.filter(row => row.kind === 'visit') as unknown as SummaryVisit[]
  const movements = rows.filter(row => row.kind === 'stock-movement') as unknown as SummaryMovement[]
  const days = new Set([...visits, ...movements].map(row => `${parseStream(row.stream)?.place ?? ''}|${(row.data as { on: string }).on}`))
  return [...days].sort().map(key => {
    const [pustu, on] = key.split('|') as [string, Day]
    const reversed = new Set(movements.filter(({ stream, data }) => stream === streamOf('stock', pustu) && data.reason === 'dibalik').map(({ data }) => data.reverses as string))
    return pustuDayOf({ pustu, on, visits, movements, reversed, zone: zones[pustu] ?? 'Asia/Jakarta' })
  }).filter(one => !isEmptyDay(one))
}

/** A pustu's days in figures as the server tells them; the same on every store. */
export function describePustuDays(engine: string, open: () => Promise<Store>, rounds: number): void {
  describe(`a pustu's days in figures, on ${engine}`, () => {
    let clinic: Clinic
    const openFresh = clinicsOn(open)
    beforeEach(async () => { clinic = await openFresh() })
    const desk = (at = clinic, account = 'bidan'): Promise<Tablet> => Tablet.enrol(at, 'pustu-kiara', account)
    const told = async (): Promise<Told[]> => {
      const days = await toldIn(clinic)
      expect(days).toEqual(await ruleIn(clinic))
      return days
    }

    it('a day is told in the same push, to those who hold its records and to nobody else', async () => {
      const tablet = await desk()
      await applied(tablet, visiting(idMadeAt('2025-12-17T08:10')), visiting(idMadeAt('2025-12-19T08:10'), { patientId: 'p2', alarmPlan: 'Rujuk', vitals: {} }), visiting(newId(), { patientId: 'p3', signature: null }), handing(newId()), handing(newId(), { override: 'Kemasan rusak' }))
      const day = { pustu: 'pustu-kiara', on: ON, signed: 2, drafts: 1, alarms: 1, referred: 0, complete: 1, timed: 2, sameDay: 1, people: ['p1', 'p2'], handed: 2, firstExpiring: 1 }
      expect(await told()).toEqual([day])
      for (const [place, account, sees] of [['pustu-kiara', 'perawat', 1], [TENANT, 'kapus', 1], ['pustu-teritih', 'teritih', 0], ['kmp-kiara', 'lurah', 0], ['kmp-kiara', 'koperasi', 0]] as const) {
        const rows = (await (await Tablet.enrol(clinic, place, account)).pullAll()).rows.filter(row => row.kind === 'pustu-day')
        expect(rows, account).toMatchObject(sees === 1 ? [{ stream: SERVICE, by: { actor: 'server' }, data: day }] : [])
      }
    })
    it('BR-46 a voided visit leaves its day, and with the last one the day does', async () => {
      const tablet = await desk()
      const [first, second] = [newId(), newId()]
      await applied(tablet, visiting(first), visiting(second, { patientId: 'p2' }), voiding(first))
      expect(await told()).toMatchObject([{ signed: 1, people: ['p2'] }])
      await applied(tablet, voiding(second))
      expect(await told()).toEqual([])
    })
    it('a draft whose day is changed leaves one day for the other, and signing it changes that one', async () => {
      const tablet = await desk()
      const id = newId()
      await applied(tablet, visiting(id, { signature: null }))
      await applied(tablet, { kind: 'visit', id, act: 'patch', stream: CLINICAL, baseRev: 1, set: change('on', ON, '2025-12-16') })
      expect(await told()).toMatchObject([{ on: '2025-12-16', drafts: 1, signed: 0 }])
      await applied(tablet, { kind: 'visit', id, act: 'patch', stream: CLINICAL, baseRev: 2, set: change('signature', null, SIGNED) })
      expect(await told()).toMatchObject([{ on: '2025-12-16', drafts: 0, signed: 1 }])
    })
    it('a hand-over that is taken back on another day changes the day on which it was handed out', async () => {
      const tablet = await desk()
      const [kept, back] = [newId(), newId()]
      await applied(tablet, handing(kept), handing(back))
      await applied(tablet, takingBack(newId(), back, '2026-01-05'))
      expect(await told()).toMatchObject([{ on: ON, handed: 1, firstExpiring: 1 }])
      await applied(tablet, takingBack(newId(), kept, '2026-01-05'))
      expect(await told()).toEqual([])
    })
    it('a reversal that comes before its hand-over counts all the same, and one of a receipt changes nothing', async () => {
      const tablet = await desk()
      const [first, receipt] = [newId(), newId()]
      await applied(tablet, takingBack(newId(), first, '2025-12-18'), handing(first), handing(newId()))
      await applied(tablet, handing(receipt, movementData(40)), handing(newId(), { ...movementData(-40), reason: 'dibalik', reverses: receipt }))
      expect(await told()).toMatchObject([{ on: ON, handed: 1 }])
    })
    it('what a patient brings back in part was handed out', async () => {
      const tablet = await desk()
      const id = newId()
      await applied(tablet, handing(id), handing(newId(), { ...movementData(4), reason: 'dikembalikan', reverses: id, on: '2025-12-18' }))
      expect(await told()).toMatchObject([{ on: ON, handed: 1 }])
    })
    it('a visit and a hand-over put in the wrong pustu are moved, and the days of both follow', async () => {
      const tablet = await desk()
      const [visit, movement] = [newId(), newId()]
      await applied(tablet, visiting(visit), visiting(newId(), { patientId: 'p2' }), handing(movement))
      value(await moveRecord(clinic.deps, TENANT, { id: visit, to: TERITIH_CLINICAL }))
      value(await moveRecord(clinic.deps, TENANT, { id: movement, to: TERITIH_STOCK }))
      expect(await told()).toMatchObject([{ pustu: 'pustu-kiara', signed: 1, handed: 0, people: ['p2'] }, { pustu: 'pustu-teritih', signed: 1, handed: 1, people: ['p1'] }])
    })
    it('the hours between visit and entry are those of the pustu\'s wall, also after its clock was set anew', async () => {
      const tablet = await desk()
      await applied(tablet, visiting(idMadeAt('2025-12-18T07:30')), visiting(newId()))
      expect(await told()).toMatchObject([{ timed: 1, sameDay: 1 }])
      const head = await Tablet.enrol(clinic, TENANT, 'kapus')
      await applied(head, { kind: 'facility', id: 'pustu-kiara', act: 'patch', stream: CATALOGUE, baseRev: 1, set: change('zone', 'Asia/Jakarta', 'Asia/Jayapura') })
      expect(await toldIn(clinic)).toMatchObject([{ timed: 1, sameDay: 0 }])
      expect(await toldIn(clinic)).toEqual(await ruleIn(clinic, { 'pustu-kiara': 'Asia/Jayapura' }))
    })
    it('is the server\'s alone to write', async () => {
      const tablet = await desk()
      const day = { pustu: 'pustu-kiara', on: ON, signed: 9, drafts: 0, alarms: 0, referred: 0, complete: 9, timed: 0, sameDay: 0, people: [], handed: 0, firstExpiring: 0 }
      const results = await tablet.save({ kind: 'pustu-day', id: newId(), act: 'create', stream: SERVICE, set: fresh(day) }, { ...visiting(`hari-${'0'.repeat(32)}`) })
      expect(results.map(result => result.code)).toEqual(['ROLE', 'INVALID'])
      expect(await toldIn(clinic)).toEqual([])
    })
    it('follows from the records alone: worked out anew it is the same, and a database from before is told at its next start', async () => {
      const tablet = await desk()
      const back = newId()
      await applied(tablet, visiting(newId()), visiting(newId(), { on: '2025-12-16' }), handing(back), handing(newId()), takingBack(newId(), back, '2025-12-20'))
      const { db } = clinic.deps.store
      const before = await told()
      const revs = async () => (await db.selectFrom('row').select(['id', 'rev']).where('kind', '=', 'pustu-day').orderBy('id').execute()).map(row => `${row.id} ${row.rev}`)
      const revisions = await revs()
      await rederiveDays(clinic.deps)
      await deriveDaysOnce(clinic.deps)
      expect([await told(), await revs()]).toEqual([before, revisions])
      await db.deleteFrom('day_line').execute()
      for (const table of ['row', 'row_key'] as const) await db.deleteFrom(table).where('kind', '=', 'pustu-day').execute()
      await db.deleteFrom('meta').where('name', '=', 'days').execute()
      await deriveDaysOnce(clinic.deps)
      expect(await told()).toEqual(before)
      expect(await db.selectFrom('meta').select('value').where('name', '=', 'days').execute()).toEqual([{ value: '1' }])
    })
    it('leaves no history of its own: it follows from the rows', async () => {
      const tablet = await desk()
      await applied(tablet, visiting(newId()))
      await applied(tablet, visiting(newId()))
      expect(await clinic.deps.store.db.selectFrom('row_history').select('id').where('kind', '=', 'pustu-day').execute()).toEqual([])
    })
    it('two tablets that save at the same moment wait for one another, and all of it counts', async () => {
      const [one, two] = [await desk(), await desk(clinic, 'perawat')]
      for (let round = 0; round < 5; round += 1) {
        await Promise.all([one.save(visiting(newId())), two.save(handing(newId())), one.core.hello(one.who, { proto: 1, app: 'test', schema: 1 } as never)])
      }
      expect(await told()).toMatchObject([{ signed: 5, handed: 5 }])
    })

    it('whatever order and grouping the records come in, sent twice: the days are those of the rule', async () => {
      const aVisit = fc.record({ on: fc.constantFrom('2025-12-16', ON, '2026-01-01'), late: fc.constantFrom('2025-12-16T09:00', '2025-12-17T22:00', '2026-01-04T08:00', null), patientId: fc.constantFrom('p1', 'p2', 'p3'), isSigned: fc.boolean(), isVoided: fc.boolean() })
      const aLine = fc.record({ on: fc.constantFrom('2025-12-16', ON, '2026-01-01'), override: fc.constantFrom(null, 'rusak'), backOn: fc.constantFrom(null, null, ON, '2026-01-02') })
      const work = fc.record({ visits: fc.array(aVisit, { minLength: 1, maxLength: 10 }), lines: fc.array(aLine, { maxLength: 10 }), seed: fc.infiniteStream(fc.nat(1000)), sizes: fc.infiniteStream(fc.integer({ min: 1, max: 6 })) })
      await fc.assert(fc.asyncProperty(work, async ({ visits, lines, seed, sizes }) => {
        const records: Part[][] = [
          ...visits.map(({ on, late, patientId, isSigned, isVoided }) => {
            const id = late === null ? newId() : idMadeAt(late)
            return [visiting(id, { on, patientId, signature: isSigned ? SIGNED : null }), ...(isVoided ? [voiding(id)] : [])]
          }),
          ...lines.flatMap(({ on, override, backOn }) => {
            const id = newId()
            return [[handing(id, { on, override } satisfies Partial<Record<keyof MovementData, unknown>>)], ...(backOn === null ? [] : [[takingBack(newId(), id, backOn)]])]
          }),
        ]
        const shuffled = records.map(record => ({ record, at: seed.next().value as number })).sort((a, b) => a.at - b.at).flatMap(({ record }) => record)
        const [one, other] = [await openFresh(), await openFresh()]
        await applied(await desk(one), ...records.flat())
        const tablet = await desk(other)
        for (const rest = [...shuffled]; rest.length > 0;) {
          const entries = tablet.lines(...rest.splice(0, sizes.next().value as number))
          value(await tablet.send(entries))
          value(await tablet.send(entries))
        }
        const days = await toldIn(other)
        expect(days).toEqual(await toldIn(one))
        expect(days).toEqual(await ruleIn(other))
        await other.deps.store.db.deleteFrom('day_line').execute()
        await rederiveDays(other.deps)
        expect(await toldIn(other)).toEqual(days)
      }), { numRuns: rounds })
    }, 120_000)
  })
}
