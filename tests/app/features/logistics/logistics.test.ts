import { describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import type { DeliveryData } from '#domain/records/delivery.ts'
import { DEFAULT_PHARMACY_SETTING } from '#domain/rules/pharmacy/drug-facts.ts'
import { reversalId, reverseMovement } from '#domain/rules/pharmacy/dispense.ts'
import { createDraft } from '#app/db/record-store.ts'
import { emptyBatchLine, type BatchLine } from '#app/shared/pharmacy/batch-lines.ts'
import { readBatches, readMovements } from '#app/shared/pharmacy/stock.ts'
import { readDeliveries, readShipments, transitCounts } from '#app/shared/pharmacy/transit.ts'
import { confirmationOf, confirmProblems, emptyConfirm, restoreConfirm, type ConfirmForm } from '#app/features/logistics/confirm-form.ts'
import { deliveryLines, deliveryProblems, emptyDelivery, emptyLine, isUntouched, restoreDelivery, type DeliveryForm } from '#app/features/logistics/delivery-form.ts'
import { openDelivery } from '#app/features/logistics/open-delivery.ts'
import { cancelDelivery, confirmDelivery, deliveryFile, readGiven, reverseReceipt, sendDelivery, ship, takeBackShipment } from '#app/features/logistics/repository.ts'
import { emptyShipment, restoreShipment, shipmentProblems, targetOf } from '#app/features/logistics/shipment-form.ts'
import { drugRow, movementRow, STOCK } from '../medicine/shelf.ts'
import { inboxRow, openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'

const NAKES = [{ role: 'nakes', place: 'pustu-kiara' }] as const
const KAPUS = [{ role: 'kapus', place: 'pkm-uji' }] as const
const TERITIH = streamOf('stock', 'pustu-teritih')
const ORALIT = 'oralit-serbuk'
const AMOX = 'amoksisilin-500-mg'
const A = { number: 'A', expiresOn: day('2027-03-31') }
const B = { number: 'B', expiresOn: day('2027-06-30') }
const DRUGS = [drugRow(ORALIT, 'Oralit', '', 'sachet'), drugRow(AMOX, 'Amoksisilin', '500 mg', 'kapsul')]

const sent = (more: Partial<DeliveryData> = {}): DeliveryData => ({
  number: 'SBBK-7', from: { kind: 'puskesmas', id: 'pkm-uji', name: 'Puskesmas Uji' }, on: day('2025-12-15'), lplpoId: null, shipmentId: null, note: '', confirmation: null, cancelled: null,
  lines: [{ drugId: ORALIT, batch: A, quantity: 100 }, { drugId: AMOX, fund: 'jkn', batch: B, quantity: 40 }], ...more,
})
const deliveryRow = (id: string, data: Partial<DeliveryData> = {}, stream: string = STOCK): PlacedRow<'delivery'> => ({ kind: 'delivery', id, stream, data: sent(data) })
const stock = async (desk: Desk): Promise<Record<string, number>> => Object.fromEntries((await readBatches(desk.app.store, STOCK)).map(batch => [`${batch.drugId.slice(0, 4)} ${batch.number} ${batch.fund}`, batch.quantity]))
const written = async (desk: Desk) => (await desk.core.loadPending()).map(item => item.op)
const answer = (form: Partial<ConfirmForm> & { received?: string[] } = {}) => {
  const start = emptyConfirm(sent().lines, TODAY)
  const lines = start.lines.map((line, index) => ({ ...line, received: form.received?.[index] ?? line.received }))
  return { ...start, lines, ...form }
}

describe('a delivery arrives', () => {
  const arriving = () => openDesk({ grants: NAKES, rows: [...DRUGS, deliveryRow('d1')] })

  it('as written: the answer and one receipt a line are one group, under ids that follow from the delivery', async () => {
    const desk = await arriving()
    expect(await confirmDelivery(desk.app, 'd1', confirmationOf(answer(), sent().lines, desk.app.user.id))).toEqual({ ok: true, value: null })
    const ops = await written(desk)
    expect(new Set(ops.map(op => op.tx)).size).toBe(1)
    expect(ops.map(op => [op.kind, op.act, op.id])).toEqual([['delivery', 'patch', 'd1'], ['stock-movement', 'create', 'd1-m0'], ['stock-movement', 'create', 'd1-m1']])
    expect(await stock(desk)).toEqual({ 'oral A program': 100, 'amok B jkn': 40 })
    const [movement] = await readMovements(desk.app.store, STOCK, ORALIT)
    expect(movement?.data).toMatchObject({ reason: 'diterima', documentId: 'd1', document: 'SBBK-7', party: 'Puskesmas Uji', on: TODAY, at: '2025-12-17T12:00:00' })
    expect(transitCounts(await readDeliveries(desk.app.store), TODAY)).toEqual({ open: 0, different: 0, oldest: null })
  })

  it('with a difference: only what came is stock, a line of which nothing came moves nothing, and a note is asked for', async () => {
    const desk = await arriving()
    const short = answer({ received: ['98', '0'] })
    expect(confirmProblems(short, sent().lines, TODAY)).toEqual([{ field: 'note', word: 'errNote' }])
    expect(await confirmDelivery(desk.app, 'd1', confirmationOf({ ...short, note: 'dua pecah, sisanya tidak ada' }, sent().lines, desk.app.user.id))).toEqual({ ok: true, value: null })
    expect(await stock(desk)).toEqual({ 'oral A program': 98 })
    expect(transitCounts(await readDeliveries(desk.app.store), TODAY)).toMatchObject({ open: 0, different: 1 })
  })

  it('in another box than the paper says: the stock stands under the batch that can be held in the hand', async () => {
    const desk = await arriving()
    const form = answer({ note: 'batch lain' })
    form.lines[0] = { received: '100', other: true, batch: ' a-2 ', expires: '12/2027' }
    expect(await confirmDelivery(desk.app, 'd1', confirmationOf(form, sent().lines, desk.app.user.id))).toEqual({ ok: true, value: null })
    expect(await stock(desk)).toEqual({ 'oral A-2 program': 100, 'amok B jkn': 40 })
    expect((await desk.app.store.get('delivery', 'd1'))?.data.confirmation?.batches).toEqual([{ number: 'A-2', expiresOn: '2027-12-31' }, null])
  })

  it('once: a second confirmation, also of another tab, writes nothing', async () => {
    const desk = await arriving()
    const given = confirmationOf(answer(), sent().lines, desk.app.user.id)
    await confirmDelivery(desk.app, 'd1', given)
    expect(await confirmDelivery(desk.app, 'd1', given)).toEqual({ ok: false, error: { kind: 'confirmed' } })
    expect(await stock(desk)).toMatchObject({ 'oral A program': 100 })
  })

  it('by mistake: a line is taken back once, and not below what is left of its batch (BR-30)', async () => {
    const desk = await arriving()
    await confirmDelivery(desk.app, 'd1', confirmationOf(answer({ received: ['100', '0'], note: 'kurang' }), sent().lines, desk.app.user.id))
    expect(await reverseReceipt(desk.app, 'd1', 1, 'tidak ada')).toEqual({ ok: false, error: { kind: 'gone' } })
    expect(await reverseReceipt(desk.app, 'd1', 0, 'salah hitung')).toEqual({ ok: true, value: null })
    expect(await stock(desk)).toEqual({ 'oral A program': 0 })
    expect([...(await deliveryFile(desk.app.store, 'd1'))?.reversed ?? []]).toEqual([0])
    expect(await reverseReceipt(desk.app, 'd1', 0, 'lagi')).toEqual({ ok: false, error: { kind: 'reversed' } })

    const used = await openDesk({ grants: NAKES, rows: [...DRUGS, deliveryRow('d1'), movementRow('keluar', { drugId: ORALIT, batch: A, quantity: -30, on: TODAY, reason: 'diserahkan' })] })
    await confirmDelivery(used.app, 'd1', confirmationOf(answer(), sent().lines, used.app.user.id))
    expect(await reverseReceipt(used.app, 'd1', 0, 'salah')).toEqual({ ok: false, error: { kind: 'short', left: 70 } })
  })

  it('put aside because another tablet was first: it is no stock here, and the inbox tells', async () => {
    const desk = await arriving()
    await confirmDelivery(desk.app, 'd1', confirmationOf(answer(), sent().lines, desk.app.user.id))
    await desk.putAside('ID_CONFLICT')
    expect((await inboxRow(desk, 'd1-m0', 'ID_CONFLICT')).data.recordKind).toBe('stock-movement')
  })

  it('not after its sender called it back, and not by somebody in another person\'s name', async () => {
    const desk = await openDesk({ grants: NAKES, rows: [...DRUGS, deliveryRow('d1'), deliveryRow('d2', { cancelled: { by: 'kapus', on: TODAY, reason: 'salah pustu' } })] })
    expect(await confirmDelivery(desk.app, 'd2', confirmationOf(answer(), sent().lines, desk.app.user.id))).toEqual({ ok: false, error: { kind: 'cancelled' } })
    expect(await confirmDelivery(desk.app, 'd1', confirmationOf(answer(), sent().lines, 'orang-lain'))).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'delivery-actor' }] } })
    expect(await written(desk)).toEqual([])
  })

  it('the form names each mistake at its field, and a batch that differs must be whole', () => {
    const wrong = answer({ on: '2025-12-18', received: ['1,5', ''] })
    expect(confirmProblems(wrong, sent().lines, TODAY).map(({ field, word }) => `${field}:${word}`)).toEqual(['arrivedOn:errDayFuture', 'received0:errReceived', 'received1:errReceived'])
    const other = answer()
    other.lines[1] = { received: '40', other: true, batch: '', expires: '13/2027' }
    expect(confirmProblems(other, sent().lines, TODAY).map(({ field, word }) => `${field}:${word}`)).toEqual(['batch1:errBatch', 'expires1:errExpires'])
    other.lines[1] = { received: '40', other: true, batch: 'b', expires: '06/2027' }
    expect(confirmProblems(other, sent().lines, TODAY), 'what was typed is what the paper says').toEqual([])
    const kept: unknown = JSON.parse(JSON.stringify(other))
    expect(restoreConfirm(kept as never, emptyConfirm(sent().lines, TODAY))).toEqual(other)
    expect(restoreConfirm({ on: '', note: '', lines: [] }, emptyConfirm(sent().lines, TODAY))).toBeNull()
  })
})

describe('the puskesmas sends', () => {
  const form = (more: Partial<DeliveryForm> = {}): DeliveryForm => ({ ...emptyDelivery(TODAY, 'pustu-kiara'), lines: [{ drugId: ORALIT, fund: 'jkn', batch: ' b1 ', expires: '03/2027', quantity: '1.000' }], ...more })
  const drugs = new Map(DRUGS.map(drug => [drug.id, drug.data]))
  const words = (typed: DeliveryForm, setting = DEFAULT_PHARMACY_SETTING, catalogue = drugs): string[] => deliveryProblems(typed, TODAY, catalogue, setting).map(({ field, word }) => `${field}:${word}`)

  it('what the box says, in whole smallest units; what is expired is not sent (BR-32)', () => {
    expect(words(form())).toEqual([])
    expect(deliveryLines(form())).toEqual([{ drugId: ORALIT, fund: 'jkn', batch: { number: 'B1', expiresOn: '2027-03-31' }, quantity: 1000 }])
    expect(words(form({ lines: [{ drugId: ORALIT, fund: 'program', batch: 'b', expires: '11/2025', quantity: '1' }] }))).toEqual(['expires0:errExpired'])
    expect(words(emptyDelivery(TODAY))).toEqual(['pustu:errPustu', 'drugId0:errDrug', 'batch0:errBatch', 'expires0:errExpires', 'quantity0:errQuantity'])
    const line = form().lines[0] ?? emptyLine()
    expect(words(form({ lines: [line, { ...line, batch: 'B1', quantity: '3' }] }))).toEqual(['batch1:errSameLine'])
  })

  it('BR-38: narcotics and psychotropics only to a pustu that the head enabled', () => {
    const controlled = new Map([[ORALIT, { ...(DRUGS[0] as PlacedRow<'drug'>).data, class: 'psikotropika' as const }]])
    expect(words(form(), DEFAULT_PHARMACY_SETTING, controlled)).toEqual(['drugId0:errControlled'])
    expect(words(form(), { ...DEFAULT_PHARMACY_SETTING, controlledAt: ['pustu-kiara'] }, controlled)).toEqual([])
  })

  it('to the pustu\'s own stream; it is called back only while nobody has confirmed it', async () => {
    const desk = await openDesk({ grants: KAPUS, actor: 'kapus', rows: [...DRUGS, deliveryRow('sudah', { confirmation: { by: 'bidan', on: TODAY, received: [100, 40], note: '' } })] })
    const id = await sendDelivery(desk.app, 'pustu-teritih', sent({ on: TODAY }))
    if (!id.ok) throw new Error('the head may send')
    expect((await readDeliveries(desk.app.store, TERITIH)).map(delivery => delivery.id)).toEqual([id.value])
    expect(transitCounts(await readDeliveries(desk.app.store), TODAY)).toEqual({ open: 1, different: 0, oldest: 0 })
    expect(await cancelDelivery(desk.app, 'sudah', 'salah')).toEqual({ ok: false, error: { kind: 'confirmed' } })
    expect(await cancelDelivery(desk.app, id.value, 'salah pustu')).toEqual({ ok: true, value: null })
    expect((await desk.app.store.get('delivery', id.value))?.data.cancelled).toEqual({ by: 'kapus', on: TODAY, reason: 'salah pustu' })
    expect(await cancelDelivery(desk.app, id.value, 'lagi')).toEqual({ ok: false, error: { kind: 'cancelled' } })
  })

  it('what an LPLPO was granted and is not sent yet; what was called back is to be sent again', async () => {
    const zeros = [0, 0, 0]
    const lplpo: PlacedRow<'lplpo'> = { kind: 'lplpo', id: 'l1', stream: STOCK, data: {
      month: '2025-11', fund: 'jkn', number: 'LPLPO-1', sentBy: 'bidan', sentOn: day('2025-12-01'), replaces: null,
      params: { rule: 'stok-optimum', workingDays: 26, leadDays: 5, bufferPercent: 10, roundToPack: true }, visits: { all: 0, withPrescription: 0 },
      lines: { drugId: [ORALIT, AMOX, 'lain'], pack: [1, 1, 1], opening: zeros, adjustment: zeros, received: zeros, arrived: zeros, used: zeros, lost: zeros, returned: zeros, moved: zeros, difference: zeros, closing: zeros, emptyDays: zeros, optimum: zeros, request: zeros },
      notes: {}, decision: { choice: 'disetujui', by: 'kapus', on: TODAY, reason: '' }, given: [150, 40, 0],
    } }
    const desk = await openDesk({ grants: KAPUS, actor: 'kapus', rows: [...DRUGS, lplpo, deliveryRow('satu', { lplpoId: 'l1', lines: [{ drugId: ORALIT, batch: A, quantity: 100 }] }), deliveryRow('batal', { lplpoId: 'l1', cancelled: { by: 'kapus', on: TODAY, reason: 'salah' } })] })
    expect(await readGiven(desk.app.store, 'l1')).toEqual({ pustu: 'pustu-kiara', number: 'LPLPO-1', more: 0, lines: [{ ...emptyLine('jkn'), drugId: ORALIT, quantity: '50' }, { ...emptyLine('jkn'), drugId: AMOX, quantity: '40' }] })
    expect(await openDelivery(desk.app, 'l1', '')).toMatchObject({ restored: false, lplpo: { id: 'l1', number: 'LPLPO-1' }, form: { pustu: 'pustu-kiara' } })
    await sendDelivery(desk.app, 'pustu-kiara', sent({ lplpoId: 'l1', lines: [{ drugId: ORALIT, batch: B, quantity: 50 }, { drugId: AMOX, fund: 'jkn', batch: B, quantity: 40 }] }))
    expect(await openDelivery(desk.app, 'l1', '')).toBeNull()
    expect(await openDelivery(desk.app, 'tidak-ada', '')).toBeNull()
  })

  it('a draft comes back as it was typed', () => {
    const typed = form({ note: 'cepat' })
    expect(restoreDelivery(JSON.parse(JSON.stringify(typed)) as never, emptyDelivery(TODAY))).toEqual(typed)
    expect(restoreDelivery({ pustu: 3 }, emptyDelivery(TODAY))).toBeNull()
    expect([isUntouched(emptyDelivery(TODAY)), isUntouched(typed)]).toEqual([true, false])
  })
})

describe('a pustu sends', () => {
  const OLD = { number: 'LAMA', expiresOn: day('2025-11-30') }
  const SHELF = [
    movementRow('m1', { drugId: ORALIT, batch: A, quantity: 60, on: day('2025-10-01'), fund: 'jkn' }), movementRow('m2', { drugId: ORALIT, batch: OLD, quantity: 7, on: day('2025-10-01') }),
    movementRow('m3', { drugId: AMOX, batch: B, quantity: 30, on: day('2025-10-01'), source: 'koperasi' }),
  ]
  const desk = (...rows: PlacedRow[]): Promise<Desk> => openDesk({ grants: NAKES, rows: [...DRUGS, ...SHELF, ...rows] })
  const key = { a: `${ORALIT}|program|A|2027-03-31|jkn`, old: `${ORALIT}|program|LAMA|2025-11-30`, koperasi: `${AMOX}|koperasi|B|2027-06-30` }
  const line = (batchKey: string, quantity: string): BatchLine => ({ ...emptyBatchLine(), drugId: batchKey.split('|')[0] ?? '', key: batchKey, quantity })
  const PAPER = { number: 'SBBK-KIARA-02-0001', reason: 'kosong di sana' }
  const toPustu = { ...PAPER, to: { kind: 'pustu' as const, id: 'pustu-teritih', name: 'Pustu Teritih' } }

  it('programme stock to another pustu: the paper and its movements are one group, and it is out of stock at once', async () => {
    const at = await desk()
    const id = await ship(at.app, STOCK, toPustu, [line(key.a, '25')])
    if (!id.ok) throw new Error(id.error.kind)
    const ops = await written(at)
    expect(ops.map(op => [op.kind, op.id])).toEqual([['shipment', id.value], ['stock-movement', `${id.value}-m0`]])
    expect(new Set(ops.map(op => op.tx)).size).toBe(1)
    expect(ops[1]?.set).toMatchObject({ quantity: { to: -25 }, reason: { to: 'dikirim' }, fund: { to: 'jkn' }, documentId: { to: id.value }, party: { to: 'Pustu Teritih' } })
    expect(await stock(at)).toMatchObject({ 'oral A jkn': 35 })
    expect((await readShipments(at.app.store)).map(file => file.state)).toEqual(['menunggu'])
  })

  it('BR-30, BR-32, BR-35: not more than there is, nothing expired to a pustu, nothing of the cooperative but back to who sold it', async () => {
    const at = await desk()
    expect(await ship(at.app, STOCK, toPustu, [line(key.a, '61')])).toEqual({ ok: false, error: { kind: 'batches-changed', line: 0, left: 60 } })
    expect(await ship(at.app, STOCK, toPustu, [line(key.old, '1')])).toEqual({ ok: false, error: { kind: 'batches-changed', line: 0, left: 0 } })
    expect(await ship(at.app, STOCK, toPustu, [line(key.koperasi, '1')])).toEqual({ ok: false, error: { kind: 'batches-changed', line: 0, left: 0 } })
    expect(await written(at)).toEqual([])
    expect(await ship(at.app, STOCK, { ...PAPER, to: { kind: 'puskesmas', id: 'pkm-uji', name: 'Puskesmas Uji' } }, [line(key.old, '7')])).toMatchObject({ ok: true })
    expect(await ship(at.app, STOCK, { ...PAPER, to: { kind: 'pemasok', id: null, name: 'PT Obat' } }, [line(key.koperasi, '5')])).toMatchObject({ ok: true })
    expect((await written(at)).filter(op => op.kind === 'stock-movement').map(op => op.set?.['reason']?.to)).toEqual(['diretur', 'diretur'])
    expect((await readShipments(at.app.store)).map(file => file.state)).toEqual(['diretur', 'diretur'])
  })

  it('a batch that was put aside goes back but not on', async () => {
    const at = await desk({ kind: 'batch-hold', id: 'tahan', stream: STOCK, data: { drugId: ORALIT, source: 'program', fund: 'jkn', batch: A, action: 'tahan', releases: null, reason: 'ditarik', on: TODAY, by: 'bidan' } })
    expect(await ship(at.app, STOCK, toPustu, [line(key.a, '1')])).toMatchObject({ ok: false })
    expect(await ship(at.app, STOCK, { ...PAPER, to: { kind: 'puskesmas', id: 'pkm-uji', name: 'Puskesmas Uji' } }, [line(key.a, '60')])).toMatchObject({ ok: true })
  })

  it('what arrived there comes back with its difference, and what was confirmed is not taken back', async () => {
    const at = await desk()
    const id = await ship(at.app, STOCK, toPustu, [line(key.a, '25')])
    if (!id.ok) throw new Error(id.error.kind)
    await at.arrive([{ kind: 'shipment-receipt', id: `tiba-${id.value}`, stream: STOCK, data: { shipmentId: id.value, by: 'teritih', on: TODAY, received: [24], note: 'satu sobek' } }])
    expect(await readShipments(at.app.store)).toMatchObject([{ state: 'selisih', contradicts: false, receipt: { data: { note: 'satu sobek' } } }])
    expect(await takeBackShipment(at.app, id.value, 'salah')).toEqual({ ok: false, error: { kind: 'answered' } })
  })

  it('is taken back whole before that, once, by the opposite of each movement', async () => {
    const at = await desk()
    const id = await ship(at.app, STOCK, toPustu, [line(key.a, '25')])
    if (!id.ok) throw new Error(id.error.kind)
    expect(await takeBackShipment(at.app, id.value, 'salah pustu')).toEqual({ ok: true, value: null })
    expect(await stock(at)).toMatchObject({ 'oral A jkn': 60 })
    expect((await written(at)).at(-1)).toMatchObject({ id: `${id.value}-m0-balik`, set: { reverses: { to: `${id.value}-m0` }, undoes: { to: 'dikirim' }, documentId: { to: id.value } } })
    expect(await readShipments(at.app.store)).toMatchObject([{ state: 'dibatalkan', contradicts: false }])
    expect(await takeBackShipment(at.app, id.value, 'lagi')).toEqual({ ok: false, error: { kind: 'twice' } })
    await at.arrive([{ kind: 'shipment-receipt', id: `tiba-${id.value}`, stream: STOCK, data: { shipmentId: id.value, by: 'teritih', on: TODAY, received: [25], note: '' } }])
    expect(await readShipments(at.app.store), 'said by both, it is for a person to settle').toMatchObject([{ state: 'dibatalkan', contradicts: true }])
  })

  it('a line that was taken back on the stock card is not taken back twice with the rest', async () => {
    const at = await desk()
    const id = await ship(at.app, STOCK, toPustu, [line(key.a, '25')])
    if (!id.ok) throw new Error(id.error.kind)
    const two = await ship(at.app, STOCK, { ...PAPER, to: { kind: 'puskesmas', id: 'pkm-uji', name: 'Puskesmas Uji' } }, [line(key.a, '1'), line(key.old, '2')])
    if (!two.ok) throw new Error(two.error.kind)
    const [movement] = (await readMovements(at.app.store, STOCK, ORALIT)).filter(found => found.id === `${two.value}-m0`)
    if (!movement) throw new Error('the shipment has its movement')
    await at.app.store.writeGroup(async () => ({ ok: true, value: [createDraft('stock-movement', reversalId(movement.id), STOCK, reverseMovement(movement, TODAY, 'salah'))] }))
    expect((await readShipments(at.app.store)).find(file => file.shipment.id === two.value)).toMatchObject({ state: 'diretur', contradicts: false })
    expect(await takeBackShipment(at.app, two.value, 'sisanya juga')).toEqual({ ok: true, value: null })
    expect((await readShipments(at.app.store)).find(file => file.shipment.id === two.value)).toMatchObject({ state: 'dibatalkan', backReason: 'salah' })
    expect(await stock(at)).toMatchObject({ 'oral A jkn': 35, 'oral LAMA program': 7 })
  })

  it('the form asks where to and why; a supplier is written by hand only where none is on record', () => {
    const places = { pustu: [{ id: 'pustu-teritih', name: 'Pustu Teritih' }], suppliers: [], puskesmas: { id: 'pkm-uji', name: 'Puskesmas Uji' } }
    const empty = emptyShipment('pustu')
    expect(shipmentProblems(empty, targetOf(empty, places)).map(({ field, word }) => `${field}:${word}`)).toEqual(['pustu:errTarget', 'reason:errReason'])
    expect(targetOf({ ...empty, pustu: 'pustu-teritih' }, places)).toEqual({ kind: 'pustu', id: 'pustu-teritih', name: 'Pustu Teritih' })
    expect(targetOf({ ...empty, kind: 'pemasok', supplier: ' PT Obat ' }, places)).toEqual({ kind: 'pemasok', id: null, name: 'PT Obat' })
    expect(targetOf({ ...empty, kind: 'pemasok', supplier: 'PT Obat' }, { ...places, suppliers: [{ id: 's', name: 'PT Lain' }] })).toBeNull()
    expect(restoreShipment(JSON.parse(JSON.stringify({ ...empty, lines: [line(key.a, '3')] })) as never)).toEqual({ ...empty, lines: [line(key.a, '3')] })
    expect(restoreShipment({ kind: 'bulan' })).toBeNull()
  })
})
