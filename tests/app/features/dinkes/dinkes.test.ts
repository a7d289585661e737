import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { err, ok } from '#domain/core/result.ts'
import { sumOfLines, type OfficeLine, type OfficeSummary } from '#domain/rules/supervision/office-summary.ts'
import type { AppContext } from '#app/context.ts'
import { officeSheet } from '#app/features/dinkes/office-sheet.ts'
import DinkesPage from '#app/features/dinkes/pages/DinkesPage.vue'
import { knownSummary } from '#app/features/dinkes/repository.ts'
import type { ApiFailure, ServerApi } from '#app/sync/api.ts'
import { MORNING, mountPage, openContext } from '#tests/support/app-context.ts'

const DAY = 86_400_000
const line = (name: string, cluster: string, more: Partial<OfficeLine> = {}): OfficeLine => ({
  ...sumOfLines([], name, cluster), pustu: 4, visits: 1200, persons: 800, complete: { part: 97, whole: 100 }, sameDay: { part: 95, whole: 100 },
  complaints: { received: 2, onTime: { part: 2, whole: 2 } }, coaching: { planned: 4, done: 3 }, findings: { part: 9, whole: 10 },
  por: { ispa: { part: 15, whole: 60 }, diare: { part: 2, whole: 25 }, mialgia: { part: 0, whole: 40 }, items: { part: 260, whole: 100 } }, oldestSyncAt: MORNING - DAY, ...more,
})
const LINES = [line('Puskesmas Walantaka', 'Klaster 2'), line('Puskesmas Kalodran', 'Klaster 1', { sameDay: { part: 1, whole: 3 }, oldestSyncAt: MORNING - 5 * DAY }), line('Puskesmas Serang', 'Klaster 1', { findings: { part: 0, whole: 0 }, oldestSyncAt: null })]

/** A server that answers as the test says, and what it was asked. */
function office(answer: (month: string) => OfficeSummary | ApiFailure): { api: ServerApi; asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    api: {
      async post(path, body, schema) {
        const { month } = body as { month: string }
        asked.push(`${path} ${month}`)
        const said = answer(month)
        return 'kind' in said ? err(said) : ok(schema.parse(said) as never)
      },
    },
  }
}
const summary = (month: string, lines = LINES): OfficeSummary => ({ month, at: MORNING, lines })
/** The page once the server has answered. */
async function shown(app: AppContext) {
  const page = await mountPage(DinkesPage, app)
  await vi.waitFor(() => expect(page.wrapper.text()).not.toContain('Menghitung'))
  await flushPromises()
  return page
}
const open = (api: ServerApi): Promise<AppContext> => openContext([{ role: 'dinkes', place: 'dinkes-serang' }], { api })
const cells = (wrapper: Awaited<ReturnType<typeof mountPage>>['wrapper'], name: string): string[] =>
  wrapper.findAll('.office-grid tr').find(row => row.find('th').text().startsWith(name))?.findAll('td').map(cell => cell.text().replace(/\s+/g, ' ')) ?? []

afterEach(() => { document.body.innerHTML = '' })
/** Chooses what is read side by side. */
const look = async (wrapper: Awaited<ReturnType<typeof mountPage>>['wrapper'], group: string): Promise<void> => wrapper.find(`input[value="${group}"]`).setValue()

describe('the health office looks at a month', () => {
  it('puskesmas stand by group, each group with its sum, and below all of them', async () => {
    const { api, asked } = office(month => summary(month))
    const { wrapper } = await shown(await open(api))
    expect(asked).toEqual(['/dinkes/summary 2025-10'])
    expect(wrapper.findAll('.office-grid tbody th').map(head => head.text())).toEqual([
      'Klaster 1', 'Puskesmas Kalodran 4 pustu', 'Puskesmas Serang 4 pustu', 'Jumlah Klaster 1 8 pustu', 'Klaster 2', 'Puskesmas Walantaka 4 pustu', 'Semua puskesmas 12 pustu',
    ])
    await look(wrapper, 'mutu')
    // BR-54 of three times the same parts: the composite is that of one.
    expect(cells(wrapper, 'Semua puskesmas')).toContain('98,44%')
    expect(wrapper.text()).toContain('3.600')
  })
  it('what lies outside its limit says so in a word, and BR-55 no case is neither good nor bad', async () => {
    const { wrapper } = await shown(await open(office(month => summary(month)).api))
    await look(wrapper, 'mutu')
    const kalodran = cells(wrapper, 'Puskesmas Kalodran')
    expect(kalodran).toContain('perlu perhatian: 33,3%1 dari 3')
    expect(kalodran).toContain('perlu perhatian: 5 hari lalu')
    expect(cells(wrapper, 'Puskesmas Serang')).toContain('perlu perhatian: belum pernah')
    await look(wrapper, 'pembinaan')
    expect(cells(wrapper, 'Puskesmas Serang')).toContain('tidak ada kasus')
    expect(cells(wrapper, 'Puskesmas Walantaka').join()).not.toContain('perlu perhatian')
    expect(wrapper.findAll('.card').find(card => card.text().startsWith('Perlu perhatian'))?.text()).toContain('3')
  })
  it('without a network the last answer stands there with its time; a month never fetched says what to do', async () => {
    let isOnline = true
    const app = await open(office(month => (isOnline ? summary(month) : { kind: 'offline' })).api)
    const first = await shown(app)
    first.wrapper.unmount()
    isOnline = false
    expect(await knownSummary(app, '2025-10' as never)).toEqual(summary('2025-10'))
    const { wrapper, router } = await shown(app)
    expect(wrapper.text()).toContain('Tidak ada jaringan')
    expect(wrapper.text()).toContain('dihitung 29 Okt 2025 06.30 WIB')
    expect(cells(wrapper, 'Puskesmas Walantaka')).not.toEqual([])
    await router.replace({ query: { bulan: '2025-09' } })
    await flushPromises()
    await vi.waitFor(() => expect(wrapper.text()).toContain('Bulan ini belum pernah diambil di perangkat ini'))
    expect(wrapper.find('.office-grid').exists()).toBe(false)
  })
  it('an answer for a month that was left is not shown under another', async () => {
    const waiting = new Map<string, (said: OfficeSummary) => void>()
    const api: ServerApi = { post: (_path, body) => new Promise(done => { const { month } = body as { month: string }; waiting.set(month, said => done(ok(said as never))) }) }
    const app = await open(api)
    const { wrapper, router } = await mountPage(DinkesPage, app)
    await vi.waitFor(() => expect(waiting.has('2025-10')).toBe(true))
    await router.replace({ query: { bulan: '2025-09' } })
    await vi.waitFor(() => expect(waiting.has('2025-09')).toBe(true))
    waiting.get('2025-09')?.(summary('2025-09', [line('Puskesmas September', 'Klaster 1')]))
    await vi.waitFor(() => expect(wrapper.text()).toContain('Puskesmas September'))
    waiting.get('2025-10')?.(summary('2025-10', [line('Puskesmas Oktober', 'Klaster 1')]))
    // It is kept, and then the page would show it.
    await vi.waitFor(async () => expect(await knownSummary(app, '2025-10' as never)).not.toBeNull())
    await flushPromises()
    expect(wrapper.text()).not.toContain('Puskesmas Oktober')
  })
  it('an office without puskesmas, and an account without the right, are told what to do', async () => {
    const empty = await shown(await open(office(month => summary(month, [])).api))
    expect(empty.wrapper.text()).toContain('Belum ada puskesmas yang melapor')
    expect(empty.wrapper.text()).not.toContain('Unduh Excel')
    const refused = await shown(await open(office(() => ({ kind: 'refused', status: 403, code: 'ROLE', body: {} })).api))
    expect(refused.wrapper.text()).toContain('Akun ini tidak berperan di dinas kesehatan')
  })
  it('one group of columns is read at a time, so that sixteen puskesmas stand side by side', async () => {
    const { wrapper } = await shown(await open(office(month => summary(month)).api))
    expect(cells(wrapper, 'Puskesmas Walantaka')).toHaveLength(4)
    await look(wrapper, 'pembinaan')
    expect(cells(wrapper, 'Puskesmas Walantaka')).toEqual(['2', '100,0%2 dari 2', '3 dari 4', '90,0%9 dari 10'])
  })
  it('the workbook holds real numbers, nothing for no case, and both counts of supervision visits', () => {
    const sheet = officeSheet(summary('2025-10'), ['catatan'])
    expect(sheet.rows.map(row => row.slice(0, 4))).toEqual([
      ['Klaster 1', 'Puskesmas Kalodran', 4, 1200], ['Klaster 1', 'Puskesmas Serang', 4, 1200], ['Klaster 1', 'Jumlah Klaster 1', 8, 2400],
      ['Klaster 2', 'Puskesmas Walantaka', 4, 1200], ['Klaster 2', 'Jumlah Klaster 2', 4, 1200],
    ])
    for (const row of [...sheet.rows, sheet.after?.[0] ?? []]) expect(row).toHaveLength(sheet.columns.length)
    const serang = sheet.rows[1] ?? []
    expect(serang.slice(-4)).toEqual([100, 3, 4, null])
  })
})
