import { flushPromises } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { day, type Day } from '#domain/core/day.ts'
import { ok } from '#domain/core/result.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, type Draft } from '#app/db/record-store.ts'
import HomePage from '#app/features/home/pages/HomePage.vue'
import KapusDay from '#app/features/home/parts/KapusDay.vue'
import { streamOf } from '#domain/core/streams.ts'
import { riskNote, stockFigures } from '#app/features/home/stock-figures.ts'
import { headWork, memberDay, openVisits, roomWork, stockWatch, visitsOfDay } from '#app/features/home/repository.ts'
import { mountPage, openContext } from '#tests/support/app-context.ts'
import { countRow, drugRow, movementRow } from '../medicine/shelf.ts'
import { openDesk, TODAY, type PlacedRow } from '../support/desk.ts'
import { elsewhere, settle, show, words } from '../support/show.ts'

const NAKES = [{ role: 'nakes', place: 'pustu-kiara' }] as const
const KOPERASI = [{ role: 'koperasi', place: 'kmp-kiara' }] as const
const address = { street: '', rt: '', rw: '', kelurahan: 'Kiara' }

async function write(context: AppContext, ...drafts: Draft[]): Promise<void> {
  expect(await context.store.writeGroup(async () => ok(drafts))).toEqual(expect.objectContaining({ ok: true }))
}
const patient = (id: string, name: string): Draft => createDraft('patient', id, 'pustu:pustu-kiara/clinical', {
  rm: `KIARA-02-${id}`, name, identity: { nik: null, noNikReason: 'Belum punya KTP', parentNik: null }, birth: { on: day('1990-03-12'), estimated: false }, sex: 'P', phone: null, address, memberId: null,
})
const visit = (id: string, patientId: string, on: Day, time: string): Draft => createDraft('visit', id, 'pustu:pustu-kiara/clinical', {
  patientId, on, time, author: 'staff-1', complaint: 'Batuk', history: '', allergy: null, vitals: {}, pregnant: false, alarmPlan: null, examination: '', diagnoses: [], prescription: [], plan: '', signature: null,
})
const STOCK = streamOf('stock', 'pustu-kiara')
const drug = (id: string, more: object = {}): PlacedRow<'drug'> => {
  const row = drugRow(id, id, '', 'tablet')
  return { ...row, data: { ...row.data, ...more } }
}
const received = (id: string, drugId: string, expiresOn: string, quantity: number): PlacedRow => movementRow(id, { drugId, batch: { number: id, expiresOn: day(expiresOn) }, quantity, on: day('2025-12-01') })
const member = (id: string, nik: string, joinedOn: Day): Draft => createDraft('member', id, 'kmp:kmp-kiara/members', {
  number: `KIARA-02-${id}`, name: `Anggota ${id}`, nik, familyCard: null, birth: { on: day('1990-03-12'), estimated: false }, sex: 'P', occupation: '', phone: null, address, joinedOn,
  status: { state: 'aktif', on: joinedOn, reason: '' },
})

describe('Beranda', () => {
  test('the day of 06.30 WIB is today’s, not that of UTC', async () => {
    const context = await openContext(NAKES)
    await write(context, patient('p-1', 'Siti'), visit('v-1', 'p-1', day('2025-10-29'), '06:10'), visit('v-2', 'p-1', day('2025-10-28'), '10:00'))
    expect((await visitsOfDay(context, context.today())).map(line => [line.id, line.patient, line.time])).toEqual([['v-1', 'Siti', '06.10']])
    expect((await openVisits(context)).map(line => line.id)).toEqual(['v-1', 'v-2'])
  })
  test('shows a visit as soon as it is saved', async () => {
    const context = await openContext(NAKES)
    const { wrapper } = await mountPage(HomePage, context)
    await expect.poll(() => wrapper.text()).toContain('Belum ada kunjungan hari ini')
    await write(context, patient('p-1', 'Siti Aminah'), visit('v-1', 'p-1', day('2025-10-29'), '06:10'))
    await expect.poll(() => wrapper.text()).toContain('Siti Aminah')
    expect(wrapper.text()).not.toContain('Belum ada kunjungan hari ini')
    wrapper.unmount()
  })
  test('BR-32, BR-33: a batch counts through the day of expiry, and is told 90 days before, with its value', async () => {
    const { app } = await openDesk({ grants: NAKES, rows: [
      drug('parasetamol', { hna: { amount: 15_000, per: 100 } }), drug('amoksisilin'), drug('vitamin-c'), drug('zinc'),
      received('m-1', 'parasetamol', TODAY, 10), received('m-2', 'amoksisilin', '2025-12-16', 10), received('m-3', 'vitamin-c', '2026-03-18', 5), received('m-4', 'zinc', '2026-03-17', 5),
    ] })
    const { alerts, lines } = await stockWatch(app, STOCK)
    expect(lines.map(line => [line.drugId, line.level])).toEqual([['amoksisilin', 'gone'], ['amoksisilin', 'expired'], ['parasetamol', 'red'], ['zinc', 'yellow']])
    const figures = stockFigures([alerts], (jenis, batas) => ({ name: 'supervision-stock', query: { jenis, batas } }))
    expect(figures.find(figure => figure.key === 'within30')?.to).toEqual({ name: 'supervision-stock', query: { jenis: 'kedaluwarsa', batas: '30' } })
    expect(figures.map(figure => [figure.key, figure.value])).toEqual([['negative', 0], ['out', 1], ['below', 0], ['expired', 1], ['within30', 1], ['within90', 1], ['slow', 0]])
    expect(figures.filter(figure => ['expired', 'within30'].includes(figure.key)).map(figure => figure.note)).toEqual(['Harganya belum diketahui', 'Nilai Rp 1.500'])
    expect(riskNote([alerts.within30, alerts.within90])).toBe('Nilai Rp 1.500; 1 batch tanpa harga')
  })
  test('a drug that is no longer used calls for nobody when it has run out', async () => {
    const { app } = await openDesk({ grants: NAKES, rows: [drug('lama', { active: false }), drug('baru'), received('m-1', 'lama', '2025-12-16', 5), received('m-2', 'baru', '2025-12-16', 5)] })
    expect((await stockWatch(app, STOCK)).alerts.out).toEqual(['baru'])
  })
  test('goods to confirm and counts to go on with or to approve are told where they wait', async () => {
    const { app } = await openDesk({ grants: NAKES, rows: [countRow('op-1'), countRow('op-2', true)] })
    expect(await roomWork(app, STOCK)).toEqual({ deliveries: 0, counts: 1, toApprove: 1 })
    expect(await roomWork(app, streamOf('stock', 'pustu-teritih'))).toEqual({ deliveries: 0, counts: 0, toApprove: 0 })
    expect(await roomWork(app, null)).toEqual({ deliveries: 0, counts: 1, toApprove: 1 })
  })
  test('the head sees what waits for him in the medicine rooms, each leading to its page, and nothing where nothing waits', async () => {
    const KAPUS = [{ role: 'kapus', place: 'pkm-uji' }] as const
    const batch = { number: 'A', expiresOn: day('2027-03-31') }
    const delivery = (id: string, received: number | null, on: Day = TODAY): PlacedRow<'delivery'> => ({
      kind: 'delivery', id, stream: STOCK,
      data: {
        number: id, from: { kind: 'puskesmas', id: 'pkm-uji', name: 'Puskesmas Uji' }, on, lplpoId: null, shipmentId: null, note: '', cancelled: null, lines: [{ drugId: 'zinc', batch, quantity: 100 }],
        confirmation: received === null ? null : { by: 'staf-bidan', on, received: [received], note: 'kurang' },
      },
    })
    const proposal = (id: string, isDecided: boolean): PlacedRow<'drug-proposal'> => ({
      kind: 'drug-proposal', id, stream: STOCK,
      data: { drugId: null, name: id, change: {}, note: '', by: 'staf-bidan', on: TODAY, decision: isDecided ? { choice: 'ditolak', by: 'kapus', on: TODAY, reason: 'sudah ada', drugId: null } : null },
    })
    const desk = await openDesk({ grants: KAPUS, rows: [drug('zinc'), delivery('utuh', 100), delivery('jalan', null), delivery('lama', 90, day('2025-10-01')), proposal('selesai', true), countRow('op-1')] })
    expect(await headWork(desk.app)).toEqual({ different: 0, proposals: 0, reports: 0, toApprove: 0 })
    const names = ['deliveries', 'proposals', 'counts', 'supervision', 'supervision-visits', 'supervision-stock', 'review', 'facilities', 'visit']
    const { screen } = await show(desk, [{ path: '/beranda', component: KapusDay }, ...elsewhere(...names)], '/beranda')
    await settle(() => words().includes('Stok semua pustu'))
    expect(words()).not.toContain('Menunggu Anda')
    await desk.arrive([delivery('kurang', 98), proposal('baru', false), countRow('op-2', true)])
    await settle(() => words().includes('Menunggu Anda'))
    expect(await headWork(desk.app)).toEqual({ different: 1, proposals: 1, reports: 0, toApprove: 1 })
    const cards = screen.findAll('a').filter(link => /Usulan katalog|Kiriman dengan selisih|Opname menunggu|LPLPO/.test(link.text()))
    expect(cards.map(link => [link.attributes('href'), link.text().match(/\d+/)?.[0]])).toEqual([['/lain/counts', '1'], ['/lain/proposals', '1'], ['/lain/deliveries?tampil=selisih', '1']])
    screen.unmount()
  })
  test('BR-15: members who came this month are counted, today’s apart', async () => {
    const context = await openContext(KOPERASI)
    await write(context, member('1', '3673995203900001', day('2025-10-29')), member('2', '3673995203900002', day('2025-10-01')), member('3', '3673995203900003', day('2025-09-30')))
    expect(await memberDay(context)).toMatchObject({ active: 3, joinedToday: 1, joinedMonth: 2, leftMonth: 0 })
  })
  test('somebody with two roles sees the parts of both, a lurah nothing of the clinic', async () => {
    const both = await mountPage(HomePage, await openContext([...NAKES, ...KOPERASI]))
    expect(both.wrapper.findAll('h2').map(heading => heading.text())).toEqual(['Pelayanan hari ini', 'Obat hari ini', 'Koperasi hari ini'])
    both.wrapper.unmount()
    const lurah = await mountPage(HomePage, await openContext([{ role: 'lurah', place: 'kmp-kiara' }]))
    expect(lurah.wrapper.findAll('h2').map(heading => heading.text())).toEqual(['Koperasi kelurahan'])
    expect(lurah.wrapper.text()).not.toMatch(/Kunjungan|Obat|Pasien/)
    lurah.wrapper.unmount()
    const clerk = await mountPage(HomePage, await openContext(KOPERASI))
    expect(clerk.wrapper.text()).not.toMatch(/Obat|kedaluwarsa|minimum/i)
    clerk.wrapper.unmount()
    const pharmacist = await mountPage(HomePage, await openContext([{ role: 'apotek', place: 'pustu-kiara' }]))
    expect(pharmacist.wrapper.findAll('h2').map(heading => heading.text())).toEqual(['Obat hari ini'])
    expect(pharmacist.wrapper.text()).toContain('Penyerahan')
    pharmacist.wrapper.unmount()
    await flushPromises()
  })
})
