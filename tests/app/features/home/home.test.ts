import { flushPromises } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { day, type Day } from '#domain/core/day.ts'
import { ok } from '#domain/core/result.ts'
import type { AppContext } from '#app/context.ts'
import { createDraft, type Draft } from '#app/db/record-store.ts'
import HomePage from '#app/features/home/pages/HomePage.vue'
import { memberDay, openVisits, stockWatch, visitsOfDay } from '#app/features/home/repository.ts'
import { mountPage, openContext } from '#tests/support/app-context.ts'

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
const movement = (id: string, drugId: string, number: string, expiresOn: Day, quantity: number): Draft => createDraft('stock-movement', id, 'pustu:pustu-kiara/stock', {
  drugId, source: 'program', batch: { number, expiresOn }, quantity, reason: quantity > 0 ? 'diterima' : 'diserahkan', on: day('2025-10-29'), document: '', party: '', visitId: null, reverses: null, override: null,
})
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
    expect(wrapper.text()).toContain('Belum ada kunjungan hari ini')
    await write(context, patient('p-1', 'Siti Aminah'), visit('v-1', 'p-1', day('2025-10-29'), '06:10'))
    await expect.poll(() => wrapper.text()).toContain('Siti Aminah')
    expect(wrapper.text()).not.toContain('Belum ada kunjungan hari ini')
    wrapper.unmount()
  })
  test('BR-32, BR-33: a batch counts through the day of expiry, and is told 90 days before', async () => {
    const context = await openContext(NAKES)
    await write(context,
      movement('m-1', 'paracetamol', 'A1', day('2025-10-29'), 10), movement('m-2', 'amoxicillin', 'B1', day('2025-10-28'), 10),
      movement('m-3', 'vitamin-c', 'C1', day('2026-01-28'), 5), movement('m-4', 'zinc', 'D1', day('2026-01-27'), 5))
    const watch = await stockWatch(context, 'pustu:pustu-kiara/stock')
    expect(watch.lines.filter(line => line.level !== 'gone').map(line => [line.drugId, line.level])).toEqual([['amoxicillin', 'expired'], ['paracetamol', 'red'], ['zinc', 'yellow']])
  })
  test('BR-15: members who came this month are counted, today’s apart', async () => {
    const context = await openContext(KOPERASI)
    await write(context, member('1', '3673995203900001', day('2025-10-29')), member('2', '3673995203900002', day('2025-10-01')), member('3', '3673995203900003', day('2025-09-30')))
    expect(await memberDay(context)).toMatchObject({ active: 3, joinedToday: 1, joinedMonth: 2, leftMonth: 0 })
  })
  test('somebody with two roles sees the parts of both, a lurah nothing of the clinic', async () => {
    const both = await mountPage(HomePage, await openContext([...NAKES, ...KOPERASI]))
    expect(both.wrapper.findAll('h2').map(heading => heading.text())).toEqual(['Pelayanan hari ini', 'Koperasi hari ini'])
    both.wrapper.unmount()
    const lurah = await mountPage(HomePage, await openContext([{ role: 'lurah', place: 'kmp-kiara' }]))
    expect(lurah.wrapper.findAll('h2').map(heading => heading.text())).toEqual(['Koperasi kelurahan'])
    expect(lurah.wrapper.text()).not.toMatch(/Kunjungan|Obat|Pasien/)
    lurah.wrapper.unmount()
    await flushPromises()
  })
})
