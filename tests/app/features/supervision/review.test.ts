import { describe, expect, it } from 'vitest'
import { h } from 'vue'
import type { Json } from '#domain/core/json.ts'
import { day, type Day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import { createDraft, patchDraft } from '#app/db/record-store.ts'
import { ok } from '#domain/core/result.ts'
import { batchMovements, handedRows, overview, stockRows, visitRows } from '#app/features/supervision/repository.ts'
import { closeIncident, decideHeld, inbox, resolveConflict, reviewCount } from '#app/features/supervision/review-repository.ts'
import ConflictCard from '#app/features/supervision/parts/ConflictCard.vue'
import { isAcceptable } from '#app/features/supervision/logic/held-groups.ts'
import { flatFields, isWritable, withTyped } from '#app/features/supervision/logic/flat-fields.ts'
import { signVisit } from '#app/features/service/visit-writing.ts'
import { CLINICAL, DRUG, line, NURSE, openWard, patientRow, visitData } from '../service/ward.ts'
import { countRow, drugRow, movementRow } from '../medicine/shelf.ts'
import { batchOfIncident, stockStreamOf } from '#app/features/supervision/logic/stock-incident.ts'
import { inboxRow, openDesk, staffRow, TODAY, type PlacedRow } from '../support/desk.ts'
import { show, words } from '../support/show.ts'

const HEAD = [{ role: 'kapus', place: 'pkm-uji' }] as const
const conflictRow = (id: string, group: string, kept: string, offered: string): PlacedRow<'conflict'> => ({
  kind: 'conflict', id, stream: CLINICAL,
  data: {
    recordId: 'pasien-1', recordKind: 'patient', group, settled: null,
    kept: { value: kept, actor: 'staf-bidan', dev: 'tab-1', at: '2025-12-16T09:00:00+07:00' }, offered: { value: offered, actor: 'staf-lain', dev: 'tab-2', at: '2025-12-16T10:00:00+07:00' },
  },
})
const clash = () => [{ ...patientRow('pasien-1'), conflicts: ['c-1'] }, conflictRow('c-1', 'name', 'Siti Contoh', 'Siti Contohwati')]

describe('Perlu ditinjau: conflicts', () => {
  it('what is decided only once offers only what stands: the approval of a count that two people gave offline', async () => {
    const approval = (by: string) => ({ by, at: '2025-12-17T11:00:00', note: '', lines: ['0123456789ab'], system: [40] })
    const count = countRow('op-1', true)
    const { data } = conflictRow('c-2', 'approval', '', '')
    const clashing: PlacedRow<'conflict'> = {
      kind: 'conflict', id: 'c-2', stream: count.stream,
      data: { ...data, recordId: 'op-1', recordKind: 'stock-count', kept: { ...data.kept, value: approval('staf-a') }, offered: { ...data.offered, value: approval('staf-b') } },
    }
    const desk = await openDesk({ grants: HEAD, actor: 'staf-kapus', rows: [{ ...count, conflicts: ['c-2'], data: { ...count.data, approval: approval('staf-a') } } as PlacedRow, clashing] })
    const { app } = desk
    const [item] = (await inbox(app)).conflicts
    if (!item) throw new Error('nothing waits')
    const { screen } = await show(desk, [{ path: '/uji', component: { render: () => h(ConflictCard, { item, names: new Map() }) } }], '/uji')
    expect(screen.findAll('button').map(button => button.text())).toEqual(['Pakai ini'])
    expect(words()).toContain('Langkah ini hanya dapat diambil sekali')
    screen.unmount()
    expect([item.mayResolve, item.mayExchange]).toEqual([true, false])
    expect(await resolveConflict(app, item.conflict, item.conflict.data.offered.value as Json)).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'count-closed' }] } })
    expect((await resolveConflict(app, item.conflict, item.value)).ok).toBe(true)
    expect(await reviewCount(app)).toBe(0)
  })

  it('shows both values with who wrote them, and the chosen one settles the conflict', async () => {
    const { app } = await openDesk({ grants: HEAD, rows: clash(), actor: 'staf-kapus' })
    const [item] = (await inbox(app)).conflicts
    if (!item) throw new Error('nothing waits')
    expect([item.value, item.conflict.data.offered.value, item.mayResolve, item.mayExchange]).toEqual(['Siti Contoh', 'Siti Contohwati', true, true])
    expect((await resolveConflict(app, item.conflict, 'Siti Contohwati')).ok).toBe(true)
    const patient = await app.store.get('patient', 'pasien-1')
    expect([patient?.data.name, patient?.conflicts, patient?.pending]).toEqual(['Siti Contohwati', [], 'unsent'])
    expect(await reviewCount(app)).toBe(0)
  })

  it('settles by keeping what stands, too, and a second decision finds nothing to settle', async () => {
    const { app } = await openDesk({ grants: HEAD, rows: clash(), actor: 'staf-kapus' })
    const [item] = (await inbox(app)).conflicts
    if (!item) throw new Error('nothing waits')
    expect((await resolveConflict(app, item.conflict, 'Siti Contoh')).ok).toBe(true)
    expect((await app.store.get('patient', 'pasien-1'))?.conflicts).toEqual([])
    expect(await resolveConflict(app, item.conflict, 'Lain')).toEqual({ ok: false, error: { kind: 'gone' } })
  })

  it('rebuilds a newly written value in the shape of the old one', () => {
    const birth = { on: '1990-08-17', estimated: false }
    expect(flatFields(birth).map(field => field.name)).toEqual(['on', 'estimated'])
    expect(withTyped(birth, { on: '1990-08-18', estimated: 'true' })).toEqual({ on: '1990-08-18', estimated: true })
    expect(withTyped({ nik: null, noNikReason: 'x' }, { nik: ' ', noNikReason: 'tidak diketahui' })).toEqual({ nik: null, noNikReason: 'tidak diketahui' })
    expect([isWritable('x'), isWritable(birth), isWritable([{ code: 'A09' }])]).toEqual([true, true, false])
  })
})

describe('Perlu ditinjau: held records', () => {
  async function heldVisit(code: string) {
    const nurse = await openWard()
    await signVisit(nurse.app, 'kunjungan-1', visitData({ lines: [line('5')] }), [{ drugId: DRUG, source: 'program', quantity: 5 }])
    const movement = (await nurse.app.store.byKey('stock-movement', 'visit', 'kunjungan-1'))[0]
    return [await inboxRow(nurse, movement?.id ?? '', 'DEPENDS_ON'), await inboxRow(nurse, 'kunjungan-1', code)]
  }

  it('shows a visit and its hand-over as one group, the cause first; the head accepts with one decision', async () => {
    const { app } = await openDesk({ grants: HEAD, rows: await heldVisit('ACTOR_REVOKED'), actor: 'staf-kapus' })
    const [item] = (await inbox(app)).held
    if (!item) throw new Error('nothing waits')
    expect(item.group.items.map(one => one.data.recordKind)).toEqual(['visit', 'stock-movement'])
    expect([item.mayAccept, isAcceptable(item.group)]).toEqual([true, true])
    expect((await decideHeld(app, item.group, 'accepted', 'benar dikerjakan')).ok).toBe(true)
    const decisions = (await app.store.scan('quarantine')).map(one => one.data.decision)
    expect(decisions.filter(decision => decision !== null)).toEqual([{ choice: 'accepted', reason: 'benar dikerjakan', by: 'staf-kapus' }])
  })

  it('a broken rule is never accepted; its author may dismiss the whole group with a reason', async () => {
    const { app } = await openDesk({ grants: NURSE, rows: await heldVisit('INVALID') })
    const [item] = (await inbox(app)).held
    if (!item) throw new Error('nothing waits')
    expect([isAcceptable(item.group), item.mayAccept, item.mayDismiss]).toEqual([false, false, true])
    expect((await decideHeld(app, item.group, 'dismissed', 'tercatat dua kali')).ok).toBe(true)
    expect((await inbox(app)).held).toEqual([])
  })

  it('another nurse sees it and waits for the head', async () => {
    const { app } = await openDesk({ grants: NURSE, rows: await heldVisit('ROLE'), actor: 'staf-lain' })
    expect((await inbox(app)).held.map(item => [item.mayAccept, item.mayDismiss])).toEqual([[false, false]])
  })

  it('BR-07: leads a patient that breaks a rule to its own form', async () => {
    const nurse = await openWard()
    await nurse.app.store.writeGroup(async () => ok([createDraft('patient', 'pasien-9', CLINICAL, patientRow('pasien-9').data)]))
    const { app } = await openDesk({ grants: NURSE, rows: [await inboxRow(nurse, 'pasien-9', 'INVALID', [{ rule: 'BR-07', field: 'identity' }])] })
    const [item] = (await inbox(app)).held
    if (!item) throw new Error('nothing waits')
    expect(item.correctAt).toMatchObject({ name: 'patient-new', id: null })
  })

  it('an incident is closed once, with a note', async () => {
    const incident: PlacedRow<'incident'> = {
      kind: 'incident', id: 'neg-1', stream: streamOf('service', 'pustu-kiara'), data: { type: 'negative-balance', about: { drugId: DRUG, batch: 'A', balance: -3 }, openedOn: '2025-12-16', closed: null },
    }
    const { app } = await openDesk({ grants: HEAD, rows: [incident], actor: 'staf-kapus' })
    expect(await reviewCount(app)).toBe(1)
    expect((await closeIncident(app, 'neg-1', 'dihitung ulang')).ok).toBe(true)
    expect(await reviewCount(app)).toBe(0)
    expect(await closeIncident(app, 'neg-1', 'lagi')).toEqual({ ok: false, error: { kind: 'gone' } })
  })
})

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

  it('BR-30: an incident leads to the movements of its batch, with who, when and what was left, below zero too', async () => {
    const batch = { number: 'A', expiresOn: day('2027-01-31') }
    const { app } = await openDesk({
      grants: HEAD, actor: 'staf-kapus',
      rows: [
        staffRow('staf-bidan', 'Bidan Sri'), movementRow('m1', { drugId: DRUG, batch, quantity: 10, on: day('2025-12-01') }),
        { ...movementRow('m3', { drugId: DRUG, batch, quantity: -8, on: TODAY, at: '2025-12-17T09:10:00', reason: 'diserahkan' }), actor: 'staf-bidan' },
        movementRow('m2', { drugId: DRUG, batch, quantity: -8, on: TODAY, at: '2025-12-17T09:20:00', reason: 'diserahkan' }),
        movementRow('lain', { drugId: DRUG, batch: { ...batch, number: 'B' }, quantity: 99, on: TODAY }),
      ],
    })
    const ref = batchOfIncident({ type: 'negative-balance', openedOn: TODAY, closed: null, about: { drugId: DRUG, source: 'program', batch: 'A', expiresOn: '2027-01-31', balance: -6 } })
    if (!ref) throw new Error('an incident of a batch names it')
    expect(stockStreamOf(streamOf('service', 'pustu-kiara'))).toBe(streamOf('stock', 'pustu-kiara'))
    expect((await batchMovements(app, streamOf('stock', 'pustu-kiara'), ref)).map(line => [line.id, line.balance, line.who, line.tablet])).toEqual([
      ['m2', -6, 'Bidan Uji', 'tab-lain'], ['m3', 2, 'Bidan Sri', 'tab-lain'], ['m1', 10, 'Bidan Uji', 'tab-lain'],
    ])
    expect(batchOfIncident({ type: 'digest-mismatch', openedOn: TODAY, closed: null, about: {} })).toBeNull()
  })

  it('an unrelated edit of the record does not hide its conflict', async () => {
    const { app } = await openDesk({ grants: HEAD, rows: clash(), actor: 'staf-kapus' })
    const before = await app.store.get('patient', 'pasien-1')
    if (!before) throw new Error('no patient')
    await app.store.writeGroup(async () => ok([patchDraft(before, { phone: '+628123456789' })]))
    expect((await inbox(app)).conflicts).toHaveLength(1)
  })
})
