import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { kmpOf, type Kmp } from '#app/shared/coop/kmp.ts'
import { readSales } from '#app/features/cooperative/sales.ts'
import { routes as own } from '#app/features/cooperative/routes.ts'
import { TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { elsewhere, field, settle, show, words, type Shown } from '../support/show.ts'
import { cashRow, openCoop, saleRow, TRADE, tradeDayRow } from '../cash/coop.ts'

const routes = [...own, ...elsewhere('cash', 'cash-day', 'cash-new', 'savings', 'savings-member', 'members', 'shu', 'remarks')]
let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
})
const open = async (desk: Desk, path: string): Promise<Shown> => (shown = await show(desk, routes, path))
const placeOf = async (desk: Desk): Promise<Kmp> => {
  const kmp = await kmpOf(desk.app)
  if (!kmp) throw new Error('no KMP')
  return kmp
}
const bought = (memberId: string, month: string, sales: number, tempo: number): PlacedRow<'member-trade'> => ({ kind: 'member-trade', id: `${memberId}-${month}`, stream: TRADE, data: { memberId, month, sales, tempo } })
const item = (drugId: string | null, amount: number): PlacedRow<'trade-item'> => ({ kind: 'trade-item', id: `i-${drugId ?? 'lain'}`, stream: TRADE, data: { month: '2025-12', drugId, drug: drugId === null ? '' : 'Parasetamol 500 mg', unit: drugId === null ? '' : 'tablet', quantity: drugId === null ? null : 40, amount } })
const ROWS = [tradeDayRow(TODAY), tradeDayRow(day('2025-11-20')), bought('m1', '2025-12', 110_000, 30_000), bought('m1', '2025-10', 40_000, 40_000), item('parasetamol', 100_000), item(null, 50_000), cashRow('k1', 'subsidi', 250_000), cashRow('k2', 'sewa', 55_000)]
const choose = async (label: string, value: string): Promise<void> => {
  const select = field((shown as Shown).screen, label)
  select.value = value
  select.dispatchEvent(new Event('change', { bubbles: true }))
  await settle()
}

describe('the cooperative', () => {
  it('shows where its money stands and leads only where one may go', async () => {
    await open(await openCoop(ROWS), '/koperasi')
    await settle(() => words().includes('Rp 150.000'))
    expect(words()).toContain('Belum pernah dihitung')
    expect(words()).toContain('Piutang anggota')
    expect([...document.querySelectorAll('li a')].map(link => link.textContent?.trim().split(/(?=[A-Z])/)[0])).toContain('Simpanan')
    shown?.screen.unmount()
    await open(await openCoop(ROWS, ['lurah']), '/koperasi')
    await settle(() => words().includes('Rp 150.000'))
    expect(words()).not.toContain('Piutang anggota')
  })

  it('sales of a month: to members and others, by payment, with cost, margin, losses and stock at cost', async () => {
    const desk = await openCoop(ROWS)
    const sales = await readSales(desk.app, await placeOf(desk), '2025-12' as never)
    expect(sales).toMatchObject({ member: { tunai: 60_000, transfer: 20_000, tempo: 30_000 }, others: { tunai: 40_000, transfer: 0, tempo: 0 }, stock: 2 * (200_000 - 90_000 - 5000), unknown: 0, isOwnTrade: false, backs: null })
    expect(sales.statement.margin).toBe(60_000)
    await open(desk, '/koperasi/penjualan')
    await settle(() => words().includes('Parasetamol 500 mg'))
    expect(words()).toContain('Barang lain yang dibeli sedikit orang')
    expect(words()).toContain('Siti Aminah')
    expect(words()).toContain('Lewat tempo')
    expect(words()).toContain('Rp 70.000')
    await choose('Bulan', '2025-10')
    await settle(() => words().includes('Belum ada penjualan di bulan ini'))
  })

  it('who examines sees the sums and neither items nor members', async () => {
    await open(await openCoop(ROWS, ['lurah']), '/koperasi/penjualan')
    await settle(() => words().includes('hanya untuk pengurus koperasi'))
    expect(words()).toContain('Rp 110.000')
    expect(words()).not.toContain('Siti')
    expect(words()).not.toContain('Parasetamol')
  })

  it('returns and voids are counted where the hand-overs are', async () => {
    const back = saleRow('a-kembali-1', -5000, { reverses: 'a', reason: 'salah' })
    const desk = await openCoop([saleRow('a', 50_000), back], ['koperasi'], { shop: true })
    expect((await readSales(desk.app, await placeOf(desk), '2025-12' as never)).backs).toEqual({ count: 1, amount: 5000 })
    await open(desk, '/koperasi/penjualan')
    await settle(() => words().includes('Harga beli sebagian barang tidak diketahui'))
  })

  it('self-reliance: own income of all income and against costs, words where there was none', async () => {
    await open(await openCoop(ROWS), '/koperasi/kemandirian')
    // 150.000 own, 250.000 aid; costs 90.000 goods, 5.000 lost, 55.000 rent.
    await settle(() => words().includes('37,5%'))
    expect(words()).toContain('100,0%')
    expect(words()).toContain('Pendapatan sendiri menutup beban')
    expect(words()).toContain('tidak ada beban')
    expect(words()).not.toMatch(/[^0-9]0,0%/)
  })

  it('the statement of a period keeps aid apart, and a period that runs backwards is told beside its field', async () => {
    await open(await openCoop(ROWS), '/koperasi/laba-rugi')
    await settle(() => words().includes('Hasil usaha sendiri'))
    // January to December: two days of sales 300.000, goods 180.000, lost 10.000, rent 55.000; subsidy 250.000.
    expect(words()).toContain('Hasil usaha sendiri (tanpa bantuan)Rp 55.000')
    expect(words()).toContain('Hasil usahaRp 305.000')
    await choose('Dari bulan', '2025-12')
    await choose('Sampai bulan', '2025-11')
    expect(words()).toContain('Bulan akhir lebih awal daripada bulan mulai.')
    await choose('Sampai bulan', '2025-12')
    await settle(() => words().includes('Hasil usahaRp 250.000'))
  })
})
