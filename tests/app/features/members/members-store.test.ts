import { describe, expect, it } from 'vitest'
import { streamOf } from '#domain/core/streams.ts'
import type { MemberData } from '#domain/records/member.ts'
import { dataOf, emptyForm, formOf, sameForm } from '#app/features/members/form.ts'
import { keptForm, openForm } from '#app/features/members/open-form.ts'
import { findTwins } from '#app/features/members/twins.ts'
import { memberFile, memberLines, saveChanges, saveNew, settleConflict } from '#app/features/members/repository.ts'
import { inboxRow, openDesk, staffRow, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'

const MEMBERS = streamOf('members', 'kmp-kiara')
const KOPERASI = [{ role: 'koperasi', place: 'kmp-kiara' }] as const
const NAKES = [{ role: 'nakes', place: 'pustu-kiara' }] as const
const WHO: MemberData = {
  number: 'KIARA-01-0001', name: 'Siti Aminah', nik: '3673995708900002', familyCard: '3673990101100001', birth: { on: '1990-08-17' as never, estimated: false }, sex: 'P',
  occupation: 'Petani', phone: null, address: { street: 'Kp. Kiara', rt: '002', rw: '004', kelurahan: 'Kiara' }, joinedOn: '2025-07-15' as never,
  status: { state: 'aktif', on: '2025-07-15' as never, reason: '' },
}
const row = (id: string, data: Partial<MemberData> = {}, more: Partial<PlacedRow<'member'>> = {}): PlacedRow<'member'> => ({ kind: 'member', id, stream: MEMBERS, data: { ...WHO, ...data }, ...more })
const typed = (changes: Partial<ReturnType<typeof emptyForm>> = {}) => dataOf({ ...emptyForm(TODAY, 'Kiara'), name: 'Budi Santoso', nik: '3673991708850003', bornOn: '1985-08-17', sex: 'L', ...changes })
const ready = async (desk: Desk, id: string | null, fixes: string | null = null) => {
  const opening = await openForm(desk.app, id, fixes, 'diperbaiki')
  if (opening.kind !== 'ready') throw new Error(opening.kind)
  return opening.form
}

describe('members at the desk', () => {
  it('a saved member is on the list at once, waiting to be sent', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [row('a')] })
    expect(await saveNew(desk.app, desk.app.newId(), await desk.app.nextLabel('member', 'KIARA'), typed(), null)).toEqual({ ok: true, value: null })
    expect((await memberLines(desk.app)).map(line => [line.name, line.number, line.pending])).toEqual([['Budi Santoso', 'KIARA-02-0001', 'unsent'], ['Siti Aminah', 'KIARA-01-0001', 'none']])
  })

  it('a change that waits to be sent stands on the one line of its member, with what arrived for other fields', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [row('a'), row('b', { number: 'KIARA-01-0002', nik: '3673995708900003', name: 'Wati' })] })
    const lines = async () => (await memberLines(desk.app)).map(line => [line.id, line.name, line.rtRw, line.pending])
    expect(await lines()).toEqual([['a', 'Siti Aminah', '002/004', 'none'], ['b', 'Wati', '002/004', 'none']])
    const before = await desk.app.store.get('member', 'a')
    expect((await saveChanges(desk.app, before as never, { name: 'Aminah' }, null)).ok).toBe(true)
    expect(await lines()).toEqual([['a', 'Aminah', '002/004', 'unsent'], ['b', 'Wati', '002/004', 'none']])
    await desk.arrive([row('a', { address: { ...WHO.address, rt: '007' } }, { rev: 2 })])
    expect(await lines()).toEqual([['a', 'Aminah', '007/004', 'unsent'], ['b', 'Wati', '002/004', 'none']])
  })

  it('BR-06: a NIK of an active member is refused with his name; of one who left it is free again, under a new number', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [row('a')] })
    const again = typed({ nik: WHO.nik, bornOn: WHO.birth.on, sex: 'P' })
    expect(await saveNew(desk.app, 'b', 'KIARA-02-0001', again, null)).toEqual({ ok: false, error: { kind: 'nik-taken', name: 'Siti Aminah', number: 'KIARA-01-0001' } })
    const left = await desk.app.store.get('member', 'a')
    expect((await saveChanges(desk.app, left as never, { status: { state: 'keluar', on: '2025-12-01' as never, reason: 'pindah' } }, null)).ok).toBe(true)
    expect((await saveNew(desk.app, 'b', 'KIARA-02-0001', again, null)).ok).toBe(true)
  })

  it('names who may be the same person: by NIK, active or gone, and by name with birth date', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [row('a'), row('b', { nik: '3673995708900003', number: 'KIARA-01-0002' }), row('c', { nik: '3673990101700004', name: 'Ujang', status: { state: 'meninggal', on: '2025-10-01' as never, reason: 'sakit' } })] })
    const lines = await memberLines(desk.app)
    const find = (nik: string, name: string, bornOn: string, own: string | null = null) => findTwins(desk.app.store, lines, MEMBERS, own, { nik, name, bornOn })
    expect((await find(WHO.nik, 'X', '')).active?.id).toBe('a')
    expect((await find('3673990101700004', 'X', '')).former?.id).toBe('c')
    expect((await find('3673999999999999', 'siti  aminah', '1990-08-17', 'a')).namesake?.id).toBe('b')
    expect(await find(WHO.nik, 'Siti Aminah', '1990-08-17', 'a')).toMatchObject({ active: null, namesake: { id: 'b' } })
  })

  it('the desk of a nakes holds name, number, status and household, and no NIK', async () => {
    const desk = await openDesk({ grants: NAKES, rows: [
      { kind: 'desk-member', id: 'a', stream: streamOf('desk', 'kmp-kiara'), data: { number: 'KIARA-01-0001', name: 'Siti Aminah', state: 'aktif', household: 'h1' } },
      { kind: 'desk-member', id: 'b', stream: streamOf('desk', 'kmp-kiara'), data: { number: 'KIARA-01-0002', name: 'Ahmad', state: 'aktif', household: 'h1' } },
    ] })
    expect((await memberLines(desk.app)).map(line => [line.name, line.nik, line.household])).toEqual([['Ahmad', '', 2], ['Siti Aminah', '', 2]])
  })

  it('a half-typed change comes back, without undoing what arrived for other fields meanwhile', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [row('a')] })
    const first = await ready(desk, 'a')
    await desk.app.store.saveFormDraft(first.draftName, JSON.parse(JSON.stringify(keptForm({ ...first.form, occupation: 'Pedagang' }, first.untouched))))
    await desk.arrive([row('a', { phone: '+6281234567890' }, { rev: 2 })])
    const second = await ready(desk, 'a')
    expect(second).toMatchObject({ restored: true, form: { occupation: 'Pedagang', phone: '0812-3456-7890' } })
    await desk.app.store.clearFormDraft(first.draftName)
    expect((await ready(desk, 'a')).restored).toBe(false)
  })

  it('a conflict shows both values with their authors, and a choice settles it', async () => {
    const sides = { kept: { value: 'Siti Aminah', actor: 'staf-bidan', dev: 'x', at: '2025-12-16T09:00:00+07:00' }, offered: { value: 'Siti Aminah binti Rahman', actor: 'staf-lain', dev: 'y', at: '2025-12-16T10:00:00+07:00' } }
    const desk = await openDesk({ grants: KOPERASI, rows: [
      row('a', {}, { conflicts: ['c1'] }), staffRow('staf-lain', 'Bidan Lain'),
      { kind: 'conflict', id: 'c1', stream: MEMBERS, data: { recordId: 'a', recordKind: 'member', group: 'name', ...sides, settled: null } },
    ] })
    const file = await memberFile(desk.app.store, 'a')
    expect(file?.conflicts.map(found => [found.data.kept.value, found.data.offered.value])).toEqual([['Siti Aminah', 'Siti Aminah binti Rahman']])
    expect([...(file?.names ?? [])]).toEqual([['staf-bidan', 'Bidan Uji'], ['staf-lain', 'Bidan Lain']])
    expect(await settleConflict(desk.app, 'a', file?.conflicts[0] as never, 'offered')).toEqual({ ok: true, value: null })
    expect(await desk.app.store.get('member', 'a')).toMatchObject({ data: { name: 'Siti Aminah binti Rahman' }, conflicts: [], pending: 'unsent' })
  })

  it('a new member the server put aside is corrected under its own id and number, and the old save marked corrected', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [] })
    expect((await saveNew(desk.app, 'b', 'KIARA-02-0009', typed(), null)).ok).toBe(true)
    const inbox = await inboxRow(desk, 'b', 'CLOCK_REVIEW')
    await desk.putAside('CLOCK_REVIEW')
    await desk.arrive([inbox])
    expect((await memberFile(desk.app.store, 'b'))?.quarantined.map(item => item.id)).toEqual([inbox.id])
    const opened = await ready(desk, null, inbox.id)
    expect(opened).toMatchObject({ id: 'b', before: null, number: 'KIARA-02-0009', form: { name: 'Budi Santoso', nik: '3673991708850003', bornOn: '1985-08-17' } })
    expect(await saveNew(desk.app, opened.id, opened.number ?? '', dataOf({ ...opened.form, name: 'Budi Santosa' }), opened.corrects)).toEqual({ ok: true, value: null })
    expect(await desk.app.store.get('member', 'b')).toMatchObject({ data: { name: 'Budi Santosa' }, pending: 'unsent' })
    expect((await desk.app.store.get('quarantine', inbox.id))?.data.decision).toEqual({ choice: 'corrected', reason: 'diperbaiki', by: 'staf-bidan' })
    expect((await openForm(desk.app, null, inbox.id, '')).kind).toBe('decided')
  })

  it('a change the server put aside is measured against what the server has, not against itself', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [row('a')] })
    const member = await desk.app.store.get('member', 'a')
    expect((await saveChanges(desk.app, member as never, { name: 'Siti Aminahh' }, null)).ok).toBe(true)
    const inbox = await inboxRow(desk, 'a', 'INVALID')
    await desk.putAside('INVALID')
    await desk.arrive([inbox])
    const opened = await ready(desk, 'a', inbox.id)
    expect(opened).toMatchObject({ form: { name: 'Siti Aminahh' }, untouched: { name: 'Siti Aminah' } })
    expect(sameForm(opened.untouched, formOf(WHO))).toBe(true)
    expect(await saveChanges(desk.app, opened.before as never, dataOf({ ...opened.form, name: 'Siti Aminah binti Rahman' }), opened.corrects)).toEqual({ ok: true, value: null })
    const last = (await desk.core.loadPending()).map(item => item.op).find(op => op.act === 'patch' && op.set?.['name']?.to === 'Siti Aminah binti Rahman')
    expect(last?.set).toEqual({ name: { from: 'Siti Aminah', to: 'Siti Aminah binti Rahman' } })
  })
})
