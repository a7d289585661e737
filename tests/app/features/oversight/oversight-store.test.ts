import { describe, expect, it } from 'vitest'
import type { Month } from '#domain/core/day.ts'
import { kmpOf } from '#app/shared/coop/kmp.ts'
import { readOversight, type OversightMonth } from '#app/shared/coop/month.ts'
import { remarkCounts } from '#app/shared/coop/remarks.ts'
import { noteUncovering, readsWhole, readUncoverings } from '#app/shared/coop/uncover.ts'
import { lurahWork } from '#app/features/home/lurah-day.ts'
import { changesTable, coopPaper, coopSheets } from '#app/features/oversight/paper.ts'
import { answerRemark, closeRemark, mayAnswer, mayClose, mayWithdraw, readRemarks, remarkForm, remarkProblems, saveRemark, withdrawRemark } from '#app/features/oversight/remarks.ts'
import { lastFour } from '#app/features/oversight/member-tables.ts'
import { readDetail, sendReport } from '#app/features/oversight/repository.ts'
import { DETAILS } from '#app/features/oversight/groups.ts'
import { xlsxBytes } from '#app/shared/spreadsheet/xlsx.ts'
import type { Desk } from '../support/desk.ts'
import { FINANCE, KETUA, KLERK, LURAH, MEMBERS, memberRow, openVillage, PLANTED, remarkRow, reportRow, saving } from './village.ts'
import { day } from '#domain/core/day.ts'

const NOVEMBER = '2025-11' as Month
async function month({ app }: Pick<Desk, 'app'>, of: Month = NOVEMBER): Promise<OversightMonth> {
  const kmp = await kmpOf(app)
  if (!kmp) throw new Error('no KMP')
  return readOversight(app, kmp, of)
}

describe('a month of the cooperative on the lurah’s device', () => {
  it('from members and finance alone: BR-15 120 + 9 − 4 = 125, dues, savings, money, trade', async () => {
    const desk = await openVillage(LURAH)
    const { coop: { figures }, addsUp, officers } = await month(desk)
    expect(addsUp).toBe(true)
    expect(figures).toMatchObject({
      'anggota-awal': 120, 'anggota-masuk': 9, 'anggota-keluar': 4, 'anggota-akhir': 125, 'calon': 1, 'nik-ganda': 0, 'nik-salah': 0, 'pokok-belum': 1,
      'tunggakan-1-3': 1, 'tunggakan-4-6': 1, 'tunggakan-lebih-6': 0, 'tunggakan-jumlah': 60_000, 'jual-anggota': 125_000, 'jual-bukan-anggota': 60_000, 'laba-kotor': 45_000,
      'nilai-stok': 900_000 - 170_000 - 15_000, 'susut-stok': 15_000, 'piutang': 35_000, 'pengurus': 2, 'pendapatan-sendiri': 185_000, 'bantuan': 500_000, 'biaya': 155_000,
    })
    expect(figures['simpanan-pokok']).toBe(128 * 50_000)
    expect(figures['simpanan']).toBe(figures['simpanan-pokok'] + figures['simpanan-wajib'] + 25_000)
    // Opening, all savings in cash, sales in cash, and what was paid off; the bank has its opening, a transfer and the subsidy.
    expect(figures['kas']).toBe(100_000 + figures['simpanan'] + 100_000 + 30_000)
    expect(figures['bank']).toBe(2_000_000 + 60_000 + 500_000)
    expect(officers.map(line => [line.what, line.amount])).toEqual([['pelunasan', 30_000], ['sukarela', 25_000]])
  })

  it('every figure opens what is behind it, and the lines add up to it', async () => {
    const desk = await openVillage(LURAH)
    const now = await month(desk)
    const rows = async (detail: (typeof DETAILS)[number]) => (await readDetail(desk.app, now, detail, lastFour)).rows
    expect((await rows('akhir')).length).toBe(125)
    expect((await rows('keluar')).map(row => row.cells[0])).toEqual(['KIARA-01-0118', 'KIARA-01-0119', 'KIARA-01-0120', 'KIARA-01-0129'])
    expect((await rows('tunggakan')).map(row => row.cells.slice(4))).toEqual([[4, 40_000], [2, 20_000]])
    expect((await rows('pokok')).map(row => row.cells.slice(4))).toEqual([[0, 50_000]])
    const money = (await rows('uang')).map(row => row.cells.slice(1) as [number, number])
    expect(money.slice(0, -1).reduce(([cash, bank], [more, also]) => [cash + more, bank + also], [0, 0])).toEqual(money.at(-1))
    expect((await rows('stok')).at(-1)?.cells.at(-1)).toBe(now.coop.figures['nilai-stok'])
    expect((await rows('piutang')).at(-1)?.cells.at(-1)).toBe(now.coop.figures['piutang'])
    expect((await rows('penjualan')).reduce((sum, row) => sum + Number(row.cells[4]), 0)).toBe(now.coop.figures['laba-kotor'])
    expect((await rows('simpanan-sukarela')).map(row => row.cells[2])).toEqual(['Anggota 3'])
  })

  it.each([['lurah', LURAH], ['ketua', KETUA]] as const)('nothing of a drug, an illness, a purchase of a person, an address or a whole NIK is on the paper or in the workbook (%s)', async (_, grants) => {
    const desk = await openVillage(grants, 'orang-1')
    const now = await month(desk)
    const paper = await coopPaper(desk.app, now, await readRemarks(desk.app.store, now.kmp), [])
    const said = JSON.stringify([paper, coopSheets(paper)])
    expect([...PLANTED, 'Pohgwe', '+62812'].filter(word => said.includes(word))).toEqual([])
    expect(/\d{16}/.test(said)).toBe(false)
    expect((await xlsxBytes(coopSheets(paper))).length).toBeGreaterThan(1000)
  })

  it('nothing of that is behind a figure, and not even on his device', async () => {
    const { app } = await openVillage(LURAH)
    const now = await month({ app })
    const said = JSON.stringify(await Promise.all(DETAILS.map(detail => readDetail(app, now, detail, lastFour))))
    expect([...PLANTED, 'Pohgwe', '+62812'].filter(word => said.includes(word))).toEqual([])
    expect(/\d{16}/.test(said)).toBe(false)
    for (const kind of ['trade-item', 'member-trade', 'patient', 'visit', 'handover'] as const) expect(await app.store.scan(kind)).toEqual([])
  })

  it('BR-67: complaints come to him covered already, and staff get none', async () => {
    const lurah = await month(await openVillage(LURAH))
    expect(lurah.complaints).toEqual([expect.objectContaining({ pustu: 'Pustu Kiara', received: 'hidden', closed: 7, open: 'small', late: 0 })])
    expect((await month(await openVillage(KETUA, 'ketua-1'))).complaints).toBeNull()
  })

  it('a text of a remark that begins like a formula is no formula in the workbook', async () => {
    const desk = await openVillage(LURAH, 'staf-lurah', [remarkRow('r-1', '2025-12-15', { text: '=HYPERLINK("x")', name: '+Lurah' })])
    const now = await month(desk)
    const paper = await coopPaper(desk.app, now, await readRemarks(desk.app.store, now.kmp), [])
    const texts = coopSheets(paper).flatMap(sheet => sheet.rows.flat())
    expect(texts.some(cell => typeof cell === 'string' && cell.startsWith('='))).toBe(false)
    expect(JSON.stringify(texts)).toContain('HYPERLINK')
  })
})

describe('the month as it is sent', () => {
  it('the ketua freezes it; what comes in afterwards stands beside it', async () => {
    const desk = await openVillage(KETUA, 'ketua-1')
    const { kmp } = await month(desk)
    expect(await sendReport(desk.app, kmp, NOVEMBER, ' sudah diperiksa ')).toMatchObject({ ok: true })
    const sent = await month(desk)
    expect(sent.sent[0]?.data).toMatchObject({ month: '2025-11', on: '2025-12-17', note: 'sudah diperiksa', by: 'ketua-1' })
    expect(sent.report).toEqual({ state: 'terlambat', dueOn: '2025-12-10', doneOn: '2025-12-17' })
    expect(changesTable(sent)?.rows).toEqual([])
    await desk.arrive([saving('m-5', 'sukarela', 15_000, '2025-11-28')])
    expect(changesTable(await month(desk))?.rows.map(row => row.key)).toEqual(['simpanan-sukarela', 'simpanan', 'kas'])
  })

  it('not before the month is over, and not by the lurah', async () => {
    const desk = await openVillage(KETUA, 'ketua-1')
    const { kmp } = await month(desk)
    expect(await sendReport(desk.app, kmp, '2025-12' as Month, '')).toEqual({ ok: false, error: { kind: 'not-over' } })
    const lurah = await openVillage(LURAH)
    expect((await sendReport(lurah.app, (await month(lurah)).kmp, NOVEMBER, '')).ok).toBe(false)
  })

  it('the lurah sees on time, late, or not sent', async () => {
    expect((await month(await openVillage(LURAH))).report.state).toBe('lewat')
    expect((await lurahWork((await openVillage(LURAH, 'staf-lurah', [reportRow('l-1', '2025-12-09', {})])).app))?.report.state).toBe('tepat')
    const twice = await month(await openVillage(LURAH, 'staf-lurah', [reportRow('l-1', '2025-12-09', {}), reportRow('l-2', '2025-12-16', { kas: 1 })]))
    expect(twice.report).toMatchObject({ state: 'tepat', doneOn: '2025-12-09' })
    expect(twice.sent.map(report => report.id)).toEqual(['l-2', 'l-1'])
  })
})

describe('remarks', () => {
  it('asked by the lurah, answered by the ketua, closed by the lurah', async () => {
    const lurah = await openVillage(LURAH)
    const { kmp } = await month(lurah)
    const form = { ...remarkForm(NOVEMBER, day('2025-12-17')), topic: 'kas', text: 'Kas 15 November belum cocok.' }
    const saved = await saveRemark(lurah.app, kmp, form)
    expect(saved).toMatchObject({ ok: true })
    expect(await remarkCounts(lurah.app.store, FINANCE, day('2025-12-31'))).toEqual({ waiting: 1, late: 0, answered: 0 })
    expect(await remarkCounts(lurah.app.store, FINANCE, day('2026-01-01'))).toEqual({ waiting: 1, late: 1, answered: 0 })

    const ketua = await openVillage(KETUA, 'ketua-1', [remarkRow('r-1', '2025-12-15')])
    const [asked] = await readRemarks(ketua.app.store, kmp)
    expect(asked && [mayAnswer(ketua.app, kmp, asked), mayClose(ketua.app, kmp, asked), mayWithdraw(ketua.app, kmp, asked)]).toEqual([true, false, false])
    expect(await answerRemark(ketua.app, 'r-1', 'Salah hitung.')).toMatchObject({ ok: true })
    expect(await closeRemark(ketua.app, 'r-1')).toMatchObject({ ok: false, error: { kind: 'rules-broken' } })

    const again = await openVillage(LURAH, 'staf-lurah', [remarkRow('r-1', '2025-12-15', { answer: { text: 'Salah hitung.', on: day('2025-12-10'), by: 'ketua-1', name: 'Ketua' } })])
    expect(await answerRemark(again.app, 'r-1', 'saya sendiri')).toMatchObject({ ok: false, error: { kind: 'rules-broken' } })
    expect(await closeRemark(again.app, 'r-1')).toMatchObject({ ok: true })
    expect(await closeRemark(again.app, 'r-1')).toEqual({ ok: false, error: { kind: 'over' } })
    expect(await remarkCounts(again.app.store, FINANCE, day('2025-12-20'))).toEqual({ waiting: 0, late: 0, answered: 0 })
  })

  it('its author takes it back while nobody has answered', async () => {
    const desk = await openVillage(LURAH, 'staf-lurah', [remarkRow('r-1', '2025-12-15'), remarkRow('r-2', '2025-12-15', { answer: { text: 'Ada.', on: day('2025-12-10'), by: 'ketua-1', name: 'Ketua' } })])
    expect(await withdrawRemark(desk.app, 'r-1', 'keliru')).toMatchObject({ ok: true })
    expect(await withdrawRemark(desk.app, 'r-2', 'keliru')).toEqual({ ok: false, error: { kind: 'over' } })
    expect((await readRemarks(desk.app.store, (await month(desk)).kmp)).map(remark => remark.id)).toEqual(['r-2'])
  })

  it('says what is missing, each beside its field', () => {
    expect(remarkProblems({ month: '2025-11', topic: '', text: ' ', dueOn: '' }, day('2025-12-17'))).toEqual([{ field: 'topic', word: 'errTopic' }, { field: 'text', word: 'errText' }, { field: 'dueOn', word: 'errDue' }])
    expect(remarkProblems({ month: '2025-11', topic: 'kas', text: 'a', dueOn: '2025-12-16' }, day('2025-12-17'))).toEqual([{ field: 'dueOn', word: 'errDuePast' }])
  })
})

describe('whole numbers', () => {
  it('an examiner reads four digits; staff the whole', async () => {
    const [lurah, clerk] = [await openVillage(LURAH), await openVillage(KLERK, 'staf-1')]
    expect([readsWhole(lurah.app, MEMBERS), readsWhole(clerk.app, MEMBERS), readsWhole(clerk.app, 'kmp:kmp-lain/members')]).toEqual([false, true, false])
    expect(lastFour('3673990101900001')).toBe('0001')
  })

  it('uncovering is written down first, under the reader’s name; staff read all of the log, an examiner his own', async () => {
    const foreign = { kind: 'member-reading', stream: MEMBERS, id: 'b-1', data: { memberId: 'm-2', what: 'nik', on: day('2025-12-01'), at: '2025-12-01T09:00:00', reason: 'cek', by: 'pengawas-1', name: 'Pengawas' } } as const
    const lurah = await openVillage(LURAH, 'staf-lurah', [foreign])
    expect(await noteUncovering(lurah.app, MEMBERS, { memberId: 'm-1', what: 'nik', reason: ' NIK ganda ' })).toMatchObject({ ok: true })
    expect((await readUncoverings(lurah.app, MEMBERS)).map(line => [line.data.memberId, line.data.reason, line.data.by])).toEqual([['m-1', 'NIK ganda', 'staf-lurah']])
    const clerk = await openVillage(KLERK, 'staf-1', [foreign])
    expect((await readUncoverings(clerk.app, MEMBERS)).map(line => line.data.name)).toEqual(['Pengawas'])
    expect((await noteUncovering(clerk.app, MEMBERS, { memberId: 'm-1', what: 'nik', reason: 'x' })).ok).toBe(false)
    expect((await noteUncovering(lurah.app, MEMBERS, { memberId: 'm-1', what: 'nik', reason: ' ' })).ok).toBe(false)
  })

  it('BR-06: of a NIK that is twice there both lines are named', async () => {
    const now = await month(await openVillage(LURAH, 'staf-lurah', [memberRow(500, day('2025-11-07'), undefined, '3673990101900007')]))
    expect(now.coop.lists.ganda).toEqual(['m-7', 'm-500'])
  })
})
