import { describe, expect, it } from 'vitest'
import { addDays, day, type Month } from '#domain/core/day.ts'
import { duesOf, holdingsOf } from '#domain/rules/finance/savings.ts'
import { readRefund } from '#app/shared/coop/refund.ts'
import { readSavingsFile } from '#app/shared/coop/savings-file.ts'
import { ageingOf, isBehind, isOverdrawn, readSavingsLines } from '#app/shared/coop/savings-lines.ts'
import { holdingsIn, readHoldings, readSavingsTotals, savingsCash } from '#app/shared/coop/savings.ts'
import { createDraft } from '#app/db/record-store.ts'
import { ok } from '#domain/core/result.ts'
import { readReceipt, reverseEntry, savePayment } from '#app/features/savings/repository.ts'
import { saveRefund } from '#app/features/savings/refund.ts'
import { receiptTotals } from '#app/features/savings/receipt.ts'
import { statementOf, withBalances } from '#app/features/savings/entry-rows.ts'
import { TODAY, type Desk, type PlacedRow } from '../support/desk.ts'
import { BUDI, entryRow, FINANCE, leftOn, MEMBERS, memberRow, openBooks, payment, settingRow, SITI } from './books.ts'

const streams = { members: MEMBERS, finance: FINANCE }
const entriesOf = (desk: Desk, id = SITI) => desk.app.store.byKey('saving-entry', 'member', id)

describe('paying in and taking out', () => {
  it('pokok, wajib and sukarela are paid at once, under one number and as one group', async () => {
    const desk = await openBooks()
    const saved = await savePayment(desk.app, payment({ lines: [{ type: 'pokok', amount: 50_000 }, { type: 'wajib', amount: 40_000 }, { type: 'sukarela', amount: 5000 }] }))
    expect(saved).toMatchObject({ ok: true, value: { number: 'KIARA-02-0001' } })
    const entries = await entriesOf(desk)
    expect(new Set(entries.map(entry => entry.data.number)).size).toBe(1)
    expect(holdingsOf(entries)).toEqual({ pokok: 50_000, wajib: 40_000, sukarela: 5000 })
    const journal = await desk.core.db.strict.journal.toArray()
    expect(new Set(journal.map(one => one.tx)).size).toBe(1)
    const receipt = saved.ok ? await readReceipt(desk.app, saved.value.id) : null
    expect(receipt).toMatchObject({ held: { pokok: 50_000, wajib: 40_000, sukarela: 5000 }, officer: 'Bidan Uji', isReversed: false })
    expect(receipt && receiptTotals(receipt).sum).toBe(95_000)
  })

  it('BR-10: after 40.000 paid, Siti owes one month by 17-12-2025 and two by the end of the month', async () => {
    const desk = await openBooks()
    await savePayment(desk.app, payment())
    const file = await readSavingsFile(desk.app, SITI)
    expect(file && duesOf(file.dues)).toMatchObject({ due: 50_000, arrears: 10_000, months: 1, paidThrough: '2025-10' })
    expect(file && duesOf({ ...file.dues, until: day('2025-12-31') })).toMatchObject({ due: 60_000, arrears: 20_000, months: 2, ageClass: '1-3' })
  })

  it('pokok above what is open, and more sukarela than there is, are told and nothing is written', async () => {
    const desk = await openBooks([entryRow(SITI, { type: 'pokok', amount: 30_000 }), entryRow(SITI, { type: 'sukarela', amount: 8000 })])
    expect(await savePayment(desk.app, payment({ lines: [{ type: 'pokok', amount: 20_001 }] }))).toEqual({ ok: false, error: { kind: 'pokok', open: 20_000 } })
    expect(await savePayment(desk.app, payment({ act: 'tarik', lines: [{ type: 'sukarela', amount: 8001 }] }))).toEqual({ ok: false, error: { kind: 'short', open: 8000 } })
    expect(await savePayment(desk.app, payment({ act: 'tarik', lines: [{ type: 'sukarela', amount: 8000 }] }))).toMatchObject({ ok: true })
    expect(await entriesOf(desk)).toHaveLength(3)
  })

  it('BR-12: the gate of the tablet lets no pokok or wajib out', async () => {
    const desk = await openBooks([entryRow(SITI, { type: 'wajib', amount: 90_000 })])
    const saved = await savePayment(desk.app, payment({ act: 'tarik', lines: [{ type: 'wajib', amount: 10_000 }] }))
    expect(saved).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'BR-12' }] } })
  })

  it('two tabs do not pay the same money out twice', async () => {
    const desk = await openBooks([entryRow(SITI, { type: 'sukarela', amount: 10_000 })])
    const out = payment({ act: 'tarik', lines: [{ type: 'sukarela', amount: 10_000 }] })
    const saved = await Promise.all([savePayment(desk.app, out), savePayment(desk.app, out)])
    expect(saved.filter(one => one.ok)).toHaveLength(1)
    expect((await readSavingsFile(desk.app, SITI))?.held.sukarela).toBe(0)
  })

  it('what two tablets took out stands below zero, is shown, and can be put back', async () => {
    const desk = await openBooks([entryRow(SITI, { type: 'sukarela', amount: 10_000 })])
    await savePayment(desk.app, payment({ act: 'tarik', lines: [{ type: 'sukarela', amount: 10_000 }] }))
    await desk.arrive([entryRow(SITI, { type: 'sukarela', act: 'tarik', amount: -7000 })])
    const lines = await readSavingsLines(desk.app.store, streams, TODAY)
    expect(lines.filter(isOverdrawn).map(line => [line.id, line.held.sukarela])).toEqual([[SITI, -7000]])
    expect(await savePayment(desk.app, payment({ lines: [{ type: 'sukarela', amount: 7000 }] }))).toMatchObject({ ok: true })
    expect((await readSavingsFile(desk.app, SITI))?.held.sukarela).toBe(0)
  })

  it('whoever has left pays nothing more in', async () => {
    const desk = await openBooks([memberRow('agt-keluar', { number: 'KIARA-01-0009', nik: '3673991708900004', ...leftOn(day('2025-12-01')) })])
    expect(await savePayment(desk.app, payment({ memberId: 'agt-keluar' }))).toEqual({ ok: false, error: { kind: 'left' } })
    expect(await savePayment(desk.app, payment({ memberId: 'agt-keluar', on: day('2025-11-30') }))).toMatchObject({ ok: true })
  })
})

describe('BR-16: taking an entry back', () => {
  it('writes its opposite once, under a name that follows from it', async () => {
    const desk = await openBooks()
    await savePayment(desk.app, payment())
    const [entry] = await entriesOf(desk)
    if (!entry) throw new Error('nothing was written')
    expect(await reverseEntry(desk.app, entry, 'salah anggota')).toEqual({ ok: true, value: `${entry.id}-balik` })
    expect(await reverseEntry(desk.app, entry, 'lagi')).toEqual({ ok: false, error: { kind: 'twice' } })
    const file = await readSavingsFile(desk.app, SITI)
    expect(file?.held.wajib).toBe(0)
    expect(file?.entries.at(-1)?.data).toMatchObject({ act: 'dibalik', amount: -40_000, reverses: entry.id, reason: 'salah anggota' })
    expect(withBalances(file?.entries ?? []).map(row => [row.balance, row.reversedBy?.id ?? null])).toEqual([[40_000, `${entry.id}-balik`], [0, null]])
    expect((await readReceipt(desk.app, entry.id))?.isReversed).toBe(true)
  })
})

describe('lines of the book that are one person', () => {
  const twin = [memberRow('agt-kembar', { name: 'Siti Aisah', number: 'KIARA-03-0001', nik: '3673995708900019', joinedOn: day('2025-06-01'), status: { state: 'keluar', on: day('2025-12-01'), reason: 'ganda' } }),
    { kind: 'member-merge', id: 'gabung-1', stream: MEMBERS, data: { keepId: SITI, dropId: 'agt-kembar', on: TODAY, reason: 'orang yang sama', by: 'staf-lain', name: 'Petugas', undone: null } } satisfies PlacedRow<'member-merge'>]
  it('hold together, owe from the earlier joining, and are paid out from one balance', async () => {
    const desk = await openBooks([...twin, entryRow('agt-kembar', { type: 'sukarela', amount: 9000 }), entryRow(SITI, { type: 'sukarela', amount: 1000 })])
    expect(holdingsIn(await readHoldings(desk.app.store, FINANCE), SITI).sukarela).toBe(10_000)
    const lines = await readSavingsLines(desk.app.store, streams, TODAY)
    expect(lines.map(line => line.id)).toEqual([BUDI, SITI])
    expect(lines[1]?.dues.due).toBe(60_000)
    expect(await savePayment(desk.app, payment({ memberId: 'agt-kembar', act: 'tarik', lines: [{ type: 'sukarela', amount: 10_000 }] }))).toMatchObject({ ok: true })
    expect((await readSavingsFile(desk.app, 'agt-kembar'))?.held.sukarela).toBe(0)
  })
})

describe('BR-13: the return of all savings', () => {
  const left = (unpaidIsDebt = false): PlacedRow[] => [
    settingRow(unpaidIsDebt),
    memberRow('agt-keluar', { name: 'Karim', number: 'KIARA-01-0009', nik: '3673991708900004', joinedOn: day('2023-12-05'), status: { state: 'keluar', on: day('2025-12-10'), reason: 'pindah' } }),
    entryRow('agt-keluar', { type: 'pokok', amount: 50_000 }), entryRow('agt-keluar', { amount: 240_000 }),
  ]
  const tempo = (amount: number): PlacedRow<'member-trade'> => ({ kind: 'member-trade', id: `dagang-${amount}`, stream: 'kmp:kmp-kiara/trade', data: { memberId: 'agt-keluar', month: '2025-10', sales: amount, tempo: amount } })
  const words = { note: 'berakhir', debt: 'dipotong', arrears: 'pengganti' }

  it('50.000 + 240.000 − 90.000 = 200.000 leave the drawer, and the debt is paid off', async () => {
    const desk = await openBooks([...left(), tempo(90_000)])
    const plan = await readRefund(desk.app, 'agt-keluar')
    expect(plan).toMatchObject({ pokok: 50_000, wajib: 240_000, debt: 90_000, refund: 200_000, receivable: 0 })
    const saved = await saveRefund(desk.app, 'agt-keluar', { method: 'tunai', on: TODAY, shown: { refund: 200_000, receivable: 0 }, words })
    if (!saved.ok) throw new Error(JSON.stringify(saved.error))
    expect((await readSavingsFile(desk.app, 'agt-keluar'))?.held).toEqual({ pokok: 0, wajib: 0, sukarela: 0 })
    const cash = await desk.app.store.scan('cash-entry')
    expect(cash.map(({ data }) => [data.category, data.amount, data.memberId])).toEqual([['pelunasan-piutang', 90_000, 'agt-keluar']])
    expect((await readRefund(desk.app, 'agt-keluar'))?.goods).toBe(0)
    const receipt = await readReceipt(desk.app, saved.value.id)
    expect(receipt && receiptTotals(receipt)).toEqual({ savings: -290_000, cash: 90_000, sum: -200_000 })
    // Nothing more is due of whoever has been settled with.
    expect((await readSavingsLines(desk.app.store, streams, TODAY)).filter(line => line.id === 'agt-keluar' && isBehind(line))).toEqual([])
  })

  it('a debt above all savings leaves nothing to pay out', async () => {
    const desk = await openBooks([...left(), tempo(300_000)])
    const saved = await saveRefund(desk.app, 'agt-keluar', { method: 'tunai', on: TODAY, shown: { refund: 0, receivable: 10_000 }, words })
    expect(saved.ok).toBe(true)
    expect((await desk.app.store.scan('cash-entry')).map(({ data }) => data.amount)).toEqual([290_000])
    expect((await readRefund(desk.app, 'agt-keluar'))?.goods).toBe(10_000)
  })

  it('unpaid wajib is kept back only where the setting says so', async () => {
    // December 2023 to November 2025 are 24 months of which only those since the first step, January 2025, cost: all are paid.
    const short = (rows: PlacedRow[]): PlacedRow[] => rows.map(row => (row.kind === 'saving-entry' && (row as PlacedRow<'saving-entry'>).data.type === 'wajib' ? entryRow('agt-keluar', { amount: 90_000 }) : row))
    const plain = await openBooks(short(left()))
    expect((await readRefund(plain.app, 'agt-keluar'))?.refund).toBe(140_000)
    const strict = await openBooks(short(left(true)))
    const plan = await readRefund(strict.app, 'agt-keluar')
    expect([plan?.arrears, plan?.refund]).toEqual([20_000, 120_000])
    expect((await saveRefund(strict.app, 'agt-keluar', { method: 'tunai', on: TODAY, shown: { refund: 120_000, receivable: 0 }, words })).ok).toBe(true)
    expect((await strict.app.store.scan('cash-entry')).map(({ data }) => [data.category, data.amount])).toEqual([['pendapatan-lain', 20_000]])
  })

  it('is not written on figures that have changed, nor to somebody who is still a member', async () => {
    const desk = await openBooks(left())
    expect(await saveRefund(desk.app, 'agt-keluar', { method: 'tunai', on: TODAY, shown: { refund: 200_000, receivable: 0 }, words })).toEqual({ ok: false, error: { kind: 'changed' } })
    const still = await openBooks([entryRow(SITI, { amount: 40_000 })])
    expect(await saveRefund(still.app, SITI, { method: 'tunai', on: TODAY, shown: { refund: 40_000, receivable: 0 }, words })).toMatchObject({ ok: false, error: { kind: 'rules-broken', breaks: [{ rule: 'BR-12' }] } })
  })
})

describe('sums of the ledger', () => {
  it('by kind, by way and by day are the ledger’s own, with what this tablet has not sent yet', async () => {
    const desk = await openBooks([entryRow(SITI, { type: 'pokok', amount: 50_000, method: 'bank' }), entryRow(SITI, { type: 'sukarela', amount: 9000, on: day('2025-11-20') }), entryRow(SITI, { type: 'wajib', act: 'saldo-awal', method: 'tanpa-kas', amount: 60_000, on: day('2025-11-01') })])
    await savePayment(desk.app, payment({ act: 'tarik', lines: [{ type: 'sukarela', amount: 4000 }] }))
    expect(await readSavingsTotals(desk.app.store, FINANCE)).toEqual({ byType: { pokok: 50_000, wajib: 60_000, sukarela: 5000 }, byMethod: { 'tunai': 5000, 'bank': 50_000, 'tanpa-kas': 60_000 }, total: 115_000 })
    expect((await readSavingsTotals(desk.app.store, FINANCE, day('2025-11-30'))).total).toBe(119_000)
    expect(await savingsCash(desk.app.store, FINANCE, day('2025-11-20'), TODAY)).toEqual([
      { on: '2025-11-20', type: 'sukarela', method: 'tunai', in: 9000, out: 0 }, { on: TODAY, type: 'sukarela', method: 'tunai', in: 0, out: 4000 },
    ])
  })

  it('the end of an earlier month is what was dated until then; a deposit written late changes it', async () => {
    const desk = await openBooks([entryRow(SITI, { amount: 20_000, on: day('2025-10-05') }), entryRow(SITI, { amount: 30_000, on: day('2025-11-05') })])
    const at = async (month: string): Promise<number> => holdingsIn(await readHoldings(desk.app.store, FINANCE, month as Month), SITI).wajib
    expect([await at('2025-09'), await at('2025-10'), await at('2025-11')]).toEqual([0, 20_000, 50_000])
    const behind = async (until: string) => ageingOf(await readSavingsLines(desk.app.store, streams, day(until)))
    expect((await behind('2025-10-31'))['1-3']).toEqual({ people: 1, arrears: 20_000 })
    expect((await behind('2025-10-31'))['>6']).toEqual({ people: 1, arrears: 100_000 })
    await savePayment(desk.app, payment({ on: day('2025-10-20'), lines: [{ type: 'wajib', amount: 20_000 }] }))
    expect((await behind('2025-10-31'))['1-3']).toEqual({ people: 0, arrears: 0 })
  })

  it('law 4: folds are what a scan adds up, after any number of entries', async () => {
    const many = Array.from({ length: 120 }, (_, index) => entryRow(index % 3 === 0 ? BUDI : SITI, { type: index % 2 === 0 ? 'wajib' : 'sukarela', amount: 1000 + index, on: addDays(day('2025-06-01'), index) }))
    const desk = await openBooks(many.slice(0, 60))
    await readHoldings(desk.app.store, FINANCE)
    await desk.arrive(many.slice(60))
    const all = await desk.app.store.scan('saving-entry')
    for (const id of [SITI, BUDI]) {
      const { pokok, wajib, sukarela } = holdingsIn(await readHoldings(desk.app.store, FINANCE), id)
      expect({ pokok, wajib, sukarela }).toEqual(holdingsOf(all.filter(entry => entry.data.memberId === id)))
    }
    expect((await readSavingsTotals(desk.app.store, FINANCE)).total).toBe(all.reduce((sum, entry) => sum + entry.data.amount, 0))
  })

  it('a statement begins with what was there and ends with what is there', async () => {
    const desk = await openBooks([entryRow(SITI, { amount: 20_000, on: day('2025-10-05') }), entryRow(SITI, { amount: 30_000, on: day('2025-11-05') }), entryRow(SITI, { type: 'sukarela', amount: 9000, on: day('2025-12-05') })])
    const file = await readSavingsFile(desk.app, SITI)
    const statement = statementOf(file?.entries ?? [], day('2025-11-01'), day('2025-11-30'))
    expect([statement.before.wajib, statement.rows.length, statement.after, statement.in, statement.out]).toEqual([20_000, 1, { pokok: 0, wajib: 50_000, sukarela: 0 }, 30_000, 0])
  })
})

describe('who may write', () => {
  it.each(['ketua', 'lurah', 'pengawas'] as const)('%s reads and writes nothing', async role => {
    const desk = await openBooks([entryRow(SITI)], role)
    expect((await readSavingsFile(desk.app, SITI))?.held.wajib).toBe(10_000)
    expect(await savePayment(desk.app, payment())).toMatchObject({ ok: false, error: { kind: 'no-grant' } })
  })
  it('bendahara writes as koperasi does', async () => {
    const desk = await openBooks([], 'bendahara')
    expect((await savePayment(desk.app, payment())).ok).toBe(true)
    expect((await desk.app.store.writeGroup(async () => ok([createDraft('saving-entry', 'lain', FINANCE, { ...entryRow(SITI).data, by: 'orang-lain' })])))).toMatchObject({ ok: false })
  })
})
