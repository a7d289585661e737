import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '#domain/core/result.ts'
import { resetPassword, updateAccount } from '#server/admin/accounts.ts'
import { createDraft } from '#app/db/record-store.ts'
import { memberData, patientData } from '../sync/records.ts'
import { CLINICAL, dumpDatabase, enrolled, MEMBERS, openServer, openTestTablet, PASSWORD, TENANT, type Server, type TestTablet } from '../sync/world.ts'

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

describe('the doors of a tablet', () => {
  it('signs in online once and unlocks offline ever after', async () => {
    const first = keep(await enrolled(server, 'pustu-kiara'))
    await first.session.signIn('bidan', PASSWORD)
    await first.settled()
    const id = await saveMember(first, 'Siti Aminah', 1)
    await first.session.close()

    const again = keep(await openTestTablet(server, { factory: first.factory }))
    again.line.online = false
    expect(again.view.phase).toBe('signed-out')
    expect(again.view.knownUsers).toEqual([{ username: 'bidan', name: 'Nama bidan' }])
    expect(await again.session.signIn('bidan', 'salah sekali')).toEqual({ ok: false, error: { kind: 'wrong-credentials' } })
    expect(await again.session.signIn('perawat', PASSWORD)).toEqual({ ok: false, error: { kind: 'not-known-offline' } })
    expect(await again.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
    expect((await again.context.store.get('member', id))?.data.name).toBe('Siti Aminah')
  })

  it('hashes the password of an unlocking once, and keeps the server’s answer under it', async () => {
    const hashed: string[] = []
    const tablet = keep(await enrolled(server, 'pustu-kiara', { onHash: password => { hashed.push(password) } }))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.settled()
    await tablet.session.lock()
    hashed.length = 0
    expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
    await tablet.settled()
    expect(hashed).toEqual([PASSWORD])
    tablet.line.online = false
    await tablet.session.lock()
    expect(await tablet.session.signIn('bidan', 'salah sekali')).toMatchObject({ ok: false })
    expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual(ok(null))
  })

  it('says a wrong code, a wrong password and the wait that the server asks for', async () => {
    const tablet = keep(await openTestTablet(server))
    expect(await tablet.session.enrol('SALAH-KODE', 'x')).toEqual({ ok: false, error: { kind: 'wrong-code' } })
    expect(await tablet.session.signIn('bidan', PASSWORD)).toEqual({ ok: false, error: { kind: 'not-enrolled' } })
    const ready = keep(await enrolled(server, 'pustu-kiara'))
    expect(await ready.session.signIn('bidan', 'salah sekali')).toMatchObject({ ok: false, error: { kind: 'wrong-credentials' } })
    ready.line.before = path => (path.endsWith('/sign-in') ? new Response(JSON.stringify({ code: 'DELAY', retryAfterS: 7 }), { status: 429 }) : undefined)
    expect(await ready.session.signIn('bidan', PASSWORD)).toEqual({ ok: false, error: { kind: 'wrong-credentials', waitSeconds: 7 } })
  })

  it('a PIN opens keys that are still in memory; five wrong ones drop them', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.settled()
    expect(await tablet.session.setPin('1234')).toEqual({ ok: false, error: { kind: 'weak-pin' } })
    expect(await tablet.session.setPin('7351')).toEqual(ok(null))
    await tablet.session.lock()
    expect(tablet.view).toMatchObject({ phase: 'locked', lockKind: 'pin', context: null })
    expect(await tablet.session.unlockWithPin('7351')).toEqual(ok(null))
    expect(tablet.view.phase).toBe('unlocked')
    await tablet.session.lock()
    for (const left of [4, 3, 2, 1, 0]) expect(await tablet.session.unlockWithPin('0000')).toEqual({ ok: false, error: { kind: 'wrong-pin', triesLeft: left } })
    expect(tablet.view).toMatchObject({ phase: 'locked', lockKind: 'password', hasPin: false })
    expect(await tablet.session.unlockWithPin('7351')).toMatchObject({ ok: false })
    expect(await dumpDatabase(tablet.factory)).not.toContain('7351')
  })

  it('five idle minutes ask for the PIN, thirty for the password, and a touch starts anew', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.session.setPin('7351')
    tablet.time.pass(4 * 60_000)
    tablet.session.touch()
    tablet.time.pass(4 * 60_000)
    expect(tablet.view.phase).toBe('unlocked')
    tablet.time.pass(60_001)
    expect(tablet.view).toMatchObject({ phase: 'locked', lockKind: 'pin' })
    tablet.time.pass(25 * 60_000)
    expect(tablet.view).toMatchObject({ phase: 'locked', lockKind: 'password', context: null })
  })

  it('a context of a user who was switched away reads and writes nothing any more', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.settled()
    const id = await saveMember(tablet, 'Siti Aminah', 1)
    const old = tablet.context
    await tablet.session.switchUser()
    expect(tablet.view).toMatchObject({ phase: 'signed-out', context: null, user: null })
    expect(await old.store.get('member', id)).toBeUndefined()
    expect(await old.store.scan('member')).toEqual([])
    expect(await old.store.writeGroup(async () => ok([]))).toEqual({ ok: false, error: { kind: 'locked' } })
  })
})

describe('several people on one tablet', () => {
  it('each sees his own streams, and one carries what the other saved', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await tablet.session.signIn('perawat', PASSWORD)
    await tablet.settled()
    const patient = tablet.platform.newId()
    tablet.line.online = false
    await tablet.context.store.writeGroup(async () => ok([createDraft('patient', patient, CLINICAL, patientData('Pak Uji Rahasia'))]))
    await tablet.session.switchUser()
    tablet.line.online = true
    await tablet.session.signIn('koperasi', PASSWORD)
    await tablet.until(() => tablet.status.phase === 'idle' && tablet.status.unsent === 0)
    expect(tablet.context.streams('clinical')).toEqual([])
    expect(await tablet.context.store.get('patient', patient)).toBeUndefined()
    const stored = await server.clinic.deps.store.db.selectFrom('row').select(['kind', 'stream']).where('id', '=', patient).executeTakeFirst()
    expect(stored).toEqual({ kind: 'patient', stream: CLINICAL })
    await tablet.session.switchUser()
    await tablet.session.signIn('perawat', PASSWORD)
    await tablet.settled()
    expect(await tablet.context.store.get('patient', patient)).toMatchObject({ pending: 'none', data: { name: 'Pak Uji Rahasia' } })
  })

  it('another person offline never syncs under the session of the one before', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    for (const name of ['perawat', 'koperasi', 'perawat']) {
      await tablet.session.signIn(name, PASSWORD)
      await tablet.settled()
      await tablet.session.switchUser()
    }
    tablet.line.before = path => (path.endsWith('/auth/sign-in') ? 'lost' : undefined)
    await tablet.session.signIn('koperasi', PASSWORD)
    await tablet.until(() => tablet.status.phase === 'blocked')
    expect(tablet.status.problem).toBe('sign-in')
    expect(tablet.context.streams('clinical')).toEqual([])
    expect(tablet.view.phase).toBe('unlocked')
  })

  it('a forgotten password is reset online, and nothing unsent is lost', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.settled()
    tablet.line.online = false
    const id = await saveMember(tablet, 'Siti Aminah', 1)
    await tablet.session.signOut()
    tablet.line.online = true
    expect(await resetPassword(server.clinic.deps, TENANT, 'bidan', 'Kalodran-2027')).toMatchObject({ ok: true })
    expect(await tablet.session.signIn('bidan', 'Kalodran-2027')).toEqual(ok(null))
    expect((await tablet.context.store.get('member', id))?.data.name).toBe('Siti Aminah')
    await tablet.settled()
    expect(await tablet.context.store.get('member', id)).toMatchObject({ pending: 'none', rev: 1 })
  })

  it('a session that the server has ended blocks sync and locks nothing', async () => {
    const tablet = keep(await enrolled(server, 'pustu-kiara'))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.settled()
    await updateAccount(server.clinic.deps, TENANT, { id: 'bidan', active: false })
    const id = await saveMember(tablet, 'Siti Aminah', 1)
    tablet.session.syncNow()
    await tablet.until(() => tablet.status.phase === 'blocked')
    expect(tablet.status.problem).toBe('sign-in')
    expect(tablet.view.phase).toBe('unlocked')
    expect((await tablet.context.store.get('member', id))?.pending).toBe('unsent')
  })
})

describe('what lies at rest', () => {
  const words = ['Siti Aminah Rahasia', '3673991201800001', 'Kampung Uji']
  async function used(sealed: boolean): Promise<string> {
    const tablet = keep(await enrolled(server, 'pustu-kiara', { sealed }))
    await tablet.session.signIn('bidan', PASSWORD)
    await tablet.settled()
    await saveMember(tablet, 'Siti Aminah Rahasia', 1)
    await tablet.settled()
    await saveMember(tablet, 'Siti Aminah Rahasia', 2)
    await tablet.context.store.saveFormDraft('member', { name: 'Siti Aminah Rahasia' })
    return dumpDatabase(tablet.factory)
  }

  it('holds no plain word of a person', async () => {
    const dump = await used(true)
    expect(dump.length).toBeGreaterThan(1_000)
    for (const word of [...words, PASSWORD]) expect(dump).not.toContain(word)
  })

  it('and the same search finds them where nothing is sealed', async () => {
    const dump = await used(false)
    for (const word of words) expect(dump).toContain(word)
  })
})
