import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '#domain/core/result.ts'
import { listDevices } from '#server/admin/device-list.ts'
import { createDraft } from '#app/db/record-store.ts'
import { memberData } from './records.ts'
import { enrolled, MEMBERS, openServer, PASSWORD, TENANT, type Server, type TestTablet } from './world.ts'

let server: Server
let tablet: TestTablet | undefined
beforeEach(async () => { server = await openServer() })
afterEach(() => tablet?.session.close())

const reported = async (name: string) => (await listDevices(server.clinic.deps, TENANT)).find(line => line.name === name)?.report
const room = (usage: number, quota: number) => ({ persist: async () => true, estimate: async () => ({ usage, quota }) })

async function ready(more: object = {}): Promise<TestTablet> {
  tablet = await enrolled(server, 'pustu-kiara')
  Object.assign(tablet.platform, more)
  expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
  await tablet.settled()
  return tablet
}
const nameOf = (one: TestTablet): string => one.view.tablet?.name ?? ''

describe('what a tablet says of itself at each sync', () => {
  it('its room, its clock against the server’s, and how much waited to be sent since when', async () => {
    const one = await ready({ room: room(1_000.6, 5_000) })
    expect(await reported(nameOf(one))).toMatchObject({ unsent: 0, usedBytes: 1_001, freeBytes: 3_999 })
    one.line.online = false
    const savedAt = one.time.value
    for (const serial of [1, 2]) {
      expect(await one.context.store.writeGroup(async () => ok([createDraft('member', one.platform.newId(), MEMBERS, memberData('Siti Aminah', serial))]))).toMatchObject({ ok: true })
    }
    one.time.pass(60_000)
    server.clinic.clock.pass(60_000 + 600_000)
    one.line.online = true
    // The push is lost, so what waited still waits: the server knows how much, and since when.
    one.line.before = path => (path.endsWith('/push') ? 'lost' : undefined)
    one.session.syncNow()
    await one.until(() => one.line.calls.filter(path => path.endsWith('/push')).length > 0 && one.status.phase === 'offline')
    expect(await reported(nameOf(one))).toMatchObject({ unsent: 2, oldestUnsentAt: savedAt, at: server.clinic.clock.now() })
    one.line.before = () => undefined
    await one.settled()
    // The skew is what the sync before measured: ten minutes behind the server, and the moment that settling takes.
    expect(await reported(nameOf(one))).toMatchObject({ unsent: 0, skewMs: -599_999 })
  })
  it('says nothing of its room where the browser does not tell, and syncs where it fails to', async () => {
    const one = await ready({ room: { persist: async () => true, estimate: () => Promise.reject(new Error('not allowed')) } })
    expect(Object.keys((await reported(nameOf(one))) ?? {}).sort()).not.toContain('usedBytes')
    expect(one.status.lastCompleteAt).not.toBeNull()
  })
})
