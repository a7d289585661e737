import { flushPromises } from '@vue/test-utils'
import { describe, expect, test } from 'vitest'
import { QUIET, type SyncStatus } from '#app/sync/progress.ts'
import SyncBadge from '#app/shell/SyncBadge.vue'
import SyncPanel from '#app/shell/SyncPanel.vue'
import { useSyncState } from '#app/stores/sync-state.ts'
import { mountPage, openContext } from '#tests/support/app-context.ts'

const HELD: SyncStatus = { ...QUIET, review: 3 }
const reviewLink = (): HTMLAnchorElement | undefined => [...document.querySelectorAll<HTMLAnchorElement>('a')].find(link => link.getAttribute('href')?.startsWith('/review'))

describe('“Perlu ditinjau” on the badge', () => {
  test('leads whoever may decide to what waits', async () => {
    const { wrapper, router } = await mountPage(SyncBadge, await openContext([{ role: 'nakes', place: 'pustu-kiara' }]))
    expect(reviewLink()).toBeUndefined()
    useSyncState().report(HELD)
    await flushPromises()
    expect(reviewLink()?.textContent).toContain('Perlu ditinjau 3')
    reviewLink()?.click()
    await flushPromises()
    expect(router.currentRoute.value.name).toBe('review')
    wrapper.unmount()
  })
  test('is a plain mark for somebody without that page', async () => {
    const { wrapper, router } = await mountPage(SyncBadge, await openContext([{ role: 'lurah', place: 'kmp-kiara' }]))
    router.removeRoute('review')
    router.addRoute({ path: '/review', name: 'review', component: { render: () => null }, meta: { roles: ['nakes'] } })
    useSyncState().report(HELD)
    await flushPromises()
    expect(wrapper.text()).toContain('Perlu ditinjau 3')
    expect(reviewLink()).toBeUndefined()
    wrapper.unmount()
  })
})

describe('the panel of sync', () => {
  test('links what waits, and shows a revoked tablet what is safe and the way back', async () => {
    const { wrapper } = await mountPage(SyncPanel, await openContext([{ role: 'nakes', place: 'pustu-kiara' }]), { open: true })
    useSyncState().report({ ...HELD, phase: 'blocked', problem: 'device-revoked' })
    await flushPromises()
    expect(reviewLink()?.textContent).toBe('3')
    expect(document.body.textContent).toContain('yang belum terkirim ikut terkirim setelah didaftarkan lagi')
    expect([...document.querySelectorAll('a')].find(link => link.textContent?.trim() === 'Daftarkan lagi')?.getAttribute('href')).toMatch(/^\/enrol/)
    wrapper.unmount()
  })
})
