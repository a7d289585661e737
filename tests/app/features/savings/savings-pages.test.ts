import { afterEach, describe, expect, it, vi } from 'vitest'
import { day } from '#domain/core/day.ts'
import { rupiahInWords } from '#domain/core/rupiah-words.ts'
import { routes as own } from '#app/features/savings/routes.ts'
import { arrearsSheet } from '#app/features/savings/arrears-sheet.ts'
import { statementSheet } from '#app/features/savings/statement-sheet.ts'
import { statementOf } from '#app/features/savings/entry-rows.ts'
import { emptyForm, proposalsFor, restoreForm, savingProblems } from '#app/features/savings/entry-form.ts'
import { paysText } from '#app/features/savings/say.ts'
import { readSavingsFile } from '#app/shared/coop/savings-file.ts'
import { ageingOf, isBehind, readSavingsLines } from '#app/shared/coop/savings-lines.ts'
import { monthsPaidBy } from '#domain/rules/finance/savings.ts'
import { sampleMember } from '#tests/domain/members/sample.ts'
import { TODAY, type Desk } from '../support/desk.ts'
import { elsewhere, field, press, settle, show, type, words, type Shown } from '../support/show.ts'
import { BUDI, entryRow, FINANCE, leftOn, MEMBERS, memberRow, openBooks, SITI } from './books.ts'

const routes = [...own, ...elsewhere('cooperative'), ...elsewhere('coop-setting').map(one => ({ ...one, path: '/lain/atur' })), ...elsewhere('member').map(one => ({ ...one, path: '/lain/anggota/:id' })), ...elsewhere('member-new').map(one => ({ ...one, path: '/lain/anggota-baru' }))]
let shown: Shown | undefined
afterEach(() => {
  shown?.screen.unmount()
  shown = undefined
  document.body.innerHTML = ''
  vi.unstubAllGlobals()
})
const open = async (desk: Desk, path: string): Promise<Shown> => (shown = await show(desk, routes, path))
const at = (name: string) => (): boolean => shown?.router.currentRoute.value.name === name
const says = (text: string) => (): boolean => words().includes(text)
/** A choice of a radio group, by the group's label and its own. */
async function pick(group: string, label: string, nth = 0): Promise<void> {
  const sets = [...document.querySelectorAll('fieldset')].filter(set => set.querySelector('legend')?.textContent?.replace('*', '').trim() === group)
  const radio = [...(sets[nth]?.querySelectorAll('label') ?? [])].find(one => one.textContent?.trim() === label)?.querySelector('input')
  if (!radio) throw new Error(`no choice “${label}” of “${group}”`)
  radio.click()
  await settle()
}
async function choose(screen: Shown['screen'], name: string): Promise<void> {
  await type(screen, 'Anggota', name)
  await settle(says(name))
  field(screen, 'Anggota').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  await settle()
}

describe('the list of savings', () => {
  it('shows what everybody holds and who is behind, and finds by name and by age of arrears', async () => {
    const desk = await openBooks([entryRow(SITI, { amount: 40_000 }), entryRow(SITI, { type: 'pokok', amount: 50_000 })])
    const { screen } = await open(desk, '/koperasi/simpanan')
    await settle(says('Siti Aisyah'))
    expect(words()).toContain('1 bulan (1–3 bulan)')
    expect(words()).toContain('11 bulan (>6 bulan)')
    expect(words()).toContain('kurang 50.000')
    expect(words()).toContain('Rp 120.000')
    await pick('Tampilkan', '>6 bulan (1)')
    await settle(() => !words().includes('Siti Aisyah'))
    await pick('Tampilkan', 'Semua')
    await type(screen, 'Cari anggota', 'siti')
    await settle(() => !words().includes('Budi Santoso'))
    expect(words()).toContain('Siti Aisyah')
  })

  it('an examiner sees it without the buttons that write, and cannot feel his way to a NIK', async () => {
    const desk = await openBooks([], 'lurah')
    const { screen } = await open(desk, '/koperasi/simpanan')
    await settle(says('Siti Aisyah'))
    expect(words()).not.toContain('Setor simpanan')
    await type(screen, 'Cari anggota', '36739917')
    await settle(says('Tidak ditemukan'))
  })
})

describe('a deposit', () => {
  it('says what is missing beside its field, proposes months and says which it pays, and ends with the receipt', async () => {
    const desk = await openBooks([entryRow(SITI, { amount: 35_000 })])
    const print = vi.fn()
    vi.stubGlobal('print', print)
    const { screen } = await open(desk, '/koperasi/simpanan/catat')
    await settle(says('Jenis simpanan'))
    await press('Simpan')
    expect(words()).toContain('Pilih anggotanya.')
    expect(words()).toContain('Isi jumlah dalam rupiah bulat, lebih dari nol.')
    await choose(screen, 'Siti Aisyah')
    await settle(says('Lunas sampai September 2025.'))
    await press('Tunggakan Rp 15.000')
    expect(field(screen, 'Jumlah').value).toBe('15.000')
    expect(words()).toContain('Membayar Oktober 2025 (sebagian Rp 5.000), November 2025.')
    await press('3 bulan Rp 25.000')
    expect(words()).toContain('Membayar Oktober 2025 (sebagian Rp 5.000), November 2025, Desember 2025.')
    await press('Tambah jenis simpanan')
    await pick('Jenis simpanan', 'Pokok', 1)
    await press('Kekurangan Rp 50.000')
    expect(words()).toContain('tujuh puluh lima ribu rupiah')
    await press('Simpan')
    await settle(at('saving-receipt'))
    await settle(says('BUKTI SETOR SIMPANAN'))
    expect(words()).toContain('KIARA-02-0001')
    expect(words()).toContain(`Terbilang: ${rupiahInWords(75_000)}`)
    await press('Cetak')
    expect(print).toHaveBeenCalledOnce()
    expect((await readSavingsFile(desk.app, SITI))?.held).toEqual({ pokok: 50_000, wajib: 60_000, sukarela: 0 })
  })

  it('refuses the same kind twice, too much pokok and a day to come, and loses nothing that was typed', async () => {
    const desk = await openBooks()
    const { screen, router } = await open(desk, `/koperasi/simpanan/catat?member=${SITI}&jenis=pokok`)
    await settle(says('Kekurangan Rp 50.000'))
    await type(screen, 'Jumlah', '60.000')
    await type(screen, 'Catatan', 'lewat anaknya')
    await press('Simpan')
    await settle(says('Simpanan pokok yang belum lunas tinggal Rp 50.000.'))
    await press('Tambah jenis simpanan')
    await pick('Jenis simpanan', 'Pokok', 1)
    expect(words()).toContain('Jenis ini sudah ada pada simpanan ke-1.')
    await router.push('/koperasi/simpanan')
    await settle(at('savings'))
    await router.push(`/koperasi/simpanan/catat?member=${SITI}&jenis=pokok`)
    await settle(says('Isian yang belum disimpan dipulihkan'))
    expect(field(screen, 'Jumlah').value).toBe('60.000')
    expect(field(screen, 'Catatan').value).toBe('lewat anaknya')
  })

  it('BR-12: a withdrawal of wajib is refused beside its field, one of sukarela above the balance as well', async () => {
    const desk = await openBooks([entryRow(SITI, { type: 'sukarela', amount: 20_000 })])
    const { screen } = await open(desk, `/koperasi/simpanan/catat?member=${SITI}&tindakan=tarik`)
    await settle(says('Semua Rp 20.000'))
    await pick('Jenis simpanan', 'Wajib')
    await type(screen, 'Jumlah', '10.000')
    await press('Simpan')
    expect(words()).toContain('Simpanan pokok dan wajib tidak dapat diambil selama masih anggota.')
    await pick('Jenis simpanan', 'Sukarela')
    await type(screen, 'Jumlah', '25.000')
    expect(words()).toContain('Saldo sukarela hanya Rp 20.000.')
    await press('Semua Rp 20.000')
    await press('Simpan')
    await settle(says('BUKTI TARIK SIMPANAN'))
    expect((await readSavingsFile(desk.app, SITI))?.held.sukarela).toBe(0)
  })
})

describe('a member’s savings', () => {
  it('show balances, months and entries; an entry is taken back with a reason', async () => {
    const desk = await openBooks([entryRow(SITI, { amount: 40_000 })])
    await open(desk, `/koperasi/simpanan/${SITI}`)
    await settle(says('Tunggakan Rp 10.000 = 1 bulan'))
    expect(words()).toContain('Lunas sampai Oktober 2025')
    await press('Balik catatan')
    await settle(says('ditiadakan dengan catatan lawan'))
    const confirm = async (): Promise<void> => {
      const buttons = [...document.querySelectorAll<HTMLElement>('[role=alertdialog] button, [role=dialog] button')].filter(one => one.textContent?.trim() === 'Balik catatan')
      buttons.at(-1)?.click()
      await settle()
    }
    await new Promise(resolve => { setTimeout(resolve, 5) })
    await confirm()
    expect(words()).toContain('Tulis alasannya.')
    if (shown) await type(shown.screen, 'Alasan', 'salah anggota')
    await confirm()
    await settle(says('Sudah dibalik'))
    expect((await readSavingsFile(desk.app, SITI))?.held.wajib).toBe(0)
    expect(words()).toContain('salah anggota')
  })

  it('of somebody who has left are returned from a page that types no figure', async () => {
    const desk = await openBooks([memberRow('agt-keluar', { name: 'Karim', number: 'KIARA-01-0009', nik: '3673991708900004', ...leftOn(day('2025-12-10')) }), entryRow('agt-keluar', { type: 'pokok', amount: 50_000 })])
    await open(desk, '/koperasi/simpanan/agt-keluar')
    await settle(says('Keanggotaan berakhir 10 Des 2025.'))
    await press('Kembalikan simpanan')
    await settle(says('Dibayarkan'))
    await press('Kembalikan simpanan')
    await settle(at('saving-receipt'))
    await settle(says('BUKTI PENGEMBALIAN SIMPANAN'))
    expect((await readSavingsFile(desk.app, 'agt-keluar'))?.held.pokok).toBe(0)
  })

  it('of somebody who is still a member are not', async () => {
    const desk = await openBooks([entryRow(SITI)])
    await open(desk, `/koperasi/simpanan/catat?member=${SITI}&tindakan=kembali`)
    await settle(says('Masih anggota'))
  })

  it('that are not here are said to be missing', async () => {
    await open(await openBooks(), '/koperasi/simpanan/tidak-ada')
    await settle(says('Anggota tidak ditemukan'))
  })
})

describe('papers', () => {
  it('the list of arrears by month, with its ages and its sum', async () => {
    const desk = await openBooks([entryRow(SITI, { amount: 40_000 })])
    await open(desk, '/koperasi/simpanan/tunggakan?bulan=2025-11')
    await settle(says('Budi Santoso'))
    expect(words()).toContain('Keadaan sampai 30 Nov 2025')
    expect(words()).toContain('Rp 110.000')
    const lines = (await readSavingsLines(desk.app.store, { members: MEMBERS, finance: FINANCE }, day('2025-11-30'))).filter(isBehind)
    const sheet = arrearsSheet({ place: 'KMP', kelurahan: 'Kiara', month: '2025-11' as never, until: day('2025-11-30'), lines, ageing: ageingOf(lines), shown: null })
    expect(sheet.rows).toEqual([[1, 'KIARA-01-0002', 'Budi Santoso', 11, '>6 bulan', '–', 110_000], [2, 'KIARA-01-0001', 'Siti Aisyah', 1, '1–3 bulan', 'Oktober 2025', 10_000]])
    expect(sheet.after?.[0]?.at(-1)).toBe(120_000)
  })

  it('a member’s statement for a period', async () => {
    const desk = await openBooks([entryRow(SITI, { amount: 20_000, on: day('2024-10-05') }), entryRow(SITI, { type: 'sukarela', amount: 9000 })])
    await open(desk, `/koperasi/simpanan/${SITI}/rekening`)
    await settle(says('Saldo sebelum 1 Jan 2025'))
    expect(words()).toContain('Setoran sukarela')
    const file = await readSavingsFile(desk.app, SITI)
    const sheet = statementSheet({ place: 'KMP', member: sampleMember(), from: day('2025-01-01'), to: TODAY, statement: statementOf(file?.entries ?? [], day('2025-01-01'), TODAY) })
    expect(sheet.rows[0]?.slice(6)).toEqual([0, 20_000, 0, 20_000])
    expect(sheet.after?.[0]?.slice(4)).toEqual([9000, 0, 0, 20_000, 9000, 29_000])
  })
})

describe('the form’s own sense', () => {
  it('proposes what is missing, months and all there is', async () => {
    const file = await readSavingsFile((await openBooks([entryRow(BUDI, { amount: 100_000 }), entryRow(BUDI, { type: 'sukarela', amount: 7000 })])).app, BUDI)
    if (!file) throw new Error('nobody there')
    expect(proposalsFor('wajib', 'setor', file).map(one => [one.kind, one.months, one.amount])).toEqual([['arrears', 1, 10_000], ['months', 3, 30_000], ['months', 6, 60_000], ['months', 12, 120_000]])
    expect(proposalsFor('pokok', 'setor', file)).toEqual([{ kind: 'rest', months: 0, amount: 50_000 }])
    expect(proposalsFor('sukarela', 'tarik', file)).toEqual([{ kind: 'all', months: 0, amount: 7000 }])
    expect(paysText(monthsPaidBy(file.dues, 50_000))).toBe('Membayar November 2025 sampai Maret 2026 (5 bulan).')
    expect(savingProblems({ ...emptyForm(TODAY, 'setor', BUDI, ''), on: '2025-12-18', lines: [{ type: 'wajib', amount: '2.000.000.000' }] }, 'setor', file, TODAY).map(one => one.word)).toEqual(['errTooMuch', 'errDayFuture'])
  })
  it('takes a kept form of its own shape, and no other', () => {
    const start = emptyForm(TODAY, 'setor', SITI, 'wajib')
    expect(restoreForm(null, start)).toBeNull()
    expect(restoreForm([], start)).toBeNull()
    expect(restoreForm({ note: 'x', lines: [{ type: 'pokok', amount: '5' }, 'rusak'], lain: 1 }, start)).toEqual({ ...start, note: 'x', lines: [{ type: 'pokok', amount: '5' }] })
  })
})
