import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resetPassword } from '#server/admin/accounts.ts'
import { createEnrolCode } from '#server/admin/codes.ts'
import { prepareInstallation } from '#server/admin/installation.ts'
import { buildApp, type AppOptions } from '#server/app.ts'
import { argonPasswords } from '#server/auth/passwords.ts'
import { delayAfter } from '#server/auth/delay.ts'
import { issueSetupCode } from '#server/auth/setup.ts'
import type { ServerDeps } from '#server/deps.ts'
import { KINDS } from '#domain/records/index.ts'
import { migrate } from '#server/store/migrations.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import { enrolResponse, helloResponse, ownKeyName, pullResponse, pushResponse, signInResponse } from '#sync/messages.ts'
import { Browser } from './browser.ts'
import { CATALOGUE, CLINICAL, fresh, memberData, MEMBERS, openClinic, PASSWORD, patientData, quickPasswords, Tablet, TENANT, TestClock, testRandom, value, type Clinic } from './kit.ts'

let closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.reverse()) await close()
  closing = []
})

async function serve(deps: ServerDeps, options: Partial<AppOptions> = {}): Promise<FastifyInstance> {
  const app = await buildApp(deps, { version: 'test', cookieSecure: false, ...options })
  closing.push(() => app.close())
  return app
}

async function clinicOverHttp(more: Partial<ServerDeps> = {}, options: Partial<AppOptions> = {}): Promise<{ clinic: Clinic; app: FastifyInstance }> {
  const store = openSqlite({ memory: true })
  closing.push(() => store.close())
  const clinic = await openClinic(store, more)
  return { clinic, app: await serve(clinic.deps, options) }
}

async function enrolled(clinic: Clinic, app: FastifyInstance, place = 'pustu-kiara'): Promise<Browser> {
  const browser = new Browser(app)
  const { code } = await createEnrolCode(clinic.deps, TENANT, { place })
  expect((await browser.post('/api/devices/enrol', { code, name: 'Tablet uji' })).statusCode).toBe(200)
  return browser
}

async function signedIn(clinic: Clinic, app: FastifyInstance, username = 'bidan', place = 'pustu-kiara'): Promise<Browser> {
  const browser = await enrolled(clinic, app, place)
  expect((await browser.post('/api/auth/sign-in', { username, password: PASSWORD })).statusCode).toBe(200)
  return browser
}

describe('first-run set-up', () => {
  const form = (code: string) => ({
    code, puskesmas: { id: TENANT, name: 'Puskesmas Kalodran', code: 'KALODRAN', kelurahanCode: '3673991001', kelurahan: 'Kalodran', zone: 'Asia/Jakarta' },
    head: { name: 'dr. Ratna', username: 'kapus', password: PASSWORD }, device: { name: 'Tablet kepala' },
  })
  it('asks for the code of the console, makes puskesmas, head and tablet, and closes behind itself', async () => {
    const store = openSqlite({ memory: true })
    closing.push(() => store.close())
    await migrate(store)
    const deps: ServerDeps = { store, clock: new TestClock(), random: testRandom(), passwords: argonPasswords }
    await prepareInstallation(deps, { demo: false })
    const code = await issueSetupCode(deps)
    const browser = new Browser(await serve(deps))
    expect((await browser.get('/api/setup')).json()).toEqual({ needed: true })
    expect((await browser.post('/api/setup', form('AAAA-BBBB-CCCC-DDDD'))).json()).toEqual({ code: 'CODE' })
    const done = await browser.post('/api/setup', form((code ?? '').toLowerCase().replaceAll('-', ' ')))
    expect(enrolResponse.parse(done.json())).toMatchObject({ block: 1, tenant: { id: TENANT, demo: false, zone: 'Asia/Jakarta' } })
    const session = signInResponse.parse((await browser.post('/api/auth/sign-in', { username: 'KAPUS ', password: PASSWORD })).json())
    expect(session).toMatchObject({ user: { grants: [{ role: 'kapus', place: TENANT }] }, streams: [CATALOGUE] })
    expect(Object.keys(session.keys).sort()).toEqual([CATALOGUE, ownKeyName(session.user.id)])
    expect((await browser.get('/api/setup')).json()).toEqual({ needed: false })
    expect((await browser.post('/api/setup', form(code ?? ''))).json()).toEqual({ code: 'DONE' })
    expect(await issueSetupCode(deps)).toBeNull()
  })
})

describe('enrolment and sessions', () => {
  it('a code enrols one tablet, within its day', async () => {
    const { clinic, app } = await clinicOverHttp()
    const { code } = await createEnrolCode(clinic.deps, TENANT, { place: 'pustu-kiara' })
    const [first, second] = [new Browser(app), new Browser(app)]
    expect((await first.post('/api/devices/enrol', { code: code.toLowerCase(), name: 'A' })).statusCode).toBe(200)
    expect((await second.post('/api/devices/enrol', { code, name: 'B' })).json()).toEqual({ code: 'CODE' })
    const late = await createEnrolCode(clinic.deps, TENANT, { place: 'pustu-kiara' })
    clinic.clock.pass(24 * 3_600_000)
    expect((await second.post('/api/devices/enrol', { code: late.code, name: 'B' })).json()).toEqual({ code: 'CODE' })
  })
  it('signs nobody in on a tablet that is not enrolled', async () => {
    const { app } = await clinicOverHttp()
    const answer = await new Browser(app).post('/api/auth/sign-in', { username: 'bidan', password: PASSWORD })
    expect([answer.statusCode, answer.json()]).toEqual([403, { code: 'DEVICE' }])
  })
  it('a session is worth nothing without the credential of its own tablet', async () => {
    const { clinic, app } = await clinicOverHttp()
    const [bidan, other] = [await signedIn(clinic, app), await enrolled(clinic, app)]
    const session = bidan.cookies.get('kkd-session') ?? ''
    other.cookies.set('kkd-session', session)
    expect((await other.post('/api/sync/hello', { proto: 1, app: 'a', schema: 1 })).json()).toEqual({ code: 'SESSION' })
    bidan.cookies.delete('kkd-device')
    expect((await bidan.post('/api/sync/hello', { proto: 1, app: 'a', schema: 1 })).json()).toEqual({ code: 'DEVICE' })
  })
  it('signing out, switching an account off and resetting a password end the session', async () => {
    const { clinic, app } = await clinicOverHttp()
    const head = await signedIn(clinic, app, 'kapus', TENANT)
    const isOpen = async (browser: Browser) => (await browser.post('/api/auth/keys', {})).statusCode
    const leaving = await signedIn(clinic, app)
    await leaving.post('/api/auth/sign-out', {})
    expect(await isOpen(leaving)).toBe(401)
    const reset = await signedIn(clinic, app)
    expect(await isOpen(reset)).toBe(200)
    await head.post('/api/admin/accounts/reset-password', { id: 'bidan', password: 'sandi-baru-2026' })
    expect(await isOpen(reset)).toBe(401)
    const off = await signedIn(clinic, app, 'perawat')
    await head.post('/api/admin/accounts/update', { id: 'perawat', active: false })
    expect(await isOpen(off)).toBe(401)
    expect((await off.post('/api/auth/sign-in', { username: 'perawat', password: PASSWORD })).json()).toEqual({ code: 'CREDENTIALS' })
  })
  it('changing the password needs the old one and ends the other sessions', async () => {
    const { clinic, app } = await clinicOverHttp()
    const [own, other] = [await signedIn(clinic, app), await signedIn(clinic, app)]
    expect((await own.post('/api/auth/change-password', { old: 'salah-sekali', new: 'sandi-baru-2026' })).statusCode).toBe(401)
    expect((await own.post('/api/auth/change-password', { old: PASSWORD, new: 'pendek' })).statusCode).toBe(400)
    expect((await own.post('/api/auth/change-password', { old: PASSWORD, new: 'sandi-baru-2026' })).statusCode).toBe(200)
    expect([(await own.post('/api/auth/keys', {})).statusCode, (await other.post('/api/auth/keys', {})).statusCode]).toEqual([200, 401])
    expect((await other.post('/api/auth/sign-in', { username: 'bidan', password: 'sandi-baru-2026' })).statusCode).toBe(200)
  })
  it('gives the same keys of a stream to everyone on a tablet, and other keys to another tablet', async () => {
    const { clinic, app } = await clinicOverHttp()
    const one = await signedIn(clinic, app)
    const first = (await one.post('/api/auth/keys', {})).json<{ keys: Record<string, string> }>().keys
    await one.post('/api/auth/sign-in', { username: 'perawat', password: PASSWORD })
    const second = (await one.post('/api/auth/keys', {})).json<{ keys: Record<string, string> }>().keys
    const other = (await (await signedIn(clinic, app)).post('/api/auth/keys', {})).json<{ keys: Record<string, string> }>().keys
    expect(second[CLINICAL]).toBe(first[CLINICAL])
    expect(Object.keys(second)).not.toContain('kmp:kmp-kiara/members')
    expect(other[CLINICAL]).not.toBe(first[CLINICAL])
    expect(Buffer.from(first[CLINICAL] ?? '', 'base64')).toHaveLength(32)
  })
  it('keeps a key of his own for everyone on a tablet: nobody else gets it, and a forgotten password does not lose it', async () => {
    const { clinic, app } = await clinicOverHttp()
    const tablet = await signedIn(clinic, app)
    const keysNow = async () => (await tablet.post('/api/auth/keys', {})).json<{ keys: Record<string, string> }>().keys
    const own = (await keysNow())[ownKeyName('bidan')]
    expect(Buffer.from(own ?? '', 'base64')).toHaveLength(32)
    await tablet.post('/api/auth/sign-in', { username: 'perawat', password: PASSWORD })
    const other = await keysNow()
    expect(Object.keys(other).filter(name => name.startsWith('user:'))).toEqual([ownKeyName('perawat')])
    expect(Object.values(other)).not.toContain(own)
    value(await resetPassword(clinic.deps, TENANT, 'bidan', 'sandi-pulih-2026'))
    const again = signInResponse.parse((await tablet.post('/api/auth/sign-in', { username: 'bidan', password: 'sandi-pulih-2026' })).json())
    expect(again.keys[ownKeyName('bidan')]).toBe(own)
    const elsewhere = await enrolled(clinic, app)
    await elsewhere.post('/api/auth/sign-in', { username: 'bidan', password: 'sandi-pulih-2026' })
    expect((await elsewhere.post('/api/auth/keys', {})).json<{ keys: Record<string, string> }>().keys[ownKeyName('bidan')]).not.toBe(own)
  })
  it('a renewed tablet keeps its session and takes the new credential', async () => {
    const { clinic, app } = await clinicOverHttp()
    const browser = await signedIn(clinic, app)
    const before = browser.cookies.get('kkd-device')
    const [device] = (await (await signedIn(clinic, app, 'kapus', TENANT)).post('/api/admin/devices/list', {})).json<{ devices: { dev: string; place: string }[] }>().devices.filter(line => line.place === 'pustu-kiara')
    const renewed = await browser.post('/api/devices/renew', { dev: device?.dev })
    expect(renewed.statusCode).toBe(200)
    expect(browser.cookies.get('kkd-device')).not.toBe(before)
    expect((await browser.post('/api/auth/keys', {})).statusCode).toBe(200)
  })
  it('cookies are strict, out of reach of scripts, and host-bound over TLS', async () => {
    const { clinic, app } = await clinicOverHttp({}, { cookieSecure: true })
    const browser = await signedIn(clinic, app)
    expect([...browser.cookies.keys()]).toEqual(['__Host-kkd-device', '__Host-kkd-session'])
    const answer = await browser.post('/api/auth/sign-in', { username: 'bidan', password: PASSWORD })
    expect(answer.cookies).toMatchObject([{ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' }])
    const kept = await clinic.deps.store.db.selectFrom('session').select('token').execute()
    expect(kept.map(({ token }) => token)).not.toContain(browser.cookies.get('__Host-kkd-session')?.split('.')[1])
  })
  it('the passwords are kept as Argon2id of 19 MiB', async () => {
    const hash = await argonPasswords.hash(PASSWORD)
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect([await argonPasswords.verify(hash, PASSWORD), await argonPasswords.verify(hash, `${PASSWORD}x`)]).toEqual([true, false])
  })
})

describe('guessing', () => {
  it('waits grow to a minute', () => {
    expect([1, 2, 3, 4, 5, 8, 9, 50].map(delayAfter)).toEqual([0, 0, 1, 2, 4, 32, 60, 60])
  })
  it('an attempt inside a delay is neither tried nor counted, and open sessions go on', async () => {
    const { clinic, app } = await clinicOverHttp()
    const [open, guesser] = [await signedIn(clinic, app), await enrolled(clinic, app)]
    const guess = (password: string) => guesser.post('/api/auth/sign-in', { username: 'bidan', password })
    for (let count = 0; count < 5; count += 1) {
      expect((await guess('salah-sekali')).statusCode).toBe(401)
      clinic.clock.pass(delayAfter(count + 1) * 1000)
    }
    await guess('salah-sekali')
    const inside = await guess(PASSWORD)
    expect([inside.statusCode, inside.json(), inside.headers['retry-after']]).toEqual([429, { code: 'DELAY', retryAfterS: 8 }, '8'])
    expect((await open.post('/api/auth/keys', {})).statusCode).toBe(200)
    clinic.clock.pass(8000)
    expect((await guess(PASSWORD)).statusCode).toBe(200)
    expect((await guess('salah-sekali')).statusCode).toBe(401)
  })
  it('guesses at the same time are no cheaper than one after the other', async () => {
    const { clinic, app } = await clinicOverHttp()
    const guesser = await enrolled(clinic, app)
    const answers = await Promise.all(Array.from({ length: 12 }, () => guesser.post('/api/auth/sign-in', { username: 'bidan', password: 'salah-sekali' })))
    expect(answers.filter(answer => answer.statusCode === 401)).toHaveLength(3)
  })
  it('a name that nobody has is answered like a wrong password', async () => {
    const { clinic, app } = await clinicOverHttp()
    const browser = await enrolled(clinic, app)
    const [unknown, wrong] = [await browser.post('/api/auth/sign-in', { username: 'siapa', password: 'x' }), await browser.post('/api/auth/sign-in', { username: 'bidan', password: 'x' })]
    expect([unknown.statusCode, unknown.json()]).toEqual([wrong.statusCode, wrong.json()])
  })
})

describe('the head', () => {
  let clinic: Clinic
  let app: FastifyInstance
  beforeEach(async () => { ({ clinic, app } = await clinicOverHttp()) })

  it('nobody else reaches an admin route', async () => {
    const routes = ['accounts/list', 'accounts/create', 'accounts/update', 'accounts/reset-password', 'devices/list', 'devices/revoke', 'codes/create', 'records/move', 'export']
    const bodies: Record<string, object> = {
      'accounts/create': { username: 'baru', password: PASSWORD, name: 'Baru', profession: 'lainnya', sip: null, grants: [] }, 'accounts/update': { id: 'bidan' },
      'accounts/reset-password': { id: 'bidan', password: PASSWORD }, 'devices/revoke': { dev: 'x' }, 'codes/create': { place: 'pustu-kiara' }, 'records/move': { id: 'x', to: CLINICAL }, export: { kind: 'patient' },
    }
    for (const account of ['bidan', 'lurah']) {
      const browser = await signedIn(clinic, app, account)
      for (const route of routes) expect([route, (await browser.post(`/api/admin/${route}`, bodies[route] ?? {})).json()]).toEqual([route, { code: 'ROLE' }])
    }
    const stranger = new Browser(app)
    for (const route of routes) expect((await stranger.post(`/api/admin/${route}`, bodies[route] ?? {})).statusCode).toBe(403)
  })
  it('makes accounts that are seen as staff, and enrols tablets by code', async () => {
    const head = await signedIn(clinic, app, 'kapus', TENANT)
    const made = await head.post('/api/admin/accounts/create', { username: 'Perawat.Baru', password: 'sandi-perawat', name: 'Ns. Baru', profession: 'keperawatan', sip: null, grants: [{ role: 'nakes', place: 'pustu-teritih' }] })
    const { id } = made.json<{ id: string }>()
    expect((await head.post('/api/admin/accounts/create', { username: 'perawat.baru', password: 'sandi-perawat', name: 'X', profession: 'lainnya', sip: null, grants: [] })).statusCode).toBe(409)
    const { code } = (await head.post('/api/admin/codes/create', { place: 'pustu-teritih' })).json<{ code: string }>()
    expect((await head.post('/api/admin/codes/create', { place: 'nowhere' })).statusCode).toBe(404)
    const tablet = new Browser(app)
    await tablet.post('/api/devices/enrol', { code, name: 'Teritih 2' })
    expect((await tablet.post('/api/auth/sign-in', { username: 'perawat.baru', password: 'sandi-perawat' })).statusCode).toBe(200)
    await head.post('/api/admin/accounts/update', { id, sip: { number: 'SIPP/9', expiresOn: '2028-01-31' } })
    const { epoch } = helloResponse.parse((await tablet.post('/api/sync/hello', { proto: 1, app: 'a', schema: 1 })).json())
    const page = pullResponse.parse((await tablet.post('/api/sync/pull', { epoch, cursor: {}, max: 500 })).json())
    expect(page.rows.find(row => row.id === id)).toMatchObject({ kind: 'staff', rev: 2, data: { name: 'Ns. Baru', sip: { number: 'SIPP/9' }, active: true } })
    const line = (await head.post('/api/admin/devices/list', {})).json<{ devices: { name: string; lastCompleteAt: number | null }[] }>().devices.find(device => device.name === 'Teritih 2')
    expect(line).toMatchObject({ place: 'pustu-teritih', lastSyncAt: clinic.clock.now(), lastCompleteAt: clinic.clock.now(), revokedAt: null, app: 'a' })
  })
  it('cannot lock themselves out', async () => {
    const head = await signedIn(clinic, app, 'kapus', TENANT)
    for (const part of [{ active: false }, { grants: [] }]) expect((await head.post('/api/admin/accounts/update', { id: 'kapus', ...part })).statusCode).toBe(400)
  })
  it('exports every kind of the registry from the streams they hold, and members from none', async () => {
    const tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
    await tablet.save({ kind: 'patient', id: 'p1', act: 'create', stream: CLINICAL, set: fresh(patientData()) })
    const head = await signedIn(clinic, app, 'kapus', TENANT)
    const lines = (await head.post('/api/admin/export', { kind: 'patient' })).body.trim().split('\n').map(line => JSON.parse(line) as { id: string })
    expect(lines).toMatchObject([{ id: 'p1', kind: 'patient', data: { name: 'Budi Santoso' } }])
    const [member] = await tablet.save({ kind: 'member', id: 'm1', act: 'create', stream: MEMBERS, set: fresh({ ...memberData('3673995708900001'), name: 'Anggota Rahasia' }) })
    expect(member?.outcome).toBe('applied')
    // The same NIK again is held back; its inbox record lies among the members as well.
    const [held] = await tablet.save({ kind: 'member', id: 'm2', act: 'create', stream: MEMBERS, set: fresh({ ...memberData('3673995708900001'), name: 'Anggota Rahasia Dua' }) })
    expect(held?.outcome).toBe('quarantined')
    for (const kind of KINDS) {
      const text = (await head.post('/api/admin/export', { kind })).body
      expect([kind, text.includes('Rahasia'), text.includes('3673995708900001')]).toEqual([kind, false, false])
      const streams = new Set(text.split('\n').filter(line => line !== '').map(line => (JSON.parse(line) as { stream: string }).stream))
      expect([kind, [...streams].filter(stream => /\/(members|desk|finance)$/.test(stream))]).toEqual([kind, []])
    }
    expect((await head.post('/api/admin/export', { kind: 'staff' })).body).toContain('Nama bidan')
    expect((await head.post('/api/admin/export', { kind: '__proto__' })).statusCode).toBe(400)
  })
})

describe('at the door', () => {
  it('sends a strict policy and no server words', async () => {
    const { app } = await clinicOverHttp()
    const { headers } = await app.inject('/api/health')
    expect(headers['content-security-policy']).toBe("default-src 'none';script-src 'self';style-src 'self';img-src 'self' data: blob:;font-src 'self';connect-src 'self';worker-src 'self';manifest-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'")
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' })
    expect(headers['x-powered-by']).toBeUndefined()
  })
  it('takes writes from its own pages and as JSON only', async () => {
    const { clinic, app } = await clinicOverHttp()
    const browser = await signedIn(clinic, app)
    const status = async (headers: Record<string, string>) => (await browser.post('/api/auth/keys', {}, headers)).statusCode
    expect(await status({ origin: 'https://elsewhere.example' })).toBe(403)
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await status({ 'sec-fetch-site': 'same-site', origin: 'http://localhost:80' })).toBe(403)
    expect(await status({ origin: 'null' })).toBe(403)
    expect(await status({ 'content-type': 'text/plain' })).toBe(415)
    expect(await status({ 'content-type': 'application/x-www-form-urlencoded' })).toBe(415)
    expect(await status({ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:80' })).toBe(200)
  })
  it('answers compressed and takes compressed bodies', async () => {
    const { clinic, app } = await clinicOverHttp()
    const browser = await signedIn(clinic, app)
    const { epoch } = (await browser.post('/api/sync/hello', gzipSync(JSON.stringify({ proto: 1, app: 'a', schema: 1 })), { 'content-encoding': 'gzip' })).json<{ epoch: string }>()
    const page = await browser.post('/api/sync/pull', { epoch, cursor: {}, max: 500 }, { 'accept-encoding': 'gzip' })
    expect(page.headers['content-encoding']).toBe('gzip')
    expect(pullResponse.parse(JSON.parse(gunzipSync(page.rawPayload).toString())).rows.length).toBeGreaterThan(5)
  })
  it('refuses a bomb as too large, broken compression and a poisoned body as malformed', async () => {
    const { clinic, app } = await clinicOverHttp()
    const browser = await signedIn(clinic, app)
    const bomb = gzipSync(Buffer.alloc(60 * 1024 * 1024, ' '))
    expect((await browser.post('/api/sync/push', bomb, { 'content-encoding': 'gzip' })).json()).toEqual({ code: 'TOO_LARGE' })
    expect((await browser.post('/api/sync/hello', Buffer.from('not gzip'), { 'content-encoding': 'gzip' })).statusCode).toBe(400)
    for (const body of ['{"__proto__":{"x":1},"proto":1,"app":"a","schema":1}', '{"constructor":{"prototype":{}},"proto":1}', '{"proto":', '[]', '{"proto":"1"}']) {
      const answer = await browser.post('/api/sync/hello', body)
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'MALFORMED'])
    }
  })
  it('pushes and pulls by the schemas of the protocol', async () => {
    const { clinic, app } = await clinicOverHttp()
    const browser = await signedIn(clinic, app)
    const { epoch } = (await browser.post('/api/sync/hello', { proto: 1, app: 'a', schema: 1 })).json<{ epoch: string }>()
    const tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
    const entries = tablet.lines({ kind: 'patient', id: 'p1', act: 'create', set: fresh(patientData()) })
    expect((await browser.post('/api/sync/push', { epoch, dev: tablet.dev, entries })).json()).toEqual({ code: 'DEVICE' })
    const own = await tablet.send(entries)
    expect(own.ok && pushResponse.parse(own.value).results[0]?.outcome).toBe('applied')
    expect((await browser.post('/api/sync/pull', { epoch: 'old', cursor: {}, max: 10 })).json()).toEqual({ code: 'EPOCH', epoch })
  })
  it('says nothing of what went wrong inside, to nobody but the log, and no data there', async () => {
    const lines: string[] = []
    const secret = 'nama-yang-rahasia'
    const { clinic, app } = await clinicOverHttp(
      { passwords: { ...quickPasswords, verify: async (_hash, password) => { throw new Error(`cannot verify ${password}`) } } },
      { log: { level: 'info', stream: { write: line => { lines.push(line) } } } },
    )
    const browser = await enrolled(clinic, app)
    const answer = await browser.post('/api/auth/sign-in', { username: secret, password: secret })
    expect([answer.statusCode, answer.body]).toEqual([500, '{"code":"INTERNAL"}'])
    const log = lines.join('')
    expect(log).toContain('request failed')
    expect(log).not.toMatch(new RegExp(`${secret}|127\\.0\\.0\\.1|kkd-`))
  })
  it('limits how often a code may be tried from one address', async () => {
    const { app } = await clinicOverHttp()
    const browser = new Browser(app)
    const answers = []
    for (let count = 0; count < 21; count += 1) answers.push((await browser.post('/api/devices/enrol', { code: 'AAAA-BBBB', name: 'x' })).statusCode)
    expect([answers[19], answers[20]]).toEqual([403, 429])
  })
})

describe('the app’s files', () => {
  it('serves page and worker fresh, assets for good, the page for its own addresses, and a release before', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'kkd-static-'))
    closing.push(async () => rmSync(dir, { recursive: true }))
    for (const [folder, asset] of [['dist', 'new'], ['dist-previous', 'old']] as const) {
      mkdirSync(join(dir, folder, 'assets'), { recursive: true })
      writeFileSync(join(dir, folder, 'index.html'), `<p>${asset}`)
      writeFileSync(join(dir, folder, 'assets', `${asset}-1a2b.js`), `export default '${asset}'`)
    }
    writeFileSync(join(dir, 'dist', 'sw.js'), '//')
    const { app } = await clinicOverHttp({}, { staticDir: join(dir, 'dist') })
    const get = async (url: string, accept = 'text/html') => {
      const answer = await app.inject({ url, headers: { accept } })
      return [answer.statusCode, answer.headers['cache-control'], answer.body]
    }
    expect(await get('/')).toEqual([200, 'no-cache', '<p>new'])
    expect(await get('/index.html')).toEqual([200, 'no-cache', '<p>new'])
    expect(await get('/sw.js', '*/*')).toEqual([200, 'no-cache', '//'])
    expect(await get('/pelayanan/kunjungan')).toEqual([200, 'no-cache', '<p>new'])
    expect(await get('/assets/new-1a2b.js', '*/*')).toEqual([200, 'public, max-age=31536000, immutable', `export default 'new'`])
    expect(await get('/assets/old-1a2b.js', '*/*')).toEqual([200, 'public, max-age=31536000, immutable', `export default 'old'`])
    expect((await get('/assets/gone.js'))[0]).toBe(404)
    expect((await get('/api/nothing'))[0]).toBe(404)
    expect((await get('/../package.json'))[2]).not.toContain('koperasi-klinik-desa')
  })
})
