import { beforeEach, describe, expect, it } from 'vitest'
import type { Month } from '#domain/core/day.ts'
import type { JsonObject } from '#domain/core/json.ts'
import { streamOf } from '#domain/core/streams.ts'
import { officeSummarySchema, type OfficeLine } from '#domain/rules/supervision/office-summary.ts'
import { createAccount } from '#server/admin/accounts.ts'
import { createEnrolCode } from '#server/admin/codes.ts'
import { loadOperations } from '#server/admin/load.ts'
import { addPlace, linkToOffice, unlinkFromOffice } from '#server/admin/offices.ts'
import { operate } from '#server/admin/operator.ts'
import { buildApp } from '#server/app.ts'
import { officeSummary } from '#server/reports/office-summary.ts'
import type { Store } from '#server/store/store.ts'
import { drugData } from '#tests/domain/pharmacy/catalogue-sample.ts'
import { Browser } from './browser.ts'
import { applied, CATALOGUE, change, type Clinic, CLINICAL, clinicsOn, fresh, movementData, type Part, PASSWORD, patientData, refusal, SERVICE, STOCK, Tablet, TENANT, value, visitData } from './kit.ts'

const OFFICE = 'dinkes-serang'
const OTHER = 'pkm-walantaka'
const MONTH = '2025-12' as Month
const SIGNED = { by: 'bidan', name: 'Nama bidan', sip: 'SIP/1', on: '2025-12-17' }
/** Words of persons, and ids: nothing of them may reach an office. */
const SECRET = { patient: 'Namapasienrahasia', complaint: 'Keluhanrahasia', drug: 'obat-rahasia', text: 'Isiaduanrahasia', visit: 'kunjungan-rahasia', person: 'pasien-rahasia', pustu: 'pustu-kiara', account: 'bidan' }

let ids = 0
const newId = (): string => `d-${(ids += 1)}`
const PLACE = { kelurahan: '', kelurahanCode: null, zone: 'Asia/Jakarta' } as const
const visiting = (more: Record<string, unknown> = {}, id = newId()): Part => ({ kind: 'visit', id, act: 'create', stream: CLINICAL, set: fresh(visitData('p1', 'bidan', { vitals: { suhu: 36.7 }, signature: SIGNED, ...more })) })
const item = (drugId: string) => ({ drugId, drug: drugId, quantity: 10, unit: 'tablet', signa: '3x1' })
const complaining = (on: string, reply: string | null): Part => ({
  kind: 'complaint', id: newId(), act: 'create', stream: SERVICE, set: fresh({
    number: 'ADU-1', on, time: '09:00', channel: 'loket', from: null, class: 'ringan', topic: 'obat-kosong', text: SECRET.text, serviceOn: null, owner: null,
    reply: reply === null ? null : { on: reply, text: 'Sudah', by: 'bidan', name: 'Nama bidan' }, satisfaction: null, by: 'bidan',
  }),
})

/** What a health office reads, and that it reads nothing else; the same on every store. */
export function describeOffices(engine: string, open: () => Promise<Store>): void {
  describe(`a health office, on ${engine}`, () => {
    let clinic: Clinic
    const openFresh = clinicsOn(open)
    beforeEach(async () => { clinic = await openFresh() })

    const office = (id = OFFICE) => addPlace(clinic.deps, { type: 'dinkes', id, name: 'Dinas Kesehatan', code: 'DINKES', user: 'dinkes', person: 'Nama Petugas', ...PLACE })
    const link = (puskesmas = TENANT, cluster = 'Klaster 1', dinkes = OFFICE) => linkToOffice(clinic.deps, { dinkes, puskesmas, cluster })
    const lines = async (dinkes = OFFICE, month = MONTH): Promise<OfficeLine[]> => (await officeSummary(clinic.deps, dinkes, month)).lines
    /** A browser in which somebody is signed in, enrolled by a code and a password. */
    async function signedIn(tenant: string, place: string, username: string, password: string): Promise<Browser> {
      const app = await buildApp(clinic.deps, { version: 'test', cookieSecure: false })
      const browser = new Browser(app)
      const { code } = await createEnrolCode(clinic.deps, tenant, { place })
      expect((await browser.post('/api/devices/enrol', { code, name: 'Tablet' })).statusCode).toBe(200)
      expect((await browser.post('/api/auth/sign-in', { username, password })).statusCode).toBe(200)
      return browser
    }

    it('reads a month of each puskesmas that reports to it, in numbers', async () => {
      value(await office())
      value(await link())
      const tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
      const head = await Tablet.enrol(clinic, TENANT, 'kapus')
      await applied(head, { kind: 'drug', id: 'antibiotik', act: 'create', stream: CATALOGUE, set: fresh({ ...drugData({ name: 'Amoksisilin', antibiotic: true }) }) })
      await applied(tablet, visiting({ diagnoses: [{ code: 'J00', name: 'Nasofaringitis' }], prescription: [item('antibiotik'), item('lagi')] }), visiting({ patientId: 'p2', diagnoses: [{ code: 'A09', name: 'Diare' }], vitals: {} }),
        visiting({ diagnoses: [{ code: 'M79.1', name: 'Mialgia' }] }), visiting({ signature: null, patientId: 'p3' }), visiting({ on: '2025-11-30' }),
        { kind: 'stock-movement', id: newId(), act: 'create', stream: STOCK, set: fresh(movementData(-5)) })
      // Answered within two working days, answered late, and one whose day has not come.
      await applied(tablet, complaining('2025-12-01', '2025-12-03'), complaining('2025-12-02', '2025-12-10'), complaining('2025-12-16', null))
      expect(await lines()).toEqual([{
        name: 'Puskesmas Kalodran', cluster: 'Klaster 1', pustu: 2, visits: 3, persons: 2, drafts: 1, handed: 1,
        complete: { part: 2, whole: 4 }, sameDay: { part: 0, whole: 0 }, complaints: { received: 3, onTime: { part: 1, whole: 2 } },
        coaching: { planned: 0, done: 0 }, findings: { part: 0, whole: 0 },
        por: { ispa: { part: 1, whole: 1 }, diare: { part: 0, whole: 1 }, mialgia: { part: 0, whole: 1 }, items: { part: 2, whole: 1 } }, oldestSyncAt: null,
      }])
      expect((await lines(OFFICE, '2025-11' as Month))[0]).toMatchObject({ visits: 1, persons: 1, handed: 0 })
    })
    it('the composite follows a visit that was voided and one that comes late, though it is kept from one asking to the next', async () => {
      value(await office())
      value(await link())
      const tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
      const id = newId()
      await applied(tablet, visiting({ diagnoses: [{ code: 'J00', name: 'x' }] }, id), visiting({ diagnoses: [{ code: 'J00', name: 'x' }] }))
      const ispa = async () => (await lines())[0]?.por.ispa.whole
      expect([await ispa(), await ispa()]).toEqual([2, 2])
      await applied(tablet, { kind: 'visit', id, act: 'void', stream: CLINICAL, baseRev: 1, reason: 'salah pasien' })
      expect(await ispa()).toBe(1)
      await applied(tablet, visiting({ diagnoses: [{ code: 'J00', name: 'x' }], on: '2025-12-02' }))
      expect(await ispa()).toBe(2)
    })
    it('BR-50: an addendum that counts changes the composite as on the head\'s page; a late one does once the head agreed', async () => {
      value(await office())
      value(await link())
      const tablet = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
      const head = await Tablet.enrol(clinic, TENANT, 'kapus')
      const [own, other] = [newId(), newId()]
      const cold = { diagnoses: [{ code: 'J00', name: 'x' }] }
      await applied(tablet, visiting(cold, own), visiting({ ...cold, on: '2025-12-10', signature: { ...SIGNED, on: '2025-12-10' } }, other))
      const counted = async () => { const por = (await lines())[0]?.por; return [por?.ispa.whole, por?.diare.whole] }
      expect(await counted()).toEqual([2, 0])
      const adding = (visitId: string, late: boolean, id: string): Part => ({ kind: 'addendum', id, act: 'create', stream: CLINICAL, set: fresh({
        visitId, patientId: 'p1', on: '2025-12-17', at: '2025-12-17T09:00:00', by: 'bidan', name: 'Nama bidan', sip: 'SIP/1', reason: 'salah pilih', text: 'diare', diagnoses: [{ code: 'A09', name: 'Diare' }], late, decision: null,
      }) })
      await applied(tablet, adding(own, false, 'tambahan-1'), adding(other, true, 'tambahan-2'))
      expect(await counted()).toEqual([1, 1])
      await applied(head, { kind: 'addendum', id: 'tambahan-2', act: 'patch', stream: CLINICAL, baseRev: 1, set: change('decision', null, { choice: 'disetujui', reason: '', by: 'kapus', on: '2025-12-17' }) })
      expect(await counted()).toEqual([0, 2])
    })
    it('oldest sync: of each pustu the tablet that was last whole, and of those the oldest; unknown while a pustu has none', async () => {
      value(await office())
      value(await link())
      const oldest = async () => (await lines())[0]?.oldestSyncAt
      const kiara = await Tablet.enrol(clinic, 'pustu-kiara', 'bidan')
      await kiara.pullAll()
      expect(await oldest()).toBeNull()
      const first = clinic.clock.now()
      clinic.clock.pass(60_000)
      await (await Tablet.enrol(clinic, 'pustu-teritih', 'teritih')).pullAll()
      expect(await oldest()).toBe(first)
      await (await Tablet.enrol(clinic, 'pustu-kiara', 'perawat')).pullAll()
      expect(await oldest()).toBe(first + 60_000)
    })
    it('supervision visits and follow-up items are counted, done and planned, on time and late', async () => {
      value(await office())
      value(await link())
      const head = await Tablet.enrol(clinic, TENANT, 'kapus')
      const plan = (more: JsonObject): Part => ({ kind: 'coaching-plan', id: newId(), act: 'create', stream: SERVICE, set: fresh({ pustu: 'pustu-kiara', on: '2025-12-10', lead: { id: null, name: 'dr. Ratna' }, focus: '', by: 'kapus', moves: [], visitId: null, cancelled: null, ...more }) })
      const finding = (due: string): Part => ({ kind: 'finding', id: newId(), act: 'create', stream: SERVICE, set: fresh({ pustu: 'pustu-kiara', on: '2025-12-01', by: 'kapus', visitId: null, item: null, critical: false, text: 'Register kosong', cause: '', action: 'Isi', owner: { id: null, name: 'Bidan' }, due, evidence: [], moves: [], closed: null }) })
      await applied(head, plan({}), plan({ on: '2026-01-05' }), finding('2025-12-05'), finding('2025-12-30'))
      expect((await lines())[0]).toMatchObject({ coaching: { planned: 1, done: 0 }, findings: { part: 0, whole: 1 } })
    })
    it('sees nothing of a puskesmas that does not report to it, of one that no longer does, and of another office\'s', async () => {
      value(await office())
      value(await office('dinkes-lain'))
      value(await addPlace(clinic.deps, { type: 'puskesmas', id: OTHER, name: 'Puskesmas Walantaka', code: 'WALANTAKA', user: 'kepala', person: 'dr. Lain', ...PLACE }))
      expect(await lines()).toEqual([])
      value(await link())
      expect((await lines()).map(line => line.name)).toEqual(['Puskesmas Kalodran'])
      expect(await lines('dinkes-lain')).toEqual([])
      value(await link(OTHER, 'Klaster 2'))
      expect((await lines()).map(line => `${line.cluster} ${line.name}`)).toEqual(['Klaster 1 Puskesmas Kalodran', 'Klaster 2 Puskesmas Walantaka'])
      // Another group of the same office takes the place of the first.
      value(await link(OTHER, 'Klaster 1'))
      expect((await lines()).map(line => line.cluster)).toEqual(['Klaster 1', 'Klaster 1'])
      value(await unlinkFromOffice(clinic.deps, { dinkes: OFFICE, puskesmas: TENANT }))
      expect((await lines()).map(line => line.name)).toEqual(['Puskesmas Walantaka'])
      // Only an office reads, and only a puskesmas reports.
      expect([refusal(await link(OFFICE)), refusal(await link(TENANT, 'x', TENANT)), refusal(await link('nirgendwo')), refusal(await link(TENANT, 'x', 'nirgendwo'))]).toEqual(Array.from({ length: 4 }, () => '404 NOT_FOUND'))
    })
    it('is sent no row but its own name and people, whatever it asks for, and not one word or id of a puskesmas', async () => {
      const { password } = value(await office())
      value(await link())
      await applied(await Tablet.enrol(clinic, 'pustu-kiara', 'bidan'), { kind: 'patient', id: SECRET.person, act: 'create', stream: CLINICAL, set: fresh(patientData({ name: SECRET.patient })) },
        visiting({ patientId: SECRET.person, complaint: SECRET.complaint, prescription: [item(SECRET.drug)] }, SECRET.visit), complaining('2025-12-16', null))
      const browser = await signedIn(OFFICE, OFFICE, 'dinkes', password)
      const { streams, epoch } = (await browser.post('/api/sync/hello', { proto: 1, app: 'test', schema: 1 })).json<{ streams: string[]; epoch: string }>()
      expect(streams).toEqual([streamOf('catalogue', OFFICE)])
      const foreign = [CATALOGUE, CLINICAL, STOCK, SERVICE, streamOf('members', 'kmp-kiara'), streamOf('report', 'kmp-kiara'), streamOf('finance', 'kmp-kiara')]
      const said: string[] = []
      for (const stream of foreign) {
        const answer = await browser.post('/api/sync/snapshot', { epoch, stream })
        expect([stream, answer.statusCode]).toEqual([stream, 403])
        said.push(answer.body)
      }
      said.push((await browser.post('/api/sync/pull', { epoch, cursor: { ...Object.fromEntries(foreign.map(stream => [stream, 0])), [streamOf('catalogue', OFFICE)]: 0 }, max: 1000 })).body)
      said.push((await browser.post('/api/sync/digest', { epoch, streams: foreign, bucket: 1 })).body)
      for (const path of ['accounts/list', 'devices/list'] as const) said.push((await browser.post(`/api/admin/${path}`, {})).body)
      said.push((await browser.post('/api/admin/export', { kind: 'visit' })).body)
      said.push((await browser.post('/api/admin/codes/create', { place: 'pustu-kiara' })).body, (await browser.post('/api/admin/records/move', { id: SECRET.visit, to: CLINICAL })).body)
      const summary = await browser.post('/api/dinkes/summary', { month: MONTH })
      expect(officeSummarySchema.parse(summary.json()).lines).toMatchObject([{ name: 'Puskesmas Kalodran', visits: 1, persons: 1, complaints: { received: 1 } }])
      said.push(summary.body)
      const all = said.join('\n')
      expect(Object.values(SECRET).filter(word => all.replaceAll('catalogue', '').includes(word) && !['bidan', 'pustu-kiara'].includes(word))).toEqual([])
      // No id and no word besides names of puskesmas and groups: everything else is a number.
      const words: string[] = []
      JSON.stringify(summary.json(), (_key, part: unknown) => { if (typeof part === 'string') words.push(part); return part })
      expect(words.sort()).toEqual([MONTH, 'Klaster 1', 'Puskesmas Kalodran'].sort())
    })
    it('BR-65 whoever is not of an office gets 403, also with the word of the role in an account of a puskesmas', async () => {
      value(await office())
      value(await link())
      for (const [id, place, role] of [['palsu', TENANT, 'dinkes'], ['palsu-dua', OFFICE, 'dinkes']] as const) {
        value(await createAccount(clinic.deps, TENANT, { id, username: id, password: PASSWORD, name: id, profession: 'lainnya', sip: null, grants: [{ role, place }] }))
      }
      for (const [place, account] of [[TENANT, 'kapus'], ['pustu-kiara', 'bidan'], ['kmp-kiara', 'lurah'], [TENANT, 'palsu'], [TENANT, 'palsu-dua']] as const) {
        const browser = await signedIn(TENANT, place, account, PASSWORD)
        const answer = await browser.post('/api/dinkes/summary', { month: MONTH })
        expect([account, answer.statusCode, answer.json()]).toEqual([account, 403, { code: 'ROLE' }])
        if (account.startsWith('palsu')) expect((await browser.post('/api/admin/accounts/list', {})).statusCode).toBe(403)
      }
      expect((await new Browser(await buildApp(clinic.deps, { version: 'test', cookieSecure: false })).post('/api/dinkes/summary', { month: MONTH })).statusCode).toBe(403)
    })
    it('a wrong month is refused, and what an office pushes is kept and never applied', async () => {
      const { password } = value(await office())
      const browser = await signedIn(OFFICE, OFFICE, 'dinkes', password)
      for (const month of ['2025-13', '2025-1', '', null]) expect((await browser.post('/api/dinkes/summary', { month })).statusCode).toBe(400)
      // The head of an office looks after its own accounts, and cannot lock himself out.
      const { accounts } = (await browser.post('/api/admin/accounts/list', {})).json<{ accounts: { id: string; username: string }[] }>()
      expect(accounts.map(account => account.username)).toEqual(['dinkes'])
      expect((await browser.post('/api/admin/accounts/update', { id: accounts[0]?.id, grants: [] })).statusCode).toBe(400)
      expect((await browser.post('/api/admin/accounts/create', { username: 'kedua', password: PASSWORD, name: 'Kedua', profession: 'lainnya', sip: null, grants: [{ role: 'dinkes', place: OFFICE }] })).statusCode).toBe(200)
      await expect(loadOperations(clinic.deps, OFFICE, [{ tx: 't', actor: accounts[0]?.id ?? '', at: '2025-12-01T00:00:00Z', changes: [{ act: 'create', kind: 'patient', id: newId(), stream: CLINICAL, data: patientData() }] }]))
        .resolves.toMatchObject({ quarantined: [{ code: 'SCOPE' }] })
    })

    it('who runs the server adds puskesmas and offices, says who reports to whom, and is told what was wrong', async () => {
      const run = (...args: string[]): Promise<string> => operate(clinic.deps, args)
      const printed = await run('add', 'dinkes', '--id', OFFICE, '--name', 'Dinas Kesehatan Kota Serang', '--code', 'DINKES', '--user', 'dinkes', '--person', 'Nama Petugas')
      const [, code, password] = /Set-up code:\s+(\S+)[^]*First password:\s+(\S+)/.exec(printed) ?? []
      const browser = new Browser(await buildApp(clinic.deps, { version: 'test', cookieSecure: false }))
      expect((await browser.post('/api/devices/enrol', { code, name: 'Laptop dinas' })).json()).toMatchObject({ tenant: { id: OFFICE, name: 'Dinas Kesehatan Kota Serang' } })
      expect((await browser.post('/api/auth/sign-in', { username: 'dinkes', password })).statusCode).toBe(200)
      expect((await browser.post('/api/auth/change-password', { old: password, new: 'sandi-yang-baru' })).statusCode).toBe(200)
      await run('add', 'puskesmas', '--id', OTHER, '--name', 'Puskesmas Walantaka', '--code', 'WALANTAKA', '--user', 'kepala', '--person', 'dr. Lain', '--zone', 'Asia/Makassar')
      expect(await run('report', OTHER, '--to', OFFICE, '--cluster', 'Klaster 2')).toBe(`${OFFICE} now reads the sums of ${OTHER}, in Klaster 2.`)
      expect(await run('places')).toBe(`${OFFICE}  Dinas Kesehatan Kota Serang  (dinkes)\n    reads the sums of ${OTHER}, in Klaster 2\n${TENANT}  Puskesmas Kalodran  (puskesmas)\n${OTHER}  Puskesmas Walantaka  (puskesmas)`)
      expect(await run('code', OTHER)).toMatch(/^Set-up code: (?:\w{4}-){3}\w{4} /)
      expect(await run('report', OTHER, '--to', OFFICE, '--stop')).toBe(`${OFFICE} no longer reads the sums of ${OTHER}.`)
      await expect(run('add', 'puskesmas', '--id', OTHER, '--name', 'Lagi', '--code', 'LAGI', '--user', 'kepala', '--person', 'dr. Lain')).rejects.toThrow('There is one of that id already.')
      await expect(run('add', 'pustu', '--id', 'x y', '--name', 'Lagi')).rejects.toThrow(/^Missing or wrong: type, id, code, user, person\./)
      await expect(run('add', '--colour', 'red')).rejects.toThrow(/colour/)
      await expect(run('report', 'tidak-ada', '--to', OFFICE, '--cluster', 'x')).rejects.toThrow('There is no tidak-ada of that sort')
      await expect(run('report', OTHER, '--to', OFFICE)).rejects.toThrow(/--cluster/)
      await expect(run('code', 'tidak-ada')).rejects.toThrow('There is no tidak-ada')
    })
  })
}
