import { beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '#domain/core/json.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { ComplaintData } from '#domain/records/complaint.ts'
import { createAccount } from '#server/admin/accounts.ts'
import type { Store } from '#server/store/store.ts'
import { applied, CATALOGUE, change, type Clinic, clinicsOn, fresh, type Part, REPORT, SERVICE, Tablet, TENANT, value } from './kit.ts'

const TERITIH = streamOf('service', 'pustu-teritih')
/** Words that reach nobody but the pustu and its head. */
const SECRET = { text: 'Zamrudkhatulistiwa', name: 'Pengadurahasia', phone: '+628119998887', reply: 'Jawabantersembunyi', number: 'ADU-TERTUTUP-1' }

let ids = 0
const newId = (): string => `aduan-uji-${(ids += 1)}`
const complaintData = (more: Partial<Record<keyof ComplaintData, unknown>> = {}): JsonObject => ({
  number: SECRET.number, on: '2025-12-03', time: '09:00', channel: 'loket', from: { name: SECRET.name, phone: SECRET.phone }, class: 'ringan', topic: 'obat-kosong', text: SECRET.text, serviceOn: null,
  owner: null, reply: null, satisfaction: null, by: 'bidan', ...more,
}) as JsonObject
const replied = (on: string, by = 'bidan') => ({ on, text: SECRET.reply, by, name: SECRET.name })
const taking = (id: string, more: Parameters<typeof complaintData>[0] = {}, stream = SERVICE): Part => ({ kind: 'complaint', id, act: 'create', stream, set: fresh(complaintData(more)) })
const answering = (id: string, on: string): Part => ({ kind: 'complaint', id, act: 'patch', stream: SERVICE, baseRev: 1, set: change('reply', null, replied(on)) })
const calendar = (more: JsonObject = {}): Part => ({ kind: 'working-calendar', id: `kalender-${TENANT}`, act: 'create', stream: CATALOGUE, set: fresh({ weekdays: [1, 2, 3, 4, 5, 6], holidays: [], ...more }) })

/** Months as they are told, e.g. '2025-12 6 5 small 0': received, answered, open, answered late. */
async function toldIn({ deps }: Clinic): Promise<string[]> {
  const rows = await deps.store.db.selectFrom('row').select(['stream', 'state', 'data']).where('tenant', '=', TENANT).where('kind', '=', 'complaint-month').execute()
  return rows.filter(row => row.state === 'live').map(row => {
    const { month, pustu, received, closed, open, late } = JSON.parse(row.data) as Record<string, string | number>
    return `${row.stream} ${pustu} ${month}: ${received} ${closed} ${open} ${late}`
  }).sort()
}
const december = (counts: string): string[] => [`${REPORT} pustu-kiara 2025-12: ${counts}`]

/** Complaints in numbers as the server tells them, and that it tells nothing else; the same on every store. */
export function describeComplaints(engine: string, open: () => Promise<Store>): void {
  describe(`complaints, on ${engine}`, () => {
    let clinic: Clinic
    const openFresh = clinicsOn(open)
    beforeEach(async () => { clinic = await openFresh() })
    const desk = (at = clinic): Promise<Tablet> => Tablet.enrol(at, 'pustu-kiara', 'bidan')
    const many = (count: number, more: Parameters<typeof complaintData>[0] = {}): Part[] => Array.from({ length: count }, () => taking(newId(), more))

    it('BR-67 one to four are told as small, and what they add up to is hidden; from five on the number is told', async () => {
      const tablet = await desk()
      await applied(tablet, ...many(1))
      expect(await toldIn(clinic)).toEqual(december('hidden 0 small 0'))
      await applied(tablet, ...many(3))
      expect(await toldIn(clinic)).toEqual(december('hidden 0 small 0'))
      await applied(tablet, ...many(1))
      expect(await toldIn(clinic)).toEqual(december('5 0 5 0'))
      await applied(tablet, ...many(1, { reply: replied('2025-12-04') }))
      expect(await toldIn(clinic)).toEqual(december('hidden small 5 0'))
      await applied(tablet, ...many(5, { reply: replied('2025-12-06') }))
      // Five of six were answered after their day: with both parts of five and more everything is told.
      expect(await toldIn(clinic)).toEqual(december('11 6 5 5'))
    })
    it('a month is that of receipt, also for what is answered in the next one', async () => {
      const tablet = await desk()
      const id = newId()
      await applied(tablet, taking(id, { on: '2025-11-28' }), ...many(4, { on: '2025-11-28' }), ...many(5, { on: '2025-12-01' }))
      await applied(tablet, answering(id, '2025-12-05'))
      expect(await toldIn(clinic)).toEqual([`${REPORT} pustu-kiara 2025-11: hidden small small small`, `${REPORT} pustu-kiara 2025-12: 5 0 5 0`])
    })
    it('what is voided leaves, and with the last one the month does', async () => {
      const tablet = await desk()
      const five = many(5)
      await applied(tablet, ...five)
      const head = await Tablet.enrol(clinic, TENANT, 'kapus')
      const voiding = (part: Part): Part => ({ kind: 'complaint', id: part.id, act: 'void', stream: SERVICE, baseRev: 1, reason: 'Tercatat dua kali' })
      await applied(head, voiding(five[0] as Part))
      expect(await toldIn(clinic)).toEqual(december('hidden 0 small 0'))
      await applied(head, ...five.slice(1).map(voiding))
      expect(await toldIn(clinic)).toEqual([])
      expect((await tablet.saveOne(voiding(taking(newId())))).outcome).not.toBe('applied')
    })
    it('BR-63 a changed calendar tells anew what was late, in every pustu and back again', async () => {
      const tablet = await desk()
      const other = await Tablet.enrol(clinic, 'pustu-teritih', 'teritih')
      // Wednesday, 2 working days: due on Friday 05-12; answered on Saturday.
      await applied(tablet, ...many(5, { reply: replied('2025-12-06') }))
      await applied(other, ...Array.from({ length: 5 }, () => taking(newId(), { by: 'teritih', reply: replied('2025-12-06', 'teritih') }, TERITIH)))
      const both = (late: number): string[] => [...december(`5 5 0 ${late}`), `${streamOf('report', 'kmp-teritih')} pustu-teritih 2025-12: 5 5 0 ${late}`]
      expect(await toldIn(clinic)).toEqual(both(5))
      const head = await Tablet.enrol(clinic, TENANT, 'kapus')
      await applied(head, calendar({ holidays: [{ on: '2025-12-05', name: 'Cuti bersama' }] }))
      expect(await toldIn(clinic)).toEqual(both(0))
      await applied(head, { kind: 'working-calendar', id: `kalender-${TENANT}`, act: 'patch', stream: CATALOGUE, baseRev: 1, set: change('holidays', [{ on: '2025-12-05', name: 'Cuti bersama' }], []) })
      expect(await toldIn(clinic)).toEqual(both(5))
      expect((await tablet.saveOne(calendar())).outcome).not.toBe('applied')
    })
    it('comes out the same whatever the order and however it is sent together', async () => {
      const early = many(6, { on: '2025-11-28' })
      const late = many(5)
      const answers = [...early.slice(0, 5).map(part => answering(part.id, '2025-12-04')), answering((late[0] as Part).id, '2025-12-10')]
      const free = calendar({ weekdays: [1, 2, 3, 4, 5] })
      const ways: readonly ((tablet: Tablet, head: Tablet) => Promise<void>)[] = [
        async (tablet, head) => { await applied(head, free); for (const part of [...early, ...late, ...answers]) await applied(tablet, part) },
        async (tablet, head) => { await applied(tablet, ...late.toReversed(), ...early.toReversed(), ...answers.toReversed()); await applied(head, free) },
        async (tablet, head) => { await tablet.saveGroup(...late, ...early); await applied(head, free); await tablet.saveGroup(...answers) },
      ]
      const told: string[][] = []
      for (const way of ways) {
        const at = await openFresh()
        await way(await desk(at), await Tablet.enrol(at, TENANT, 'kapus'))
        told.push(await toldIn(at))
      }
      expect(told).toEqual(ways.map(() => [`${REPORT} pustu-kiara 2025-11: hidden 5 small hidden`, `${REPORT} pustu-kiara 2025-12: hidden small small small`]))
    })
    it.each(['lurah', 'pengawas'])('BR-67 the %s receives the numbers, and no complaint nor a word of one', async account => {
      if (account === 'pengawas') value(await createAccount(clinic.deps, TENANT, { id: 'pengawas', username: 'pengawas', password: 'Kalodran-2026', name: 'Nama pengawas', profession: 'lainnya', sip: null, grants: [{ role: 'pengawas', place: 'kmp-kiara' }] }))
      await applied(await desk(), ...many(5, { reply: replied('2025-12-04'), serviceOn: '2025-12-02', owner: { id: 'bidan', name: SECRET.name } }), taking(newId()))
      await applied(await Tablet.enrol(clinic, TENANT, 'kapus'), calendar())
      const examiner = await Tablet.enrol(clinic, 'kmp-kiara', account)
      const { rows } = await examiner.pullAll()
      expect(rows.filter(row => row.kind === 'complaint')).toEqual([])
      expect(rows.filter(row => row.kind === 'complaint-month')).toMatchObject([{ stream: REPORT, data: { month: '2025-12', pustu: 'pustu-kiara', received: 'hidden', closed: 5, open: 'small' } }])
      const asked = JSON.stringify([rows, await clinic.core.pull(examiner.who, { epoch: examiner.epoch, cursor: { [SERVICE]: 0 }, max: 500 }), await clinic.core.snapshot(examiner.who, { epoch: examiner.epoch, stream: SERVICE }), await examiner.saveOne(taking(newId()))])
      expect(Object.values(SECRET).filter(word => asked.includes(word))).toEqual([])
      const own = JSON.stringify((await (await desk()).pullAll()).rows)
      expect(Object.values(SECRET).filter(word => !own.includes(word)), 'the search works').toEqual([])
    })
  })
}
