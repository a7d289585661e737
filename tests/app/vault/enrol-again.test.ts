import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '#domain/core/result.ts'
import { createEnrolCode } from '#server/admin/codes.ts'
import { revokeDevice } from '#server/auth/devices.ts'
import { createDraft } from '#app/db/record-store.ts'
import { memberData } from '../sync/records.ts'
import { enrolled, MEMBERS, openServer, openTestTablet, PASSWORD, restoreServer, TENANT, type Server, type TestTablet } from '../sync/world.ts'

let server: Server
const open: TestTablet[] = []
const keep = (tablet: TestTablet): TestTablet => { open.push(tablet); return tablet }
beforeEach(async () => { server = await openServer() })
afterEach(async () => { for (const tablet of open.splice(0)) await tablet.session.close() })

const saveMember = async (tablet: TestTablet, name: string, serial: number): Promise<string> => {
  const id = tablet.platform.newId()
  expect(await tablet.context.store.writeGroup(async () => ok([createDraft('member', id, MEMBERS, memberData(name, serial))]))).toMatchObject({ ok: true })
  return id
}
const newCode = async (): Promise<string> => (await createEnrolCode(server.clinic.deps, TENANT, { place: 'pustu-kiara' })).code
const onServer = (id: string) => server.clinic.deps.store.db.selectFrom('row').select('id').where('id', '=', id).where('kind', '=', 'member').execute()

describe('a tablet that was revoked', () => {
  it('says so while somebody works, is enrolled anew, and sends what was not sent under its new id', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.settled()
    const before = tablet.view.tablet?.dev as string
    await tablet.context.store.saveFormDraft('visit', { complaint: 'Batuk' })
    tablet.line.online = false
    const id = await saveMember(tablet, 'Siti Aminah', 1)
    expect(await revokeDevice(server.clinic.deps, TENANT, before)).toMatchObject({ ok: true })
    // What a revoked tablet still hands in is put aside; here the line gives way before that.
    tablet.line.before = path => (path.endsWith('/sync/push') ? 'lost' : undefined)
    tablet.goOnline()
    await tablet.session.switchUser()
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.until(() => tablet.view.revoked)
    expect(tablet.view.phase).toBe('unlocked')
    expect(tablet.status.unsent).toBe(1)

    tablet.line.before = () => undefined
    expect(await tablet.session.enrol(await newCode(), 'Tablet uji')).toEqual(ok(null))
    expect(tablet.view).toMatchObject({ phase: 'signed-out', revoked: false, context: null, knownUsers: [{ username: 'bidan' }] })
    expect(tablet.view.tablet?.dev).not.toBe(before)
    expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
    expect(await tablet.context.store.get('member', id)).toMatchObject({ pending: 'unsent' })
    expect(await tablet.context.store.loadFormDraft('visit')).toEqual({ complaint: 'Batuk' })
    await tablet.settled()
    expect(await tablet.context.store.get('member', id)).toMatchObject({ pending: 'none', rev: 1 })
    expect(await onServer(id)).toHaveLength(1)
    expect(await tablet.context.store.loadFormDraft('visit')).toEqual({ complaint: 'Batuk' })
  })

  it('says so at the door to somebody new', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await revokeDevice(server.clinic.deps, TENANT, tablet.view.tablet?.dev as string)
    expect(tablet.view.revoked).toBe(false)
    expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual({ ok: false, error: { kind: 'device-revoked' } })
    expect(tablet.view.revoked).toBe(true)
    expect(await tablet.session.enrol(await newCode(), 'Tablet uji')).toEqual(ok(null))
    expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
  })
})

describe('an enrolment that has ended', () => {
  it('is renewed by a code, and the tablet knows its people and their work as before', async () => {
    const first = keep(await enrolled(server, 'pustu-kiara'))
    await first.session.signIn('bidan', PASSWORD)
    await first.settled()
    const id = await saveMember(first, 'Siti Aminah', 1)
    await first.session.close()
    // A browser whose cookies were removed: the data are there, the credential is not.
    const tablet = keep(await openTestTablet(server, { factory: first.factory }))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.until(() => tablet.view.revoked)
    expect(tablet.status.problem).toBe('device-revoked')
    expect(await tablet.session.enrol(await newCode(), 'Tablet uji')).toEqual(ok(null))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.settled()
    expect(await tablet.context.store.get('member', id)).toMatchObject({ pending: 'none', rev: 1 })
  })
})

describe('a server restored from before the tablet was enrolled', () => {
  it('gets what it had acknowledged again, once the tablet is enrolled anew', async () => {
    const backup = server.clinic.deps.store.serialize?.() as Buffer
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.settled()
    const acknowledged = await saveMember(tablet, 'Siti Aminah', 1)
    await tablet.settled()
    server = await restoreServer(server.clinic, backup)
    tablet.line.server = server
    const unsent = await saveMember(tablet, 'Nurhayati', 2)
    await tablet.session.switchUser()
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.until(() => tablet.view.revoked)
    expect(await onServer(acknowledged)).toEqual([])

    expect(await tablet.session.enrol(await newCode(), 'Tablet uji')).toEqual(ok(null))
    expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
    await tablet.settled()
    for (const id of [acknowledged, unsent]) {
      expect(await onServer(id)).toHaveLength(1)
      expect(await tablet.context.store.get('member', id)).toMatchObject({ pending: 'none', rev: 1 })
    }
  })
})

describe('a tablet that took a new id after a fork', () => {
  it('shows it at once, and gives labels of its new block', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.settled()
    const before = tablet.view.tablet?.dev as string
    const label = await tablet.context.nextLabel('member', 'KIARA')
    let forked = false
    tablet.line.before = path => {
      if (forked || !path.endsWith('/sync/push')) return undefined
      forked = true
      return new Response(JSON.stringify({ code: 'FORK', last: 7, chain: 'f'.repeat(64) }), { status: 409 })
    }
    await saveMember(tablet, 'Siti Aminah', 1)
    await tablet.settled()
    await tablet.until(() => tablet.view.tablet?.dev !== before)
    const stored = await server.clinic.deps.store.db.selectFrom('device').selectAll().where('dev', '=', tablet.view.tablet?.dev as string).executeTakeFirstOrThrow()
    expect(await tablet.context.nextLabel('member', 'KIARA')).toContain(`-${String(stored.block).padStart(2, '0')}-`)
    expect(await tablet.context.nextLabel('member', 'KIARA')).not.toContain(label.slice(0, -4))
  })
})

describe('a tablet without a session at the server', () => {
  it('asks nothing of it that could only be refused, from its first start to the next morning', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.settled()
    await tablet.session.signOut()
    const refused: string[] = []
    const { fetch } = tablet.line
    expect(tablet.line.calls.indexOf('/api/sync/hello')).toBeGreaterThan(tablet.line.calls.indexOf('/api/auth/sign-in'))
    const again = keep(await openTestTablet(server, { factory: tablet.factory }))
    Object.assign(again.platform.api, tablet.platform.api)
    Object.assign(tablet.line, { fetch: async (...call: Parameters<typeof fetch>) => {
      const answer = await fetch(...call)
      if (!answer.ok) refused.push(String(call[0]))
      return answer
    } })
    expect(again.line.calls).toEqual([])
    await again.session.signIn('bidan', PASSWORD)
    await again.settled()
    expect(refused).toEqual([])
  })
})
