import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '#server/store/store.ts'
import type { Row } from '#sync/messages.ts'
import { change, type Clinic, CLINICAL, clinicsOn, fresh, patientData, SERVICE, Tablet, value } from './kit.ts'

const MINUTE = 60_000
let ids = 0
const newId = (): string => `jam-uji-${(ids += 1)}`

/** BR-69 on the server, the same on every store. */
export function describeClockSkew(engine: string, open: () => Promise<Store>): void {
  describe(`BR-69: a wrong clock on ${engine}`, () => {
    let clinic: Clinic
    const openFresh = clinicsOn(open)
    beforeEach(async () => { clinic = await openFresh() })

    const kiara = (account = 'bidan') => Tablet.enrol(clinic, 'pustu-kiara', account)
    const at = (skewMs: number | null, wall = '2025-12-17T07:30:00.000+07:00') => ({ at: { wall, tz: 'Asia/Jakarta', skewMs } })
    const patient = (id: string, when: object = {}) => ({ kind: 'patient', id, act: 'create' as const, stream: CLINICAL, set: fresh(patientData()), ...when })
    const incidents = async (tablet: Tablet): Promise<Row[]> => (await tablet.pullAll()).rows.filter(row => row.kind === 'incident')
    const about = (row: Row | undefined): unknown => (row?.data as { about?: unknown } | undefined)?.about

    it.each([5 * MINUTE, -5 * MINUTE, 0])('a clock of %i ms is not pointed out', async skewMs => {
      const tablet = await kiara()
      await tablet.saveOne(patient(newId(), at(skewMs)))
      expect(await incidents(tablet)).toEqual([])
    })
    it.each([5 * MINUTE + 1000, -5 * MINUTE - 1000])('a clock of %i ms is, and what it wrote is applied all the same', async skewMs => {
      const tablet = await kiara()
      const id = newId()
      expect(await tablet.saveOne(patient(id, at(skewMs)))).toMatchObject({ outcome: 'applied' })
      const [told] = await incidents(tablet)
      expect(told).toMatchObject({ stream: SERVICE, rev: 1, data: { type: 'clock-skew', openedOn: '2025-12-17', closed: null } })
      const wall = '2025-12-17T07:30:00.000+07:00'
      expect(about(told)).toEqual({ dev: tablet.dev, name: 'Tablet bidan', skewMs, count: 1, firstAt: wall, lastAt: wall, records: [{ kind: 'patient', id, at: wall }] })
    })
    it('a time after its own receipt is pointed out, in every zone', async () => {
      const tablet = await kiara()
      // Received at 08.00 WIB.
      await tablet.save(patient(newId(), at(null, '2025-12-17T08:05:00+07:00')), patient(newId(), at(null, '2025-12-17T10:05:00+09:00')), patient(newId(), at(null, '2025-10-01T08:00:00+07:00')))
      expect(await incidents(tablet)).toEqual([])
      await tablet.saveOne(patient(newId(), at(null, '2025-12-17T09:05:01+08:00')))
      expect(about((await incidents(tablet))[0])).toMatchObject({ skewMs: 301_000, count: 1 })
    })
    it('a clock that is wrong at this sync points out what the push brings', async () => {
      const tablet = await kiara()
      const push = (skewMs: number) => clinic.core.push(tablet.who, { epoch: tablet.epoch, dev: tablet.dev, entries: tablet.lines(patient(newId(), at(0)), patient(newId(), at(null))), skewMs })
      value(await push(-5 * MINUTE))
      expect(await incidents(tablet)).toEqual([])
      value(await push(-5 * MINUTE - 1000))
      expect(about((await incidents(tablet))[0])).toMatchObject({ count: 2, skewMs: -301_000 })
    })
    it('the same push again changes nothing, nor does an operation that comes in two journals', async () => {
      const [tablet, clone] = [await kiara(), await kiara()]
      const body = JSON.stringify(tablet.op(patient(newId(), at(9 * MINUTE))))
      const lines = [tablet.line(body)]
      value(await tablet.send(lines))
      const once = await incidents(tablet)
      value(await tablet.send(lines))
      value(await clone.send([clone.line(body, `${tablet.dev}:1`)]))
      expect(await incidents(tablet)).toEqual(once)
      expect(once).toMatchObject([{ rev: 1 }])
    })
    it('is one incident a tablet and day of the clinic, which counts on', async () => {
      const [tablet, other] = [await kiara(), await kiara('perawat')]
      await tablet.saveOne(patient(newId(), at(6 * MINUTE, '2025-12-17T07:40:00+07:00')))
      await tablet.save(patient(newId(), at(-20 * MINUTE, '2025-12-16T07:00:00+07:00')), patient(newId(), at(0)))
      expect(await incidents(tablet)).toMatchObject([{ rev: 2, data: { about: { count: 2, skewMs: -20 * MINUTE, firstAt: '2025-12-16T07:00:00+07:00', lastAt: '2025-12-17T07:40:00+07:00' } } }])
      await other.saveOne(patient(newId(), at(6 * MINUTE)))
      expect(await incidents(tablet), 'another tablet is another matter').toHaveLength(2)
      clinic.clock.value = Date.parse('2025-12-18T00:30:00+07:00')
      await tablet.saveOne(patient(newId(), at(6 * MINUTE)))
      expect((await incidents(tablet)).map(row => (row.data as { openedOn: string }).openedOn).sort(), 'still the 17th in Greenwich').toEqual(['2025-12-17', '2025-12-17', '2025-12-18'])
    })
    it('opens again when it happens after somebody has closed it, and closing it is no new entry', async () => {
      const tablet = await kiara()
      await tablet.saveOne(patient(newId(), at(6 * MINUTE)))
      const [open] = await incidents(tablet)
      const close = (baseRev: number) => ({ kind: 'incident', id: open?.id ?? '', act: 'patch' as const, stream: SERVICE, baseRev, set: change('closed', null, { by: 'bidan', note: 'jam dibetulkan' }), ...at(6 * MINUTE) })
      await tablet.saveOne(close(1))
      expect(await incidents(tablet)).toMatchObject([{ rev: 2, data: { closed: { note: 'jam dibetulkan' } } }])
      await tablet.saveOne(patient(newId(), at(7 * MINUTE)))
      expect(await incidents(tablet)).toMatchObject([{ rev: 3, data: { closed: null, about: { count: 1, skewMs: 7 * MINUTE } } }])
    })
    it('an operation that is held back counts as well, and nobody else may take such an id', async () => {
      const tablet = await kiara()
      const held = await tablet.saveOne({ ...patient(`jam-${'0'.repeat(32)}`, at(8 * MINUTE)) })
      expect(held).toMatchObject({ outcome: 'quarantined', code: 'INVALID' })
      expect(await incidents(tablet)).toMatchObject([{ data: { about: { count: 1 } } }])
    })
  })
}
