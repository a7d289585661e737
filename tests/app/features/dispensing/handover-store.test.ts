import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import { handOut, handoversOfDay, readFile, standingOf, takeBack, takingsOf, type DispenseFailure } from '#app/features/dispensing/repository.ts'
import { decideHandover, type AskedHandover } from '#app/shared/pharmacy/handovers.ts'
import { readBatches } from '#app/shared/pharmacy/stock.ts'
import { movementRow, STOCK } from '../medicine/shelf.ts'
import { journalOf } from '../service/ward.ts'
import { TODAY, type Desk } from '../support/desk.ts'
import { AMOXICILLIN, asked, classRow, memberRow, openCounter, PARACETAMOL, priceRow } from './counter.ts'

/** What the screen would show of it, then the save. */
async function sell(desk: Desk, what: AskedHandover): Promise<{ ok: true; value: string } | { ok: false; error: DispenseFailure }> {
  const shown = await decideHandover(desk.app, desk.app.store, STOCK, what)
  return handOut(desk.app, STOCK, what, shown.ok ? { movements: shown.value.movements, total: shown.value.data.total } : { movements: [], total: 0 })
}
const sold = async (desk: Desk, what: AskedHandover): Promise<string> => {
  const saved = await sell(desk, what)
  if (!saved.ok) throw new Error(`not handed out: ${saved.error.kind}`)
  return saved.value
}
const left = async (desk: Desk): Promise<Record<string, number>> => Object.fromEntries((await readBatches(desk.app.store, STOCK)).map(batch => [batch.number, batch.quantity]))
const get = async (desk: Desk, id: string) => (await desk.app.store.get('handover', id))?.data
const sale = (quantity: number, change: Partial<AskedHandover> = {}): AskedHandover => asked({ source: 'koperasi', lines: [{ drugId: PARACETAMOL, quantity, directions: null, signa: '' }], ...change })

describe('handing out over the counter', () => {
  it('BR-31, BR-35: programme stock leaves free of charge, soonest expiry first, in one group with its numbered document', async () => {
    const desk = await openCounter()
    const id = await sold(desk, asked())
    expect(await get(desk, id)).toMatchObject({
      number: 'KIARA-02-0001', on: TODAY, time: '12:00', source: 'program', total: 0, payment: { method: 'gratis', paid: 0, change: 0 }, by: 'staf-bidan',
      lines: [{ quantity: 15, unitPrice: 0, amount: 0, batches: [{ batch: { number: 'B' }, quantity: 10 }, { batch: { number: 'A' }, quantity: 5 }] }],
    })
    expect(await left(desk)).toEqual({ A: 35, B: 0, K: 100, X: 50 })
    const journal = await journalOf(desk)
    expect(journal.map(({ kind }) => kind)).toEqual(['handover', 'stock-movement', 'stock-movement'])
    expect(new Set(journal.map(({ tx }) => tx)).size).toBe(1)
    const movements = await desk.app.store.byKey('stock-movement', 'document', id)
    expect(movements.map(({ data }) => [data.reason, data.document, data.party, data.at])).toEqual(Array.from({ length: 2 }, () => ['diserahkan', 'KIARA-02-0001', 'umum', '2025-12-17T12:00:00']))
  })

  it('members pay the price of members, everybody else the general one; change is given', async () => {
    const desk = await openCounter([priceRow(PARACETAMOL, 400, 350), memberRow('0007', 'Siti Contoh')])
    const general = await get(desk, await sold(desk, sale(10, { payment: { method: 'tunai', paid: 5000, reference: '' } })))
    expect(general).toMatchObject({ total: 4000, payment: { method: 'tunai', paid: 5000, change: 1000 }, lines: [{ unitPrice: 400, amount: 4000 }] })
    const member = await get(desk, await sold(desk, sale(10, { taker: { kind: 'anggota', id: '0007', name: 'Siti Contoh', member: { id: '0007', number: 'KIARA-01-0007' } } })))
    expect(member).toMatchObject({ total: 3500, payment: { method: 'tunai', paid: 3500, change: 0 }, lines: [{ unitPrice: 350, amount: 3500 }] })
    expect((await desk.app.store.byKey('handover', 'member', '0007')).map(({ data }) => data.total)).toEqual([3500])
    expect((await desk.app.store.scan('stock-movement')).some(({ data }) => JSON.stringify(data).includes('Siti'))).toBe(false)
  })

  it('without a price, with too little money, or above the stock nothing is written and no number is spent', async () => {
    const desk = await openCounter()
    expect(await sell(desk, sale(10))).toEqual({ ok: false, error: { kind: 'no-price', line: 0, drugId: PARACETAMOL } })
    await desk.arrive([priceRow(PARACETAMOL, 400, 350)])
    expect(await sell(desk, sale(10, { payment: { method: 'tunai', paid: 3999, reference: '' } }))).toEqual({ ok: false, error: { kind: 'paid-short', total: 4000, paid: 3999 } })
    expect(await sell(desk, sale(101))).toMatchObject({ error: { kind: 'line-refused', error: { kind: 'shortfall', available: 100 } } })
    expect(await journalOf(desk)).toEqual([])
    expect(await desk.app.nextLabel('nota', 'KIARA')).toBe('KIARA-02-0001')
  })

  it('a price of tomorrow does not count yet, the latest of the past does', async () => {
    const desk = await openCounter([priceRow(PARACETAMOL, 400, 350), priceRow(PARACETAMOL, 500, 450, '2025-12-10'), priceRow(PARACETAMOL, 900, 800, '2025-12-18')])
    expect(await get(desk, await sold(desk, sale(2)))).toMatchObject({ total: 1000 })
  })

  it('BR-34: another batch than the first is taken with a reason, which stays on the movement', async () => {
    const desk = await openCounter()
    const chosen = (reason: string) => asked({ lines: [{ drugId: PARACETAMOL, quantity: 5, directions: null, signa: '', chosen: { key: `${PARACETAMOL}|program|A|2026-03-31`, reason } }] })
    expect(await sell(desk, chosen(' '))).toMatchObject({ error: { kind: 'line-refused', error: { kind: 'override-needs-reason' } } })
    const id = await sold(desk, chosen('kemasan B basah'))
    expect((await desk.app.store.byKey('stock-movement', 'document', id)).map(({ data }) => data.override)).toEqual(['kemasan B basah'])
  })

  it('a held batch is never proposed', async () => {
    const desk = await openCounter()
    await desk.arrive([{ kind: 'batch-hold', id: 'tahan-1', stream: STOCK, data: { drugId: PARACETAMOL, source: 'program', batch: { number: 'B', expiresOn: day('2026-01-31') }, action: 'tahan', reason: 'basah', on: TODAY, by: 'staf-bidan', releases: null } as never }])
    await sold(desk, asked())
    expect(await left(desk)).toMatchObject({ A: 25, B: 10 })
  })

  it('what the screen showed is what is taken and paid: a shelf or price that changed meanwhile is looked at again', async () => {
    const desk = await openCounter([priceRow(PARACETAMOL, 400, 350)])
    const shown = await decideHandover(desk.app, desk.app.store, STOCK, sale(10))
    if (!shown.ok) throw new Error('there is stock')
    await desk.arrive([priceRow(PARACETAMOL, 500, 450, '2025-12-15')])
    expect(await handOut(desk.app, STOCK, sale(10), { movements: shown.value.movements, total: shown.value.data.total })).toEqual({ ok: false, error: { kind: 'changed' } })
    const batches = await decideHandover(desk.app, desk.app.store, STOCK, asked())
    if (!batches.ok) throw new Error('there is stock')
    await desk.arrive([movementRow('m-lain', { drugId: PARACETAMOL, batch: { number: 'B', expiresOn: day('2026-01-31') }, quantity: -8, on: TODAY, reason: 'diserahkan' })])
    expect(await handOut(desk.app, STOCK, asked(), { movements: batches.value.movements, total: 0 })).toEqual({ ok: false, error: { kind: 'changed' } })
    expect(await journalOf(desk)).toEqual([])
  })
})

describe('the class gate', () => {
  const keras = (change: Partial<AskedHandover> = {}): AskedHandover => sale(0, { lines: [{ drugId: AMOXICILLIN, quantity: 10, directions: null, signa: '' }], ...change })
  it('keras leaves against an outside prescription only, which is kept', async () => {
    const desk = await openCounter([priceRow(AMOXICILLIN, 1000, 900)])
    expect(await sell(desk, keras())).toEqual({ ok: false, error: { kind: 'gate', line: 0, drugId: AMOXICILLIN, refusal: 'needs-prescription' } })
    const prescription = { number: 'R-12', prescriber: 'dr. Contoh', on: TODAY }
    expect(await get(desk, await sold(desk, keras({ prescription })))).toMatchObject({ prescription, total: 10_000 })
  })
  it('the gate of the store refuses it too, whatever a page has sent', async () => {
    const desk = await openCounter([priceRow(AMOXICILLIN, 1000, 900)])
    const id = await sold(desk, keras({ prescription: { number: 'R-12', prescriber: 'dr. Contoh', on: TODAY } }))
    const data = await get(desk, id)
    if (!data) throw new Error('it was saved')
    const forced = await desk.app.store.writeGroup(async () => ({ ok: true as const, value: [{ act: 'create' as const, kind: 'handover' as const, id: 'paksa', stream: STOCK, data: { ...data, prescription: null } as never }] }))
    expect(forced).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'class-gate', field: 'lines.0', detail: { class: 'keras' } }] } })
  })
  it('BR-38: a psychotropic leaves only where the head enabled the pustu, prescription or not', async () => {
    const diazepam = classRow('diazepam-2-mg-tablet', 'Diazepam', 'psikotropika')
    const stock = movementRow('D', { drugId: 'diazepam-2-mg-tablet', batch: { number: 'D', expiresOn: day('2027-01-31') }, quantity: 10, on: day('2025-10-01') })
    const desk = await openCounter([diazepam, stock])
    const what = asked({ lines: [{ drugId: 'diazepam-2-mg-tablet', quantity: 2, directions: null, signa: '' }], prescription: { number: 'R-1', prescriber: 'dr. Contoh', on: TODAY } })
    expect(await sell(desk, what)).toMatchObject({ error: { kind: 'gate', refusal: 'controlled-not-enabled' } })
    const { DEFAULT_PHARMACY_SETTING } = await import('#domain/rules/pharmacy/drug-facts.ts')
    await desk.arrive([{ kind: 'pharmacy-setting', id: 'apotek-pkm-uji', stream: streamOf('catalogue', 'pkm-uji'), data: { ...DEFAULT_PHARMACY_SETTING, controlledAt: ['pustu-kiara'] } }])
    expect((await sell(desk, what)).ok).toBe(true)
  })
})

describe('taking back', () => {
  const keyOf = (batch: string, expiresOn: string): string => `${PARACETAMOL}|program|${batch}|${expiresOn}`
  it('some of it: the stock goes to its batch, the money back, and the rest can follow, never more than was given', async () => {
    const desk = await openCounter([priceRow(PARACETAMOL, 400, 350)])
    const id = await sold(desk, sale(10))
    const handover = await desk.app.store.get('handover', id)
    if (!handover) throw new Error('it was saved')
    const key = `${PARACETAMOL}|koperasi|K|2027-01-31`
    expect(await takeBack(desk.app, handover, new Map([[key, 4]]), 'salah beli')).toEqual({ ok: true, value: null })
    expect(await get(desk, `${id}-kembali-1`)).toMatchObject({ number: 'KIARA-02-0002', reverses: id, reason: 'salah beli', total: -1600, payment: { method: 'tunai', paid: -1600, change: 0 }, lines: [{ quantity: -4, amount: -1600 }] })
    expect(await left(desk)).toMatchObject({ K: 94 })
    expect((await desk.app.store.get('stock-movement', `${id}-m0-kembali-1`))?.data).toMatchObject({ quantity: 4, reason: 'dikembalikan', reverses: `${id}-m0`, documentId: `${id}-kembali-1`, party: 'umum' })
    expect(await takeBack(desk.app, handover, new Map([[key, 7]]), 'lagi')).toEqual({ ok: false, error: { kind: 'too-much', kept: 6 } })
    expect(await takeBack(desk.app, handover, 'all', 'sisanya')).toEqual({ ok: true, value: null })
    expect(await left(desk)).toMatchObject({ K: 100 })
    expect(await takeBack(desk.app, handover, 'all', 'lagi')).toEqual({ ok: false, error: { kind: 'nothing' } })
    const state = (await readFile(desk.app, id))?.state
    expect(state && standingOf(state)).toBe('all-back')
  })

  it('the whole: each movement by its reversal, once, and a second tablet cannot do it under another id', async () => {
    const desk = await openCounter()
    const id = await sold(desk, asked())
    const handover = await desk.app.store.get('handover', id)
    if (!handover) throw new Error('it was saved')
    expect(await takeBack(desk.app, handover, 'all', 'salah orang')).toEqual({ ok: true, value: null })
    expect(await left(desk)).toEqual({ A: 40, B: 10, K: 100, X: 50 })
    expect((await desk.app.store.get('stock-movement', `${id}-m0-balik`))?.data).toMatchObject({ quantity: 10, reason: 'dibalik', undoes: 'diserahkan', documentId: `${id}-batal` })
    expect(await takeBack(desk.app, handover, 'all', 'lagi')).toEqual({ ok: false, error: { kind: 'nothing' } })
    const back = await get(desk, `${id}-batal`)
    const again = await desk.app.store.writeGroup(async () => ({ ok: true as const, value: [{ act: 'create' as const, kind: 'handover' as const, id: 'lain-batal', stream: STOCK, data: { ...back, number: 'X-1' } as never }] }))
    expect(again).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'handover-reversal', field: 'lines' }] } })
  })

  it('of several batches each is told apart, and a taking back is not taken back', async () => {
    const desk = await openCounter()
    const id = await sold(desk, asked())
    const handover = await desk.app.store.get('handover', id)
    if (!handover) throw new Error('it was saved')
    await takeBack(desk.app, handover, new Map([[keyOf('A', '2026-03-31'), 5]]), 'berlebih')
    expect(await left(desk)).toMatchObject({ A: 40, B: 0 })
    const back = await desk.app.store.get('handover', `${id}-kembali-1`)
    if (!back) throw new Error('it was saved')
    expect(await takeBack(desk.app, back, 'all', 'kembali lagi')).toEqual({ ok: false, error: { kind: 'gone' } })
  })

  it('a day shows what was handed out and what came back, and its money is the difference', async () => {
    const desk = await openCounter([priceRow(PARACETAMOL, 400, 350)])
    const id = await sold(desk, sale(10))
    await sold(desk, sale(5, { payment: { method: 'transfer', paid: null, reference: 'BCA-1' } }))
    await sold(desk, asked())
    const handover = await desk.app.store.get('handover', id)
    if (!handover) throw new Error('it was saved')
    await takeBack(desk.app, handover, new Map([[`${PARACETAMOL}|koperasi|K|2027-01-31`, 1]]), 'berlebih')
    const rows = await handoversOfDay(desk.app.store, STOCK, TODAY)
    expect(rows.map(row => [row.handover.data.number, row.standing])).toEqual([['KIARA-02-0004', 'taken-back'], ['KIARA-02-0003', 'given'], ['KIARA-02-0002', 'given'], ['KIARA-02-0001', 'part-back']])
    expect(takingsOf(rows)).toEqual({ cash: 3600, transfer: 2000, tempo: 0 })
    expect(await handoversOfDay(desk.app.store, STOCK, day('2025-12-16'))).toEqual([])
  })

  it('a lurah and the cooperative hold no stream that a hand-over could lie in', async () => {
    const desk = await openCounter([], [{ role: 'koperasi', place: 'kmp-kiara' }])
    expect(desk.app.streams('stock')).toEqual([])
    expect(await desk.app.store.scan('handover')).toEqual([])
  })
})
