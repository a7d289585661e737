import { describe, expect, it } from 'vitest'
import { addDays, day } from '#domain/core/day.ts'
import { readBatches } from '#app/shared/pharmacy/stock.ts'
import { cancelVisit, handedOut, saveVisitDraft, signVisit } from '#app/features/service/visit-writing.ts'
import { openDrafts, patientCard } from '#app/features/service/repository.ts'
import type { DataOf } from '#domain/records/index.ts'
import { streamOf } from '#domain/core/streams.ts'
import { keptOf } from '#domain/rules/pharmacy/handover-rules.ts'
import { movementRow, STOCK } from '../medicine/shelf.ts'
import { TODAY, type PlacedRow } from '../support/desk.ts'
import { CLINICAL, DRUG, journalOf, line, openWard, patientRow, visitData } from './ward.ts'

const hand = (quantity: number) => [{ drugId: DRUG, source: 'program' as const, quantity }]
const left = async (desk: Awaited<ReturnType<typeof openWard>>) => Object.fromEntries((await readBatches(desk.app.store, STOCK, DRUG)).map(batch => [batch.number, batch.quantity]))

describe('signing a visit', () => {
  it('BR-31: writes the signed visit and its hand-over in one group, soonest expiry first', async () => {
    const desk = await openWard()
    const signed = await signVisit(desk.app, 'kunjungan-1', visitData({ lines: [line('60')] }), hand(60))
    expect(signed.ok).toBe(true)
    const journal = await journalOf(desk)
    expect(journal.map(({ kind, act }) => `${act} ${kind}`)).toEqual(['create visit', 'create handover', ...Array.from({ length: 3 }, () => 'create stock-movement')])
    expect(new Set(journal.map(({ tx }) => tx)).size).toBe(1)
    expect(journal.every(({ txn }) => txn === 5)).toBe(true)
    expect(await left(desk)).toEqual({ A: 30, B: 0, C: 25, D: 0 })
    const visit = await desk.app.store.get('visit', 'kunjungan-1')
    expect(visit?.data.signature).toEqual({ by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', on: TODAY, time: '12:00' })
    expect(visit?.pending).toBe('unsent')
  })

  it('BR-30: writes neither visit nor movement when the stock does not suffice', async () => {
    const desk = await openWard()
    const signed = await signVisit(desk.app, 'kunjungan-1', visitData({ lines: [line('91')] }), hand(91))
    expect(signed).toMatchObject({ ok: false, error: { kind: 'stock', line: 0, error: { kind: 'shortfall', available: 90, shortfall: 1, expired: 25 } } })
    expect(await journalOf(desk)).toEqual([])
  })

  it('BR-41: an expired or missing SIP signs nothing; its last day still does', async () => {
    const expired = await openWard({ sipUntil: addDays(TODAY, -1) })
    expect(await signVisit(expired.app, 'k', visitData(), [])).toMatchObject({ ok: false, error: { kind: 'sip-expired' } })
    const missing = await openWard({ sipUntil: null })
    expect(await signVisit(missing.app, 'k', visitData(), [])).toMatchObject({ ok: false, error: { kind: 'sip-missing' } })
    const lastDay = await openWard({ sipUntil: TODAY })
    expect((await signVisit(lastDay.app, 'k', visitData(), [])).ok).toBe(true)
  })

  it('BR-41: refuses without complaint, allergy answer and diagnosis, and keeps the stock', async () => {
    const desk = await openWard()
    const signed = await signVisit(desk.app, 'k', visitData({ complaint: ' ', allergyAnswer: '', diagnoses: [], lines: [line('5')] }), hand(5))
    expect(signed).toMatchObject({ ok: false, error: { kind: 'rules-broken' } })
    expect((signed.ok ? [] : signed.error.kind === 'rules-broken' ? signed.error.breaks : []).map(one => one.field)).toEqual(['complaint', 'allergy', 'diagnoses'])
    expect(await left(desk)).toEqual({ A: 40, B: 30, C: 25, D: 20 })
  })

  it('a draft takes no stock, is continued by its author, and is signed once', async () => {
    const desk = await openWard()
    await saveVisitDraft(desk.app, 'k', visitData({ diagnoses: [], lines: [line('10')] }))
    expect((await openDrafts(desk.app)).map(one => one.visit.id)).toEqual(['k'])
    expect(await left(desk)).toEqual({ A: 40, B: 30, C: 25, D: 20 })
    expect((await signVisit(desk.app, 'k', visitData({ lines: [line('10')] }), hand(10))).ok).toBe(true)
    expect(await openDrafts(desk.app)).toEqual([])
    expect(await signVisit(desk.app, 'k', visitData({ lines: [line('10')] }), hand(10))).toMatchObject({ ok: false, error: { kind: 'gone' } })
    expect(await left(desk)).toEqual({ A: 40, B: 30, C: 25, D: 10 })
  })
})

describe('what a signed visit ends', () => {
  const arrivalRow = (ended: DataOf<'arrival'>['ended'] = null): PlacedRow<'arrival'> => ({
    kind: 'arrival', id: 'datang-1', stream: CLINICAL,
    data: { patientId: 'pasien-1', on: TODAY, time: '08:40', by: 'staf-bidan', reason: 'Demam', payer: 'umum', priority: { level: 'biasa', reason: '' }, triage: null, service: null, ended },
  })
  const followUpRow = (id: string, due: string, patientId = 'pasien-1'): PlacedRow<'follow-up'> => ({
    kind: 'follow-up', id, stream: CLINICAL, data: { patientId, visitId: null, on: day('2025-12-01'), by: 'staf-bidan', due: day(due), how: 'kunjungan', reason: 'Kontrol tensi', attempts: [], outcome: null },
  })
  const fromQueue = () => ({ ...visitData(), arrivalId: 'datang-1' })

  it('its line of the queue and the follow-ups that waited for it, in the same group', async () => {
    const desk = await openWard({ rows: [arrivalRow(), followUpRow('lewat', '2025-12-10'), followUpRow('batas', '2025-12-24'), followUpRow('nanti', '2025-12-25'), followUpRow('lain', '2025-12-10', 'pasien-2')] })
    expect((await signVisit(desk.app, 'k', fromQueue(), [])).ok).toBe(true)
    expect((await desk.app.store.get('arrival', 'datang-1'))?.data.ended).toEqual({ how: 'selesai', time: '12:00', visitId: 'k', reason: '', by: 'staf-bidan' })
    const outcome = async (id: string) => (await desk.app.store.get('follow-up', id))?.data.outcome?.how ?? null
    expect([await outcome('lewat'), await outcome('batas'), await outcome('nanti'), await outcome('lain')]).toEqual(['datang', 'datang', null, null])
    const journal = await journalOf(desk)
    expect(journal.map(({ kind, act }) => `${act} ${kind}`).sort()).toEqual(['create visit', 'patch arrival', 'patch follow-up', 'patch follow-up'])
    expect(new Set(journal.map(({ tx }) => tx)).size).toBe(1)
  })
  it('a line that is gone or was ended meanwhile stops nothing and stays as it is', async () => {
    const gone = await openWard()
    expect((await signVisit(gone.app, 'k', fromQueue(), [])).ok).toBe(true)
    const ended = { how: 'pergi' as const, time: '09:00', visitId: null, reason: 'Pulang', by: 'staf-bidan' }
    const left = await openWard({ rows: [arrivalRow(ended)] })
    expect((await signVisit(left.app, 'k', fromQueue(), [])).ok).toBe(true)
    expect((await left.app.store.get('arrival', 'datang-1'))?.data.ended).toEqual(ended)
  })
  it('what is not signed ends nothing', async () => {
    const desk = await openWard({ rows: [arrivalRow(), followUpRow('lewat', '2025-12-10')] })
    expect((await signVisit(desk.app, 'k', fromQueue(), hand(91))).ok).toBe(false)
    await saveVisitDraft(desk.app, 'k', fromQueue())
    expect((await desk.app.store.get('arrival', 'datang-1'))?.data.ended).toBeNull()
    expect((await desk.app.store.get('follow-up', 'lewat'))?.data.outcome).toBeNull()
  })
  it('the days of a line stand in its directions where the text does not say them', async () => {
    const desk = await openWard()
    await signVisit(desk.app, 'k', visitData({ lines: [{ ...line('9'), days: '3' }] }), hand(9).map(one => ({ ...one, signa: '3x1', days: 3 })))
    expect((await desk.app.store.get('handover', 'k-program'))?.data.lines[0]?.directions).toMatchObject({ perDay: 3, days: 3 })
    expect((await desk.app.store.get('visit', 'k'))?.data.prescription[0]?.days).toBe(3)
  })
})

describe('cancelling a visit', () => {
  it('BR-46: puts back what came back, by reversing entries in the same group, and only once', async () => {
    const desk = await openWard()
    await signVisit(desk.app, 'k', visitData({ lines: [line('25')] }), hand(25))
    expect((await cancelVisit(desk.app, 'k', 'salah pasien', true)).ok).toBe(true)
    expect(await left(desk)).toEqual({ A: 40, B: 30, C: 25, D: 20 })
    const journal = await journalOf(desk)
    expect(journal.slice(4).map(({ kind, act }) => `${act} ${kind}`)).toEqual(['void visit', 'create handover', 'create stock-movement', 'create stock-movement'])
    expect(new Set(journal.slice(4).map(({ tx }) => tx)).size).toBe(1)
    expect((await handedOut(desk.app.store, 'k')).every(one => one.returned)).toBe(true)
    expect(await cancelVisit(desk.app, 'k', 'lagi', true)).toMatchObject({ ok: false, error: { kind: 'gone' } })
  })

  it('leaves the stock as it is when the patient kept the medicine, and the visit stays in view', async () => {
    const desk = await openWard()
    await signVisit(desk.app, 'k', visitData({ lines: [line('25')] }), hand(25))
    await cancelVisit(desk.app, 'k', 'salah pasien', false)
    expect(await left(desk)).toEqual({ A: 40, B: 25, C: 25, D: 0 })
    const card = await patientCard(desk.app.store, 'pasien-1')
    expect(card?.visits.map(visit => visit.state)).toEqual(['void'])
    expect(card?.last).toBeUndefined()
  })
})

describe('what a visit hands out', () => {
  const PRICE: PlacedRow<'price'> = {
    kind: 'price', id: 'harga-1', stream: STOCK,
    data: { drugId: DRUG, from: day('2025-12-01'), hna: { amount: 300, per: 1 }, ppnPercent: 11, indexHundredths: 125, embalase: 0, tuslah: 0, het: null, general: 400, member: 350, document: '', by: 'staf-bidan' },
  }
  const bought = movementRow('K', { drugId: DRUG, source: 'koperasi', batch: { number: 'K', expiresOn: day('2027-01-31') }, quantity: 100, on: day('2025-10-01') })
  const member: PlacedRow<'desk-member'> = { kind: 'desk-member', id: 'anggota-1', stream: streamOf('desk', 'kmp-kiara'), data: { number: 'KIARA-01-0007', name: 'Siti Contoh', state: 'aktif', household: null } }
  const both = [{ drugId: DRUG, source: 'program' as const, quantity: 15, signa: '3x1 pc 5 hari' }, { drugId: DRUG, source: 'koperasi' as const, quantity: 10, signa: 'bila demam' }]
  const lines = [{ ...line('15'), signa: '3x1 pc 5 hari' }, { ...line('10'), source: 'koperasi' as const, signa: 'bila demam' }]

  it('BR-35: is one hand-over a fund, programme free, cooperative at the price of the public, with directions where they can be read', async () => {
    const desk = await openWard({ rows: [bought, PRICE] })
    expect((await signVisit(desk.app, 'k', visitData({ lines }), both)).ok).toBe(true)
    const free = (await desk.app.store.get('handover', 'k-program'))?.data
    const sold = (await desk.app.store.get('handover', 'k-koperasi'))?.data
    expect(free).toMatchObject({ number: 'KIARA-02-0001', visitId: 'k', taker: { kind: 'pasien', id: 'pasien-1', name: 'Siti Contoh', member: null }, total: 0, payment: { method: 'gratis', paid: 0, change: 0 } })
    expect(free?.lines).toMatchObject([{ quantity: 15, unitPrice: 0, signa: '3x1 pc 5 hari', directions: { dose: '1 tablet', perDay: 3, days: 5, text: 'sesudah makan' } }])
    expect(sold).toMatchObject({ number: 'KIARA-02-0002', total: 4000, payment: { method: 'tunai', paid: 4000, change: 0 } })
    expect(sold?.lines).toMatchObject([{ quantity: 10, unitPrice: 400, amount: 4000, signa: 'bila demam', directions: null, batches: [{ batch: { number: 'K' }, quantity: 10 }] }])
    const movements = await desk.app.store.byKey('stock-movement', 'document', 'k-koperasi')
    expect(movements.map(({ id, data }) => [id, data.quantity, data.document, data.party, data.visitId])).toEqual([['k-koperasi-m0', -10, 'KIARA-02-0002', 'pasien', 'k']])
  })

  it('a member pays the price of members, and change is counted', async () => {
    const desk = await openWard({ rows: [bought, PRICE, member, patientRow('pasien-1', { memberId: 'anggota-1' })] })
    const signed = await signVisit(desk.app, 'k', visitData({ lines: lines.slice(1) }), both.slice(1), undefined, { method: 'tunai', paid: 5000, reference: '' })
    expect(signed.ok).toBe(true)
    const sold = (await desk.app.store.get('handover', 'k-koperasi'))?.data
    expect(sold).toMatchObject({ taker: { kind: 'pasien', member: { id: 'anggota-1', number: 'KIARA-01-0007' } }, total: 3500, payment: { paid: 5000, change: 1500 } })
  })

  it('a member may have it on account, up to what is left; nobody else may', async () => {
    const owing = { ...member, data: { ...member.data, credit: 4000, creditDays: 14 } }
    const desk = await openWard({ rows: [bought, PRICE, owing, patientRow('pasien-1', { memberId: 'anggota-1' }), patientRow('pasien-2')] })
    const tempo = { method: 'tempo', paid: null, reference: '' } as const
    const more = [{ ...both[1] as (typeof both)[number], quantity: 12 }]
    expect(await signVisit(desk.app, 'k', visitData({ lines: [{ ...lines[1] as (typeof lines)[number], quantity: '12' }] }), more, undefined, tempo))
      .toEqual({ ok: false, error: { kind: 'handover', refused: { kind: 'tempo', total: 4200, left: 4000 } } })
    expect((await signVisit(desk.app, 'k', visitData({ lines: lines.slice(1) }), both.slice(1), undefined, tempo)).ok).toBe(true)
    expect((await desk.app.store.get('handover', 'k-koperasi'))?.data).toMatchObject({ total: 3500, payment: { method: 'tempo', paid: 0, change: 0, dueOn: '2025-12-31' } })
    expect((await cancelVisit(desk.app, 'k', 'salah pasien', true)).ok).toBe(true)
    expect((await desk.app.store.get('handover', 'k-koperasi-batal'))?.data).toMatchObject({ total: -3500, payment: { method: 'tempo', paid: 0 } })
    const other = { ...visitData({ lines: lines.slice(1) }), patientId: 'pasien-2' }
    expect(await signVisit(desk.app, 'k2', other, both.slice(1), undefined, tempo)).toMatchObject({ error: { kind: 'handover', refused: { kind: 'tempo', left: null } } })
  })

  it('without a price, or with too little money, nothing is signed, nothing leaves and no number is spent', async () => {
    const desk = await openWard({ rows: [bought] })
    expect(await signVisit(desk.app, 'k', visitData({ lines: lines.slice(1) }), both.slice(1))).toEqual({ ok: false, error: { kind: 'handover', refused: { kind: 'no-price', line: 0, drugId: DRUG } } })
    await desk.arrive([PRICE])
    expect(await signVisit(desk.app, 'k', visitData({ lines: lines.slice(1) }), both.slice(1), undefined, { method: 'tunai', paid: 3999, reference: '' })).toMatchObject({ error: { kind: 'handover', refused: { kind: 'paid-short', total: 4000, paid: 3999 } } })
    expect(await journalOf(desk)).toEqual([])
    expect(await desk.app.nextLabel('nota', 'KIARA')).toBe('KIARA-02-0001')
  })

  it('a cancelled visit takes back all of its hand-overs with the money, less what had come back before', async () => {
    const desk = await openWard({ rows: [bought, PRICE] })
    await signVisit(desk.app, 'k', visitData({ lines }), both)
    expect((await cancelVisit(desk.app, 'k', 'salah pasien', true)).ok).toBe(true)
    expect(await left(desk)).toEqual({ A: 40, B: 30, C: 25, D: 20, K: 100 })
    const back = (await desk.app.store.get('handover', 'k-koperasi-batal'))?.data
    expect(back).toMatchObject({ reverses: 'k-koperasi', reason: 'salah pasien', total: -4000, payment: { method: 'tunai', paid: -4000, change: 0 } })
    const sold = (await desk.app.store.get('handover', 'k-koperasi'))?.data
    expect(sold && back && [...keptOf(sold, [back]).values()]).toEqual([0])
    expect((await desk.app.store.get('stock-movement', 'k-koperasi-m0-balik'))?.data).toMatchObject({ quantity: 10, reason: 'dibalik', undoes: 'diserahkan', documentId: 'k-koperasi-batal' })
  })
})
