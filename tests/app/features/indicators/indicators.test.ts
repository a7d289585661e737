import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day, type Month } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DataOf } from '#domain/records/index.ts'
import type { VisitData } from '#domain/records/visit.ts'
import { shortRef } from '#domain/rules/pharmacy/count.ts'
import { INDICATOR_KEYS, type IndicatorKey } from '#domain/rules/supervision/indicators/catalogue.ts'
import { pustuDayOf } from '#domain/rules/supervision/pustu-day.ts'
import { recordsBehind } from '#app/features/indicators/behind/records.ts'
import { indicatorSheet } from '#app/features/indicators/indicator-sheet.ts'
import type { Measure } from '#app/features/indicators/measure.ts'
import { routes } from '#app/features/indicators/routes.ts'
import { limitLine, nameOf, partsText, valueText } from '#app/features/indicators/say.ts'
import { readPlaces, type Scope } from '#app/features/indicators/scope.ts'
import { isReadable, SOURCES } from '#app/features/indicators/sources.ts'
import { sampleVisit } from '../../../domain/clinic/sample.ts'
import { countRow, drugRow, movementRow, STOCK } from '../medicine/shelf.ts'
import { CLINICAL, DRUG, NURSE, patientRow } from '../service/ward.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, press, settle, show, words, type Shown } from '../support/show.ts'

const HEAD = [{ role: 'kapus', place: 'pkm-uji' }] as const
const TERITIH = streamOf('clinical', 'pustu-teritih')
const CATALOGUE = streamOf('catalogue', 'pkm-uji')
const SERVICE = streamOf('service', 'pustu-kiara')
const DECEMBER = '2025-12' as Month

const visitRow = (id: string, change: Partial<VisitData> = {}, stream: string = CLINICAL): PlacedRow<'visit'> =>
  ({ kind: 'visit', id, stream, data: sampleVisit({ patientId: 'pasien-1', on: day('2025-12-03'), signature: { by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', on: day('2025-12-03') }, ...change }) })
const given = (drugId: string) => ({ drugId, drug: drugId, quantity: 10, unit: 'tablet', signa: '3 x 1' })
const settingRow = (change: Partial<DataOf<'supervision-setting'>> = {}): PlacedRow<'supervision-setting'> =>
  ({ kind: 'supervision-setting', id: 'binaan-pkm-uji', stream: CATALOGUE, data: { participants: { count: 4000, on: day('2025-12-01'), source: 'P-Care', by: 'staf-kapus' }, hypertension: null, diabetes: null, team: [], ...change } })
const antibiotic = (): PlacedRow<'drug'> => { const row = drugRow('amoksisilin', 'Amoksisilin', '500 mg', 'kapsul'); return { ...row, data: { ...row.data, antibiotic: true } } }
const batch = (number: string, expiresOn = '2027-01-31') => ({ number, expiresOn: day(expiresOn) })

/** A month of one of everything: ISPA with and without an antibiotic, a draft, a second pustu, stock, a stocktake, a promise kept. */
const ROWS: readonly PlacedRow[] = [
  patientRow('pasien-1'), { ...patientRow('pasien-1b'), stream: TERITIH }, patientRow('pasien-2', { identity: { nik: null, noNikReason: 'bayi', parentNik: null } }),
  antibiotic(), drugRow(DRUG, 'Parasetamol', '500 mg', 'tablet'), settingRow(),
  visitRow('v1', { prescription: [given('amoksisilin'), given(DRUG)] }), visitRow('v2', { patientId: 'pasien-2' }), visitRow('v3', { signature: null, vitals: {} }), visitRow('v4', { patientId: 'pasien-1b' }, TERITIH), visitRow('v-lalu', { on: day('2025-11-05') }),
  movementRow('m1', { drugId: DRUG, batch: batch('A'), quantity: 100, on: day('2025-11-01') }), movementRow('m2', { drugId: DRUG, batch: batch('A'), quantity: -10, reason: 'diserahkan', on: day('2025-12-03') }),
  movementRow('m3', { drugId: DRUG, batch: batch('B', '2028-01-31'), quantity: 20, on: day('2025-11-01') }), movementRow('m4', { drugId: DRUG, batch: batch('B', '2028-01-31'), quantity: -5, reason: 'diserahkan', on: day('2025-12-04'), override: 'Kemasan rusak' }),
  movementRow('m5', { drugId: 'amoksisilin', batch: batch('X', '2025-12-10'), quantity: 4, on: day('2025-11-01') }),
  { ...countRow('so-1', true), data: { ...countRow('so-1', true).data, approval: { by: 'staf-kapus', at: '2025-12-10T12:00:00', note: '', lines: [shortRef('l1'), shortRef('l2')], system: [90, 20] } } },
  ...([['l1', 'A', 90, '2027-01-31'], ['l2', 'B', 19, '2028-01-31']] as const).map(([id, number, counted, expiresOn]): PlacedRow<'count-line'> =>
    ({ kind: 'count-line', id, stream: STOCK, data: { countId: 'so-1', drugId: DRUG, source: 'program', batch: batch(number, expiresOn), counted, at: '2025-12-10T09:00:00', reason: counted === 19 ? 'Pecah' : '', by: 'staf-bidan' } })),
]
const head = (...rows: PlacedRow[]): Promise<Desk> => openDesk({ grants: HEAD, actor: 'staf-kapus', rows: [...ROWS, ...rows] })
async function scopeOf({ app }: Desk, pustu?: string, month = DECEMBER): Promise<Scope> {
  const places = await readPlaces(app)
  return { month, places: places.filter(place => pustu === undefined || place.id === pustu), whole: pustu === undefined && app.hasRole('kapus') }
}
async function measured(desk: Desk, pustu?: string, month?: Month): Promise<Map<IndicatorKey, Measure>> {
  const scope = await scopeOf(desk, pustu, month)
  return new Map((await Promise.all(SOURCES.filter(source => isReadable(desk.app, source)).map(source => source.read(desk.app, scope)))).flat().map(measure => [measure.key, measure]))
}
const counts = (all: Map<IndicatorKey, Measure>, key: IndicatorKey) => { const one = all.get(key); return one && [one.top, one.bottom, one.state] }

describe('the indicators of a month', () => {
  it('BR-54…57 are counted from the records of every pustu, or of one', async () => {
    const desk = await head()
    const all = await measured(desk)
    expect([...all.keys()].sort()).toEqual([...INDICATOR_KEYS].sort())
    expect(counts(all, 'por-ispa')).toEqual([1, 3, 'fails'])
    expect(counts(all, 'por-item')).toEqual([2, 1, 'passes'])
    expect(counts(all, 'lengkap')).toEqual([3, 4, 'fails'])
    expect(all.get('por-gabungan')?.none).toBe('no-case')
    const teritih = await measured(desk, 'pustu-teritih')
    expect(counts(teritih, 'por-ispa')).toEqual([0, 1, 'passes'])
    expect(teritih.has('angka-kontak')).toBe(false)
  })
  it('BR-57: one person at two pustu, known by the NIK, is one contact; without a denominator there is none', async () => {
    expect(counts(await measured(await head()), 'angka-kontak')).toEqual([2, 4000, 'fails'])
    const without = await measured(await head(settingRow({ participants: null })))
    expect(without.get('angka-kontak')).toMatchObject({ value: null, none: 'no-denominator', state: 'no-case' })
    expect(valueText(without.get('rppt-ht') as Measure)).toBe('Belum ada penyebut')
  })
  it('BR-55: a month in which nothing happened says so, and is neither 0% nor 100%', async () => {
    const empty = await measured(await head(), undefined, '2025-06' as Month)
    for (const key of ['lengkap', 'tepat-waktu', 'por-ispa', 'por-item', 'rrns', 'opname', 'fefo', 'rtl', 'pengaduan', 'jam-pelayanan'] as const) expect([key, valueText(empty.get(key) as Measure)]).toEqual([key, 'Tidak ada kasus'])
  })
  it('a correction of the diagnosis that counts moves the case', async () => {
    const desk = await head({
      kind: 'addendum', id: 'a1', stream: CLINICAL,
      data: { visitId: 'v1', patientId: 'pasien-1', on: TODAY, at: `${TODAY}T10:00:00`, by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', reason: 'r', text: 't', diagnoses: [{ code: 'J18.9', name: 'Pneumonia' }], late: false, decision: null },
    })
    expect(counts(await measured(desk), 'por-ispa')).toEqual([0, 2, 'passes'])
  })
  it('the medicine room: what is there today, and what was there at the end of a month that is over', async () => {
    const desk = await head()
    // Two indicator drugs at two pustu; amoxicillin has expired on 10 December.
    expect(counts(await measured(desk), 'ketersediaan')).toEqual([1, 4, 'fails'])
    expect(counts(await measured(desk, undefined, '2025-11' as Month), 'ketersediaan')).toEqual([2, 4, 'fails'])
    expect(counts(await measured(desk), 'opname')).toEqual([0, 1, 'fails'])
    expect((await measured(desk)).get('kedaluwarsa')).toMatchObject({ none: 'no-price', remark: { word: 'remarkUnpriced' } })
  })
  it('BR-34: FEFO by the days that the server added up is the same as by the ledger', async () => {
    const byLedger = counts(await measured(await head()), 'fefo')
    expect(byLedger).toEqual([1, 2, 'reasoned'])
    const movements = ROWS.filter(row => row.kind === 'stock-movement').map(row => ({ id: row.id, stream: row.stream, state: 'live' as const, data: row.data as DataOf<'stock-movement'> }))
    const days = ['2025-12-03', '2025-12-04'].map((on): PlacedRow<'pustu-day'> => ({
      kind: 'pustu-day', id: `hari-${on}`, stream: SERVICE, data: pustuDayOf({ pustu: 'pustu-kiara', on: day(on), visits: [], movements, reversed: new Set(), zone: 'Asia/Jakarta' }),
    }))
    expect(counts(await measured(await head(...days)), 'fefo')).toEqual(byLedger)
  })
  it('every figure is the number of the records that it opens', async () => {
    const desk = await head()
    const scope = await scopeOf(desk)
    for (const [key, measure] of await measured(desk)) {
      const list = await recordsBehind(desk.app, scope, key)
      if (list === null || ['angka-kontak', 'rppt-ht', 'rppt-dm', 'por-item', 'kedaluwarsa'].includes(key)) continue
      expect([key, list.rows.filter(row => row.isIn).length, list.rows.length]).toEqual([key, measure.top, measure.bottom])
    }
    expect((await recordsBehind(desk.app, scope, 'angka-kontak'))?.rows).toHaveLength(2)
    expect((await recordsBehind(desk.app, scope, 'por-item'))?.rows.map(row => row.detail)).toEqual([`2 item: amoksisilin, ${DRUG}`])
    expect((await recordsBehind(desk.app, scope, 'kedaluwarsa'))?.rows.filter(row => row.isIn).map(row => row.on)).toEqual(['10 Des 2025'])
    expect((await recordsBehind(desk.app, scope, 'lengkap'))?.rows.find(row => !row.isIn)?.detail).toBe('Belum ada: tanda vital, tanda tangan')
  })
  it('a nurse has those of her own pustu; the medicine room alone tells nothing of patients', async () => {
    const nurse = await measured(await openDesk({ grants: NURSE, rows: ROWS }))
    expect(counts(nurse, 'por-ispa')).toEqual([1, 2, 'fails'])
    expect(nurse.has('angka-kontak') || nurse.has('sinkron')).toBe(false)
    const room = await measured(await openDesk({ grants: [{ role: 'apotek', place: 'pustu-kiara' }], rows: ROWS }))
    expect([...room.keys()].sort()).toEqual(['fefo', 'kecukupan', 'kedaluwarsa', 'ketersediaan', 'opname'])
  })
  it('goes into a workbook as real numbers', async () => {
    const desk = await head()
    const now = await measured(desk)
    const letterhead = { agency: '', puskesmas: 'Puskesmas Uji', place: '', address: '', contact: '', town: 'Serang', head: { name: '', nip: '' } }
    const sheet = indicatorSheet({ head: letterhead, place: 'Semua pustu', month: DECEMBER, groups: [{ group: 'por', keys: ['por-ispa', 'por-diare'] }], now, before: new Map(), notes: [] })
    expect(sheet.rows[0]?.slice(1, 8)).toEqual(['Antibiotik pada ISPA nonpneumonia', 1, 3, 33.3333, 'persen', 'Ambang ≤20%, menunggu pengesahan', 'Belum memenuhi'])
    expect(sheet.rows[1]?.slice(2, 5)).toEqual([null, null, null])
  })
  it('says its limit with whether it waits to be confirmed, and shows more digits rather than the limit itself', () => {
    expect([limitLine('por-item'), limitLine('angka-kontak'), limitLine('por-gabungan')]).toEqual(['Ambang ≤2,6, menunggu pengesahan', 'Ambang ≥150‰', 'Belum ada ambang'])
    const close: Measure = { key: 'por-ispa', top: 501, bottom: 2500, value: { num: 501n, den: 2500n }, none: null, state: 'fails', remark: null }
    expect(valueText(close)).toBe('20,04%')
    expect(valueText({ ...close, value: { num: 1n, den: 5n } })).toBe('20,0%')
    expect(partsText(close)).toBe('501 dari 2.500 kasus diberi antibiotik')
  })
})

describe('the pages', () => {
  let shown: Shown | null = null
  beforeEach(() => setActivePinia(createPinia()))
  afterEach(() => { shown?.screen.unmount(); shown = null })
  const open = async (desk: Desk, path: string): Promise<Shown> => {
    shown = await show(desk, [...routes, ...elsewhere('supervision', 'visit', 'count', 'home'), { path: '/lain/obat/:drugId', name: 'medicine-drug', component: { render: () => null } }], path)
    return shown
  }

  it('BR-58: no field but the month and the pustu stands on them, and nothing says how many visits are missing', async () => {
    const desk = await head()
    const { screen } = await open(desk, '/pengawasan/indikator')
    await settle(() => words().includes('belum memenuhi,'))
    const fields = (): (string | null)[] => [...screen.element.ownerDocument.querySelectorAll('input, select, textarea')].filter(one => one.getAttribute('type') !== 'radio').map(one => one.id)
    expect(fields()).toEqual(['field-month', 'field-pustu'])
    expect(words()).not.toMatch(/perlu .* kunjungan|kurang \d+ kunjungan/i)
    for (const key of ['lengkap', 'por-gabungan', 'kedaluwarsa', 'angka-kontak', 'rtl'] as const) {
      await shown?.router.push(`/pengawasan/indikator/${key}`)
      await settle(() => words().includes(nameOf(key)))
      expect([key, fields()]).toEqual([key, ['field-month', 'field-pustu']])
    }
  })
  it('each figure opens its records, and a record its page', async () => {
    const { router } = await open(await head(), '/pengawasan/indikator?bulan=2025-12')
    await settle(() => words().includes('1 dari 3 kasus diberi antibiotik'))
    await settle(() => words().includes('Bulan lalu'))
    await press('Antibiotik pada ISPA nonpneumonia: 33,3%, lihat catatannya')
    await settle(() => words().includes('Dengan antibiotik (1)'))
    expect(router.currentRoute.value.params['key']).toBe('por-ispa')
    expect(words()).toContain('menunggu pengesahan')
    expect(words()).toContain('Siti Contoh')
    await router.push({ query: { ...router.currentRoute.value.query, tampil: 'masuk' } })
    const link = document.querySelector<HTMLAnchorElement>('a[href*="/lain/visit/"]')
    expect(link).not.toBeNull()
  })
  it('an outside count that nobody entered leads to where it is entered', async () => {
    await open(await head(settingRow({ participants: null })), '/pengawasan/indikator/angka-kontak')
    await settle(() => words().includes('Belum ada penyebut'))
    await press('Isi penyebut')
    await settle(() => words().includes('Peserta JKN terdaftar'))
  })
  it('a word that is no indicator, or not of this role, says so', async () => {
    await open(await openDesk({ grants: [{ role: 'apotek', place: 'pustu-kiara' }], rows: ROWS }), '/pengawasan/indikator/por-ispa')
    await settle(() => words().includes('Indikator ini tidak dikenal'))
  })
})
