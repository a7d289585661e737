import { createPinia, setActivePinia } from 'pinia'
import { createMemoryHistory, type Router } from 'vue-router'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ok } from '#domain/core/result.ts'
import { createEnrolCode } from '#server/admin/codes.ts'
import { createAppRouter } from '#app/router.ts'
import { useSession } from '#app/stores/session.ts'
import { createTabletSession } from '#app/vault/tablet-session.ts'
import { openServer, PASSWORD, TENANT, testPlatform, type Server } from '#tests/app/sync/world.ts'

const PATIENT = '019b2c00-0000-7000-8000-000000000001'
let server: Server
beforeEach(async () => {
  window.localStorage.clear()
  server = await openServer()
})
afterEach(() => setActivePinia(createPinia()))

type Parts = ReturnType<typeof testPlatform>

/** The app as a newly loaded page: its own stores and router over the tablet's own memory. */
async function load(parts: Parts, path = '/'): Promise<{ session: ReturnType<typeof useSession>; router: Router; at(): string }> {
  setActivePinia(createPinia())
  const session = useSession()
  const router = createAppRouter(createMemoryHistory())
  const started = session.start(hooks => createTabletSession(parts.platform, hooks))
  await router.push(path)
  expect(await started).toEqual(ok(null))
  return { session, router, at: () => router.currentRoute.value.fullPath }
}

async function enrol(parts: Parts, place: string): Promise<Awaited<ReturnType<typeof load>>> {
  const page = await load(parts)
  const { code } = await createEnrolCode(server.clinic.deps, TENANT, { place })
  expect(await page.session.enrol(code, 'Tablet uji')).toEqual(ok(null))
  return page
}

describe('the page somebody was on', () => {
  test('comes back after a reload, without a word that was typed', async () => {
    const parts = testPlatform(server)
    const first = await enrol(parts, 'pustu-kiara')
    await first.session.signIn('bidan', PASSWORD)
    await first.router.push(`/pelayanan/pasien-baru?nama=Siti+Aminah&anggota=${PATIENT}`)
    const kept = JSON.stringify({ ...window.localStorage })
    expect(kept).toContain(PATIENT)
    expect(kept).not.toMatch(/Siti|Aminah|bidan\./)

    const again = await load(parts)
    await expect.poll(() => again.router.currentRoute.value.name).toBe('sign-in')
    await again.session.signIn('bidan', PASSWORD)
    await expect.poll(again.at).toBe(`/pelayanan/pasien-baru?anggota=${PATIENT}`)
  })

  test('is nobody else’s: the next person starts at home, and so does whoever signed out', async () => {
    const parts = testPlatform(server)
    const first = await enrol(parts, 'pustu-kiara')
    await first.session.signIn('bidan', PASSWORD)
    await first.router.push('/anggota')
    const other = await load(parts)
    await other.session.signIn('perawat', PASSWORD)
    await expect.poll(other.at).toBe('/')

    await other.router.push('/pelayanan')
    await other.session.signOut()
    await expect.poll(() => other.router.currentRoute.value.name).toBe('sign-in')
    await other.session.signIn('perawat', PASSWORD)
    await expect.poll(other.at).toBe('/')
  })

  test('is opened only to roles that have it, and only if the app has it', async () => {
    const parts = testPlatform(server)
    const first = await enrol(parts, 'pustu-kiara')
    await first.session.signIn('bidan', PASSWORD)
    const user = first.session.context?.user.id
    for (const path of ['/pengawasan', '/tidak/ada', '//jahat.example/anggota', '/masuk']) {
      window.localStorage.setItem('kkd-page', JSON.stringify({ user, path }))
      const again = await load(parts)
      await again.session.signIn('bidan', PASSWORD)
      await expect.poll(again.at).toBe('/')
    }
  })
})
