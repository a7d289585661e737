import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { monthOf, type Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { ActivityData } from '#domain/records/activity.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { readPacks } from '#app/features/kelurahan-pack/pack.ts'
import { routes } from '#app/features/kelurahan-pack/routes.ts'
import { supervisedPustu } from '#app/shared/pustu-days.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, settle, show, words, type Shown } from '../support/show.ts'

const HEAD = [{ role: 'kapus' as const, place: 'pkm-uji' }]
const visit = (id: string, code: string, name: string, change: Partial<VisitData> = {}, place = 'pustu-kiara'): PlacedRow<'visit'> => ({
  kind: 'visit', id, stream: streamOf('clinical', place),
  data: {
    patientId: `pasien-${id}`, on: TODAY, time: '08:00', author: 'staf-bidan', complaint: 'Batuk Rahasia', history: '', allergy: { answer: 'tidak-ada', substances: '' }, vitals: {}, pregnant: false, alarmPlan: null,
    examination: '', diagnoses: [{ code, name }], prescription: [], plan: '', signature: { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP', on: TODAY }, ...change,
  },
})
const many = (n: number, code: string, name: string, change: Partial<VisitData> = {}): PlacedRow<'visit'>[] => Array.from({ length: n }, (_, index) => visit(`${code}-${index}`, code, name, change))
const activity = (id: string, change: Partial<ActivityData>): PlacedRow<'activity'> => ({
  kind: 'activity', id, stream: streamOf('service', 'pustu-kiara'),
  data: { pustu: 'pustu-kiara', type: 'senam-prolanis', title: 'Senam', where: '', on: TODAY, planned: { from: '06:30', to: '07:30' }, overlapReason: '', by: 'staf-bidan', actual: null, seen: null, cancelled: null, ...change },
})
const ran = (people: number): ActivityData['actual'] => ({ on: TODAY, from: '06:30', to: '07:30', people, waiting: 0, reason: '', note: '', by: 'staf-bidan', name: 'Bidan Uji' })
const packs = async (desk: Desk) => readPacks(desk.app, await supervisedPustu(desk.app), monthOf(TODAY))

describe('what the kelurahan is told of a month', () => {
  it('counts signed visits alone, and lists no diagnosis of one to four (BR-67)', async () => {
    const desk = await openDesk({ grants: HEAD, rows: [
      ...many(12, 'I10', 'Hipertensi'), ...many(9, 'J06.9', 'ISPA'), ...many(3, 'A15.0', 'Tuberkulosis'), visit('draf', 'A09', 'Diare', { signature: null }), visit('lalu', 'A09', 'Diare', { on: '2025-11-30' as Day }),
    ] })
    const [kiara, teritih] = await packs(desk)
    expect(kiara).toMatchObject({ visits: 24, persons: 24, referred: 0, diagnoses: { total: 24, listed: [{ key: 'I10', count: 12 }], others: 12 } })
    expect(teritih).toMatchObject({ visits: 0, persons: 0, diagnoses: { total: 0, listed: [], others: 0 } })
  })

  it('BR-50: a diagnosis that an addendum corrected counts as corrected, as in the LB1', async () => {
    const added: PlacedRow<'addendum'>[] = Array.from({ length: 6 }, (_, n) => ({
      kind: 'addendum', id: `tambahan-${n}`, stream: streamOf('clinical', 'pustu-kiara'),
      data: { visitId: `I10-${n}`, patientId: `pasien-I10-${n}`, on: TODAY, at: `${TODAY}T09:00:00`, by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP', reason: 'salah pilih', text: 'ISPA', diagnoses: [{ code: 'J06.9', name: 'ISPA' }], late: false, decision: null },
    }))
    const [kiara] = await packs(await openDesk({ grants: HEAD, rows: [...many(12, 'I10', 'Hipertensi'), ...many(9, 'J06.9', 'ISPA'), ...added] }))
    expect(kiara?.diagnoses.listed.map(({ key, count }) => [key, count])).toEqual([['J06.9', 15], ['I10', 6]])
  })

  it('3 referred of 24 are fewer than five, 21 of 24 are withheld because they would tell the 3', async () => {
    const referred: Partial<VisitData> = { outcome: { how: 'rujuk', specialistic: true, tacc: [], to: 'RSUD', note: '' } }
    const few = await packs(await openDesk({ grants: HEAD, rows: [...many(21, 'I10', 'Hipertensi'), ...many(3, 'J06.9', 'ISPA', referred)] }))
    expect(few[0]).toMatchObject({ visits: 24, referred: 'small' })
    const most = await packs(await openDesk({ grants: HEAD, rows: [...many(21, 'I10', 'Hipertensi', referred), ...many(3, 'J06.9', 'ISPA')] }))
    expect(most[0]).toMatchObject({ visits: 24, referred: 'hidden' })
  })

  it('counts activities that took place, with those who came, and not what is only planned', async () => {
    const desk = await openDesk({ grants: HEAD, rows: [activity('a', { actual: ran(24) }), activity('b', {}), activity('c', { type: 'posyandu', actual: ran(3) })] })
    expect((await packs(desk))[0]?.programmes).toEqual({ held: 2, clear: 2, byType: [{ type: 'posyandu', held: 1, people: 'small' }, { type: 'senam-prolanis', held: 1, people: 24 }] })
  })
})

describe('the page', () => {
  let shown: Shown | undefined
  beforeEach(() => void setActivePinia(createPinia()))
  afterEach(() => shown?.screen.unmount())

  it('has one sheet a kelurahan, without a name, a complaint or a record', async () => {
    const desk = await openDesk({ grants: HEAD, rows: [...many(12, 'I10', 'Hipertensi'), ...many(9, 'J06.9', 'ISPA'), visit('satu', 'A15.0', 'Tuberkulosis')] })
    shown = await show(desk, [...routes, ...elsewhere('supervision')], '/pengawasan/lokakarya?bulan=2025-12')
    await settle(() => document.querySelectorAll('.print-sheet').length === 2)
    expect(words()).toContain('Lainnya')
    for (const secret of ['Tuberkulosis', 'A15.0', 'Batuk Rahasia', 'pasien-']) expect(document.body.innerHTML).not.toContain(secret)
    expect(document.querySelectorAll('input')).toHaveLength(0)
  })
})
