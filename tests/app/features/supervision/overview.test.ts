import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { addDays, day, type Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import { figuresOf, readPustuDays } from '#app/shared/pustu-days.ts'
import { readHeadWaits, silentTablets } from '#app/shared/head-waits.ts'
import { handedRows, VISIT_FILTERS, visitRows, type DrillQuestion, type VisitFilter } from '#app/features/supervision/drills.ts'
import { FIGURES, recordsOf, valueOf } from '#app/features/supervision/logic/figures.ts'
import { readCourse, readMembersServed, readOverview, spansOf } from '#app/features/supervision/overview.ts'
import { stockRows } from '#app/features/supervision/stock-rows.ts'
import { DRUG, patientRow } from '../service/ward.ts'
import { drugRow, movementRow } from '../medicine/shelf.ts'
import { openDesk, TODAY, type PlacedRow } from '../support/desk.ts'
import { handOut, HEAD, idAt, openHead, PUSTU, takenBack, visitRow } from './days.ts'

const countsOf = (seen: Awaited<ReturnType<typeof readOverview>>, part: 'ofDay' | 'ofMonth', pustu: string) => {
  const figures = seen[part].byPustu.get(pustu)
  return figures && FIGURES.filter(name => name !== 'members').map(name => valueOf(name, figures, null))
}

describe('Ringkasan', () => {
  it('counts per pustu, and each figure opens exactly the visits it counts', async () => {
    const late = idAt('2025-12-05T09:00:00Z', 1)
    const { app } = await openHead([
      patientRow('pasien-1'), visitRow('v1'), visitRow('v2', { alarmPlan: 'rujuk' }), visitRow('v3', { signature: null }), visitRow(late, { on: day('2025-12-01') }),
      visitRow('v5', { outcome: { how: 'rujuk', note: '' } }, streamOf('clinical', 'pustu-teritih')), handOut('m1', TODAY), handOut('m2', TODAY), takenBack('m2-balik', 'm2'),
    ])
    const seen = await readOverview(app, TODAY)
    expect(seen.pustu.map(place => place.id)).toEqual(PUSTU)
    // visits, patients, referred, alarms, handed out, unsigned, late
    expect(PUSTU.map(pustu => countsOf(seen, 'ofDay', pustu))).toEqual([[2, 1, 0, 1, 1, 1, 0], [1, 1, 1, 0, 0, 0, 0]])
    expect(PUSTU.map(pustu => countsOf(seen, 'ofMonth', pustu))).toEqual([[3, 1, 0, 1, 1, 1, 1], [1, 1, 1, 0, 0, 0, 0]])
    const ids = async (filter: VisitFilter, more: Partial<DrillQuestion> = {}) => (await visitRows(app, { from: TODAY, to: TODAY, pustu: 'pustu-kiara', ...more }, filter)).map(row => row.visit.id).sort()
    expect(await ids('semua')).toEqual(['v1', 'v2'])
    expect(await ids('bahaya')).toEqual(['v2'])
    expect(await ids('belum-tanda-tangan')).toEqual(['v3'])
    expect(await ids('pasien')).toHaveLength(1)
    expect(await ids('dirujuk', { pustu: null })).toEqual(['v5'])
    expect(await ids('terlambat')).toEqual([])
    expect(await ids('terlambat', { from: day('2025-12-01') })).toEqual([late])
  })

  it('every figure of any day or month lists as many records as it says, of one pustu and of all', async () => {
    const someVisit = fc.record({
      pustu: fc.constantFrom(...PUSTU), person: fc.integer({ min: 1, max: 4 }), back: fc.integer({ min: 0, max: 45 }), signed: fc.boolean(), alarmed: fc.boolean(),
      how: fc.constantFrom(null, 'pulang', 'rujuk', 'rujuk-darurat'), hours: fc.constantFrom(null, -2, 1, 24, 25, 300), undone: fc.boolean(),
    })
    await fc.assert(fc.asyncProperty(fc.array(someVisit, { maxLength: 14 }), async some => {
      const patients = PUSTU.flatMap(pustu => [1, 2, 3, 4].map(person => ({ ...patientRow(`${pustu}-${person}`, { memberId: person > 2 ? `anggota-${person}` : null }), stream: streamOf('clinical', pustu) })))
      const rows = some.flatMap(({ pustu, person, back, signed, alarmed, how, hours, undone }, n): PlacedRow[] => {
        const on = addDays(TODAY, -back)
        const id = hours === null ? `kunjungan-${n}` : idAt(new Date(Date.parse(`${on}T09:10:00+07:00`) + hours * 3_600_000).toISOString(), n)
        const change = { on, patientId: `${pustu}-${person}`, ...(signed ? {} : { signature: null }), alarmPlan: alarmed ? 'rujuk' : null, ...(how === null ? {} : { outcome: { how, note: '' } }) }
        return [visitRow(id, change, streamOf('clinical', pustu)), handOut(`obat-${n}`, on, {}, pustu), ...(undone ? [takenBack(`balik-${n}`, `obat-${n}`, pustu)] : [])]
      })
      const { app } = await openHead([...patients, ...rows])
      const seen = await readOverview(app, TODAY)
      const members = await readMembersServed(app, seen)
      for (const [span, part, served] of [[{ from: TODAY, to: TODAY }, seen.ofDay, members.day], [seen.month, seen.ofMonth, members.month]] as const) {
        for (const pustu of [null, ...PUSTU]) {
          const figures = pustu === null ? part.all : part.byPustu.get(pustu)
          if (!figures) throw new Error('a pustu has no figures')
          for (const name of FIGURES) {
            const value = valueOf(name, figures, pustu === null ? served.all : (served.byPustu.get(pustu) ?? null))
            const to = recordsOf(name, span, pustu ?? undefined) as { name: string; query: Record<string, string> }
            const question = { from: day(to.query['dari'] ?? ''), to: day(to.query['sampai'] ?? ''), pustu: to.query['pustu'] ?? null }
            const listed = to.name === 'supervision-handed' ? await handedRows(app, question) : await visitRows(app, question, VISIT_FILTERS.find(filter => filter === to.query['saring']) ?? 'semua')
            expect([name, pustu, listed.length]).toEqual([name, pustu, value])
          }
        }
      }
    }), { numRuns: 12 })
  }, 60_000)

  it('a month that runs stands against as many days of the one before, a month that is over against the whole of it', () => {
    expect(spansOf(TODAY, TODAY)).toEqual({ month: { from: '2025-12-01', to: TODAY }, before: { from: '2025-11-01', to: '2025-11-17' }, isRunning: true })
    expect(spansOf(day('2025-11-05'), TODAY)).toEqual({ month: { from: '2025-11-01', to: '2025-11-30' }, before: { from: '2025-10-01', to: '2025-10-31' }, isRunning: false })
    // 31 days have gone, and the month before had 28.
    expect(spansOf(day('2025-03-31'), day('2025-03-31')).before).toEqual({ from: '2025-02-01', to: '2025-02-28' })
  })

  it('sets the month against the one before only where something of it is kept', async () => {
    const own = visitRow('v1')
    const alone = await openHead([patientRow('pasien-1'), own])
    expect((await readOverview(alone.app, TODAY)).ofBefore).toBeNull()
    const { app } = await openHead([patientRow('pasien-1'), own, visitRow('v2', { on: day('2025-11-17') }), visitRow('v3', { on: day('2025-11-18') })])
    expect((await readOverview(app, TODAY)).ofBefore?.all.signed).toBe(1)
    expect((await readOverview(app, day('2025-11-18'))).ofMonth.all.signed).toBe(2)
  })

  it('says that nothing is known while the server has added up no day, which is not the same as no visit', async () => {
    const older = await openDesk({ grants: HEAD, actor: 'staf-kapus', rows: [patientRow('pasien-1'), visitRow('v1')] })
    expect((await readOverview(older.app, TODAY)).isUnknown).toBe(true)
    const empty = await openDesk({ grants: HEAD, actor: 'staf-kapus', rows: [] })
    expect((await readOverview(empty.app, TODAY)).isUnknown).toBe(false)
    const { app } = await openHead([patientRow('pasien-1'), visitRow('v1')])
    expect((await readOverview(app, TODAY)).isUnknown).toBe(false)
  })

  it('a member is counted once, at whatever pustu and by whichever of his patient records he was served', async () => {
    const there = streamOf('clinical', 'pustu-teritih')
    const { app } = await openHead([
      patientRow('p1', { memberId: 'anggota-1' }), { ...patientRow('p2', { memberId: 'anggota-1' }), stream: there }, patientRow('p3'),
      visitRow('v1', { patientId: 'p1' }), visitRow('v2', { patientId: 'p2' }, there), visitRow('v3', { patientId: 'p3' }),
    ])
    const served = await readMembersServed(app, await readOverview(app, TODAY))
    expect([served.day.all, ...served.day.byPustu.values()]).toEqual([1, 1, 1])
  })

  it('members of last month are those of as many of its days, by who is a member now; unknown where nothing of it is kept', async () => {
    const rows = [
      patientRow('p1', { memberId: 'anggota-1' }), patientRow('p2', { memberId: 'anggota-2' }), patientRow('p3'), visitRow('v1', { patientId: 'p1' }),
      ...['p1', 'p2', 'p3'].map((patientId, n) => visitRow(`b${n}`, { patientId, on: day(`2025-11-0${n + 1}`) })), visitRow('late', { patientId: 'p2', on: day('2025-11-18') }),
    ]
    const { app } = await openHead(rows)
    const served = await readMembersServed(app, await readOverview(app, TODAY))
    expect([served.month.all, served.before?.all, served.before?.byPustu.get('pustu-teritih')]).toEqual([1, 2, 0])
    const alone = await openHead(rows.slice(0, 4))
    expect((await readMembersServed(alone.app, await readOverview(alone.app, TODAY))).before).toBeNull()
  })

  it('the bars of 30 days and of 6 months add up to the visits of their days', async () => {
    const { app } = await openHead([patientRow('pasien-1'), visitRow('v1'), visitRow('v2', { on: day('2025-12-01') }), visitRow('v3', { on: day('2025-07-15') }), visitRow('v4', { on: day('2025-06-30') })])
    const { days, months } = await readCourse(app, TODAY)
    expect([days.length, days[0]?.span.from, days.at(-1)?.value, days.reduce((sum, bar) => sum + bar.value, 0)]).toEqual([30, '2025-11-18', 1, 2])
    expect(months.map(bar => [bar.span.from.slice(0, 7), bar.value])).toEqual([['2025-07', 1], ['2025-08', 0], ['2025-09', 0], ['2025-10', 0], ['2025-11', 0], ['2025-12', 2]])
  })

  it('what waits: unsigned visits of half a year, late ones of the month, each as its list shows them; and silent tablets', async () => {
    const late = idAt('2025-12-05T09:00:00Z', 1)
    const { app } = await openHead([patientRow('pasien-1'), visitRow('v1', { signature: null, on: day('2025-07-02') }), visitRow('v2', { signature: null }), visitRow('v3', { signature: null, on: day('2025-06-30') }), visitRow(late, { on: day('2025-12-01') })])
    const waits = await readHeadWaits(app)
    expect([waits.unsigned, waits.unsignedOf, waits.late]).toEqual([2, { from: '2025-07-01', to: TODAY }, 1])
    expect((await visitRows(app, { ...waits.unsignedOf, pustu: null }, 'belum-tanda-tangan')).map(row => row.visit.id)).toEqual(['v2', 'v1'])
    const tablet = (dev: string, ago: number | null) => ({ dev, name: dev, place: 'pustu-kiara', revokedAt: null, lastSyncAt: null, lastCompleteAt: ago === null ? null : app.now() - ago })
    const DAY_MS = 86_400_000
    expect(silentTablets({ at: 0, devices: [tablet('a', 3 * DAY_MS), tablet('b', 3 * DAY_MS + 1), tablet('c', null)] } as never, app.now()).map(one => one.dev)).toEqual(['b', 'c'])
  })

  it('leaves out days that another place or another month holds', async () => {
    const { app } = await openHead([patientRow('pasien-1'), visitRow('v1'), visitRow('v2', { on: day('2025-11-30') })])
    const days = await readPustuDays(app, { from: day('2025-12-01'), to: TODAY })
    expect(figuresOf(days, ['pustu-teritih'], { from: day('2025-12-01'), to: TODAY }).all.signed).toBe(0)
    expect(figuresOf(days, PUSTU, { from: day('2025-11-01'), to: TODAY }).all.signed).toBe(1)
  })

  it('BR-30, BR-33: lists drugs that are out, batches that expire, and batches below zero', async () => {
    const batch = (number: string, expiresOn: string) => ({ number, expiresOn: day(expiresOn) })
    const { app } = await openDesk({
      grants: HEAD, actor: 'staf-kapus',
      rows: [
        drugRow(DRUG, 'Parasetamol', '500 mg', 'tablet'), drugRow('oralit', 'Oralit', '', 'sachet'),
        movementRow('m1', { drugId: DRUG, batch: batch('A', '2026-01-10'), quantity: 10, on: TODAY }),
        movementRow('m2', { drugId: 'oralit', batch: batch('O', '2027-01-31'), quantity: -2, on: TODAY, reason: 'diserahkan' }),
      ],
    })
    const rows = async (topic: Parameters<typeof stockRows>[1], pustu: string | null = null) => (await stockRows(app, topic, pustu)).rows
    expect((await rows('kosong')).map(row => row.drugId)).toEqual(['oralit'])
    expect((await rows('kedaluwarsa')).map(row => [row.drugId, row.level, row.pustu])).toEqual([[DRUG, 'red', 'pustu-kiara']])
    expect((await stockRows(app, 'kedaluwarsa', null, '30')).rows).toHaveLength(1)
    expect(await stockRows(app, 'kedaluwarsa', null, '90')).toEqual({ rows: [], value: 0, unvalued: 0 })
    expect((await rows('minus')).map(row => row.quantity)).toEqual([-2])
    expect(await rows('minus', 'pustu-teritih')).toEqual([])
  })

  it('drugs below their minimum, stock that lies still, and what expiring batches are worth, each at its pustu', async () => {
    const until = (expiresOn: string) => ({ number: 'A', expiresOn: day(expiresOn) })
    const priced = drugRow(DRUG, 'Parasetamol', '500 mg', 'tablet')
    const { app } = await openDesk({
      grants: HEAD, actor: 'staf-kapus',
      rows: [
        { ...priced, data: { ...priced.data, minimum: 50, hna: { amount: 15_000, per: 100 } } }, drugRow('oralit', 'Oralit', '', 'sachet'),
        movementRow('m1', { drugId: DRUG, batch: until('2026-01-10'), quantity: 10, on: TODAY }), movementRow('m2', { drugId: 'oralit', batch: until('2026-01-10'), quantity: 7, on: day('2025-08-01') }),
        movementRow('m3', { drugId: DRUG, batch: until('2027-01-31'), quantity: 20, on: TODAY }, streamOf('stock', 'pustu-teritih')),
      ],
    })
    expect((await stockRows(app, 'minimum', null)).rows.map(row => [row.pustu, row.quantity, row.minimum])).toEqual([['pustu-kiara', 10, 50], ['pustu-teritih', 20, 50]])
    expect((await stockRows(app, 'lambat', null)).rows.map(row => [row.drugId, row.quantity, row.lastUsedOn])).toEqual([['oralit', 7, null]])
    expect(await stockRows(app, 'kedaluwarsa', null)).toMatchObject({ value: 1500, unvalued: 1 })
  })

  it('hand-overs of a period open as rows; what was taken back later is in none', async () => {
    const batch = { number: 'A', expiresOn: day('2027-01-31') }
    const out = (id: string, on: Day): PlacedRow => movementRow(id, { drugId: DRUG, batch, quantity: -5, on, reason: 'diserahkan' })
    const { app } = await openDesk({
      grants: HEAD, actor: 'staf-kapus',
      rows: [out('a', day('2025-11-03')), out('b', day('2025-11-04')), out('c', TODAY), movementRow('b-balik', { drugId: DRUG, batch, quantity: 5, on: TODAY, reason: 'dibalik', undoes: 'diserahkan', reverses: 'b' })],
    })
    expect((await handedRows(app, { from: day('2025-11-01'), to: day('2025-11-30'), pustu: null })).map(row => row.movement.id)).toEqual(['a'])
  })
})
