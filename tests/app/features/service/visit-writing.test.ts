import { describe, expect, it } from 'vitest'
import { addDays } from '#domain/core/day.ts'
import { readBatches } from '#app/shared/pharmacy/stock.ts'
import { cancelVisit, handedOut, saveVisitDraft, signVisit } from '#app/features/service/visit-writing.ts'
import { openDrafts, patientCard } from '#app/features/service/repository.ts'
import { STOCK } from '../medicine/shelf.ts'
import { TODAY } from '../support/desk.ts'
import { DRUG, journalOf, line, openWard, visitData } from './ward.ts'

const hand = (quantity: number) => [{ drugId: DRUG, source: 'program' as const, quantity }]
const left = async (desk: Awaited<ReturnType<typeof openWard>>) => Object.fromEntries((await readBatches(desk.app.store, STOCK, DRUG)).map(batch => [batch.number, batch.quantity]))

describe('signing a visit', () => {
  it('BR-31: writes the signed visit and its hand-over in one group, soonest expiry first', async () => {
    const desk = await openWard()
    const signed = await signVisit(desk.app, 'kunjungan-1', visitData({ lines: [line('60')] }), hand(60))
    expect(signed.ok).toBe(true)
    const journal = await journalOf(desk)
    expect(journal.map(({ kind, act }) => `${act} ${kind}`)).toEqual(['create visit', ...Array.from({ length: 3 }, () => 'create stock-movement')])
    expect(new Set(journal.map(({ tx }) => tx)).size).toBe(1)
    expect(journal.every(({ txn }) => txn === 4)).toBe(true)
    expect(await left(desk)).toEqual({ A: 30, B: 0, C: 25, D: 0 })
    const visit = await desk.app.store.get('visit', 'kunjungan-1')
    expect(visit?.data.signature).toEqual({ by: 'staf-bidan', name: 'Bidan Uji', sip: 'SIP-1', on: TODAY })
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

describe('cancelling a visit', () => {
  it('BR-46: puts back what came back, by reversing entries in the same group, and only once', async () => {
    const desk = await openWard()
    await signVisit(desk.app, 'k', visitData({ lines: [line('25')] }), hand(25))
    expect((await cancelVisit(desk.app, 'k', 'salah pasien', true)).ok).toBe(true)
    expect(await left(desk)).toEqual({ A: 40, B: 30, C: 25, D: 20 })
    const journal = await journalOf(desk)
    expect(journal.slice(3).map(({ kind, act }) => `${act} ${kind}`)).toEqual(['void visit', 'create stock-movement', 'create stock-movement'])
    expect(new Set(journal.slice(3).map(({ tx }) => tx)).size).toBe(1)
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
