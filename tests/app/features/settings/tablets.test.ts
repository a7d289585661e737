import { flushPromises } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { err, ok } from '#domain/core/result.ts'
import TabletsPage from '#app/features/settings/pages/TabletsPage.vue'
import { isOlder, tabletsOf } from '#app/features/settings/tablet-lines.ts'
import { STALE_MS, type KnownTablets, type TabletLine } from '#app/shared/tablets.ts'
import type { ServerApi } from '#app/sync/api.ts'
import { mountPage, openContext } from '#tests/support/app-context.ts'

const KAPUS = [{ role: 'kapus', place: 'pkm-kalodran' }] as const
const NOW = Date.now()
const DAY_MS = 86_400_000
const line = (dev: string, more: Partial<TabletLine> = {}): TabletLine => ({
  dev, family: dev, name: `Tablet ${dev}`, place: 'pustu-kiara', enrolledAt: NOW - 90 * DAY_MS, revokedAt: null, lastSyncAt: NOW - 60_000, lastCompleteAt: NOW - 60_000, app: '1.2.0',
  outcomes: { applied: 10, conflict: 1, quarantined: 0 }, report: { at: NOW - 60_000, usedBytes: 40_000_000, freeBytes: 8_000_000_000, unsent: 0, skewMs: 300 }, ...more,
})
const known = (devices: TabletLine[], more: Partial<KnownTablets> = {}): KnownTablets => ({ at: NOW, devices, app: '1.2.0', ...more })
const concerns = (more: Partial<TabletLine>): readonly string[] => tabletsOf(known([line('a', more)]), NOW).working[0]?.concerns ?? []
const report = (more: object) => ({ report: { at: NOW, ...more } })

describe('what about a tablet needs somebody', () => {
  test('BR-57: silent for more than three days since the last complete sync, or since it was enrolled', () => {
    expect(concerns({ lastCompleteAt: NOW - STALE_MS })).toEqual([])
    expect(concerns({ lastCompleteAt: NOW - STALE_MS - 1 })).toEqual(['stale'])
    expect(concerns({ lastCompleteAt: null, lastSyncAt: null, enrolledAt: NOW - DAY_MS })).toEqual([])
    expect(concerns({ lastCompleteAt: null, lastSyncAt: null })).toEqual(['stale'])
  })
  test('BR-69: a clock more than five minutes off, either way', () => {
    expect([concerns(report({ skewMs: 300_000 })), concerns(report({ skewMs: 300_001 })), concerns(report({ skewMs: -300_001 }))]).toEqual([[], ['skew'], ['skew']])
  })
  test('work that waits for more than a day, little room, an old version, and what was held', () => {
    expect(concerns(report({ unsent: 3, oldestUnsentAt: NOW - DAY_MS - 1 }))).toEqual(['unsent'])
    expect(concerns(report({ unsent: 3, oldestUnsentAt: NOW - DAY_MS }))).toEqual([])
    expect(concerns(report({ freeBytes: 499_999_999 }))).toEqual(['room'])
    expect(concerns({ app: '1.1.9' })).toEqual(['old'])
    expect(concerns({ outcomes: { applied: 1, conflict: 0, quarantined: 1 } })).toEqual(['quarantined'])
    expect(concerns({ report: null, app: null })).toEqual([])
  })
  test('a version is older number by number; words are never compared', () => {
    expect([isOlder('1.9.0', '1.10.0'), isOlder('1.10.0', '1.9.9'), isOlder('1.2', '1.2.0'), isOlder('1.2.0', '1.2.0'), isOlder('test', '1.0.0'), isOlder(null, '1.0.0'), isOlder('1.0.0', undefined)]).toEqual([true, false, false, false, false, false, false])
  })
  test('the journals of one tablet are one tablet, by its newest, with the outcomes of all', () => {
    const { working } = tabletsOf(known([line('old', { family: 'f', enrolledAt: NOW - 80 * DAY_MS, lastCompleteAt: NOW - 70 * DAY_MS }), line('new', { family: 'f', enrolledAt: NOW - 70 * DAY_MS })]), NOW)
    expect(working.map(tablet => [tablet.line.dev, tablet.outcomes])).toEqual([['new', { applied: 20, conflict: 2, quarantined: 0 }]])
  })
  test('the longest silent comes first, revoked ones apart', () => {
    const { working, revoked } = tabletsOf(known([line('fresh'), line('silent', { lastCompleteAt: NOW - 9 * DAY_MS }), line('silent-2', { lastCompleteAt: NOW - 12 * DAY_MS })], { revoked: [line('gone', { revokedAt: NOW })] }), NOW)
    expect([working.map(tablet => tablet.line.dev), revoked.map(tablet => [tablet.line.dev, tablet.concerns.length])]).toEqual([['silent-2', 'silent', 'fresh'], [['gone', 0]]])
  })
})

describe('the page of tablets', () => {
  const devices = [
    line('baik'), line('lama', { lastCompleteAt: NOW - 5 * DAY_MS, app: '1.1.0', outcomes: { applied: 1200, conflict: 4, quarantined: 2 }, report: { at: NOW - 5 * DAY_MS, usedBytes: 40_000_000, freeBytes: 200_000_000, unsent: 12, oldestUnsentAt: NOW - 6 * DAY_MS, skewMs: -7_500_000 } }),
    line('hilang', { revokedAt: NOW - DAY_MS }),
  ]
  test('says of each what the server and the tablet know, revokes after asking, and without a network shows the last answer with its age', async () => {
    let online = true
    const calls: { path: string; body: unknown }[] = []
    const api: ServerApi = { post: async (path, body, answer) => {
      if (!online) return err({ kind: 'offline' })
      calls.push({ path, body })
      return ok(answer.parse(path.endsWith('/list') ? { devices, app: '1.2.0' } : {}) as never)
    } }
    const context = await openContext(KAPUS, { api, now: () => Date.now() })
    const first = await mountPage(TabletsPage, context)
    await expect.poll(() => first.wrapper.text()).toContain('Tablet lama')
    const text = first.wrapper.findAll('article').find(article => article.attributes('aria-label') === 'Tablet lama')?.text() ?? ''
    for (const said of ['Lama tidak sinkron', 'Kiriman tertahan', 'Jam tidak tepat', 'Ruang hampir habis', 'Versi lama', 'Ada yang ditahan', '1.200 diterima', '4 bentrok · 2 ditahan', '12 catatan', '2 jam lebih lambat', 'terpakai 40,0 MB, sisa 200 MB', 'server: 1.2.0']) expect(text).toContain(said)
    expect(first.wrapper.findAll('article')[1]?.text()).toContain('Baik')
    expect(first.wrapper.text()).toContain('Tablet yang dicabut')
    await first.wrapper.findAll('article')[1]?.findAll('button').find(button => button.text().startsWith('Cabut'))?.trigger('click')
    await flushPromises()
    expect(calls.filter(call => call.path.endsWith('/revoke'))).toEqual([])
    await new Promise(resolve => setTimeout(resolve, 5))
    ;[...document.querySelectorAll<HTMLElement>('[role="dialog"] button, dialog button')].find(button => button.textContent?.trim() === 'Cabut tablet')?.click()
    await expect.poll(() => calls.find(call => call.path.endsWith('/revoke'))?.body).toEqual({ dev: 'baik' })
    first.wrapper.unmount()
    online = false
    const second = await mountPage(TabletsPage, context)
    await expect.poll(() => second.wrapper.text()).toContain('Tablet lama')
    expect(second.wrapper.text()).toContain('Tanpa jaringan: daftar terakhir yang diketahui')
    expect(second.wrapper.text()).toContain('Diambil')
    second.wrapper.unmount()
  })
  test('an answer of an older server, which says less, is shown as far as it goes', async () => {
    const api: ServerApi = { post: async (_path, _body, answer) => ok(answer.parse({ devices: [{ dev: 'd', name: 'Tablet d', place: 'pustu-kiara', revokedAt: null, lastSyncAt: NOW, lastCompleteAt: NOW }] }) as never) }
    const { wrapper } = await mountPage(TabletsPage, await openContext(KAPUS, { api, now: () => Date.now() }))
    await expect.poll(() => wrapper.text()).toContain('Tablet d')
    expect(wrapper.text()).toContain('Belum dilaporkan')
    expect(wrapper.text()).toContain('Server belum menghitungnya')
    wrapper.unmount()
  })
})
