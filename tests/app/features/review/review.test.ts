import { describe, expect, it } from 'vitest'
import { h } from 'vue'
import type { Json } from '#domain/core/json.ts'
import { day } from '#domain/core/day.ts'
import { streamOf } from '#domain/core/streams.ts'
import { createDraft, patchDraft } from '#app/db/record-store.ts'
import { ok } from '#domain/core/result.ts'
import { batchMovements } from '#app/features/review/batch-movements.ts'
import { closeIncident, decideHeld, inbox, resolveConflict } from '#app/features/review/review-repository.ts'
import { reviewCount } from '#app/shared/review.ts'
import ConflictCard from '#app/features/review/parts/ConflictCard.vue'
import { isAcceptable } from '#app/features/review/logic/held-groups.ts'
import { flatFields, isWritable, withTyped } from '#app/features/review/logic/flat-fields.ts'
import { signVisit } from '#app/features/service/visit-writing.ts'
import { CLINICAL, DRUG, line, NURSE, openWard, patientRow, visitData } from '../service/ward.ts'
import { countRow, movementRow } from '../medicine/shelf.ts'
import { batchOfIncident, stockStreamOf } from '#app/features/review/logic/stock-incident.ts'
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

  it('an unrelated edit of the record does not hide its conflict', async () => {
    const { app } = await openDesk({ grants: HEAD, rows: clash(), actor: 'staf-kapus' })
    const before = await app.store.get('patient', 'pasien-1')
    if (!before) throw new Error('no patient')
    await app.store.writeGroup(async () => ok([patchDraft(before, { phone: '+628123456789' })]))
    expect((await inbox(app)).conflicts).toHaveLength(1)
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
    expect(item.correct).toMatchObject({ how: 'form', name: 'patient-new', id: null })
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
})
