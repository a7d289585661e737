import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { ok } from '#domain/core/result.ts'
import { holdingsOf } from '#domain/rules/finance/savings.ts'
import { createDraft } from '#app/db/record-store.ts'
import { readRefund } from '#app/shared/coop/refund.ts'
import { leave, payBack } from '#app/features/members/exit.ts'
import { routes as members } from '#app/features/members/routes.ts'
import { saveRefund } from '#app/features/savings/refund.ts'
import { routes as savings } from '#app/features/savings/routes.ts'
import { memberRow, MEMBERS, openCoop, saleRow, savingRow, settingRow } from '../cash/coop.ts'
import { openDesk, TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, press, settle, show, words, type Shown } from '../support/show.ts'

const WORDS = { note: 'berakhir', debt: 'utang', arrears: 'wajib' }
const PAYOUT = { method: 'tunai', number: 'R-1', cashNumber: 'C-1' } as const
const GO = { state: 'keluar', on: TODAY, reason: 'pindah', heir: null } as const
const BOOK = [savingRow('s1', 50_000, { type: 'pokok' }), savingRow('s2', 240_000)]
const LEFT = memberRow('m1', 'Siti Aminah', { status: { state: 'keluar', on: day('2025-12-10'), reason: 'pindah' } })
const ON_ACCOUNT = { method: 'tempo', paid: 0, change: 0, reference: '' } as const

/** The medicine room's tablet, on which m1 has just bought on account: no server knows of it. */
async function withUnsentSale(rows: readonly PlacedRow[] = BOOK): Promise<Desk> {
  const desk = await openCoop(rows, ['koperasi'], { shop: true })
  const sold = saleRow('jual', 90_000, { payment: ON_ACCOUNT })
  const saved = await desk.app.store.writeGroup(async () => ok([createDraft('handover', 'jual', sold.stream, sold.data)]))
  if (!saved.ok) throw new Error(JSON.stringify(saved.error))
  return desk
}
const memberAt = async (desk: Desk, id: string) => {
  const member = await desk.app.store.get('member', id)
  if (!member) throw new Error('nobody there')
  return member
}
const heldBy = async (desk: Desk, id: string) => holdingsOf(await desk.app.store.byKey('saving-entry', 'member', id))
const money = async (desk: Desk): Promise<[string, number, string | null][]> => [
  ...(await desk.app.store.scan('saving-entry')).filter(one => one.pending !== 'none').map(({ data }): [string, number, string] => [`${data.type} ${data.act}`, data.amount, data.memberId]),
  ...(await desk.app.store.scan('cash-entry')).filter(one => one.pending !== 'none').map(({ data }): [string, number, string | null] => [data.category, data.amount, data.memberId]),
].sort(([a], [b]) => (a < b ? -1 : 1))

let shown: Shown | undefined
const close = (): void => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
}
afterEach(close)

describe('BR-13: a sale on account that is not sent yet', () => {
  it('is taken off what the member’s page pays out', async () => {
    const desk = await withUnsentSale()
    const plan = await readRefund(desk.app, 'm1', { leftOn: TODAY })
    expect(plan).toMatchObject({ goods: 90_000, refund: 200_000 })
    expect(await leave(desk.app, await memberAt(desk, 'm1'), { ...GO, payout: PAYOUT, shown: plan }, WORDS)).toEqual({ ok: true, value: null })
    expect(await money(desk)).toEqual([['pelunasan-piutang', 90_000, 'm1'], ['pokok kembali', -50_000, 'm1'], ['wajib kembali', -240_000, 'm1']])
    expect(await readRefund(desk.app, 'm1')).toMatchObject({ goods: 0, refund: 0, receivable: 0 })
  })

  it('stands on the member’s page and on the page of his savings alike, and either pays the same', async () => {
    const rows = [LEFT, ...BOOK]
    const routes = [...members, ...savings, ...elsewhere()]
    const desk = await withUnsentSale(rows)
    shown = await show(desk, routes, '/anggota/m1')
    await settle(() => words().includes('DikembalikanRp 200.000'))
    expect(words()).toContain('Utang belanja−Rp 90.000')
    close()
    shown = await show(desk, routes, '/koperasi/simpanan/catat?member=m1&tindakan=kembali')
    await settle(() => words().includes('DibayarkanRp 200.000'))
    expect(words()).toContain('Utang barang (beli tempo)−Rp 90.000')
    await press('Kembalikan simpanan')
    await settle(() => words().includes('BUKTI PENGEMBALIAN SIMPANAN'))
    const other = await withUnsentSale(rows)
    const plan = await readRefund(other.app, 'm1')
    if (!plan) throw new Error('no plan')
    expect((await payBack(other.app, await memberAt(other, 'm1'), PAYOUT, plan, WORDS)).ok).toBe(true)
    expect(await money(other)).toEqual(await money(desk))
  })

  it('is found when it was made after the figures were shown: then nothing is paid', async () => {
    const desk = await openCoop(BOOK, ['koperasi'], { shop: true })
    const plan = await readRefund(desk.app, 'm1', { leftOn: TODAY })
    await desk.arrive([saleRow('jual', 90_000, { payment: ON_ACCOUNT })])
    expect(await leave(desk.app, await memberAt(desk, 'm1'), { ...GO, payout: PAYOUT, shown: plan }, WORDS)).toEqual({ ok: false, error: { kind: 'figures-changed' } })
  })
})

describe('BR-13: what stands below zero', () => {
  it('is put back out of what is returned, before goods', async () => {
    const desk = await withUnsentSale([LEFT, ...BOOK, savingRow('s3', -60_000, { type: 'sukarela', act: 'tarik' })])
    const plan = await readRefund(desk.app, 'm1')
    expect(plan).toMatchObject({ overdrawn: 60_000, goods: 90_000, refund: 140_000 })
    if (plan) expect((await payBack(desk.app, await memberAt(desk, 'm1'), PAYOUT, plan, WORDS)).ok).toBe(true)
    expect(await heldBy(desk, 'm1')).toEqual({ pokok: 0, wajib: 0, sukarela: 0 })
    expect((await money(desk)).reduce((sum, [, amount]) => sum + amount, 0)).toBe(-140_000)
  })
})

describe('BR-13: lines of the book that are one person', () => {
  const merge: PlacedRow<'member-merge'> = { kind: 'member-merge', id: 'gabung', stream: MEMBERS, data: { keepId: 'm1', dropId: 'm2', on: TODAY, reason: 'orang yang sama', by: 'staf-lain', name: 'Petugas', undone: null } }

  it('keep nothing together, and no more is paid than they hold together', async () => {
    const desk = await openCoop([...BOOK, merge, savingRow('s3', 30_000, { memberId: 'm2', type: 'sukarela' }), savingRow('s4', -10_000, { type: 'sukarela', act: 'tarik' })])
    const plan = await readRefund(desk.app, 'm1', { leftOn: TODAY })
    expect(plan).toMatchObject({ sukarela: 20_000, overdrawn: 0, refund: 310_000 })
    expect((await leave(desk.app, await memberAt(desk, 'm1'), { ...GO, payout: PAYOUT, shown: plan }, WORDS)).ok).toBe(true)
    expect(await money(desk)).toEqual([['pokok kembali', -50_000, 'm1'], ['sukarela kembali', -20_000, 'm2'], ['wajib kembali', -240_000, 'm1']])
    expect(await readRefund(desk.app, 'm1')).toMatchObject({ pokok: 0, wajib: 0, sukarela: 0, overdrawn: 0, refund: 0 })
  })

  it('owe wajib from the earliest joining, as on the page of savings', async () => {
    const early = memberRow('m2', 'Siti Aminah', { joinedOn: day('2024-12-05') })
    const setting = settingRow({ dues: { pokok: 50_000, wajib: [{ from: '2024-01', amount: 20_000 }] }, exit: { unpaidWajibIsDebt: true } })
    const desk = await openCoop([setting, early, ...BOOK, merge])
    // December 2024 to November 2025: twelve months of 20.000, all paid; from January alone it would be eleven.
    expect(await readRefund(desk.app, 'm1', { leftOn: TODAY })).toMatchObject({ arrears: 0, refund: 290_000 })
    expect(await readRefund(desk.app, 'm1', { leftOn: day('2025-06-15') })).toMatchObject({ arrears: 0 })
    const poorer = await openCoop([setting, early, savingRow('s1', 200_000), merge])
    expect(await readRefund(poorer.app, 'm2', { leftOn: TODAY })).toMatchObject({ arrears: 40_000, refund: 160_000 })
  })

  it('of which one was never ended let what lies there go by the line that stays', async () => {
    const desk = await openCoop([LEFT, ...BOOK, merge, savingRow('s3', 30_000, { memberId: 'm2', type: 'sukarela' })])
    const saved = await saveRefund(desk.app, 'm1', { method: 'tunai', on: TODAY, shown: { refund: 320_000, receivable: 0 }, words: WORDS })
    expect(saved.ok).toBe(true)
    expect((await money(desk)).every(([, , member]) => member === 'm1')).toBe(true)
  })
})

describe('who may not see what members buy', () => {
  it('is shown the savings as they stand before it', async () => {
    const desk = await openDesk({ grants: [{ role: 'lurah', place: 'kmp-kiara' }], rows: [settingRow(), LEFT, ...BOOK] })
    expect(await readRefund(desk.app, 'm1')).toMatchObject({ goods: null, refund: 290_000 })
    shown = await show(desk, [...members, ...elsewhere('savings-member')], '/anggota/m1')
    await settle(() => words().includes('Simpanan, sebelum utang belanjaRp 290.000'))
  })
})
