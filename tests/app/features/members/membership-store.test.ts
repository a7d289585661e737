import { describe, expect, it } from 'vitest'
import { streamOf } from '#domain/core/streams.ts'
import type { MemberData } from '#domain/records/member.ts'
import type { SavingEntryData } from '#domain/records/saving-entry.ts'
import { DEFAULT_SETTING } from '#app/shared/coop/setting.ts'
import { readCoopMembers } from '#app/shared/coop/members.ts'
import { readRefund } from '#app/shared/coop/refund.ts'
import { acceptMember, duesOf } from '#app/features/members/accept.ts'
import { leave, payBack } from '#app/features/members/exit.ts'
import { dataOf, emptyForm } from '#app/features/members/form.ts'
import { mergeFile, mergeMembers, takeApart } from '#app/features/members/merges.ts'
import { openForm } from '#app/features/members/open-form.ts'
import { readPhoto, savePhoto } from '#app/features/members/photo.ts'
import { memberDoubles, memberFile, memberLines, saveChanges, saveNew, type Member } from '#app/features/members/repository.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'

const MEMBERS = streamOf('members', 'kmp-kiara')
const FINANCE = streamOf('finance', 'kmp-kiara')
const TRADE = streamOf('trade', 'kmp-kiara')
const KOPERASI = [{ role: 'koperasi', place: 'kmp-kiara' }] as const
const KETUA = [{ role: 'ketua', place: 'kmp-kiara' }] as const
const LURAH = [{ role: 'lurah', place: 'kmp-kiara' }] as const
const WHO: MemberData = {
  number: 'KIARA-01-0001', name: 'Siti Aminah', nik: '3673995708900002', familyCard: '3673990101100001', birth: { on: '1990-08-17' as never, estimated: false }, sex: 'P',
  occupation: 'Petani', phone: null, address: { street: 'Kp. Kiara', rt: '002', rw: '004', kelurahan: 'Kiara' }, joinedOn: '2025-07-15' as never,
  status: { state: 'aktif', on: '2025-07-15' as never, reason: '' },
}
const row = (id: string, data: Partial<MemberData> = {}): PlacedRow<'member'> => ({ kind: 'member', id, stream: MEMBERS, data: { ...WHO, ...data } })
const setting = (more: Partial<ReturnType<typeof DEFAULT_SETTING>> = {}): PlacedRow<'coop-setting'> => ({ kind: 'coop-setting', id: 'koperasi-kmp-kiara', stream: FINANCE, data: { ...DEFAULT_SETTING('2025-07-01' as never), ...more } })
let entries = 0
const saving = (memberId: string, type: SavingEntryData['type'], amount: number): PlacedRow<'saving-entry'> => ({
  kind: 'saving-entry', id: `s${entries += 1}`, stream: FINANCE,
  data: { number: `K-${entries}`, memberId, type, act: 'setor', amount, method: 'tunai', on: '2025-08-01' as never, time: '09:00', note: '', reverses: null, reason: '', by: 'staf-bidan' },
})
const bought = (memberId: string, month: string, tempo: number): PlacedRow<'member-trade'> => ({ kind: 'member-trade', id: `d-${memberId}-${month}`, stream: TRADE, data: { memberId, month, sales: tempo, tempo } })
const typed = (changes: Partial<ReturnType<typeof emptyForm>> = {}) => dataOf({ ...emptyForm(TODAY, 'Kiara'), name: 'Budi Santoso', nik: '3673991708850003', bornOn: '1985-08-17', sex: 'L', ...changes })
const memberAt = async (desk: Desk, id: string): Promise<Member> => (await desk.app.store.get('member', id)) as Member
const stateOf = async (desk: Desk, id: string): Promise<string> => (await memberAt(desk, id)).data.status.state
const WORDS = { note: 'berakhir', debt: 'utang', arrears: 'wajib' }
const PAYOUT = { method: 'tunai', number: 'R-1', cashNumber: 'C-1' } as const
const GO = { state: 'keluar', on: TODAY, reason: 'pindah', heir: null } as const
const money = async (desk: Desk): Promise<[string, number][]> => [
  ...(await desk.app.store.scan('saving-entry')).filter(one => one.pending !== 'none').map(({ data }): [string, number] => [`${data.type} ${data.act}`, data.amount]),
  ...(await desk.app.store.scan('cash-entry')).map(({ data }): [string, number] => [data.category, data.amount]),
].sort(([a], [b]) => (a < b ? -1 : 1))

describe('BR-09: joining', () => {
  const paid = { amount: 50_000, method: 'tunai', receipt: 'R-1' } as const
  it('paid in full and signed, one save makes an active member and the entry of simpanan pokok', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [setting()] })
    expect(await saveNew(desk.app, 'b', 'KIARA-02-0001', typed({ book: 'cap-jempol' }), null, paid)).toEqual({ ok: true, value: null })
    expect(await stateOf(desk, 'b')).toBe('aktif')
    expect(await money(desk)).toEqual([['pokok setor', 50_000]])
    const ops = (await desk.core.loadPending()).map(item => item.op)
    expect(new Set(ops.map(op => op.tx)).size).toBe(1)
    expect(ops.map(op => `${op.kind} ${op.act}`)).toEqual(['member create', 'saving-entry create', 'member patch'])
  })

  it('unpaid, paid in part or unsigned, he stays an applicant, who is on no list of members', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [setting()] })
    await saveNew(desk.app, 'b', 'N-1', typed({ book: 'cap-jempol' }), null, { ...paid, amount: 20_000 })
    await saveNew(desk.app, 'c', 'N-2', typed({ nik: '3673991708850004' }), null, paid)
    await saveNew(desk.app, 'd', 'N-3', typed({ nik: '3673991708850005', book: 'tanda-tangan' }), null)
    expect([await stateOf(desk, 'b'), await stateOf(desk, 'c'), await stateOf(desk, 'd')]).toEqual(['calon', 'calon', 'calon'])
  })

  it('an applicant is accepted with the rest of the money and the signature, from that day on', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [setting(), row('a', { status: { state: 'calon', on: '2025-12-01' as never, reason: '' }, joinedOn: '2025-12-01' as never }), saving('a', 'pokok', 20_000)] })
    const book = { signed: 'tanda-tangan', on: TODAY } as const
    const short = await acceptMember(desk.app, 'a', { on: TODAY, book, name: 'Ibu Ketua', payment: { ...paid, amount: 20_000 } })
    expect(short.ok ? [] : 'breaks' in short.error && short.error.breaks).toMatchObject([{ rule: 'BR-09', field: 'pokok', detail: { missing: 10_000 } }])
    expect(await money(desk)).toEqual([])
    expect(await acceptMember(desk.app, 'a', { on: TODAY, book, name: 'Ibu Ketua', payment: { ...paid, amount: 30_000 } })).toEqual({ ok: true, value: null })
    expect((await memberAt(desk, 'a')).data).toMatchObject({ joinedOn: TODAY, status: { state: 'aktif', on: TODAY }, book, accepted: { name: 'Ibu Ketua', by: 'staf-bidan' } })
    expect((await acceptMember(desk.app, 'a', { on: TODAY, book, name: '', payment: null })).ok).toBe(false)
  })

  it('without a setting nothing is measured: he is a member at once, as before', async () => {
    const desk = await openDesk({ grants: KOPERASI })
    await saveNew(desk.app, 'b', 'N-1', typed(), null)
    expect(await stateOf(desk, 'b')).toBe('aktif')
    expect(await duesOf(desk.app)).toBeNull()
  })

  it('the form begins with the dues of the setting for who may take money', async () => {
    const open = async (grants: typeof KOPERASI | typeof KETUA) => {
      const opened = await openForm((await openDesk({ grants, rows: [setting()] })).app, null, null, '')
      return opened.kind === 'ready' ? opened.form.form.payAmount : opened.kind
    }
    expect(await open(KOPERASI)).toBe('50.000')
    expect(await open(KETUA)).toBe('')
  })
})

describe('BR-13: leaving', () => {
  const books = [setting(), row('a'), saving('a', 'pokok', 50_000), saving('a', 'wajib', 240_000)]
  it('returns 50.000 + 240.000 − 90.000 = 200.000 in one group: all out, the debt in', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [...books, bought('a', '2025-11', 90_000)] })
    const before = await memberAt(desk, 'a')
    const shown = await readRefund(desk.app, 'a', { leftOn: TODAY })
    expect(shown).toMatchObject({ pokok: 50_000, wajib: 240_000, sukarela: 0, debt: 90_000, refund: 200_000, receivable: 0 })
    expect(await leave(desk.app, before, { ...GO, payout: PAYOUT, shown }, WORDS)).toEqual({ ok: true, value: null })
    expect(await money(desk)).toEqual([['pelunasan-piutang', 90_000], ['pokok kembali', -50_000], ['wajib kembali', -240_000]])
    expect(new Set((await desk.core.loadPending()).map(item => item.op.tx)).size).toBe(1)
    expect(await readRefund(desk.app, 'a')).toMatchObject({ refund: 0, receivable: 0, goods: 0 })
  })

  it('a debt above all that is held leaves a receivable and pays nothing out', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [...books, bought('a', '2025-11', 300_000)] })
    const before = await memberAt(desk, 'a')
    const shown = await readRefund(desk.app, 'a', { leftOn: TODAY })
    expect(shown).toMatchObject({ refund: 0, receivable: 10_000 })
    await leave(desk.app, before, { ...GO, payout: PAYOUT, shown }, WORDS)
    expect((await money(desk)).reduce((sum, [, amount]) => sum + amount, 0)).toBe(0)
    expect(await readRefund(desk.app, 'a')).toMatchObject({ pokok: 0, wajib: 0, goods: 10_000, receivable: 10_000 })
  })

  it('not paid at once, the state stands alone and the refund follows, once', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: books })
    const before = await memberAt(desk, 'a')
    const shown = await readRefund(desk.app, 'a', { leftOn: TODAY })
    await leave(desk.app, before, { ...GO, payout: null, shown }, WORDS)
    expect(await money(desk)).toEqual([])
    const gone = await memberAt(desk, 'a')
    expect((await payBack(desk.app, gone, PAYOUT, shown as never, WORDS)).ok).toBe(true)
    expect(await payBack(desk.app, gone, PAYOUT, shown as never, WORDS)).toEqual({ ok: false, error: { kind: 'figures-changed' } })
    expect(await money(desk)).toEqual([['pokok kembali', -50_000], ['wajib kembali', -240_000]])
  })

  it('figures that changed since they were shown write nothing', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: books })
    const before = await memberAt(desk, 'a')
    const shown = await readRefund(desk.app, 'a', { leftOn: TODAY })
    await desk.arrive([saving('a', 'sukarela', 5_000)])
    expect(await leave(desk.app, before, { ...GO, payout: PAYOUT, shown }, WORDS)).toEqual({ ok: false, error: { kind: 'figures-changed' } })
    expect(await stateOf(desk, 'a')).toBe('aktif')
  })

  it('unpaid wajib counts only where the AD/ART says so, and is income then', async () => {
    const dues = { pokok: 50_000, wajib: [{ from: '2025-07', amount: 60_000 }] }
    const without = await openDesk({ grants: KOPERASI, rows: [setting({ dues }), ...books.slice(1)] })
    expect(await readRefund(without.app, 'a', { leftOn: TODAY })).toMatchObject({ refund: 290_000, arrears: 0 })
    const desk = await openDesk({ grants: KOPERASI, rows: [setting({ dues, exit: { unpaidWajibIsDebt: true } }), ...books.slice(1)] })
    const before = await memberAt(desk, 'a')
    // July to November are 300.000; December has not fallen due (BR-10).
    const shown = await readRefund(desk.app, 'a', { leftOn: TODAY })
    expect(shown).toMatchObject({ arrears: 60_000, refund: 230_000 })
    await leave(desk.app, before, { ...GO, payout: PAYOUT, shown }, WORDS)
    expect(await money(desk)).toEqual([['pendapatan-lain', 60_000], ['pokok kembali', -50_000], ['wajib kembali', -240_000]])
  })

  it('BR-14: of whoever died the heir is recorded, or nothing is', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: books })
    const before = await memberAt(desk, 'a')
    expect((await leave(desk.app, before, { ...GO, state: 'meninggal', payout: null, shown: null }, WORDS)).ok).toBe(false)
    const heir = { name: 'Budi', relation: 'anak', phone: null }
    expect((await leave(desk.app, before, { ...GO, state: 'meninggal', heir, payout: null, shown: null }, WORDS)).ok).toBe(true)
    expect((await memberAt(desk, 'a')).data.status).toMatchObject({ state: 'meninggal', heir })
  })

  it('an applicant who withdraws gets his money back and leaves no membership behind', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [setting(), row('a', { status: { state: 'calon', on: '2025-12-01' as never, reason: '' } }), saving('a', 'pokok', 20_000)] })
    const before = await memberAt(desk, 'a')
    const shown = await readRefund(desk.app, 'a', { leftOn: TODAY })
    expect((await leave(desk.app, before, { ...GO, state: null, payout: PAYOUT, shown }, WORDS)).ok).toBe(true)
    expect((await memberAt(desk, 'a')).state).toBe('void')
    expect(await money(desk)).toEqual([['pokok kembali', -20_000]])
  })

  it('BR-06: who comes back is written down from what is known, under a new number, and signs and pays anew', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [setting(), row('a', { status: { state: 'keluar', on: '2025-10-01' as never, reason: 'pindah' }, book: { signed: 'tanda-tangan', on: '2025-07-15' as never } })] })
    const opened = await openForm(desk.app, null, null, '', 'a')
    if (opened.kind !== 'ready') throw new Error(opened.kind)
    expect(opened.form).toMatchObject({ before: null, number: null, form: { name: 'Siti Aminah', nik: WHO.nik, joinedOn: TODAY, book: '', payAmount: '50.000' } })
    expect(opened.form.id).not.toBe('a')
    expect((await saveNew(desk.app, opened.form.id, 'KIARA-02-0001', dataOf({ ...opened.form.form, book: 'tanda-tangan' }), null, { amount: 50_000, method: 'bank', receipt: 'R' })).ok).toBe(true)
    expect([await stateOf(desk, 'a'), await stateOf(desk, opened.form.id)]).toEqual(['keluar', 'aktif'])
  })
})

describe('two lines of one person', () => {
  const twin = row('b', { number: 'KIARA-02-0001', name: 'Sitti Aminah', nik: '3673995708900012' })
  it('are shown as doubles, merged, counted once, paid out together, and taken apart again', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [setting(), row('a'), twin, saving('a', 'pokok', 50_000), saving('b', 'sukarela', 7_000)] })
    expect([...await memberDoubles(desk.app)].sort()).toEqual(['a', 'b'])
    const [a, b] = [await memberAt(desk, 'a'), await memberAt(desk, 'b')]
    expect(await mergeMembers(desk.app, a, b, 'KTP sama')).toEqual({ ok: true, value: null })
    expect((await memberLines(desk.app)).map(line => [line.id, line.household])).toEqual([['a', 1]])
    expect([...await memberDoubles(desk.app)]).toEqual([])
    expect((await readCoopMembers(desk.app.store, MEMBERS)).map(({ record, personId }) => [record.id, personId])).toEqual([['a', 'a'], ['b', 'a']])
    expect((await memberFile(desk.app.store, 'b'))?.merges.into).toMatchObject({ member: { id: 'a' }, merge: { data: { reason: 'KTP sama' } } })
    expect((await memberFile(desk.app.store, 'a'))?.household).toEqual([])
    expect(await readRefund(desk.app, 'a', { leftOn: TODAY })).toMatchObject({ pokok: 50_000, sukarela: 7_000, refund: 57_000 })
    expect((await mergeMembers(desk.app, a, b, 'lagi')).ok).toBe(false)
    const { from } = await mergeFile(desk.app.store, 'a')
    expect(await takeApart(desk.app, from[0]?.merge.id ?? '', 'dua orang')).toEqual({ ok: true, value: null })
    expect(await takeApart(desk.app, from[0]?.merge.id ?? '', 'lagi')).toEqual({ ok: false, error: { kind: 'gone' } })
    expect((await memberLines(desk.app)).map(line => line.id)).toEqual(['a', 'b'])
  })

  it('BR-13: end together, each line with what lies under it', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [setting(), row('a'), twin, saving('a', 'pokok', 50_000), saving('b', 'sukarela', 7_000)] })
    const a = await memberAt(desk, 'a')
    await mergeMembers(desk.app, a, await memberAt(desk, 'b'), 'KTP sama')
    const shown = await readRefund(desk.app, 'a', { leftOn: TODAY })
    expect((await leave(desk.app, a, { ...GO, payout: PAYOUT, shown }, WORDS)).ok).toBe(true)
    expect([await stateOf(desk, 'a'), await stateOf(desk, 'b')]).toEqual(['keluar', 'keluar'])
    expect(await money(desk)).toEqual([['pokok kembali', -50_000], ['sukarela kembali', -7_000]])
  })

  it('BR-06: once merged, the right NIK may be written on the line that stays', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [row('a'), twin] })
    const a = await memberAt(desk, 'a')
    expect((await saveChanges(desk.app, a, { nik: twin.data.nik }, null)).ok).toBe(false)
    await mergeMembers(desk.app, a, await memberAt(desk, 'b'), 'KTP sama')
    expect(await saveChanges(desk.app, a, { nik: twin.data.nik }, null)).toEqual({ ok: true, value: null })
  })
})

describe('what else a line holds', () => {
  it('a photo is kept beside it, and taken away', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [row('a')] })
    const a = await memberAt(desk, 'a')
    const image = 'data:image/jpeg;base64,AAAA'
    expect(await savePhoto(desk.app, a, image)).toEqual({ ok: true, value: null })
    expect(await readPhoto(desk.app.store, 'a')).toBe(image)
    await savePhoto(desk.app, a, null)
    expect(await readPhoto(desk.app.store, 'a')).toBeNull()
    expect((await savePhoto(desk.app, a, `data:image/jpeg;base64,${'A'.repeat(24_000)}`)).ok).toBe(false)
  })

  it('an examiner finds nobody by the digits that he may not see', async () => {
    const desk = await openDesk({ grants: LURAH, rows: [row('a')] })
    expect((await memberLines(desk.app)).map(line => line.nik)).toEqual(['0002'])
  })

  it('a change of an older line writes only what was changed', async () => {
    const desk = await openDesk({ grants: KOPERASI, rows: [row('a')] })
    const opened = await openForm(desk.app, 'a', null, '')
    if (opened.kind !== 'ready') throw new Error(opened.kind)
    await saveChanges(desk.app, await memberAt(desk, 'a'), dataOf({ ...opened.form.form, occupation: 'Guru' }, { by: 'staf-bidan', today: TODAY, before: WHO }), null)
    expect(Object.keys((await desk.core.loadPending()).at(-1)?.op.set ?? {})).toEqual(['occupation'])
  })
})
