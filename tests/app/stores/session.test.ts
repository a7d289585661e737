import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { watch } from 'vue'
import { ok } from '#domain/core/result.ts'
import { createEnrolCode } from '#server/admin/codes.ts'
import { useSession } from '#app/stores/session.ts'
import { createTabletSession } from '#app/vault/tablet-session.ts'
import { useSyncState } from '#app/stores/sync-state.ts'
import { openServer, PASSWORD, TENANT, testPlatform } from '../sync/world.ts'

beforeEach(() => setActivePinia(createPinia()))

const until = (condition: () => boolean): Promise<void> => new Promise(resolve => {
  const stop = watch(condition, holds => {
    if (!holds) return
    queueMicrotask(() => stop())
    resolve()
  }, { immediate: true, flush: 'sync' })
})

describe('the session store', () => {
  it('shows the doors as they open and shut, and holds no row', async () => {
    const server = await openServer()
    const { platform } = testPlatform(server)
    const session = useSession()
    const sync = useSyncState()
    expect(session.phase).toBe('starting')
    expect(await session.start(hooks => createTabletSession({ ...platform, room: { persist: async () => false, estimate: async () => ({ usage: 5, quota: 100 }) } }, hooks))).toEqual(ok(null))
    expect(session.phase).toBe('not-enrolled')
    const { code } = await createEnrolCode(server.clinic.deps, TENANT, { place: 'pustu-kiara' })
    expect(await session.enrol(code, 'Tablet Kiara')).toEqual(ok(null))
    expect(session).toMatchObject({ phase: 'signed-out', tablet: { name: 'Tablet Kiara', tenant: { id: TENANT } } })
    expect(await session.signIn('bidan', PASSWORD)).toEqual(ok(null))
    await until(() => sync.phase === 'idle' && sync.lastCompleteAt !== null)
    expect(session.context?.hasRole('nakes')).toBe(true)
    expect(session.context?.hasRole('kapus')).toBe(false)
    expect(session.context?.homeStream('clinical')).toBe('pustu:pustu-kiara/clinical')
    expect(session.context?.homeStream('members')).toBe('kmp:kmp-kiara/members')
    expect(session.context?.homeStream('desk')).toBe('kmp:kmp-kiara/desk')
    expect(session.context?.today()).toBe('2025-12-17')
    expect(session.context?.wallTime()).toBe('08:00')
    expect(sync.storage).toEqual({ persisted: false, usage: 5, quota: 100 })
    await session.signOut()
    expect(session).toMatchObject({ phase: 'signed-out', context: null, user: null, knownUsers: [{ username: 'bidan', name: 'Nama bidan' }] })
  })
})
