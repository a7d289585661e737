import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import { countableDrugs, scopeBatches } from '#app/features/counting/count-scope.ts'
import { openCount, type CountedCount } from '#app/features/counting/open-count.ts'
import {
  approveCount, cancelCount, correctCount, countsToCorrect, readCounts, readLines, returnCount, saveLine, startCount, submitCount, type StockCount,
} from '#app/features/counting/repository.ts'
import { readMovements } from '#app/shared/pharmacy/stock.ts'
import { shortRef } from '#domain/rules/pharmacy/count.ts'
import { TODAY, type Desk } from '../support/desk.ts'
import { AMLO, CATALOGUE, countDesk, drugRow, entry, KAPUS, left, moveRow, NOON, ORALIT, rowsOf, SHELF, STOCK, submitted } from './count-desk.ts'

const start = async (desk: Desk, drugIds: readonly string[] = []): Promise<string> => {
  const started = await startCount(desk.app, STOCK, 'program', drugIds)
  return started.ok ? started.value : JSON.stringify(started.error)
}
const count = async (desk: Desk, id: string): Promise<StockCount> => (await desk.app.store.get('stock-count', id)) as StockCount
const review = async (desk: Desk, id: string): Promise<CountedCount> => (await openCount(desk.app, id)) as CountedCount
const shown = async (desk: Desk, id: string): Promise<Map<string, number>> => new Map((await review(desk, id)).rows.map(row => [row.key, row.difference]))
const head = async (from: Desk): Promise<Desk> => countDesk(await rowsOf(from), 'kapus', KAPUS)
const selisih = async (desk: Desk) => (await readMovements(desk.app.store, STOCK)).filter(movement => movement.data.reason === 'selisih')

describe('a stocktake', () => {
  it('BR-37: 118 recorded, 115 counted, −3 with its reason, posted by the head who did not count', async () => {
    const desk = await countDesk()
    const id = await submitted(desk, [entry(AMLO, 'A1', 115, { reason: 'tiga pecah' }), entry(ORALIT, 'R1', 50)])
    expect(await approveCount(desk.app, id, await shown(desk, id), '')).toEqual({ ok: false, error: { kind: 'not-allowed' } })
    const office = await head(desk)
    expect((await review(office, id)).rows.map(row => [row.name, row.system, row.counted, row.difference])).toEqual([['Amlodipin tablet', 118, 115, -3], ['Oralit sachet', 50, 50, 0]])
    expect(await approveCount(office.app, id, await shown(office, id), 'sesuai')).toEqual({ ok: true, value: null })
    expect(await left(office)).toEqual({ A1: 115, R1: 50 })
    expect((await selisih(office)).map(({ id: own, data }) => [own, data.quantity, data.documentId, data.document, data.at])).toEqual([
      [`${id}-d${shortRef(`${AMLO}|program|A1|2026-12-31`)}`, -3, id, 'KIARA-02-0001', NOON],
    ])
    expect((await count(office, id)).data.approval).toMatchObject({ by: 'kapus', note: 'sesuai', system: [118, 50] })
    expect(new Set((await office.core.loadPending()).map(item => item.op.tx)).size).toBe(1)
    expect(await approveCount(office.app, id, await shown(office, id), '')).toEqual({ ok: false, error: { kind: 'closed' } })
  })

  it('BR-37: a difference without a reason is not approved', async () => {
    const desk = await countDesk()
    const id = await submitted(desk, [entry(AMLO, 'A1', 115)])
    const office = await head(desk)
    expect(await approveCount(office.app, id, await shown(office, id), '')).toEqual({ ok: false, error: { kind: 'unexplained', n: 1 } })
    expect(await left(office)).toMatchObject({ A1: 118 })
  })

  it('the sheet holds no figure of the system, and names batches that are empty on paper but moved lately', async () => {
    const desk = await countDesk([...CATALOGUE, ...SHELF, moveRow(ORALIT, 'KOSONG', 5, '2025-11-01'), moveRow(ORALIT, 'KOSONG', -5, '2025-11-20'), moveRow(ORALIT, 'LAMA', 5, '2025-01-01'), moveRow(ORALIT, 'LAMA', -5, '2025-02-01')])
    const scope = await scopeBatches(desk.app.store, STOCK, { source: 'program', drugIds: [] }, [], TODAY)
    expect(scope.map(batch => batch.number).sort()).toEqual(['A1', 'KOSONG', 'R1'])
    expect(scope.flatMap(batch => Object.keys(batch)).filter(name => !['key', 'drugId', 'number', 'expiresOn', 'fund'].includes(name))).toEqual([])
    const id = await start(desk)
    expect(JSON.stringify(Object.entries((await openCount(desk.app, id)) ?? {}).filter(([name]) => name !== 'drugs'))).not.toContain('118')
  })

  it('work goes on: what is handed out after a batch was counted is no difference, what arrives late from before is', async () => {
    const desk = await countDesk()
    const id = await submitted(desk, [entry(AMLO, 'A1', 115, { reason: 'pecah' })])
    const office = await head(desk)
    const before = await shown(office, id)
    await office.arrive([moveRow(AMLO, 'A1', -10, '2025-12-17', { at: '2025-12-17T12:00:01' }), moveRow(AMLO, 'A1', -1, '2025-12-17', { at: '2025-12-17T11:00:00' })])
    expect(await approveCount(office.app, id, before, '')).toEqual({ ok: false, error: { kind: 'changed' } })
    expect((await review(office, id)).rows[0]).toMatchObject({ system: 117, difference: -2 })
    expect(await approveCount(office.app, id, await shown(office, id), '')).toEqual({ ok: true, value: null })
    expect(await left(office)).toMatchObject({ A1: 105 })
  })

  it('what arrives after approval from before the count is corrected once, and what was approved stays as it was', async () => {
    const desk = await countDesk()
    const id = await submitted(desk, [entry(AMLO, 'A1', 115, { reason: 'pecah' })])
    const office = await head(desk)
    await approveCount(office.app, id, await shown(office, id), '')
    expect(await countsToCorrect(office.app.store, await readCounts(office.app.store, STOCK))).toEqual(new Set())
    await office.arrive([moveRow(AMLO, 'A1', -2, '2025-12-16')])
    expect(await left(office)).toMatchObject({ A1: 113 })
    expect(await countsToCorrect(office.app.store, await readCounts(office.app.store, STOCK))).toEqual(new Set([id]))
    expect((await review(office, id)).rows[0]).toMatchObject({ shownSystem: 118, shownDifference: -3, posted: -3, difference: -1, outstanding: 2 })
    const now = await shown(office, id)
    expect(await correctCount(office.app, id, now, ' ')).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'BR-37', field: 'note' }] } })
    expect(await correctCount(office.app, id, now, 'catatan 16 Desember terlambat')).toEqual({ ok: true, value: null })
    expect(await correctCount(office.app, id, now, 'catatan 16 Desember terlambat')).toEqual({ ok: true, value: null })
    expect(await left(office)).toMatchObject({ A1: 115 })
    expect((await selisih(office)).map(movement => movement.data.quantity).sort((a, b) => a - b)).toEqual([-3, 2])
    expect((await review(office, id)).rows[0]).toMatchObject({ shownSystem: 118, shownDifference: -3, outstanding: 0 })
    expect(await correctCount(desk.app, id, now, 'x')).toEqual({ ok: false, error: { kind: 'closed' } })
  })

  it('whether counts are to be corrected is judged without the ledger, however long that is', async () => {
    const desk = await countDesk()
    const id = await submitted(desk, [entry(AMLO, 'A1', 115, { reason: 'pecah' })])
    const office = await head(desk)
    await approveCount(office.app, id, await shown(office, id), '')
    const { store } = office.app
    const read: number[] = []
    const counted = <T>(found: T[]): T[] => { read.push(found.length); return found }
    const watched = {
      ...store, scan: () => { throw new Error('the ledger is read') },
      byKey: async (...args: Parameters<typeof store.byKey>) => counted(await store.byKey(...args)), byDay: async (...args: Parameters<typeof store.byDay>) => counted(await store.byDay(...args)),
    } as typeof store
    const counts = await readCounts(store, STOCK)
    expect(await countsToCorrect(watched, counts)).toEqual(new Set())
    const before = read.splice(0)
    await office.arrive(Array.from({ length: 30 }, (_, index) => moveRow(AMLO, 'A1', index % 2 === 0 ? -1 : 1, '2025-11-01')))
    expect(await countsToCorrect(watched, counts)).toEqual(new Set())
    expect(read).toEqual(before)
    await office.arrive([moveRow(AMLO, 'A1', -2, '2025-12-16')])
    expect(await countsToCorrect(watched, counts)).toEqual(new Set([id]))
  })

  it('a line that arrives after approval is kept, shown and changes nothing', async () => {
    const desk = await countDesk()
    const id = await submitted(desk, [entry(AMLO, 'A1', 118)])
    const office = await head(desk)
    await approveCount(office.app, id, await shown(office, id), '')
    const late = { countId: id, drugId: AMLO, source: 'program' as const, batch: { number: 'A1', expiresOn: day('2026-12-31') }, counted: 90, at: '2025-12-17T13:00:00', reason: '', by: 'staf-perawat' }
    await office.arrive([{ kind: 'count-line', id: 'telat', stream: STOCK, data: late, actor: 'staf-perawat' }])
    const file = await review(office, id)
    expect(file.rows.map(row => [row.counted, row.outstanding])).toEqual([[118, 0]])
    expect(file.late.map(line => [line.id, line.data.counted])).toEqual([['telat', 90]])
    expect(await saveLine(office.app, id, entry(AMLO, 'A1', 90))).toEqual({ ok: false, error: { kind: 'closed' } })
    expect(await left(office)).toMatchObject({ A1: 118 })
  })

  it('counted again a later line counts; explained the moment stays', async () => {
    const desk = await countDesk()
    const id = await start(desk)
    await saveLine(desk.app, id, entry(AMLO, 'A1', 100))
    await saveLine(desk.app, id, entry(AMLO, 'A1', 115))
    const lines = await readLines(desk.app.store, await count(desk, id))
    expect(lines.map(line => [line.data.counted, line.data.at]).sort()).toEqual([[100, NOON], [115, '2025-12-17T12:00:01']])
    const standing = lines.find(line => line.data.counted === 115)
    await saveLine(desk.app, id, entry(AMLO, 'A1', 115, { reason: 'pecah', ...(standing ? { explains: standing } : {}) }))
    await submitCount(desk.app, id, [`${ORALIT}|program|R1|2026-12-31`], '')
    expect((await review(desk, id)).rows).toMatchObject([{ counted: 115, times: 2, line: { data: { reason: 'pecah', at: '2025-12-17T12:00:01' } } }])
  })

  it('what is not counted is left out by name, never taken as zero', async () => {
    const desk = await countDesk()
    const id = await start(desk)
    expect(await submitCount(desk.app, id, [], '')).toEqual({ ok: false, error: { kind: 'nothing-counted' } })
    await saveLine(desk.app, id, entry(AMLO, 'A1', 118))
    expect(await submitCount(desk.app, id, [], '')).toEqual({ ok: false, error: { kind: 'changed' } })
    const key = `${ORALIT}|program|R1|2026-12-31`
    expect(await submitCount(desk.app, id, [key], ' selesai ')).toEqual({ ok: true, value: null })
    expect((await count(desk, id)).data.submitted).toEqual({ by: 'staf-bidan', at: NOON, note: 'selesai', leftOut: [shortRef(key)] })
    const office = await head(desk)
    expect(await review(office, id)).toMatchObject({ leftOut: 1, leftOutNames: ['Oralit sachet R1'] })
    await approveCount(office.app, id, await shown(office, id), '')
    expect(await left(office)).toEqual({ A1: 118, R1: 50 })
  })

  it('sent back it is counted on, cancelled it posts nothing', async () => {
    const desk = await countDesk()
    const id = await submitted(desk, [entry(AMLO, 'A1', 100)])
    const office = await head(desk)
    expect(await returnCount(office.app, id, ' ')).toMatchObject({ ok: false, error: { kind: 'rules-broken' } })
    expect(await returnCount(office.app, id, 'hitung lagi rak atas')).toEqual({ ok: true, value: null })
    expect((await openCount(office.app, id))?.state).toBe('open')
    expect((await count(office, id)).data.returned).toEqual({ by: 'kapus', on: TODAY, note: 'hitung lagi rak atas' })
    expect(await cancelCount(office.app, id, 'salah gudang')).toEqual({ ok: true, value: null })
    expect((await openCount(office.app, id))?.state).toBe('cancelled')
    expect(await cancelCount(office.app, id, 'lagi')).toEqual({ ok: false, error: { kind: 'closed' } })
    expect(await left(office)).toMatchObject({ A1: 118 })
  })

  it('of one source; two that count the same drugs are not open at once', async () => {
    const desk = await countDesk()
    const id = await start(desk, [AMLO])
    expect(await startCount(desk.app, STOCK, 'program', [])).toEqual({ ok: false, error: { kind: 'overlap', countId: id, number: 'KIARA-02-0001' } })
    expect(await startCount(desk.app, STOCK, 'program', [AMLO, ORALIT])).toMatchObject({ ok: false, error: { kind: 'overlap' } })
    expect(await startCount(desk.app, STOCK, 'program', [ORALIT])).toMatchObject({ ok: true })
    expect(await startCount(desk.app, STOCK, 'koperasi', [])).toMatchObject({ ok: true })
    expect(await saveLine(desk.app, id, entry(ORALIT, 'R1', 3))).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'count-drug' }] } })
  })

  it('a batch found on the shelf is counted with its own fund and expiry', async () => {
    const desk = await countDesk()
    const id = await submitted(desk, [entry(AMLO, 'A1', 118), entry(AMLO, 'BARU', 12, { fund: 'jkn', reason: 'tidak dicatat saat datang' })])
    const office = await head(desk)
    await approveCount(office.app, id, await shown(office, id), '')
    expect((await selisih(office)).map(({ data }) => [data.batch.number, data.fund, data.quantity])).toEqual([['BARU', 'jkn', 12]])
  })

  it('more differences than fit one group are posted in several, the approval last; a run that broke off goes on where it was', async () => {
    const numbers = Array.from({ length: 160 }, (_, index) => `N${String(index).padStart(3, '0')}`)
    const rows = [...CATALOGUE, ...numbers.map(number => moveRow(AMLO, number, 10, '2025-10-01'))]
    const lines = numbers.map((number, index) => ({ kind: 'count-line' as const, id: `baris-${index}`, stream: STOCK, data: { countId: 'opname-besar', drugId: AMLO, source: 'program' as const, batch: { number, expiresOn: day('2026-12-31') }, counted: 9, at: NOON, reason: 'pecah', by: 'staf-bidan' } }))
    const row = { kind: 'stock-count' as const, id: 'opname-besar', stream: STOCK, data: { number: 'KIARA-01-0009', openedAt: NOON, openedBy: 'staf-bidan', source: 'program' as const, drugIds: [], submitted: { by: 'staf-bidan', at: NOON, note: '', leftOut: [] }, returned: null, approval: null, cancelled: null } }
    const office = await countDesk([...rows, row, ...lines], 'kapus', KAPUS)
    // A first run, broken off after some of its entries.
    await office.arrive([{ kind: 'stock-movement', id: `opname-besar-d${shortRef(`${AMLO}|program|N003|2026-12-31`)}`, stream: STOCK, data: { ...moveRow(AMLO, 'N003', -1, '2025-12-17', { at: NOON, reason: 'selisih', documentId: 'opname-besar', document: 'KIARA-01-0009', party: '' }).data } }])
    expect(await cancelCount(office.app, 'opname-besar', 'batal')).toEqual({ ok: false, error: { kind: 'posted' } })
    expect(await approveCount(office.app, 'opname-besar', await shown(office, 'opname-besar'), '')).toEqual({ ok: true, value: null })
    const ops = (await office.core.loadPending()).map(item => item.op)
    expect([ops.length, new Set(ops.map(op => op.tx)).size, ops.at(-1)?.kind]).toEqual([160, 2, 'stock-count'])
    expect(new Set(Object.values(await left(office)))).toEqual(new Set([9]))
    expect((await count(office, 'opname-besar')).data.approval?.system.every(system => system === 10)).toBe(true)
  })
})

describe('what to count in a cyclic stocktake', () => {
  it('drugs of the source that are on the shelf, those that waited longest first, negative and watched ones marked', async () => {
    const approved = { by: 'kapus', at: NOON, note: '', lines: [shortRef('b1')], system: [5] }
    const desk = await countDesk([
      ...CATALOGUE, drugRow('amoksisilin', 'Amoksisilin', 'kapsul', { antibiotic: true }), drugRow('tak-ada', 'Tak ada', 'tablet'), ...SHELF,
      moveRow('amoksisilin', 'X', 5, '2025-10-01'), moveRow('amoksisilin', 'X', -7, '2025-12-01'), moveRow(ORALIT, 'KOP', 5, '2025-10-01', { source: 'koperasi' }),
      { kind: 'stock-count', id: 'c1', stream: STOCK, data: { number: '1', openedAt: '2025-11-01T08:00:00', openedBy: 'a', source: 'program', drugIds: [], submitted: { by: 'a', at: NOON, note: '', leftOut: [] }, returned: null, approval: approved, cancelled: null } },
      { kind: 'count-line', id: 'b1', stream: STOCK, data: { countId: 'c1', drugId: AMLO, source: 'program', batch: { number: 'A1', expiresOn: day('2026-12-31') }, counted: 5, at: '2025-11-01T09:00:00', reason: '', by: 'a' } },
    ])
    const drugs = await countableDrugs(desk.app.store, STOCK, 'program')
    expect(drugs).toEqual([
      { drugId: 'amoksisilin', name: 'Amoksisilin kapsul', countedOn: null, negative: true, watched: true }, { drugId: ORALIT, name: 'Oralit sachet', countedOn: null, negative: false, watched: false },
      { drugId: AMLO, name: 'Amlodipin tablet', countedOn: '2025-11-01', negative: false, watched: false },
    ])
    expect((await countableDrugs(desk.app.store, STOCK, 'koperasi')).map(drug => drug.drugId)).toEqual([ORALIT])
    expect(await countableDrugs(desk.app.store, streamOf('stock', 'pustu-teritih'), 'program')).toEqual([])
  })
})
