import { afterEach, describe, expect, it } from 'vitest'
import type { Month } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { readAnomalies } from '#app/features/anomalies/repository.ts'
import { routes } from '#app/features/anomalies/routes.ts'
import { openDesk, staffRow, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, press, settle, show, words, type Shown } from '../support/show.ts'

const HEAD = [{ role: 'kapus' as const, place: 'pkm-uji' }]
const MONTH = '2025-12' as Month
const SAME = { sistolik: 124, diastolik: 82, nadi: 83, napas: 20 }
const visit = (id: string, by: string, place = 'pustu-kiara', vitals: VisitData['vitals'] = SAME): PlacedRow<'visit'> => ({
  kind: 'visit', id, stream: streamOf('clinical', place),
  data: {
    patientId: `p-${id}`, on: TODAY, time: '08:00', author: by, complaint: 'Batuk', history: '', allergy: { answer: 'tidak-ada', substances: '' }, vitals, pregnant: false, alarmPlan: null,
    examination: '', diagnoses: [{ code: 'J06.9', name: 'ISPA' }], prescription: [], plan: '', signature: { by, name: by, sip: 'SIP', on: TODAY },
  },
})
const clock: PlacedRow<'incident'> = {
  kind: 'incident', id: 'jam-1', stream: streamOf('service', 'pustu-kiara'),
  data: { type: 'clock-skew', openedOn: TODAY, closed: null, about: { dev: 'd-1', name: 'Tablet Kiara', skewMs: -7_200_000, count: 12, firstAt: '2025-12-16T08:00:00+07:00', lastAt: '2025-12-16T12:00:00+07:00', records: [] } },
}
const desk = (...rows: PlacedRow[]): Promise<Desk> => openDesk({ grants: HEAD, actor: 'staf-kapus', rows: [staffRow('bidan-a', 'Bidan Ani'), ...rows] })

describe('the month that is looked through', () => {
  it('names who wrote it and where, and keeps to the pustu that is asked for', async () => {
    const { app } = await desk(...['a', 'b', 'c'].map(id => visit(id, 'bidan-a')), ...['d', 'e', 'f'].map(id => visit(id, 'bidan-b', 'pustu-teritih')))
    const all = await readAnomalies(app, MONTH, null)
    expect(all.groups.find(group => group.kind === 'vitals-repeated')?.lines.map(line => `${line.author}, ${line.place}: ${line.visits.length}`).sort()).toEqual(['Bidan Ani, Pustu Kiara: 3', 'bidan-b, Pustu Teritih: 3'])
    expect(all.looked).toBe(6)
    const one = await readAnomalies(app, MONTH, 'pustu-teritih')
    expect(one.groups.flatMap(group => group.lines).map(line => line.place)).toEqual(['Pustu Teritih'])
    expect(one.looked).toBe(3)
  })
  it('somebody who signed at two pustu on one day is shown for either of them', async () => {
    const { app } = await desk(visit('a', 'bidan-a'), visit('b', 'bidan-a', 'pustu-teritih', {}))
    for (const pustu of [null, 'pustu-kiara', 'pustu-teritih']) expect((await readAnomalies(app, MONTH, pustu)).groups.find(group => group.kind === 'two-pustu')?.lines).toHaveLength(1)
  })
})

describe('the page', () => {
  let shown: Shown | undefined
  afterEach(() => shown?.screen.unmount())

  it('says what, who and how many, opens the visits, and shows a tablet whose clock was wrong (BR-69)', async () => {
    shown = await show(await desk(...['a', 'b', 'c'].map(id => visit(id, 'bidan-a')), clock), [...routes, ...elsewhere('supervision', 'visit', 'review')], '/pengawasan/kejanggalan?bulan=2025-12')
    await settle(() => words().includes('3 pasien dengan nilai yang sama'))
    expect(words()).toContain('Tablet Kiara: selisih -120 menit, 12 catatan')
    expect(words()).not.toContain('124/82')
    await press('Lihat 3 kunjungan: Bidan Ani, 17 Des 2025')
    await settle(() => words().includes('124/82 · 83 · 20'))
  })
  it('with nothing to look at says so', async () => {
    shown = await show(await desk(visit('a', 'bidan-a')), [...routes, ...elsewhere('supervision', 'visit', 'review')], '/pengawasan/kejanggalan?bulan=2025-12')
    await settle(() => words().includes('Tidak ada kejanggalan'))
  })
})
