import { describe, expect, it } from 'vitest'
import { ok } from '#domain/core/result.ts'
import { createDraft } from '#app/db/record-store.ts'
import { restorePatientForm, emptyPatientForm, formOfPatient, patientOfForm } from '#app/features/service/logic/patient-form.ts'
import { heldPatient } from '#app/features/service/logic/held-patient.ts'
import { findPeople, peopleOf } from '#app/features/service/logic/find-people.ts'
import { changePatient, people, registerPatient } from '#app/features/service/repository.ts'
import { streamOf } from '#domain/core/streams.ts'
import { inboxRow, TODAY, type PlacedRow } from '../support/desk.ts'
import { CLINICAL, openWard, patientRow } from './ward.ts'

const anew = patientRow('baru').data
const another = { ...anew, name: 'Dewi Contoh', identity: { nik: '3673994102090003', noNikReason: '', parentNik: null } }
const deskMember = (id: string, name: string): PlacedRow<'desk-member'> => ({
  kind: 'desk-member', id, stream: streamOf('desk', 'kmp-kiara'), data: { number: `KIARA-01-000${id.at(-1) ?? ''}`, name, state: 'aktif', household: null },
})

describe('patients', () => {
  it('gives an RM number of this tablet\u2019s own block, and names a NIK that is there already', async () => {
    const { app } = await openWard()
    const saved = await registerPatient(app, rm => ({ ...another, rm }))
    const patient = saved.ok ? await app.store.get('patient', saved.value) : undefined
    expect(patient?.data.rm).toMatch(/^KIARA-02-\d{4}$/)
    expect(await registerPatient(app, rm => ({ ...anew, rm }))).toMatchObject({ ok: false, error: { kind: 'same-nik', id: 'pasien-1' } })
  })

  it('a corrected registration keeps its id and RM number, and settles what was held in the same group', async () => {
    const nurse = await openWard()
    await nurse.app.store.writeGroup(async () => ok([createDraft('patient', 'pasien-9', CLINICAL, { ...another, rm: 'KIARA-02-0009' })]))
    const item = await inboxRow(nurse, 'pasien-9', 'INVALID', [{ rule: 'BR-07' }])
    const { app } = await openWard({ rows: [item] })
    const held = await heldPatient(app.store, item.id)
    expect([held?.op.act, held?.data.name]).toEqual(['create', 'Dewi Contoh'])
    if (!held) throw new Error('nothing held')
    const saved = await registerPatient(app, rm => ({ ...another, rm, name: 'Dewi Contohsari' }), { correction: { item: held.item, reason: 'diperbaiki' }, corrected: { id: held.op.id, rm: held.data.rm ?? '' } })
    expect(saved).toEqual({ ok: true, value: 'pasien-9' })
    expect((await app.store.get('patient', 'pasien-9'))?.data).toMatchObject({ rm: 'KIARA-02-0009', name: 'Dewi Contohsari' })
    expect((await app.store.get('quarantine', item.id))?.data.decision).toMatchObject({ choice: 'corrected', by: 'staf-bidan' })
  })

  it('a change is measured against what its author saw, so another\u2019s change meanwhile is not undone in silence', async () => {
    const desk = await openWard()
    const seen = await desk.app.store.get('patient', 'pasien-1')
    if (!seen) throw new Error('no patient')
    await desk.arrive([{ ...patientRow('pasien-1', { phone: '+628111111111' }), rev: 2, actor: 'staf-lain' }])
    await changePatient(desk.app, seen, { ...seen.data, name: 'Siti Contohwati' })
    expect((await desk.app.store.get('patient', 'pasien-1'))?.data).toMatchObject({ name: 'Siti Contohwati', phone: '+628111111111' })
  })

  it('a kept form gives back what was typed, and leaves what others changed meanwhile', () => {
    const untouched = formOfPatient(anew)
    const kept = { form: { ...untouched, name: 'Siti Baru' }, untouched }
    const now = { ...untouched, phone: '08111111111' }
    expect(restorePatientForm(JSON.parse(JSON.stringify(kept)), now)).toEqual({ ...now, name: 'Siti Baru' })
    expect(restorePatientForm('rusak', now)).toEqual(now)
  })

  it('BR-07: writes the reason for having no NIK, and never a NIK beside it', () => {
    const form = { ...emptyPatientForm('Kiara'), name: ' Bayi  Ny. Siti ', hasNik: false, nik: '3673995708900002', noNikReason: 'bayi baru lahir', parentNik: '3673995708900002', bornOn: '2025-12-10', sex: 'P' as const, rt: '2' }
    expect(patientOfForm(form, { rm: 'KIARA-02-0007', memberId: null, today: TODAY, actor: 'staf-bidan' })).toMatchObject({
      name: 'Bayi Ny. Siti', identity: { nik: null, noNikReason: 'bayi baru lahir', parentNik: '3673995708900002' }, phone: null, address: { rt: '002', rw: '' },
    })
  })

  it('one search finds patients by name, NIK, RM and member number, and members who are no patients yet', async () => {
    const { app } = await openWard({ rows: [patientRow('pasien-2', { name: 'Ahmad Uji', rm: 'KIARA-02-0044', memberId: 'm-1', identity: { nik: null, noNikReason: 'kartu tidak dibawa', parentNik: null } }), deskMember('m-1', 'Ahmad Uji'), deskMember('m-2', 'Sutini Uji')] })
    const everyone = await people(app)
    const found = (query: string) => findPeople(everyone, query, 20).found.map(person => person.key)
    expect(everyone).toHaveLength(3)
    expect([found('siti'), found('3673995708900002'), found('02-0044'), found('KIARA-01-0001'), found('uji ahmad'), found('sutini')])
      .toEqual([['pasien-1'], ['pasien-1'], ['pasien-2'], ['pasien-2'], ['pasien-2'], ['member-m-2']])
    expect(found('tidak ada')).toEqual([])
    expect(peopleOf([], [])).toEqual([])
  })
})
