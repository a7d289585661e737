import { expect, it } from 'vitest'
import { buildApp } from '#server/app.ts'
import { openSqlite } from '#server/store/sqlite.ts'
import { Browser } from './browser.ts'
import { CLINICAL, fresh, memberData, MEMBERS, openClinic, PASSWORD, patientData, Tablet, TENANT } from './kit.ts'
import { createEnrolCode } from '#server/admin/codes.ts'

const NAME = 'Zarwixami Qobyunadi'
const NIK = '3673991708907777'
const COMPLAINT = 'velkruitis'

it('the log of a working day, of refusals and of an error holds no person, password, code or address', async () => {
  const lines: string[] = []
  const store = openSqlite({ memory: true })
  const clinic = await openClinic(store)
  const app = await buildApp(clinic.deps, { version: 'test', cookieSecure: false, log: { level: 'trace', stream: { write: line => { lines.push(line) } } } })
  const browser = new Browser(app)
  const { code } = await createEnrolCode(clinic.deps, TENANT, { place: 'pustu-kiara' })
  const { dev } = (await browser.post('/api/devices/enrol', { code, name: `Tablet ${NAME}` })).json<{ dev: string }>()
  await browser.post('/api/auth/sign-in', { username: 'bidan', password: `${PASSWORD}-salah` })
  expect((await browser.post('/api/auth/sign-in', { username: 'bidan', password: PASSWORD })).statusCode).toBe(200)
  const { epoch } = (await browser.post('/api/sync/hello', { proto: 1, app: 'a', schema: 1 })).json<{ epoch: string }>()

  const journal = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
  journal.head = { dev, seq: 0, hash: '' }
  const entries = journal.lines(
    { kind: 'patient', id: 'p1', act: 'create', stream: CLINICAL, set: fresh(patientData({ name: NAME, identity: { nik: NIK, noNikReason: '', parentNik: null } })) },
    { kind: 'member', id: 'm1', act: 'create', stream: MEMBERS, set: fresh({ ...memberData(NIK), name: NAME }) },
    { kind: 'patient', id: 'p2', act: 'create', stream: CLINICAL, set: fresh({ ...patientData({ name: NAME }), sex: COMPLAINT }) },
  )
  const pushed = (await browser.post('/api/sync/push', { epoch, dev, entries })).json<{ results: { outcome: string }[] }>()
  expect(pushed.results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied', 'quarantined'])
  expect((await browser.post('/api/sync/pull', { epoch, cursor: {}, max: 500 })).body).toContain(NIK)
  expect((await browser.post('/api/sync/push', { epoch, dev, entries: [{ [NAME]: NIK }] })).statusCode).toBe(400)
  expect((await browser.post(`/api/sync/pull?nama=${NAME}&nik=${NIK}`, { epoch, cursor: { [NIK]: NAME }, max: 1 })).statusCode).toBe(400)
  await store.close()
  expect((await browser.post('/api/sync/hello', { proto: 1, app: NAME, schema: 1 })).statusCode).toBeGreaterThanOrEqual(500)
  await app.close()

  const log = lines.join('')
  expect(log).toContain('"path":"/api/sync/push"')
  expect(log).toContain('request failed')
  for (const word of [...NAME.split(' '), NIK, COMPLAINT, PASSWORD, code, 'bidan', '127.0.0.1', 'kkd-']) expect([word, log.includes(word)]).toEqual([word, false])
})
