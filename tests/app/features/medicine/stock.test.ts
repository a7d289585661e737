import { describe, expect, it, vi } from 'vitest'
import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { MovementData } from '#domain/records/stock-movement.ts'
import { decideLines, movementDrafts, readBatches } from '#app/shared/pharmacy/stock.ts'
import { readShelfState } from '#app/shared/pharmacy/shelf.ts'
import type { DispenseRequest } from '#domain/rules/pharmacy/dispense.ts'
import { cardLines, documentPage } from '#app/features/medicine/stock-card.ts'
import { drugFile, holdBatch, readWaiting, receive, releaseBatch, reverse } from '#app/features/medicine/repository.ts'
import { linesIn, stockLines, type StockLine } from '#app/features/medicine/stock-lines.ts'
import { suggestionOf } from '#app/features/medicine/suggestion.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { countRow, drugRow, movementRow, STOCK } from './shelf.ts'

const NAKES = [{ role: 'nakes', place: 'pustu-kiara' }] as const
const KAPUS = [{ role: 'kapus', place: 'pkm-uji' }] as const
const PARACETAMOL = 'parasetamol-500-mg-tablet'
const received = (number: string, expiresOn: string, quantity: number, on: string, more: Partial<MovementData> = {}): PlacedRow<'stock-movement'> =>
  movementRow(`m-${number}-${on}`, { drugId: PARACETAMOL, batch: { number, expiresOn: day(expiresOn) }, quantity, on: day(on), ...more })
/** The shelf of BR-31, without the batch in quarantine. */
const SHELF = [received('A', '2026-03-31', 40, '2025-10-01'), received('B', '2026-01-31', 30, '2025-10-05'), received('D', '2026-01-31', 20, '2025-09-01')]
const shelfDesk = (rows: readonly PlacedRow[] = SHELF): Promise<Desk> => openDesk({ grants: NAKES, rows: [drugRow(PARACETAMOL, 'Parasetamol', '500 mg', 'tablet'), ...rows] })
const dispense = (desk: Desk, quantity: number, chosen?: DispenseRequest['chosen']) => desk.app.store.writeGroup(async view => {
  const lines = await decideLines(view, STOCK, [{ drugId: PARACETAMOL, source: 'program', quantity, today: TODAY, visitId: null, party: 'umum', ...(chosen ? { chosen } : {}) }])
  return lines.ok ? { ok: true as const, value: movementDrafts(lines.value, STOCK, desk.app.newId) } : lines
})
const refused = (error: object): object => ({ ok: false, error: { kind: 'line-refused', line: 0, drugId: PARACETAMOL, error } })
const shelfOf = async (desk: Desk, stream: string = STOCK): Promise<StockLine[]> => stockLines(await readShelfState(desk.app.store, stream, TODAY), TODAY)
const batchA = { drugId: PARACETAMOL, source: 'program' as const, batch: { number: 'A', expiresOn: day('2026-03-31') } }
const left = async (desk: Desk): Promise<Record<string, number>> => Object.fromEntries((await readBatches(desk.app.store, STOCK)).map(batch => [batch.number, batch.quantity]))

describe('stock of a pustu', () => {
  it('BR-31: sixty are taken from D, B and A in one group, and the balance is the sum of movements', async () => {
    const desk = await shelfDesk()
    expect(await dispense(desk, 60)).toMatchObject({ ok: true })
    expect(await left(desk)).toEqual({ A: 30, B: 0, D: 0 })
    const taken = (await desk.core.loadPending()).map(item => item.op)
    expect(new Set(taken.map(op => op.tx)).size).toBe(1)
    expect(taken.map(op => [op.set?.['batch']?.to, op.set?.['quantity']?.to, op.set?.['party']?.to])).toEqual([
      [{ number: 'D', expiresOn: '2026-01-31' }, -20, 'umum'], [{ number: 'B', expiresOn: '2026-01-31' }, -30, 'umum'], [{ number: 'A', expiresOn: '2026-03-31' }, -10, 'umum'],
    ])
  })

  it('BR-30: more than there is takes nothing, and the shortfall is stated', async () => {
    const desk = await shelfDesk()
    expect(await dispense(desk, 100)).toEqual(refused({ kind: 'shortfall', available: 90, shortfall: 10, expired: 0 }))
    expect(await left(desk)).toEqual({ A: 40, B: 30, D: 20 })
  })

  it('BR-32: the last day of a batch counts, the next day blocks it', async () => {
    const desk = await shelfDesk([received('HARI-INI', TODAY, 5, '2025-01-01'), received('KEMARIN', '2025-12-16', 7, '2025-01-01')])
    expect(await dispense(desk, 5)).toMatchObject({ ok: true })
    expect(await dispense(desk, 1)).toEqual(refused({ kind: 'shortfall', available: 0, shortfall: 1, expired: 7 }))
  })

  it('BR-34: another batch than the first is taken only with a reason, which the ledger keeps', async () => {
    const desk = await shelfDesk()
    const key = `${PARACETAMOL}|program|A|2026-03-31`
    expect(await dispense(desk, 10, { key, reason: ' ' })).toEqual(refused({ kind: 'override-needs-reason' }))
    expect(await dispense(desk, 10, { key, reason: 'kemasan B basah' })).toMatchObject({ ok: true })
    expect((await desk.core.loadPending())[0]?.op.set?.['override']?.to).toBe('kemasan B basah')
  })

  it('BR-35: cooperative stock does not fill up what the programme lacks', async () => {
    const desk = await shelfDesk([...SHELF, received('K', '2027-01-31', 500, '2025-10-01', { source: 'koperasi' })])
    expect(await dispense(desk, 100)).toEqual(refused({ kind: 'shortfall', available: 90, shortfall: 10, expired: 0 }))
    expect((await shelfOf(desk)).map(line => [line.name, line.usable])).toEqual([['Parasetamol 500 mg tablet', { program: 90, koperasi: 500 }]])
  })

  it('two lines of one drug in one prescription do not take the same tablets', async () => {
    const desk = await shelfDesk()
    const line = (quantity: number) => ({ drugId: PARACETAMOL, source: 'program' as const, quantity, today: TODAY, visitId: 'v1' })
    const both = await desk.app.store.writeGroup(async view => {
      const lines = await decideLines(view, STOCK, [line(50), line(50)])
      return lines.ok ? { ok: true as const, value: movementDrafts(lines.value, STOCK, desk.app.newId) } : lines
    })
    expect(both).toEqual({ ok: false, error: { kind: 'line-refused', line: 1, drugId: PARACETAMOL, error: { kind: 'shortfall', available: 40, shortfall: 10, expired: 0 } } })
    expect(await left(desk)).toEqual({ A: 40, B: 30, D: 20 })
  })

  it('a receipt of two drugs is one group', async () => {
    const desk = await shelfDesk([])
    const lines = ['A', 'B'].map(number => received(number, '2027-01-31', 100, TODAY).data)
    expect(await receive(desk.app, STOCK, lines, null)).toEqual({ ok: true, value: null })
    const saved = (await desk.core.loadPending()).map(item => item.op)
    expect(saved.map(op => [op.tx === saved[0]?.tx, op.txn])).toEqual([[true, 2], [true, 2]])
  })

  it('a movement is reversed once, by its opposite, and a receipt not below what is left', async () => {
    const desk = await shelfDesk([received('A', '2026-03-31', 40, '2025-10-01'), movementRow('keluar', { drugId: PARACETAMOL, batch: { number: 'A', expiresOn: day('2026-03-31') }, quantity: -30, on: TODAY, reason: 'diserahkan' })])
    expect(await reverse(desk.app, STOCK, 'm-A-2025-10-01', 'salah catat')).toEqual({ ok: false, error: { kind: 'short', held: 10 } })
    expect(await reverse(desk.app, STOCK, 'keluar', 'salah jumlah')).toEqual({ ok: true, value: null })
    expect(await left(desk)).toEqual({ A: 40 })
    expect(await reverse(desk.app, STOCK, 'keluar', 'sekali lagi')).toEqual({ ok: false, error: { kind: 'twice' } })
    const file = await drugFile(desk.app, desk.app.store, STOCK, PARACETAMOL)
    // Lines of one day follow their ids, so the card is the same on every tablet.
    expect(cardLines(file?.movements ?? [], 'program', null).map(line => [line.in, line.out, line.balance])).toEqual([[40, 0, 40], [0, 30, 10], [30, 0, 40]])
    expect(file?.reversed.has('keluar')).toBe(true)
  })

  it('what came back of a hand-over in part does not make it one that was reversed', async () => {
    const out = (number: string, quantity: number): PlacedRow<'stock-movement'> => ({ ...received('A', '2026-03-31', quantity, '2025-12-01', { reason: 'diserahkan', documentId: 'serah-1' }), id: `keluar-${number}` })
    const desk = await shelfDesk([...SHELF, out('1', -10), out('2', -5),
      { ...received('A', '2026-03-31', 4, '2025-12-02', { reason: 'dikembalikan', reverses: 'keluar-1', documentId: 'serah-1-kembali-1' }), id: 'kembali' },
      { ...received('A', '2026-03-31', 5, '2025-12-02', { reason: 'dibalik', undoes: 'diserahkan', reverses: 'keluar-2', documentId: 'serah-1-batal' }), id: 'balik' }])
    const file = await drugFile(desk.app, desk.app.store, STOCK, PARACETAMOL)
    expect([...(file?.reversed ?? [])]).toEqual(['keluar-2'])
  })

  it('what a prescription took is reversed by its visit, not here', async () => {
    const desk = await shelfDesk([...SHELF, movementRow('resep', { drugId: PARACETAMOL, batch: { number: 'A', expiresOn: day('2026-03-31') }, quantity: -3, on: TODAY, reason: 'diserahkan', visitId: 'v1' })])
    expect(await reverse(desk.app, STOCK, 'resep', 'salah')).toEqual({ ok: false, error: { kind: 'of-a-visit' } })
  })

  it('BR-30: a batch below zero after two offline tablets stands there as it is and needs attention first', async () => {
    const desk = await shelfDesk([...SHELF, movementRow('dua-kali', { drugId: PARACETAMOL, batch: { number: 'D', expiresOn: day('2026-01-31') }, quantity: -25, on: TODAY, reason: 'diserahkan' })])
    const [line] = await shelfOf(desk)
    expect(line).toMatchObject({ marks: ['negative', 'yellow'], usable: { program: 70, koperasi: null } })
    expect(await left(desk)).toMatchObject({ D: -5 })
  })

  it('each pustu of a head is its own shelf', async () => {
    const elsewhere = movementRow('m-teritih', { drugId: PARACETAMOL, batch: { number: 'Z', expiresOn: day('2027-01-31') }, quantity: 9, on: TODAY }, streamOf('stock', 'pustu-teritih'))
    const desk = await openDesk({ grants: KAPUS, rows: [drugRow(PARACETAMOL, 'Parasetamol', '500 mg', 'tablet'), ...SHELF, elsewhere] })
    expect((await shelfOf(desk, streamOf('stock', 'pustu-teritih')))[0]?.usable.program).toBe(9)
    expect((await shelfOf(desk))[0]?.usable.program).toBe(90)
  })

  it('a reversal looks at its own batch and fund: another fund of the same number does not lend its stock', async () => {
    const desk = await shelfDesk([received('A', '2026-03-31', 40, '2025-10-01'), received('A', '2026-03-31', 40, '2025-10-02', { fund: 'jkn' }), movementRow('keluar', { drugId: PARACETAMOL, batch: batchA.batch, quantity: -30, on: TODAY, reason: 'diserahkan', fund: 'jkn' })])
    expect(await reverse(desk.app, STOCK, 'm-A-2025-10-02', 'salah dana')).toEqual({ ok: false, error: { kind: 'short', held: 10 } })
    expect(await reverse(desk.app, STOCK, 'm-A-2025-10-01', 'salah dana')).toEqual({ ok: true, value: null })
  })

  it('what a document did is taken back through that document (BR-37: a difference has an approver)', async () => {
    const desk = await shelfDesk([...SHELF, movementRow('opname', { ...batchA, quantity: -3, on: TODAY, reason: 'selisih', documentId: 'opname-1' }), movementRow('nota', { ...batchA, quantity: -3, on: TODAY, reason: 'diserahkan', documentId: 'nota-1' })])
    for (const id of ['opname', 'nota']) expect(await reverse(desk.app, STOCK, id, 'salah')).toEqual({ ok: false, error: { kind: 'of-a-document' } })
  })
})

describe('a batch put aside', () => {
  it('is not handed out, still counts as stock, and says why; released, it is handed out again', async () => {
    const desk = await shelfDesk()
    expect(await holdBatch(desk.app, STOCK, { ...batchA, batch: { number: 'D', expiresOn: day('2026-01-31') } }, 'kemasan basah')).toEqual({ ok: true, value: null })
    expect((await shelfOf(desk))[0]).toMatchObject({ usable: { program: 70 }, marks: ['yellow', 'held', 'slow'] })
    expect(linesIn('ditahan', await shelfOf(desk))).toHaveLength(1)
    expect(await dispense(desk, 80)).toEqual(refused({ kind: 'shortfall', available: 70, shortfall: 10, expired: 0 }))
    const file = await drugFile(desk.app, desk.app.store, STOCK, PARACETAMOL)
    expect([...(file?.holds.values() ?? [])].map(hold => [hold.data.batch.number, hold.data.reason])).toEqual([['D', 'kemasan basah']])
    expect(await releaseBatch(desk.app, STOCK, { ...batchA, batch: { number: 'D', expiresOn: day('2026-01-31') } }, 'kering lagi')).toEqual({ ok: true, value: null })
    expect(await dispense(desk, 80)).toMatchObject({ ok: true })
    expect(await left(desk)).toEqual({ A: 10, B: 0, D: 0 })
  })

  it('is released once and whole, though two tablets put it aside', async () => {
    const desk = await shelfDesk()
    await holdBatch(desk.app, STOCK, batchA, 'ditarik')
    await holdBatch(desk.app, STOCK, batchA, 'ditarik BPOM')
    expect(await releaseBatch(desk.app, STOCK, batchA, 'surat BPOM')).toEqual({ ok: true, value: null })
    expect((await shelfOf(desk))[0]?.usable.program).toBe(90)
    expect(await releaseBatch(desk.app, STOCK, batchA, 'lagi')).toEqual({ ok: false, error: { kind: 'not-held' } })
  })
})

describe('what the shelf tells', () => {
  it('below minimum, out, near expiry and put aside each have their view; what is there stands by name', async () => {
    const row = (id: string, minimum: number | null): PlacedRow<'drug'> => {
      const drug = drugRow(id, id.toUpperCase(), '', 'tablet')
      return { ...drug, data: { ...drug.data, minimum } }
    }
    const line = (drugId: string, number: string, expiresOn: string, quantity: number): PlacedRow => movementRow(`m-${drugId}-${number}`, { drugId, batch: { number, expiresOn: day(expiresOn) }, quantity, on: day('2025-12-01'), reason: quantity > 0 ? 'diterima' : 'diserahkan' })
    const desk = await openDesk({ grants: NAKES, rows: [
      row('b', 100), row('a', 10), row('c', null), row('d', null), line('b', 'B1', '2027-01-31', 40), line('a', 'A1', '2027-01-31', 40), line('c', 'C1', '2025-12-16', 5), line('d', 'D1', '2026-01-10', 5), line('d', 'D2', '2027-01-31', 5),
    ] })
    const lines = await shelfOf(desk)
    const names = (view: Parameters<typeof linesIn>[0]): string[] => linesIn(view, lines).map(found => found.drugId)
    expect([names('tersedia'), names('minimum'), names('kosong'), names('kedaluwarsa'), names('perhatian')]).toEqual([['a', 'b', 'd'], ['b'], ['c'], ['c', 'd'], ['c', 'd', 'b']])
    expect(lines.find(found => found.drugId === 'c')).toMatchObject({ marks: ['out', 'expired'], usable: { program: 0 } })
  })

  it('a drug that is out of use calls for nobody when it is gone, and the page counts what the first page counts', async () => {
    const row = (id: string, active: boolean): PlacedRow<'drug'> => {
      const drug = drugRow(id, id.toUpperCase(), '', 'tablet')
      return { ...drug, data: { ...drug.data, active } }
    }
    const line = (drugId: string, quantity: number): PlacedRow => movementRow(`m-${drugId}-${quantity}`, { drugId, batch: { number: 'X', expiresOn: day('2027-01-31') }, quantity, on: day('2025-12-01'), reason: quantity > 0 ? 'diterima' : 'diserahkan' })
    const desk = await openDesk({ grants: NAKES, rows: [row('pakai', true), row('lama', false), line('pakai', 5), line('pakai', -5), line('lama', 5), line('lama', -5)] })
    const lines = await shelfOf(desk)
    const names = (view: Parameters<typeof linesIn>[0]): string[] => linesIn(view, lines).map(found => found.drugId)
    expect([names('kosong'), names('perhatian'), names('tersedia')]).toEqual([['pakai'], ['pakai'], []])
    expect((await readShelfState(desk.app.store, STOCK, TODAY)).alerts.out).toEqual(names('kosong'))
    expect(lines.find(found => found.drugId === 'lama')?.marks).toEqual([])
  })

  it('what is left of one drug is read from the kept sums, not from its whole history', async () => {
    const desk = await shelfDesk()
    const [byKey, scan] = [vi.spyOn(desk.app.store, 'byKey'), vi.spyOn(desk.app.store, 'scan')]
    expect((await readBatches(desk.app.store, STOCK, PARACETAMOL)).reduce((sum, batch) => sum + batch.quantity, 0)).toBe(90)
    const asked = { drugId: PARACETAMOL, source: 'program' as const, quantity: 25, today: TODAY, visitId: null, party: 'umum' }
    const decided = await decideLines(desk.app.store, STOCK, [asked, asked])
    expect(decided.ok && decided.value.map(({ batch, quantity }) => [batch.number, quantity])).toEqual([['D', -20], ['B', -5], ['B', -25]])
    expect(byKey).not.toHaveBeenCalled()
    expect(scan.mock.calls.map(([kind]) => kind)).toEqual(['batch-hold'])
    expect((await readBatches(desk.app.store, STOCK, PARACETAMOL)).reduce((sum, batch) => sum + batch.quantity, 0)).toBe(90)
  })

  it('mean use by days in stock, months left and the request with its formula (issue 3, 8)', async () => {
    // In stock from 1 October through 17 December, 78 days of the window from 1 September; 260 used.
    const out = (on: string, quantity: number): PlacedRow => movementRow(`keluar-${on}`, { drugId: PARACETAMOL, batch: { number: 'X', expiresOn: day('2027-03-31') }, quantity: -quantity, on: day(on), reason: 'diserahkan' })
    const desk = await shelfDesk([received('X', '2027-03-31', 400, '2025-10-01'), out('2025-10-20', 130), out('2025-12-01', 130)])
    const file = await drugFile(desk.app, desk.app.store, STOCK, PARACETAMOL)
    const forecast = file?.forecasts.get(`${PARACETAMOL}|program`)
    expect(forecast).toMatchObject({ used: 260, daysInStock: 78, daysEmpty: 30, usable: 140, monthly: { top: 7800, bottom: 78 }, sufficiency: 'aman' })
    if (!file || !forecast) throw new Error('a drug with movements has a forecast')
    // 100 a month: SK 100 + SWT 100 ÷ 26 × 5 + SP 10 = 129,23 → 130; 130 is there.
    expect(suggestionOf(forecast, file.setting, 1)).toMatchObject({ used: 100, sk: 100, swt: 19.23, sp: 10, wanted: 130, usable: 140, missing: 0, request: 0 })
    expect(suggestionOf({ ...forecast, usable: 50 }, file.setting, 100)).toMatchObject({ missing: 80, request: 100, pack: 100 })
    expect(suggestionOf({ ...forecast, usable: 50 }, { ...file.setting, rule: 'tiga-kali', roundToPack: false }, 100)).toMatchObject({ wanted: 300, missing: 250, request: 250 })
    expect(suggestionOf({ ...forecast, monthly: null }, file.setting, 100)).toBeNull()
  })

  it('the deliveries and counts that wait are those of this pustu', async () => {
    const desk = await shelfDesk([countRow('opname-1')])
    expect(await readWaiting(desk.app.store, STOCK)).toEqual({ deliveries: 0, counts: 1 })
    expect(await readWaiting(desk.app.store, streamOf('stock', 'pustu-teritih'))).toEqual({ deliveries: 0, counts: 0 })
  })

  it('each line of the card leads to the paper that it belongs to', () => {
    const of = (more: Partial<MovementData>) => documentPage({ reason: 'diterima', source: 'program', visitId: null, documentId: 'dok', ...more })
    expect(of({ visitId: 'v1', reason: 'diserahkan' })).toEqual({ name: 'visit', id: 'v1' })
    expect(of({ documentId: null })).toBeNull()
    expect([of({}), of({ source: 'koperasi' }), of({ reason: 'diserahkan' }), of({ reason: 'dimusnahkan' }), of({ reason: 'selisih' }), of({ reason: 'dikirim' }), of({ reason: 'dibalik', undoes: 'dimusnahkan' })].map(page => page?.name))
      .toEqual(['delivery', 'goods-receipt', 'handover', 'write-off', 'count', 'shipment', 'write-off'])
    expect(of({ reason: 'dibalik' })).toBeNull()
  })
})
