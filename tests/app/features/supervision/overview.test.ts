import { describe, expect, it } from 'vitest'
import { day, type Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import { handedRows, overview, stockRows, visitRows } from '#app/features/supervision/repository.ts'
import { CLINICAL, DRUG, patientRow, visitData } from '../service/ward.ts'
import { drugRow, movementRow } from '../medicine/shelf.ts'
import { openDesk, TODAY, type PlacedRow } from '../support/desk.ts'

const HEAD = [{ role: 'kapus', place: 'pkm-uji' }] as const

describe('Ringkasan', () => {
  const signature = { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', on: TODAY }
  const visitRow = (id: string, change: object = {}, stream: string = CLINICAL): PlacedRow<'visit'> => ({ kind: 'visit', id, stream, data: { ...visitData(), signature, ...change } })

  it('counts per pustu, and each figure opens exactly the visits it counts', async () => {
    const { app } = await openDesk({
      grants: HEAD, actor: 'staf-kapus',
      rows: [
        patientRow('pasien-1'), visitRow('v1'), visitRow('v2', { alarmPlan: 'rujuk' }), visitRow('v3', { signature: null }), visitRow('v4', { on: day('2025-12-01') }),
        visitRow('v5', {}, streamOf('clinical', 'pustu-teritih')),
      ],
    })
    const seen = await overview(app, TODAY)
    expect(seen.pustu.map(place => place.id)).toEqual(['pustu-kiara', 'pustu-teritih'])
    expect(seen.day.map(one => [one.signed.length, one.patients.length, one.drafts.length, one.alarms.length])).toEqual([[2, 1, 1, 1], [1, 1, 0, 0]])
    expect(seen.month.map(one => one.signed.length)).toEqual([3, 1])
    const question = { from: TODAY, to: TODAY, pustu: 'pustu-kiara' }
    const ids = async (filter: Parameters<typeof visitRows>[2]) => (await visitRows(app, question, filter)).map(row => row.visit.id).sort()
    expect(await ids('semua')).toEqual(['v1', 'v2'])
    expect(await ids('bahaya')).toEqual(['v2'])
    expect(await ids('belum-tanda-tangan')).toEqual(['v3'])
    expect(await ids('pasien')).toHaveLength(1)
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
    expect((await overview(app, TODAY)).day[0]?.dispensed).toEqual(['c'])
    expect((await overview(app, day('2025-11-04'))).month[0]?.dispensed).toEqual(['a'])
  })

})
