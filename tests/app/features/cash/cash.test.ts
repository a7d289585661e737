import { afterEach, describe, expect, it } from 'vitest'
import { day } from '#domain/core/day.ts'
import { cashPosition } from '#domain/rules/finance/cash-money.ts'
import { readBooks } from '#app/shared/coop/books.ts'
import { readDebts } from '#app/shared/coop/debts.ts'
import { kmpOf, type Kmp } from '#app/shared/coop/kmp.ts'
import { emptyCash } from '#app/features/cash/cash-form.ts'
import { emptyCount, saveCount } from '#app/features/cash/count-form.ts'
import { readEntry, reverseEntry, saveEntry } from '#app/features/cash/entries.ts'
import { readMonth } from '#app/features/cash/month-book.ts'
import { routes as own } from '#app/features/cash/routes.ts'
import { TODAY, type Desk } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { cashRow, FINANCE, openCoop, saleRow, savingRow, TRADE, tradeDayRow } from './coop.ts'

const routes = [...own, ...elsewhere('cooperative', 'coop-sales')]
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
const position = async (desk: Desk) => cashPosition({ ...await readBooks(desk.app, await placeOf(desk), TODAY), until: TODAY })

describe('the books', () => {
  it('drawer and bank are opening, savings, entries, sales and counts together', async () => {
    const desk = await openCoop([savingRow('s1', 50_000), savingRow('s2', 10_000, { method: 'bank' }), savingRow('s3', 90_000, { method: 'tanpa-kas', act: 'saldo-awal' }), cashRow('k1', 'sewa', 30_000), cashRow('k2', 'setor-ke-bank', 200_000), tradeDayRow(TODAY)])
    expect(await position(desk)).toEqual({ cash: 1_000_000 + 50_000 - 30_000 - 200_000 + 100_000, bank: 500_000 + 10_000 + 200_000 + 20_000 })
  })

  it('a tablet that holds the medicine room adds up its hand-overs and not the server’s days too', async () => {
    const desk = await openCoop([saleRow('a', 50_000), saleRow('b', 20_000, { payment: { method: 'tempo', paid: 0, change: 0, reference: '' } }), tradeDayRow(TODAY)], ['koperasi'], { shop: true })
    const books = await readBooks(desk.app, await placeOf(desk), TODAY)
    expect(books.isOwnTrade).toBe(true)
    expect(books.tradeDays).toMatchObject([{ on: TODAY, sales: { member: { tunai: 50_000, transfer: 0, tempo: 20_000 } }, unknown: 140 }])
    expect((await readDebts(desk.app, await placeOf(desk)))?.byMember.get('m1')).toMatchObject({ owed: 20_000, since: '2025-12' })
    // Asked twice the answer is the same: a kept sum is not changed by what is laid over it.
    await desk.arrive([saleRow('c', 5000)])
    for (const _ of [1, 2, 3]) expect((await readBooks(desk.app, await placeOf(desk), TODAY)).tradeDays[0]?.sales.member.tunai).toBe(55_000)
  })

  it('what a member bought on account, less what he paid, is told by the oldest month; an examiner is told nothing', async () => {
    const trade = (month: string, tempo: number) => ({ kind: 'member-trade' as const, id: `m1-${month}`, stream: TRADE, data: { memberId: 'm1', month, sales: tempo, tempo } })
    const rows = [trade('2025-10', 60_000), trade('2025-11', 40_000), cashRow('p', 'pelunasan-piutang', 70_000, { memberId: 'm1' })]
    const desk = await openCoop(rows)
    expect((await readDebts(desk.app, await placeOf(desk)))?.byMember.get('m1')).toEqual({ owed: 30_000, since: '2025-11', dueOn: '2025-12-30', over: 0 })
    const lurah = await openCoop(rows, ['lurah'])
    expect(await readDebts(lurah.app, await placeOf(lurah))).toBeNull()
  })

  it('a month’s book begins with what stood before, and ends with drawer and bank', async () => {
    const desk = await openCoop([cashRow('k0', 'sewa', 100_000, { on: day('2025-11-30') }), cashRow('k1', 'sewa', 30_000, { on: day('2025-12-03') }), savingRow('s1', 50_000), tradeDayRow(TODAY)])
    const { book } = await readMonth(desk.app, await placeOf(desk), '2025-12' as never)
    expect(book.opening).toEqual({ cash: 1_000_000, bank: 500_000 })
    expect(book.lines.map(line => [line.on, line.source, line.after.cash])).toEqual([['2025-12-03', 'kas', 970_000], [TODAY, 'simpanan', 1_020_000], [TODAY, 'penjualan', 1_120_000]])
    expect(book.closing).toEqual(await position(desk))
  })

  it('BR-16: an entry is taken back once', async () => {
    const desk = await openCoop()
    const kmp = await placeOf(desk)
    const saved = await saveEntry(desk.app, kmp, { ...emptyCash(), category: 'listrik-air', amount: '75.000', party: 'PLN' })
    expect(saved.ok && saved.value.number).toBe('KIARA-02-0001')
    const id = saved.ok ? saved.value.id : ''
    expect((await position(desk)).cash).toBe(925_000)
    expect((await reverseEntry(desk.app, kmp, id, 'salah tulis')).ok).toBe(true)
    expect((await position(desk)).cash).toBe(1_000_000)
    expect(await reverseEntry(desk.app, kmp, id, 'lagi')).toEqual({ ok: false, error: { kind: 'gone' } })
    expect((await readEntry(desk.app, id))?.reversal?.data.amount).toBe(-75_000)
  })

  it('a count is written against what the person saw, and nothing where the books moved meanwhile', async () => {
    const desk = await openCoop()
    const kmp = await placeOf(desk)
    const form = { ...emptyCount(), how: 'jumlah', sum: '990.000', reason: 'kembalian salah' }
    await saveEntry(desk.app, kmp, { ...emptyCash(), category: 'listrik-air', amount: '5.000', party: 'PLN' })
    expect(await saveCount(desk.app, kmp, form, 1_000_000)).toEqual({ ok: false, error: { kind: 'moved', expected: 995_000 } })
    expect((await saveCount(desk.app, kmp, form, 995_000)).ok).toBe(true)
    expect((await desk.app.store.scan('cash-count'))[0]?.data).toMatchObject({ expected: 995_000, counted: 990_000, difference: -5000, reason: 'kembalian salah' })
    expect((await position(desk)).cash).toBe(990_000)
  })

  it('the chair and who examines write nothing', async () => {
    for (const role of ['ketua', 'lurah', 'pengawas'] as const) {
      const desk = await openCoop([], [role])
      const saved = await saveEntry(desk.app, await placeOf(desk), { ...emptyCash(), category: 'listrik-air', amount: '5.000', party: 'PLN' })
      expect([role, saved.ok]).toEqual([role, false])
    }
  })
})

const choose = async (value: string): Promise<void> => {
  const select = document.querySelector<HTMLSelectElement>('#field-category')
  if (!select) throw new Error('no category')
  select.value = value
  select.dispatchEvent(new Event('change', { bubbles: true }))
  await settle()
}

describe('the pages', () => {
  it('an entry is refused beside its fields, kept while it is typed, saved, printed and taken back', async () => {
    const desk = await openCoop()
    const { screen } = await open(desk, '/koperasi/kas/baru')
    await settle(() => words().includes('Uang apa'))
    await press('Simpan')
    expect(words()).toContain('Pilih jenisnya.')
    expect(words()).toContain('Isi jumlah rupiah lebih dari 0, tanpa koma.')
    await choose('listrik-air')
    await type(screen, 'Jumlah', '75,5')
    expect(words()).toContain('Isi jumlah rupiah lebih dari 0, tanpa koma.')
    await type(screen, 'Jumlah', 'Rp 1.075.000')
    await settle(() => words().includes('Kas akan menjadi −Rp 75.000'))
    expect(words()).toContain('Isi dari atau kepada siapa.')
    await type(screen, 'Kepada siapa', 'PLN Serang')
    // Somebody closes the page: what was typed is there again.
    await settle()
    shown?.screen.unmount()
    const again = await open(desk, '/koperasi/kas/baru')
    await settle(() => words().includes('Isian yang belum disimpan dipulihkan'))
    expect(field(again.screen, 'Kepada siapa').value).toBe('PLN Serang')
    await type(again.screen, 'Jumlah', '75.000')
    await press('Simpan')
    await settle(() => words().includes('Catatan kas KIARA-02-0001'))
    expect(words()).toContain('BUKTI KAS KELUAR')
    expect(words()).toContain('Dibayar kepada: PLN Serang')
    await press('Batalkan catatan')
    await settle(() => document.querySelector('[role="dialog"], [role="alertdialog"]') !== null)
    const dialog = document.querySelector('[role="dialog"], [role="alertdialog"]') as HTMLElement
    const confirm = [...dialog.querySelectorAll('button')].find(button => button.textContent?.trim() === 'Batalkan catatan')
    await new Promise(resolve => setTimeout(resolve, 3))
    confirm?.click()
    await settle(() => words().includes('Tulis alasannya.'))
    await type(again.screen, 'Alasan pembatalan', 'salah jumlah')
    await new Promise(resolve => setTimeout(resolve, 3))
    confirm?.click()
    await settle(() => words().includes('Sudah dibatalkan'))
    expect((await position(desk)).cash).toBe(1_000_000)
  })

  it('the cash book shows a month with its balances, filtered, and says what to do where there is nothing', async () => {
    const desk = await openCoop([cashRow('k1', 'sewa', 30_000), savingRow('s1', 50_000), tradeDayRow(TODAY)])
    const { screen } = await open(desk, '/koperasi/kas')
    await settle(() => words().includes('Sewa · PLN'))
    expect(words()).toContain('Rp 1.120.000')
    expect(words()).toContain('Setoran simpanan')
    const filter = field(screen, 'Tampilkan')
    filter.value = 'kas'
    filter.dispatchEvent(new Event('change', { bubbles: true }))
    await settle()
    const list = (): string => document.querySelector('[aria-label="Catatan kas"]')?.textContent ?? ''
    expect(list()).toContain('Sewa')
    expect(list()).not.toContain('Setoran simpanan')
    const month = field(screen, 'Bulan')
    month.value = '2025-10'
    month.dispatchEvent(new Event('change', { bubbles: true }))
    await settle(() => words().includes('Belum ada catatan di bulan ini'))
  })

  it('the drawer is counted by notes, a difference asks for its reason, and the day’s paper shows it', async () => {
    const desk = await openCoop([savingRow('s1', 50_000)])
    const { screen } = await open(desk, '/koperasi/kas/hari')
    await settle(() => words().includes('Simpan hitungan'))
    expect(words()).toContain('Rp 1.050.000')
    await press('Simpan hitungan')
    expect(words()).toContain('Isi banyaknya paling sedikit satu pecahan')
    await type(screen, 'Rp 100.000', '10')
    await type(screen, 'Rp 20.000', '2')
    await settle(() => words().includes('Kurang Rp 10.000'))
    await press('Simpan hitungan')
    expect(words()).toContain('Ada selisih: tulis alasannya.')
    await type(screen, 'Alasan selisih', 'kembalian salah')
    await press('Simpan hitungan')
    await settle(() => words().includes('Hitungan pukul'))
    expect((await desk.app.store.scan('cash-count'))[0]).toMatchObject({ stream: FINANCE, data: { counted: 1_040_000, difference: -10_000, pieces: [{ value: 100_000, count: 10 }, { value: 20_000, count: 2 }] } })
    expect(words()).toContain('Simpanan anggota dan uang')
    await settle(() => field(screen, 'Rp 100.000').value === '')
  })

  it('who examines reads the book and the day, and finds nothing to write with', async () => {
    const desk = await openCoop([cashRow('k1', 'sewa', 30_000)], ['lurah'])
    await open(desk, '/koperasi/kas')
    await settle(() => words().includes('Sewa · PLN'))
    expect(words()).not.toContain('Catat kas')
    shown?.screen.unmount()
    await open(desk, '/koperasi/kas/hari')
    await settle(() => words().includes('Seharusnya di laci'))
    expect(words()).not.toContain('Simpan hitungan')
    shown?.screen.unmount()
    await open(desk, '/koperasi/kas/k1')
    await settle(() => words().includes('Catatan kas K-k1'))
    expect(words()).not.toContain('Batalkan catatan')
  })
})
